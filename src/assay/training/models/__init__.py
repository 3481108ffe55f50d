"""Facts of training."""

from assay.training.models.agreement import Agreement, AgreementText, AgreementVersion, Signature
from assay.training.models.course import Course, CourseAssignment, CourseStep, StepAnswer
from assay.training.models.exam import Exam, ExamAnswer, ExamAttempt, ExamItem, ExtraAttempt
from assay.training.models.live import LiveInvitation, LiveSession
from assay.training.models.ramp import Buddy, RampCurve

__all__ = [
    "Agreement",
    "AgreementText",
    "AgreementVersion",
    "Buddy",
    "Course",
    "CourseAssignment",
    "CourseStep",
    "Exam",
    "ExamAnswer",
    "ExamAttempt",
    "ExamItem",
    "ExtraAttempt",
    "LiveInvitation",
    "LiveSession",
    "RampCurve",
    "Signature",
    "StepAnswer",
]
