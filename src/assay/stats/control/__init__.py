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
from assay.stats.control.charts import Chart, c_chart, laney_chart, np_chart, p_chart, u_chart
from assay.stats.control.memory import Cusum, Ewma, cusum, ewma
from assay.stats.control.rules import RULES, WESTERN_ELECTRIC, signals

__all__ = [
    "RULES",
    "WESTERN_ELECTRIC",
    "Capability",
    "Cause",
    "Chart",
    "Cusum",
    "Defects",
    "Ewma",
    "c_chart",
    "capability",
    "cusum",
    "defects",
    "ewma",
    "laney_chart",
    "np_chart",
    "p_chart",
    "pareto",
    "sigma_level",
    "signals",
    "u_chart",
]
