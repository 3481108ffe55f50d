from assay.delivery.models.acceptance import Acceptance, DeliveryTerms
from assay.delivery.models.flag import Corrected, Escape, Flag
from assay.delivery.models.held_back import HeldBack
from assay.delivery.models.release import CertificatePaper, ChangedLabel, Release, ReleaseFile

__all__ = [
    "Acceptance",
    "CertificatePaper",
    "ChangedLabel",
    "Corrected",
    "DeliveryTerms",
    "Escape",
    "Flag",
    "HeldBack",
    "Release",
    "ReleaseFile",
]
