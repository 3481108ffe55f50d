from assay.projects.models.project import Membership, Project, ProjectMarket, Stage, StageSkill
from assay.projects.models.versions import Acknowledgment, GuidelineVersion, LabelSchemaVersion

__all__ = [
    "Acknowledgment",
    "GuidelineVersion",
    "LabelSchemaVersion",
    "Membership",
    "Project",
    "ProjectMarket",
    "Stage",
    "StageSkill",
]
