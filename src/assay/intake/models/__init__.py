from assay.intake.models.following import ClockPause, RequestClock, RequestStep, ServiceLevel
from assay.intake.models.request import Party, Request, Volume
from assay.intake.models.talk import Attachment, RequestChange, RequestComment

__all__ = [
    "Attachment",
    "ClockPause",
    "Party",
    "Request",
    "RequestChange",
    "RequestClock",
    "RequestComment",
    "RequestStep",
    "ServiceLevel",
    "Volume",
]
