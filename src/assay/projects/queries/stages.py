"""Stages of a project, as higher domains reckon with them."""

from assay.projects.models import Project, Stage, StageSkill


def label_stage_of(project: Project) -> Stage | None:
    """Where its tasks are labeled first."""
    stages = Stage.objects.select_related("project")
    return stages.filter(project=project, kind="label").order_by("position", "pk").first()


def label_stages_of(project: Project) -> list[Stage]:
    """Every stage in which tasks are labeled, in their order."""
    return list(Stage.objects.filter(project=project, kind="label").order_by("position", "pk"))


def skills_asked(stage: Stage | None) -> dict[int, int]:
    """The least score by skill; of no stage none."""
    return dict(StageSkill.objects.filter(stage=stage).values_list("skill_id", "min_score")) if stage else {}
