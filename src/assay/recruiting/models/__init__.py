from assay.recruiting.models.application import ApplicantLetter, ApplicantSaid, Application, ConsentText
from assay.recruiting.models.campaign import Campaign, CampaignText, TrackedLink
from assay.recruiting.models.diversity import DiversityCount, DiversityNeed, SelfAnswer
from assay.recruiting.models.entries import InvitationRound, Spending
from assay.recruiting.models.talent import Invitation, TalentCard, TalentSegment

__all__ = [
    "ApplicantLetter",
    "ApplicantSaid",
    "Application",
    "Campaign",
    "CampaignText",
    "ConsentText",
    "DiversityCount",
    "DiversityNeed",
    "Invitation",
    "InvitationRound",
    "SelfAnswer",
    "Spending",
    "TalentCard",
    "TalentSegment",
    "TrackedLink",
]
