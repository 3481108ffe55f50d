"""The words of standards and risks, each state with the tone of its mark."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.planning.enums import (
    Comparison,
    Metric,
    MilestoneKind,
    MilestoneState,
    Raci,
    RiskBand,
    RiskCategory,
    RiskState,
    RiskStep,
    Status,
    Unit,
)

METRICS: Mapping[str, str] = {
    Metric.ACCURACY_CRITICAL: gettext_noop("Accuracy: no critical error"),
    Metric.ACCURACY_MAJOR: gettext_noop("Accuracy: no critical or major error"),
    Metric.ACCURACY_MINOR: gettext_noop("Accuracy: no error at all"),
    Metric.GOLD_ACCURACY: gettext_noop("Gold accuracy"),
    Metric.AGREEMENT: gettext_noop("Agreement"),
    Metric.DEFECTS: gettext_noop("Defective share in lots"),
    Metric.TURNAROUND: gettext_noop("Turnaround of a batch"),
    Metric.THROUGHPUT: gettext_noop("Throughput"),
    Metric.HANDLING_TIME: gettext_noop("Handling time"),
    Metric.UTILIZATION: gettext_noop("Utilization"),
    Metric.PLAN_ATTAINMENT: gettext_noop("Plan attainment"),
    Metric.COST_PER_LABEL: gettext_noop("Cost per accepted label"),
}
STATUSES: Mapping[str, tuple[str, str]] = {
    Status.MET: (gettext_noop("Met"), "good"),
    Status.AT_RISK: (gettext_noop("At risk"), "warn"),
    Status.MISSED: (gettext_noop("Missed"), "bad"),
    Status.UNMEASURED: (gettext_noop("Not measured yet"), ""),
}
UNITS: Mapping[str, str] = {
    Unit.SHARE: gettext_noop("in percent"),
    Unit.ALPHA: gettext_noop("from 0 to 1"),
    Unit.DAYS: gettext_noop("in days"),
    Unit.PER_HOUR: gettext_noop("judgments per hour"),
    Unit.SECONDS: gettext_noop("in seconds"),
    Unit.MONEY: gettext_noop("in the currency"),
}
CATEGORIES: Mapping[str, str] = {
    RiskCategory.PEOPLE: gettext_noop("People and capacity"),
    RiskCategory.QUALITY: gettext_noop("Quality"),
    RiskCategory.GUIDELINE: gettext_noop("Guideline and policy"),
    RiskCategory.CONTENT: gettext_noop("Content and harm"),
    RiskCategory.SCHEDULE: gettext_noop("Schedule"),
    RiskCategory.VENDOR: gettext_noop("Vendor"),
    RiskCategory.TECHNOLOGY: gettext_noop("Technology"),
    RiskCategory.SECURITY: gettext_noop("Security and privacy"),
    RiskCategory.COST: gettext_noop("Cost"),
}
RISK_STATES: Mapping[str, tuple[str, str]] = {
    RiskState.OPEN: (gettext_noop("Open"), ""),
    RiskState.FIRED: (gettext_noop("Fired"), "bad"),
    RiskState.MITIGATED: (gettext_noop("Mitigated"), "good"),
    RiskState.ACCEPTED: (gettext_noop("Accepted"), "warn"),
    RiskState.CLOSED: (gettext_noop("Closed"), ""),
}
MOVES: Mapping[str, str] = {
    RiskState.OPEN: gettext_noop("Open again"),
    RiskState.MITIGATED: gettext_noop("Mitigated"),
    RiskState.ACCEPTED: gettext_noop("Accept it"),
    RiskState.CLOSED: gettext_noop("Close it"),
}
BANDS: Mapping[str, tuple[str, str]] = {
    RiskBand.LOW: (gettext_noop("Low"), "good"),
    RiskBand.MEDIUM: (gettext_noop("Medium"), ""),
    RiskBand.HIGH: (gettext_noop("High"), "warn"),
    RiskBand.CRITICAL: (gettext_noop("Critical"), "bad"),
}
COMPARISONS: Mapping[str, str] = {
    Comparison.BELOW: gettext_noop("falls below"),
    Comparison.ABOVE: gettext_noop("rises above"),
}
STEPS: Mapping[str, str] = {
    RiskStep.ADDED: gettext_noop("Added"),
    RiskStep.CHANGED: gettext_noop("Changed"),
    RiskStep.REVIEWED: gettext_noop("Reviewed"),
    RiskStep.FIRED: gettext_noop("Fired by itself"),
    RiskStep.MOVED: gettext_noop("State changed"),
}
LIKELIHOODS = (
    gettext_noop("Rare"),
    gettext_noop("Unlikely"),
    gettext_noop("Possible"),
    gettext_noop("Likely"),
    gettext_noop("Almost certain"),
)
IMPACTS = (
    gettext_noop("Negligible"),
    gettext_noop("Minor"),
    gettext_noop("Moderate"),
    gettext_noop("Severe"),
    gettext_noop("Catastrophic"),
)
MILESTONES: Mapping[str, str] = {
    MilestoneKind.GUIDELINE_READY: gettext_noop("Guideline ready"),
    MilestoneKind.CALIBRATION_PASSED: gettext_noop("Calibration passed"),
    MilestoneKind.PILOT_ACCEPTED: gettext_noop("Pilot accepted"),
    MilestoneKind.RAMP: gettext_noop("Ramp-up"),
    MilestoneKind.FULL_SPEED: gettext_noop("Full speed"),
    MilestoneKind.FINAL_DELIVERY: gettext_noop("Final delivery"),
    MilestoneKind.OWN: gettext_noop("Of one's own"),
}
MILESTONE_STATES: Mapping[str, tuple[str, str]] = {
    MilestoneState.DONE: (gettext_noop("Done in time"), "good"),
    MilestoneState.DONE_LATE: (gettext_noop("Done late"), "warn"),
    MilestoneState.AHEAD: (gettext_noop("Ahead"), ""),
    MilestoneState.OVERDUE: (gettext_noop("Overdue"), "bad"),
}
LETTERS: Mapping[str, str] = {
    Raci.RESPONSIBLE: gettext_noop("Responsible"),
    Raci.ACCOUNTABLE: gettext_noop("Accountable"),
    Raci.CONSULTED: gettext_noop("Consulted"),
    Raci.INFORMED: gettext_noop("Informed"),
}
ASSUMPTIONS: Mapping[str, tuple[str, str]] = {
    "overlap": (gettext_noop("Judgments per task"), gettext_noop("the mean, where it is adaptive")),
    "handling_seconds": (gettext_noop("Seconds per judgment"), gettext_noop("active, idle time cut")),
    "hours_per_person": (gettext_noop("Paid hours a week"), gettext_noop("of one full-time person")),
    "shrinkage": (
        gettext_noop("Paid time away from work, %"),
        gettext_noop("breaks, training, leave, sickness: usually 20 to 35"),
    ),
    "occupancy": (gettext_noop("Handling of time at work, %"), gettext_noop("the rest is waiting for work")),
    "gold_share": (gettext_noop("Gold among tasks, %"), gettext_noop("as the stage mixes it in")),
    "gold_exposures": (
        gettext_noop("Exposures of a gold task"),
        gettext_noop("after so many it is known and retired"),
    ),
    "review_share": (gettext_noop("Judgments reviewed, %"), gettext_noop("as the review plan takes them")),
    "review_seconds": (gettext_noop("Seconds per review"), ""),
}
PERCENT = frozenset({"shrinkage", "occupancy", "gold_share", "review_share"})
