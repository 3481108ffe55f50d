"""Workforce: how many people, how fast they learn, how long they stay."""

from assay.stats.workforce.growing import (
    Cohort,
    PoolSize,
    Step,
    average_time,
    capacity,
    kaplan_meier,
    learning_time,
    median_stay,
    pool_size,
)
from assay.stats.workforce.staffing import Line, erlang_c, full_time, line, people_for, scheduled

__all__ = [
    "Cohort",
    "Line",
    "PoolSize",
    "Step",
    "average_time",
    "capacity",
    "erlang_c",
    "full_time",
    "kaplan_meier",
    "learning_time",
    "line",
    "median_stay",
    "people_for",
    "pool_size",
    "scheduled",
]
