"""What a minute takes up where the last one ended decides the same as what begins anew every minute."""

from collections.abc import Callable
from random import Random
from typing import Any  # Rows are as the tables have them.

import pytest
from django.db import transaction

from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, PredictionCheck, PredictionFate, UseProgress
from assay.labelers.queries.uses import fates_of
from assay.quality.actions.consensus import run_consensus
from assay.work.models import Judgment
from tests.labelers.labeler_world import Taught, judge, taught
from tests.work.world import later

pytestmark = pytest.mark.django_db
N_TASKS, N_MINUTES = 160, 12


class Undone(Exception):
    """Takes a history back."""


@pytest.mark.parametrize("seed", range(3))
def test_a_minute_that_reads_what_is_new_decides_as_one_that_reads_everything(seed: int) -> None:
    made = taught(n_tasks=N_TASKS, n_gold=100)

    follows = _undone(lambda: _history(made, Random(seed), forgets=False))
    rereads = _undone(lambda: _history(made, Random(seed), forgets=True))

    assert follows == rereads
    assert len(follows["checks"]) > 20


def test_it_reads_only_what_is_new(django_assert_max_num_queries: Any) -> None:  # pytest-django's, untyped
    made = taught(n_tasks=60, n_gold=100)
    made.said(made.tasks)
    use = made.use(UseMode.ALONE, share=0.5)
    look_after_labelers(now=later(minutes=2))
    judge(made.world, [task for task in made.tasks if task.pk in made.left(0.5)], "yes")
    run = run_consensus(None, stage=made.world.stage, now=later(minutes=3), method="majority")
    look_after_labelers(now=later(minutes=4))

    progress = UseProgress.objects.get(use=use)

    n_left = len(made.left(0.5))
    last = PredictionCheck.objects.latest("pk").pk
    assert (progress.run_id, progress.left_id, progress.checked_id) == (run.pk, progress.prediction_id, last)
    assert fates_of([use.pk]) == {use.pk: {Fate.LEFT: n_left, Fate.ANSWERED: 60 - n_left}}
    with django_assert_max_num_queries(20):
        look_after_labelers(now=later(minutes=5))


def _history(made: Taught, random: Random, *, forgets: bool) -> dict[str, list[Any]]:
    """Tasks are predicted, judged and run over in bits; a machine that is right at first, then perhaps no longer."""
    tasks = made.tasks
    turns_bad = random.choice([3, 6, 99])
    made.use(random.choice([UseMode.ALONE, UseMode.JUDGE]), share=0.6)
    left = made.left(0.6)
    open_ = list(tasks)
    for minute in range(2, 2 + N_MINUTES):
        now, bit = later(minutes=minute), random.randint(0, 30)
        made.said(tasks[: bit * minute // 2])
        if random.random() < 0.2:
            made.use(UseMode.ALONE, share=0.6, minutes=minute - 0.5)
        done, open_ = open_[:bit], open_[bit:]
        share = 0.4 if minute >= turns_bad else 0.02
        for answer in ("yes", "no"):
            is_no = answer == "no"
            mine = [task for task in done if task.pk in left and (task.pk * 7 % 100 < share * 100) == is_no]
            judge(made.world, mine, answer)
        if random.random() < 0.5 and Judgment.objects.exists():
            run_consensus(None, stage=made.world.stage, now=now, method="majority")
        if forgets:
            UseProgress.objects.update(
                run_id=0, left_id=0, checked_id=0, passed_id=0, n_since=0, n_wrong_since=0
            )
        look_after_labelers(now=now)
    return _outcome()


def _outcome() -> dict[str, list[Any]]:
    uses = LabelerUse.objects.order_by("pk")
    checks = PredictionCheck.objects.filter(source="people").order_by("pk")
    fates = PredictionFate.objects.order_by("use", "prediction")
    return {
        "uses": list(uses.values_list("mode", "is_alarm", "n_checked", "n_wrong", "n_reopened", "set_at")),
        "checks": list(checks.values_list("prediction__task", "is_correct", "checked_at")),
        "fates": list(fates.values_list("prediction__task", "fate", "decided_at")),
    }


def _undone(history: Callable[[], dict[str, list[Any]]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    try:
        with transaction.atomic():
            found = history()
            raise Undone
    except Undone:
        return found
