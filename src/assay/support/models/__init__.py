from assay.support.models.announcement import Announcement, AnnouncementRead, AnnouncementText
from assay.support.models.article import Article, ArticleMark, ArticleText
from assay.support.models.clock import TicketClock, TicketPause
from assay.support.models.macro import Macro, MacroText
from assay.support.models.terms import CategoryTerms, SiteHours
from assay.support.models.ticket import Ticket, TicketFile, TicketMessage, TicketStep

__all__ = [
    "Announcement",
    "AnnouncementRead",
    "AnnouncementText",
    "Article",
    "ArticleMark",
    "ArticleText",
    "CategoryTerms",
    "Macro",
    "MacroText",
    "SiteHours",
    "Ticket",
    "TicketClock",
    "TicketFile",
    "TicketMessage",
    "TicketPause",
    "TicketStep",
]
