"""What training does when something below it changes: who has to sign, and who is sent to learn again."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.people.models import User
from assay.projects.models import Project
from assay.quality.enums import StepKind, StepState
from assay.quality.models import StandingStep
from assay.training.actions.assigning import send_to_learn_again
from assay.training.actions.enforcing import enforce
from assay.training.enums import AssignedThrough


@subscribe("people.contributor_changed")
def contributor_changed(contributor_ids: Sequence[int], now: datetime) -> None:
    enforce(now=now, contributor_ids=contributor_ids)


@subscribe("projects.membership_changed")
def membership_changed(project_id: int, contributor_ids: Sequence[int], now: datetime) -> None:
    enforce(now=now, project_id=project_id, contributor_ids=contributor_ids)


@subscribe("quality.standing_changed")
def asked_to_read_again(step: StandingStep, by: User | None, now: datetime) -> None:
    """Somebody is asked to read again before they go on: finishing the project's course to learn again is that."""
    if step.step == StepKind.RETRAIN and step.state == StepState.OPEN:
        send_to_learn_again(
            project_id=step.project_id,
            contributor_ids=[step.contributor_id],
            through=AssignedThrough.STANDING,
            now=now,
        )


@subscribe("quality.retraining_needed")
def listed_to_learn_again(project: Project, contributor_ids: Sequence[int], now: datetime) -> None:
    send_to_learn_again(
        project_id=project.pk, contributor_ids=contributor_ids, through=AssignedThrough.CALIBRATION, now=now
    )
