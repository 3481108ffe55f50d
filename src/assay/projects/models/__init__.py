from assay.projects.models.guideline import (
    GuidelineDraft,
    GuidelineReview,
    GuidelineTranslation,
    QuizAttempt,
)
from assay.projects.models.project import Membership, Project, ProjectMarket, Stage, StageSkill
from assay.projects.models.versions import Acknowledgment, GuidelineVersion, LabelSchemaVersion

__all__ = [
    "Acknowledgment",
    "GuidelineDraft",
    "GuidelineReview",
    "GuidelineTranslation",
    "GuidelineVersion",
    "LabelSchemaVersion",
    "Membership",
    "Project",
    "ProjectMarket",
    "QuizAttempt",
    "Stage",
    "StageSkill",
]
