"""What a project's own settings must be; those of its stages are in settings.py."""

import math
from collections.abc import Mapping

from assay.kit.clock import is_zone
from assay.kit.reasons import Reason
from assay.people.rules.reasons import UNKNOWN_ZONE
from assay.people.rules.words import refuse_name
from assay.projects.enums import Segment
from assay.projects.rules import reasons
from assay.projects.rules.settings import OUT_OF_RANGE, UNKNOWN_SETTING

MOST_IN_NAME = 160
MOST_IN_PURPOSE = 10_000
# Least and most, in the unit that the name ends with.
TIME_LIMITS = {
    "dispute_days": (1, 90),
    "appeal_days": (1, 365),
    "ruling_days": (1, 30),
    "answer_hours": (1, 720),
}


def refuse_project(changes: Mapping[str, object]) -> list[Reason]:
    """Every problem of the given settings of a project."""
    return [problem for name, value in changes.items() if (problem := _refuse(name, value))]


def _refuse(name: str, value: object) -> Reason | None:
    match name:
        case "name":
            return refuse_name(str(value), most=MOST_IN_NAME)
        case "segment":
            known = value in Segment.values
            return None if known else reasons.NOT_ONE_OF(field=name, allowed=", ".join(Segment.values))
        case "purpose":
            is_short = len(str(value)) <= MOST_IN_PURPOSE
            return None if is_short else reasons.TEXT_TOO_LONG(field=name, most=MOST_IN_PURPOSE)
        case "time_zone":
            return None if is_zone(str(value)) else UNKNOWN_ZONE(field=name, zone=str(value)[:64])
        case "test_share":
            return None if _is_share(value) else OUT_OF_RANGE(field=name, setting="Share", least=0, most=1)
    if name in TIME_LIMITS:
        return _refuse_limit(name, value)
    return UNKNOWN_SETTING(field=name, setting=name)


def _refuse_limit(name: str, value: object) -> Reason | None:
    least, most = TIME_LIMITS[name]
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return None
    return OUT_OF_RANGE(field=name, setting=name.replace("_", " ").capitalize(), least=least, most=most)


def _is_share(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(float(str(value))) and 0 <= float(str(value)) <= 1
