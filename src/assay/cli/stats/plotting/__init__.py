"""Pictures of results as SVG that needs nothing else: readable by light, by dark, and by ear."""

from assay.cli.stats.plotting.axes import Axis
from assay.cli.stats.plotting.figure import Band, Curve, Dots, Figure, Mark
from assay.cli.stats.plotting.intervals import IntervalRow, Intervals
from assay.cli.stats.plotting.writing import Picture, save

__all__ = [
    "Axis",
    "Band",
    "Curve",
    "Dots",
    "Figure",
    "IntervalRow",
    "Intervals",
    "Mark",
    "Picture",
    "save",
]
