"""What agents and QAs are to reach of their time."""

from collections.abc import Mapping
from math import isfinite

from assay.kit.reasons import Reason, declare
from assay.people.enums import TimeGroup, TimeMeasure
from assay.people.rules.time import Tally

Targets = Mapping[TimeGroup, Mapping[TimeMeasure, float]]
M = TimeMeasure
# The product's default, no standard: a fifth of paid time for breaks, training and meetings.
SHIPPED: Targets = {
    TimeGroup.AGENTS: {M.UTILIZATION: 0.80, M.OCCUPANCY: 0.85, M.ADHERENCE: 0.92},
    TimeGroup.QAS: {M.UTILIZATION: 0.75, M.OCCUPANCY: 0.80, M.ADHERENCE: 0.92},
}
TARGET_RANGE = declare("time.target_range", "A target is a share above 0 % and up to 100 %.", status=422)
TARGET_MISSING = declare("time.target_missing", "Say every target of both groups.", status=422)
TARGETS_REASON = declare(
    "time.targets_reason", "Say why they change: whoever is measured by them will ask.", status=422
)


def refuse_targets(targets: Targets, reason: str) -> list[Reason]:
    """Every problem of a version, all at once."""
    problems = [] if reason.strip() and "\0" not in reason else [TARGETS_REASON(field="reason")]
    if set(targets) != set(TimeGroup) or any(set(each) != set(M) for each in targets.values()):
        return [*problems, TARGET_MISSING(field="targets")]
    shares = [share for each in targets.values() for share in each.values()]
    if not all(isfinite(share) and 0 < share <= 1 for share in shares):
        problems.append(TARGET_RANGE(field="targets"))
    return problems


def reached(measured: Tally, targets: Mapping[TimeMeasure, float]) -> dict[TimeMeasure, bool | None]:
    """None where there was nothing to measure. All of the time is counted, so there is no chance in it."""
    values = {
        M.UTILIZATION: measured.utilization,
        M.OCCUPANCY: measured.occupancy,
        M.ADHERENCE: measured.adherence,
    }
    return {each: None if value is None else value >= targets[each] for each, value in values.items()}
