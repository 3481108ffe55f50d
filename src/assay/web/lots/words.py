"""The words of lots, each with the tone of its mark."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.quality.enums import Disposition, ErrorSeverity, HoldsBack, InspectionMethod, LotState
from assay.stats.sampling import Inspection

STATES: Mapping[str, tuple[str, str]] = {
    LotState.WAITING: (gettext_noop("Waits for inspection to go on"), "warn"),
    LotState.INSPECTED: (gettext_noop("In inspection"), "busy"),
    LotState.ACCEPTED: (gettext_noop("Accepted"), "good"),
    LotState.REJECTED: (gettext_noop("Rejected"), "bad"),
    LotState.REOPENED: (gettext_noop("Reopened by a dispute"), "warn"),
    LotState.CONCEDED: (gettext_noop("Accepted with concession"), "warn"),
    LotState.REWORKED: (gettext_noop("In rework"), "busy"),
}
SEVERITIES: Mapping[str, str] = {
    ErrorSeverity.CRITICAL: gettext_noop("Critical"),
    ErrorSeverity.MAJOR: gettext_noop("Major"),
    ErrorSeverity.MINOR: gettext_noop("Minor"),
}
INSPECTIONS: Mapping[str, tuple[str, str]] = {
    Inspection.NORMAL: (gettext_noop("Normal"), ""),
    Inspection.TIGHTENED: (gettext_noop("Tightened"), "warn"),
    Inspection.REDUCED: (gettext_noop("Reduced"), "good"),
    Inspection.DISCONTINUED: (gettext_noop("Discontinued"), "bad"),
}
DISPOSITIONS: Mapping[str, str] = {
    Disposition.REWORK_ALL: gettext_noop("All of it is done again"),
    Disposition.REWORK_DEFECTS: gettext_noop("Its defects are done again"),
    Disposition.CONCESSION: gettext_noop("Accepted with concession"),
}
METHODS: Mapping[str, tuple[str, str]] = {
    InspectionMethod.STANDARD: (
        gettext_noop("Standard plans with AQL"),
        gettext_noop(
            "ISO 2859-1: the sample follows from the lot's size, and inspection becomes tighter or looser by itself."
        ),
    ),
    InspectionMethod.SEQUENTIAL: (
        gettext_noop("Sequential"),
        gettext_noop("Wald: decides after every task, with about half the inspection. Does not switch."),
    ),
    InspectionMethod.ZERO_ACCEPTANCE: (
        gettext_noop("Zero acceptance"),
        gettext_noop("One defect rejects the lot. The sample is as large as bad quality demands."),
    ),
}
HOLDINGS: Mapping[str, str] = {
    HoldsBack.NOTHING: gettext_noop("Nothing: the certificate tells what was rejected"),
    HoldsBack.REJECTED: gettext_noop("Labels of rejected lots"),
    HoldsBack.UNACCEPTED: gettext_noop("Everything but accepted lots"),
}
