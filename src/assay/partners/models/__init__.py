"""Facts of working with partners."""

from assay.partners.models.coaching import CoachingEvidence, CoachingGoal, CoachingRemark, CoachingSession
from assay.partners.models.compliance import ComplianceEvidence, ComplianceItem
from assay.partners.models.contract import Contract, ContractReminder
from assay.partners.models.handover import HandoverNote, HandoverReading
from assay.partners.models.headcount import Headcount
from assay.partners.models.invoice import (
    InvoicedEarning,
    InvoicedHours,
    InvoiceLine,
    VendorClaim,
    VendorInvoice,
)
from assay.partners.models.scorecard import Scorecard, ScorecardRun, ScorecardTerms

__all__ = [
    "CoachingEvidence",
    "CoachingGoal",
    "CoachingRemark",
    "CoachingSession",
    "ComplianceEvidence",
    "ComplianceItem",
    "Contract",
    "ContractReminder",
    "HandoverNote",
    "HandoverReading",
    "Headcount",
    "InvoiceLine",
    "InvoicedEarning",
    "InvoicedHours",
    "Scorecard",
    "ScorecardRun",
    "ScorecardTerms",
    "VendorClaim",
    "VendorInvoice",
]
