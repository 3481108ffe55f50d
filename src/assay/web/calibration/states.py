"""What the states of a calibration session are called, and in which tone they are shown."""

from django.utils.translation import gettext_noop

from assay.quality.enums import CalibrationState

S = CalibrationState
STATES = {
    S.DRAFT: (gettext_noop("Being prepared"), ""),
    S.OPEN: (gettext_noop("Open for answers"), "busy"),
    S.RULING: (gettext_noop("Waits for rulings"), "warn"),
    S.CLOSED: (gettext_noop("Closed"), "good"),
    S.CANCELLED: (gettext_noop("Cancelled"), ""),
}
