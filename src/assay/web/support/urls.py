"""Addresses of support: `help` for who asks, `support` for who answers."""

from django.urls import URLPattern, path

from assay.web.support import announcements, articles, clocks, macros, own, own_announcements, queue, ticket

urlpatterns: list[URLPattern] = [
    path("help/", own.tickets, name="own-tickets"),
    path("help/new/", own.ask, name="own-ticket-new"),
    path("help/suggested/", articles.suggested, name="own-suggested"),
    path("help/answers/", articles.articles, name="articles"),
    path("help/answers/new/", articles.new, name="article-new"),
    path("help/answers/<uuid:article>/", articles.article, name="article"),
    path("help/answers/<uuid:article>/mark/", articles.mark, name="article-mark"),
    path("help/answers/<uuid:article>/change/", articles.change, name="article-change"),
    path("help/files/<uuid:file>/", own.download, name="ticket-file"),
    path("help/files/<uuid:file>/remove/", own.remove, name="ticket-file-remove"),
    path("help/<uuid:ticket>/", own.ticket, name="own-ticket"),
    path("help/<uuid:ticket>/write/", own.write_more, name="own-ticket-write"),
    path("help/<uuid:ticket>/solved/", own.solved, name="own-ticket-solved"),
    path("help/<uuid:ticket>/rate/", own.rate, name="own-ticket-rate"),
    path("support/", queue.queue, name="support"),
    path("support/chosen/", queue.chosen, name="support-chosen"),
    path("announcements/", own_announcements.announcements, name="own-announcements"),
    path("announcements/<uuid:announcement>/read/", own_announcements.read, name="own-announcement-read"),
    path("support/announcements/", announcements.kept, name="announcements"),
    path("support/announcements/new/", announcements.new, name="announcement-new"),
    path("support/announcements/<uuid:announcement>/", announcements.one, name="announcement"),
    path(
        "support/announcements/<uuid:announcement>/text/",
        announcements.translate,
        name="announcement-translate",
    ),
    path(
        "support/announcements/<uuid:announcement>/withdraw/",
        announcements.withdraw,
        name="announcement-withdraw",
    ),
    path("support/clocks/", clocks.clocks, name="support-clocks"),
    path("support/clocks/<uuid:site>/", clocks.hours, name="support-hours"),
    path("support/macros/", macros.macros, name="support-macros"),
    path("support/macros/<uuid:macro>/text/", macros.text, name="support-macro-text"),
    path("support/macros/<uuid:macro>/retire/", macros.retire, name="support-macro-retire"),
    path("support/<uuid:ticket>/", ticket.ticket, name="ticket"),
    path("support/<uuid:ticket>/answer/", ticket.reply, name="ticket-answer"),
    path("support/<uuid:ticket>/assign/", ticket.give, name="ticket-assign"),
    path("support/<uuid:ticket>/escalate/", ticket.raise_up, name="ticket-escalate"),
    path("support/<uuid:ticket>/category/", ticket.refile, name="ticket-category"),
    path("support/<uuid:ticket>/merge/", ticket.join, name="ticket-merge"),
]
