from assay.recruiting.models.application import ApplicantLetter, Application, ConsentText
from assay.recruiting.models.campaign import Campaign, CampaignText, TrackedLink
from assay.recruiting.models.entries import InvitationRound, Spending

__all__ = [
    "ApplicantLetter",
    "Application",
    "Campaign",
    "CampaignText",
    "ConsentText",
    "InvitationRound",
    "Spending",
    "TrackedLink",
]
