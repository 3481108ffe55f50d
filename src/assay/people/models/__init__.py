from assay.people.models.access import ApiToken, CalendarFeed, InboxMessage
from assay.people.models.contributor import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    StandingChange,
)
from assay.people.models.device import DeviceUse
from assay.people.models.erasure import ErasureRequest
from assay.people.models.hours import ContractedHours, DayHours, WeeklyHours
from assay.people.models.notice import ChatAddress, Notice, NoticeChoice, NoticeHours
from assay.people.models.organisation import Market, Site, Skill, Team, Vendor
from assay.people.models.time import ActivityProgress, ActivitySpan, Shift, TimeEntry, TimeSheet, TimeTargets
from assay.people.models.user import Grant, User

__all__ = [
    "ActivityProgress",
    "ActivitySpan",
    "ApiToken",
    "CalendarFeed",
    "ChatAddress",
    "ContractedHours",
    "Contributor",
    "ContributorLanguage",
    "ContributorMarket",
    "ContributorSkill",
    "DayHours",
    "DeviceUse",
    "ErasureRequest",
    "Grant",
    "InboxMessage",
    "Market",
    "Notice",
    "NoticeChoice",
    "NoticeHours",
    "Shift",
    "Site",
    "Skill",
    "StandingChange",
    "Team",
    "TimeEntry",
    "TimeSheet",
    "TimeTargets",
    "User",
    "Vendor",
    "WeeklyHours",
]
