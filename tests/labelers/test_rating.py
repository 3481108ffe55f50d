"""How hard content is, predicted before anybody has looked: the rule, and what becomes of tasks."""

from datetime import datetime
from pathlib import Path
from typing import Any  # Given by name.

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from assay.kit.reasons import Reason, Refused
from assay.kit.sql import rows
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.actions.registry import retire_labeler
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, UseProgress
from assay.labelers.queries.severity import Unrated, rater_of, unrated_tasks
from assay.labelers.rules.learner import HeldOut
from assay.labelers.rules.severity import Gauge, gauge_of, levels_of, told
from assay.labelers.rules.uses import Terms
from assay.people.models import Grant
from assay.projects.models import Project, Stage
from assay.work.actions.rating_by_answers import rate_by_answers, set_answer_ratings
from assay.work.actions.rating_content import rate_content
from assay.work.enums import ContentSeverity
from assay.work.facts import Sensitivity
from assay.work.models import ContentRating, Task
from tests.labelers.labeler_world import Taught, another, judge, publish, taught
from tests.labelers.rating_world import CLASSES, HATE, KNOWN, RATINGS, Rated, held, known, rated
from tests.work.world import SCHEMA, later

BARS = ((0, 0.97), (2, 0.96))


@pytest.mark.parametrize(
    ("unseen", "risk", "found"),
    [
        # 120 were as sure of nothing and right, 180 of no worse than hate: the bounds are 0.962 and 0.975.
        (KNOWN, 0.05, Gauge((0, 2, 4), BARS, 4, 200, 200)),
        # Of what looked like nothing a twelfth was hate: nothing is told as benign, and that hate is as told.
        (
            held(calm_none=110, calm_hate=10, rude_hate=60, odd_gore=20),
            0.05,
            Gauge((0, 2, 4), ((2, 0.96),), 4, 200, 200),
        ),
        # What is rarer than one in twenty may be missed, and is counted: one of 201 is harder than told.
        (
            held(calm_none=180, calm_gore=1, odd_gore=20),
            0.05,
            Gauge((0, 2, 4), ((0, 0.97), (2, 0.99)), 4, 201, 200),
        ),
        (held(calm_none=110, calm_gore=10, rude_hate=60, odd_gore=20), 0.05, "labelers.not_calibrated"),
        # Two questions share the risk: twice as sure of each.
        (KNOWN, 0.025, "labelers.not_calibrated"),
        (held(calm_none=120, rude_hate=79), 0.05, "labelers.too_few_held_out"),
        (None, 0.05, "labelers.not_held_out"),
    ],
)
def test_what_labels_that_were_not_seen_allow(
    unseen: HeldOut | None, risk: float, found: Gauge | str
) -> None:
    gauge = gauge_of("match", CLASSES, unseen, RATINGS, risk=risk)

    assert (gauge.code if isinstance(gauge, Reason) else gauge) == found


@pytest.mark.parametrize(
    ("chances", "bars", "level"),
    [
        ((0.97, 0.02, 0.01), BARS, 0),
        ((0.969, 0.02, 0.011), BARS, 2),
        ((0.10, 0.86, 0.04), BARS, 2),
        ((0.10, 0.85, 0.05), BARS, 4),
        ((0.0, 0.0, 1.0), BARS, 4),
        ((1.0, 0.0, 0.0), ((2, 0.96),), 2),
    ],
)
def test_the_lowest_level_that_content_hardly_passes(
    chances: tuple[float, ...], bars: tuple[tuple[int, float], ...], level: int
) -> None:
    assert levels_of(Gauge((0, 2, 4), bars, 4), np.array([chances])) == [level]


@pytest.mark.parametrize(
    ("levels", "least", "level"),
    [
        ([(0, 2)], 0, 0),
        ([(0, 2), (2, 4)], 0, 2),
        # Sure at no level: only what is harder than unrated content, which counts as three, is told.
        ([(2, 2)], 0, None),
        ([(3, 3)], 0, None),
        ([(2, 2), (3, 4)], 0, None),
        ([(4, 4), (0, 2)], 0, 4),
        ([(2, 2)], 4, 4),
    ],
)
def test_what_it_is_not_sure_of_counts_as_no_easier_than_unrated(
    levels: list[tuple[int, int]], least: int, level: int | None
) -> None:
    assert told(levels, least=least, unrated=3) == level


def answers_say(at: datetime) -> int:
    """As the worker does every minute; a test is one transaction, which would not have ended."""
    own = rows("SELECT (pg_current_xact_id()::text)::bigint", {})[0][0]
    return rate_by_answers(now=at, below=own + 1)


def people_look(made: Rated) -> None:
    """One person finds worse, somebody rates by hand: both hold."""
    judge(made.world, [made.task("calm")], "gore")
    drawing: dict[str, Any] = {"severity": ContentSeverity.MILD, "category": "", "reason": "A drawing."}
    rate_content(made.world.owner, task=made.task("odd"), **drawing, now=later(minutes=4))
    assert answers_say(later(minutes=5)) == 1
    look_after_labelers(now=later(minutes=6))


