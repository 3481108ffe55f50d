"""Filled-in answers: shown with the task, so that nothing tells gold, and measured against chance."""

import msgspec
import pytest

from assay.kit.reasons import Refused
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.enums import UseMode
from assay.labelers.models import PredictionFate
from assay.labelers.queries.saving import n_gold_silent, newest_suggesting, sides_of
from assay.labelers.rules.saving import Side, saved
from assay.projects.models import LabelSchemaVersion, Project
from assay.quality.models import Gold
from assay.work.actions.claiming import Dice, claim
from assay.work.models import Judgment, Suggesting, Task
from tests.labelers.labeler_world import Taught, another, judge, taught
from tests.work.world import NOW, SCHEMA, add_tasks, later


@pytest.mark.django_db
def test_a_task_comes_with_what_the_machine_says_unless_it_is_left_without() -> None:
    made = taught(n_tasks=40, n_gold=1, n_people=1)
    made.said(made.tasks, "yes")
    made.use(UseMode.SUGGEST, share=0.5)
    look_after_labelers(now=later(minutes=2))
    left = {task.uid for task in made.tasks if task.pk in made.left(0.5)}

    shown = {each["task"]: each["suggestion"] for each in handed(made, n=10)}

    assert len(shown) == 10
    assert shown == {
        task: None if task in {str(uid) for uid in left} else {"answers": {"match": "yes"}} for task in shown
    }
    assert Judgment.objects.count() == 0
    with pytest.raises(Refused, match="at this stage"):
        another(made).use(UseMode.SUGGEST)
    made.use(UseMode.OFF, minutes=3)
    assert {str(each["suggestion"]) for each in handed(made, n=10)} == {"None"}
    assert not Suggesting.objects.exists()


@pytest.mark.django_db
def test_gold_it_fills_in_nothing_for_is_counted_under_the_schema_in_force() -> None:
    made = taught(n_tasks=3, n_gold=2, n_people=1)
    use = made.use(UseMode.SUGGEST, share=0.01)
    look_after_labelers(now=later(minutes=2))
    gold = Task.objects.filter(is_gold=True).first()
    assert gold is not None
    [new] = add_tasks(made.world, 1, batch=gold.batch, prefix="new")
    project = made.world.project
    Gold.objects.create(task=new, project=project, answers={"match": ["yes"]}, reason="Brand", created_at=NOW)
    counted = [n_gold_silent(use)]
    made.said([new])
    look_after_labelers(now=later(minutes=3))
    counted.append(n_gold_silent(use))
    newer = LabelSchemaVersion.objects.create(
        project=project,
        number=2,
        document=SCHEMA,
        sha256="1" * 64,
        created_at=NOW,
        created_by=made.world.owner,
    )
    Project.objects.filter(pk=project.pk).update(schema_version=newer)
    counted.append(n_gold_silent(use))

    n_left = PredictionFate.objects.filter(use=use, fate="left").count()
    assert counted == [1, 0, 3 - n_left]


@pytest.mark.django_db
def test_what_people_do_with_it_is_counted_on_both_sides() -> None:
    made = taught(n_tasks=40, n_people=1)
    made.said(made.tasks, "yes")
    use = made.use(UseMode.SUGGEST, share=0.5, minutes=-2)
    look_after_labelers(now=later(minutes=-1))
    left = made.left(0.5)
    suggested_tasks = [task for task in made.tasks if task.pk not in left]
    judge(made.world, suggested_tasks[1:], "yes", is_suggested=True)
    # Taken before the suggestion was there, whenever it was answered.
    judge(made.world, suggested_tasks[:1], "no")
    judge(made.world, [task for task in made.tasks if task.pk in left], "no")

    suggested, without = sides_of(use)

    assert (suggested, without) == (
        Side(39 - len(left), 39 - len(left), 3.0, 0.0),
        Side(len(left), 0, 3.0, 0.0),
    )
    newest = newest_suggesting(made.labeler)
    assert newest is not None
    assert newest.pk == use.pk


def test_what_is_saved_by_hand() -> None:
    assert saved(Side(29, 0, 5, 1), Side(100, 0, 9, 1)) is None
    found = saved(Side(100, 90, 10.0, 3.0), Side(100, 70, 12.0, 4.0))
    assert found is not None
    assert (found.seconds, round(found.low, 2), round(found.high, 2)) == (2.0, 1.02, 2.98)


def handed(made: Taught, *, n: int) -> list[dict[str, object]]:
    work = claim(made.world.worker(), n=n, now=later(minutes=10), dice=Dice(1.0, 0.5))
    found: list[dict[str, object]] = msgspec.json.decode(work.tasks)
    return found
