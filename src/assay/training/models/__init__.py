"""Facts of training."""

from assay.training.models.agreement import Agreement, AgreementText, AgreementVersion, Signature
from assay.training.models.exam import Exam, ExamAnswer, ExamAttempt, ExamItem

__all__ = [
    "Agreement",
    "AgreementText",
    "AgreementVersion",
    "Exam",
    "ExamAnswer",
    "ExamAttempt",
    "ExamItem",
    "Signature",
]
