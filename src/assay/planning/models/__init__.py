"""Facts of planning."""

from assay.planning.models.allocation import AllocationRun, Assignment
from assay.planning.models.bottleneck import CapacityFinding
from assay.planning.models.campaign_test import CampaignSitting, CampaignTest
from assay.planning.models.decision import Decision, DecisionEnd
from assay.planning.models.feasibility import FeasibilityRun, Overruling
from assay.planning.models.pilot import Pilot
from assay.planning.models.plan import MilestoneDone, PlanMilestone, PlanVersion, PlanWeek, RaciVersion
from assay.planning.models.pool import Pool, PoolChoice
from assay.planning.models.referral import ReferralReward
from assay.planning.models.risk import Risk, RiskEvent, RiskIssue
from assay.planning.models.rush import RushQuestion
from assay.planning.models.standard import StandardVersion

__all__ = [
    "AllocationRun",
    "Assignment",
    "CampaignSitting",
    "CampaignTest",
    "CapacityFinding",
    "Decision",
    "DecisionEnd",
    "FeasibilityRun",
    "MilestoneDone",
    "Overruling",
    "Pilot",
    "PlanMilestone",
    "PlanVersion",
    "PlanWeek",
    "Pool",
    "PoolChoice",
    "RaciVersion",
    "ReferralReward",
    "Risk",
    "RiskEvent",
    "RiskIssue",
    "RushQuestion",
    "StandardVersion",
]
