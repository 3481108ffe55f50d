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
from assay.stats.workforce.staffing import (
    Backlog,
    Line,
    backlog,
    erlang_c,
    full_time,
    line,
    occupancy_of,
    people_for,
    scheduled,
    shrinkage_of,
    utilization_of,
)

__all__ = [
    "Backlog",
    "Cohort",
    "Line",
    "PoolSize",
    "Step",
    "average_time",
    "backlog",
    "capacity",
    "erlang_c",
    "full_time",
    "kaplan_meier",
    "learning_time",
    "line",
    "median_stay",
    "occupancy_of",
    "people_for",
    "pool_size",
    "scheduled",
    "shrinkage_of",
    "utilization_of",
]