@pytest.mark.django_db
def test_what_comes_in_unrated_counts_as_predicted_until_people_know_better(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made = rated(monkeypatch)
    Grant.objects.create(user=made.world.owner, role="administrator", granted_at=later())
    made.bring(calm="calm day", rude="rude word", odd="odd sight", seen="calm walk")
    made.bring(ContentSeverity.NONE, given="odd picture")
    gold = known(made, "calm sea", "gore").external_id
    judge(made.world, [made.task("seen")], "none")
    came_in = made.counted()

    use = made.use()
    for minute in (2, 3):
        look_after_labelers(now=later(minutes=minute))

    assert came_in == {
        **dict.fromkeys(("calm", "rude", "odd", "seen"), (None, 3)),
        "given": (0, 0),
        "t0": (0, 0),
        gold: (None, 0),
    }
    assert (use.threshold, use.n_known, use.n_right) == (None, 200, 200)
    predicted = {"calm": (0, 0), "rude": (2, 2), "odd": (4, 4), gold: (4, 4)}
    assert made.counted() == {**came_in, **predicted}
    said = (
        ContentRating.objects.filter(rated_by=None)
        .order_by("task__external_id")
        .values_list("task__external_id", "was_severity", "severity", "reason", "machine")
    )
    assert list(said) == [
        (name, None, level, "Predicted by Own v1", "Own v1") for name, (level, _) in sorted(predicted.items())
    ]
    assert UseProgress.objects.get(use=use).fates == {"rated": 4}

    people_look(made)
    assert made.counted() == {**came_in, **predicted, "calm": (4, 4), "odd": (1, 1)}


@pytest.mark.django_db
def test_what_it_cannot_tell_any_more_stays_high_and_a_retired_one_says_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made = rated(monkeypatch)
    Grant.objects.create(user=made.world.owner, role="administrator", granted_at=later())
    use = made.use()
    # Answers stand for something else: it knows no more how hard content is.
    everywhere = {**RATINGS, ("match", "none"): Sensitivity(4, "")}
    set_answer_ratings(None, project=made.world.project, ratings=everywhere, now=later(minutes=7))
    made.bring(unsure="calm night")
    look_after_labelers(now=later(minutes=8))
    assert made.counted() == {"t0": (0, 0), "unsure": (None, 3)}
    with pytest.raises(Refused, match="harder too often"):
        rater_of(made.version)

    set_answer_ratings(None, project=made.world.project, ratings=RATINGS, now=later(minutes=9))
    look_after_labelers(now=later(hours=2))
    assert made.counted() == {"t0": (0, 0), "unsure": (0, 0)}
    assert UseProgress.objects.get(use=use).task_id == Task.objects.latest("pk").pk

    retire_labeler(None, labeler=made.version.labeler, reason="Another is trained.", now=later(hours=3))
    made.bring(after="calm end")
    look_after_labelers(now=later(hours=3, minutes=1))
    assert made.counted() == {"t0": (0, 0), "unsure": (0, 0), "after": (None, 3)}


@pytest.mark.django_db
def test_nobody_else_rates_the_project_and_it_pauses_while_answers_are_unknown_to_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made = rated(monkeypatch)
    Grant.objects.create(user=made.world.owner, role="administrator", granted_at=later())
    made.use()
    learner = Taught(made.world, made.version.labeler, made.version)
    elsewhere = Stage.objects.create(project=made.world.project, position=2, overlap=1, overlap_max=1)
    with pytest.raises(Refused, match="Own says already"):
        set_use(
            None,
            version=another(learner).version,
            stage=elsewhere,
            terms=Terms(UseMode.RATE),
            reason="Two know more.",
            now=later(hours=2),
        )

    # It does not know of threats: it pauses as long as they can be answered.
    options = [{"id": each, "label": each} for each in (*CLASSES, "threat")]
    publish(learner, [{**SCHEMA["questions"][0], "options": options}])  # type: ignore[index]  # The schema is written as JSON.
    made.bring(threat="calm threat")
    look_after_labelers(now=later(hours=2, minutes=1))
    assert made.counted() == {"t0": (0, 0), "threat": (None, 3)}
    with pytest.raises(Refused, match=r"that it does not know \(threat\)"):
        rater_of(LabelerVersion.objects.get(pk=made.version.pk))
    Project.objects.filter(pk=made.world.project.pk).update(schema_version=made.world.schema)
    made.world.project.refresh_from_db()
    made.world.batch.refresh_from_db()
    look_after_labelers(now=later(hours=2, minutes=2))
    assert made.counted() == {"t0": (0, 0), "threat": (0, 0)}


@pytest.mark.django_db
def test_unsure_of_mild_content_it_says_nothing_and_what_comes_in_meanwhile_is_not_passed_over(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made = rated(monkeypatch)
    Grant.objects.create(user=made.world.owner, role="administrator", granted_at=later())
    set_answer_ratings(
        None, project=made.world.project, ratings={("match", "hate"): HATE}, now=later(minutes=7)
    )
    made.use()
    made.bring(calm="calm day", odd="odd sight", rude="rude word")

    def looked_at(use: LabelerUse, *, after: int, most: int) -> list[Unrated]:
        found = unrated_tasks(use, after=after, most=most)
        if not Task.objects.filter(external_id="late").exists():
            made.bring(late="calm night")
        return found

    monkeypatch.setattr("assay.labelers.actions.rating.unrated_tasks", looked_at)
    for minute in (1, 2):
        look_after_labelers(now=later(hours=2, minutes=minute))

    # No answer stands for more than two, and what nobody has rated counts as three.
    assert made.counted() == {
        "t0": (0, 0),
        "calm": (0, 0),
        "late": (0, 0),
        "odd": (None, 3),
        "rude": (None, 3),
    }


@pytest.mark.django_db
def test_who_cannot_tell_is_not_used(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made, model = rated(monkeypatch), taught(n_tasks=1, n_people=0)
    with pytest.raises(Refused, match="Only a labeler that learns here"):
        model.use(UseMode.RATE)
    other = {("tone", "rude"): Sensitivity(1, "")}
    for ratings, why in (({}, "Say first"), ({**RATINGS, **other}, "has not learnt that question")):
        set_answer_ratings(None, project=made.world.project, ratings=ratings, now=later())
        with pytest.raises(Refused, match=why):
            made.use()

    assert not LabelerUse.objects.exists()
