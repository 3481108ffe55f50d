"""Classifiers judged by a drawn sample: rates of each class, with the weights of the draw."""

from assay.stats.classifying.weighted import (
    ClassRates,
    Rate,
    Total,
    horvitz_thompson,
    weighted_rates,
    weighted_ratio,
)

__all__ = ["ClassRates", "Rate", "Total", "horvitz_thompson", "weighted_rates", "weighted_ratio"]
