"""Facts of training."""

from assay.training.models.agreement import Agreement, AgreementText, AgreementVersion, Signature

__all__ = ["Agreement", "AgreementText", "AgreementVersion", "Signature"]
