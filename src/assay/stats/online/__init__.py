"""Consensus judgment by judgment: the posterior of an item in microseconds, with what is known of its contributors."""

from assay.stats.online.crowd import Crowd, cold_crowd, crowd_of_results
from assay.stats.online.engine import OnlineConsensus
from assay.stats.online.fitting import Fitted, fit_crowd, views
from assay.stats.online.item import ItemState, Standing, judged, replayed, standing, unjudged

__all__ = [
    "Crowd",
    "Fitted",
    "ItemState",
    "OnlineConsensus",
    "Standing",
    "cold_crowd",
    "crowd_of_results",
    "fit_crowd",
    "judged",
    "replayed",
    "standing",
    "unjudged",
    "views",
]
