"""Critical answers are judged twice wherever one judgment would be enough."""

from typing import Any  # A schema document.

import pytest

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import Grant
from assay.projects.actions.projects import edit_stage
from assay.projects.actions.versions import publish_schema
from assay.projects.models import Stage
from assay.quality.jobs import adaptive_consensus
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import QueueItem, Task
from tests.work.world import NOW, SCHEMA, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db
CRITICAL: dict[str, Any] = {
    **SCHEMA,
    "questions": [
        {
            "id": "match",
            "kind": "choice",
            "label": "Match?",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No", "critical": True}],
        }
    ],
}


def critical_world() -> World:
    world = make_world(n_people=3, n_tasks=2, overlap=1)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    publish_schema(world.owner, project=world.project, document=CRITICAL, now=NOW)
    return world


def answered(world: World, said: str, *, who: int, task: Task) -> int:
    row = RecordedJudgment(task.pk, world.people[who].pk, f'{{"match": "{said}"}}', 3.0, NOW, TODAY)
    return import_judgments(None, stage=Stage.objects.get(), rows=[row], now=NOW).n_stored


def test_a_critical_answer_goes_to_a_second_person_and_another_does_not() -> None:
    world = critical_world()
    fine, bad = Task.objects.order_by("pk")
    answered(world, "yes", who=0, task=fine)
    answered(world, "no", who=0, task=bad)

    adaptive_consensus(later(minutes=5))

    assert [QueueItem.objects.get(task=task).n_needed for task in (fine, bad)] == [0, 1]
    assert (answered(world, "yes", who=1, task=bad), answered(world, "yes", who=2, task=bad)) == (1, 0)
    adaptive_consensus(later(minutes=10))
    assert QueueItem.objects.get(task=bad).n_needed == 0


def test_publishing_makes_room_for_the_second_judgment_and_settings_keep_it() -> None:
    world = critical_world()
    stage = Stage.objects.get()
    assert (stage.overlap, stage.overlap_max) == (1, 2)

    with pytest.raises(Refused) as refused:
        edit_stage(world.owner, stage=stage, changes={"overlap_max": 1}, now=NOW)

    assert refused.value.reasons[0].code == "projects.critical_twice"
