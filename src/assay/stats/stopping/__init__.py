"""Stopping: when an item has enough judgments, with a target that holds because gold has shown it."""

from assay.stats.stopping.audit import is_audited
from assay.stats.stopping.calibration import Calibration, calibrate
from assay.stats.stopping.cost import label_costs, least_cost, soft_cost
from assay.stats.stopping.deciding import decide
from assay.stats.stopping.futility import Outlook, change_chance, outlook_of, sameness_of
from assay.stats.stopping.margin import Margin, lead_for, margin
from assay.stats.stopping.outcomes import Because, Decision, Outcome
from assay.stats.stopping.paths import Arrived, Path, cross_fitted_paths, path_of
from assay.stats.stopping.recorded import Recorded, drawn_order, read_recorded
from assay.stats.stopping.replay import Replayed, replay
from assay.stats.stopping.report import Report, report
from assay.stats.stopping.rule import ClassRule, Rule

__all__ = [
    "Arrived",
    "Because",
    "Calibration",
    "ClassRule",
    "Decision",
    "Margin",
    "Outcome",
    "Outlook",
    "Path",
    "Recorded",
    "Replayed",
    "Report",
    "Rule",
    "calibrate",
    "change_chance",
    "cross_fitted_paths",
    "decide",
    "drawn_order",
    "is_audited",
    "label_costs",
    "lead_for",
    "least_cost",
    "margin",
    "outlook_of",
    "path_of",
    "read_recorded",
    "replay",
    "report",
    "sameness_of",
    "soft_cost",
]
