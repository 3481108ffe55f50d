"""Statistical process control: charts, run rules, capability, Pareto."""

from assay.stats.control.capability import (
    Capability,
    Cause,
    Defects,
    capability,
    defects,
    pareto,
    sigma_level,
)
from assay.stats.control.changes import Change, Changes, Level, change_points
from assay.stats.control.charts import Chart, c_chart, laney_chart, np_chart, p_chart, u_chart
from assay.stats.control.demerits import Demerits, demerit_chart, demerits
from assay.stats.control.memory import Cusum, Ewma, cusum, ewma
from assay.stats.control.rules import RULES, WESTERN_ELECTRIC, FalseAlarms, false_alarms, signals

__all__ = [
    "RULES",
    "WESTERN_ELECTRIC",
    "Capability",
    "Cause",
    "Change",
    "Changes",
    "Chart",
    "Cusum",
    "Defects",
    "Demerits",
    "Ewma",
    "FalseAlarms",
    "Level",
    "c_chart",
    "capability",
    "change_points",
    "cusum",
    "defects",
    "demerit_chart",
    "demerits",
    "ewma",
    "false_alarms",
    "laney_chart",
    "np_chart",
    "p_chart",
    "pareto",
    "sigma_level",
    "signals",
    "u_chart",
]
