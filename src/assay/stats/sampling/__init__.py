"""Sampling: shares with their intervals, plans that accept or reject lots, and how many to look at."""

from assay.stats.sampling.acceptance import Plan, design, zero_acceptance
from assay.stats.sampling.double import DoublePlan
from assay.stats.sampling.estimating import (
    Checked,
    Estimate,
    Stratum,
    beyond,
    difference,
    finite_share,
    neyman,
    rogan_gladen,
    sample_size,
    stratified_share,
    weighted_share,
)
from assay.stats.sampling.proportion import Share, clopper_pearson, wilson
from assay.stats.sampling.sequential import Course, SequentialPlan, TruncatedPlan, sequential_plan
from assay.stats.sampling.standard import StandardPlan, code_letter, plan_of_letter, standard_plan
from assay.stats.sampling.switching import Inspection, Lot, State, after, history, resumed

__all__ = [
    "Checked",
    "Course",
    "DoublePlan",
    "Estimate",
    "Inspection",
    "Lot",
    "Plan",
    "SequentialPlan",
    "Share",
    "StandardPlan",
    "State",
    "Stratum",
    "TruncatedPlan",
    "after",
    "beyond",
    "clopper_pearson",
    "code_letter",
    "design",
    "difference",
    "finite_share",
    "history",
    "neyman",
    "plan_of_letter",
    "resumed",
    "rogan_gladen",
    "sample_size",
    "sequential_plan",
    "standard_plan",
    "stratified_share",
    "weighted_share",
    "wilson",
    "zero_acceptance",
]
