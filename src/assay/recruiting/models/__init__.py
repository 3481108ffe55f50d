from assay.recruiting.models.application import ApplicantLetter, Application, ConsentText
from assay.recruiting.models.campaign import Campaign, CampaignText, TrackedLink

__all__ = ["ApplicantLetter", "Application", "Campaign", "CampaignText", "ConsentText", "TrackedLink"]
