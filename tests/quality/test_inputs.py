"""What a consensus run reads: which judgments count, and how answers become codes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any  # Answers are JSON.

import numpy as np
import pytest

from assay.kit.ids import new_uid
from assay.projects.models import LabelSchemaVersion
from assay.projects.queries.schemas import clear_caches
from assay.quality.queries.inputs import Inputs, class_names, consensus_inputs
from assay.work.models import Judgment, Retraction, Task
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "kind",
        "kind": "choice",
        "label": "Kind",
        "options": [
            {"id": "shop", "label": "Shop"},
            {"id": "store", "label": "Store", "retired": True, "maps_to": "shop"},
            {"id": "blog", "label": "Blog"},
            {"id": "forum", "label": "Forum", "retired": True},
        ],
    },
    {
        "id": "flaws",
        "kind": "multi_choice",
        "label": "Flaws",
        "required": False,
        "options": [{"id": "slow", "label": "Slow"}, {"id": "spam", "label": "Spam"}],
    },
    {"id": "fit", "kind": "scale", "label": "Fit", "min": 1, "max": 3, "required": False},
    {"id": "price", "kind": "scale", "label": "Price", "min": 0, "max": 10000, "required": False},
    {"id": "why", "kind": "text", "label": "Why", "required": False},
    {
        "id": "rank",
        "kind": "choice",
        "label": "Relevance",
        "per": "results",
        "ordered": True,
        "required": False,
        "options": [{"id": "bad", "label": "Bad"}, {"id": "good", "label": "Good"}],
    },
]
DOCUMENT = {
    "schema": 1,
    "title": "Everything",
    "content": [{"kind": "text", "field": "text"}, {"kind": "results", "field": "results"}],
    "questions": QUESTIONS,
}


@pytest.fixture
def world() -> World:
    clear_caches()
    found = make_world(n_people=3, n_tasks=2, overlap=3, undo_seconds=30)
    found.schema = LabelSchemaVersion.objects.create(
        project=found.project,
        number=2,
        document=DOCUMENT,
        sha256="1" * 64,
        created_at=NOW,
        created_by=found.owner,
    )
    return found


def judge(
    world: World, task: int, who: int, answers: Mapping[str, Any], *, at: datetime = NOW, **fields: Any
) -> Judgment:
    values: dict[str, Any] = {
        "task": Task.objects.get(external_id=f"t{task}"),
        "stage": world.stage,
        "project": world.project,
        "contributor": world.people[who],
        "answers": dict(answers),
        "schema_version": world.schema,
        "client_key": new_uid().hex,
        "handling_seconds": 1,
        "submitted_at": at,
        "work_on": TODAY,
    }
    return Judgment.objects.create(**{**values, **fields})


def read(world: World, as_of: datetime | None = None, until: int | None = None) -> Inputs:
    return consensus_inputs(
        project_id=world.project.pk,
        stage_id=world.stage.pk,
        schema_version_id=world.schema.pk,
        undo_seconds=30,
        as_of=as_of or later(hours=1),
        until=until,
    )


def answers_of(inputs: Inputs, question: str) -> list[tuple[str, str, str, object]]:
    """The coded rows decoded again: (task, subject, contributor's place, value)."""
    found = inputs.questions[question]
    tasks = dict(Task.objects.values_list("pk", "external_id"))
    units, values = list(found.units), list(found.classes)
    return sorted(
        (tasks[units[item][0]], units[item][1], str(worker), values[label])
        for item, worker, label in zip(found.item, found.worker, found.label, strict=True)
    )


def test_a_retired_answer_counts_as_what_it_maps_to_and_one_without_stays(world: World) -> None:
    judge(world, 0, 0, {"kind": "shop"})
    judge(world, 0, 1, {"kind": "store"})
    judge(world, 0, 2, {"kind": "forum"})

    inputs = read(world)

    assert [row[3] for row in answers_of(inputs, "kind")] == ["shop", "shop", "forum"]
    assert list(inputs.questions["kind"].classes) == ["shop", "blog", "forum"]
    assert class_names(inputs.questions["kind"].question) == ("shop", "blog", "forum")


def test_a_choice_of_several_is_yes_or_no_per_option(world: World) -> None:
    judge(world, 0, 0, {"flaws": ["spam"]})
    judge(world, 0, 1, {"flaws": ["slow", "spam"]})

    inputs = read(world)

    assert answers_of(inputs, "flaws") == [
        ("t0", "slow", "0", False),
        ("t0", "slow", "1", True),
        ("t0", "spam", "0", True),
        ("t0", "spam", "1", True),
    ]
    assert class_names(inputs.questions["flaws"].question) == ("no", "yes")


def test_answers_per_result_are_units_of_their_own(world: World) -> None:
    judge(world, 0, 0, {"rank": {"r1": "good", "r2": "bad"}})
    judge(world, 1, 0, {"rank": {"r1": "bad"}})

    assert answers_of(read(world), "rank") == [
        ("t0", "r1", "0", "good"),
        ("t0", "r2", "0", "bad"),
        ("t1", "r1", "0", "bad"),
    ]


def test_grades_are_classes_in_their_order_and_numbers_are_themselves(world: World) -> None:
    judge(world, 0, 0, {"fit": 3, "price": 250})
    judge(world, 0, 1, {"fit": 1, "price": 9.5})

    inputs = read(world)

    assert list(inputs.questions["fit"].classes) == [1, 2, 3]
    assert [row[3] for row in answers_of(inputs, "fit")] == [3, 1]
    assert [row[3] for row in answers_of(inputs, "price")] == [250, 9.5]


def test_texts_are_kept_and_not_coded(world: World) -> None:
    judge(world, 0, 0, {"why": "The query names it."})
    judge(world, 0, 1, {"why": "Brand."})

    [(unit, texts)] = read(world).questions["why"].texts.items()

    assert (unit[1], sorted(texts)) == ("", ["Brand.", "The query names it."])
    assert answers_of(read(world), "why") == []


def test_only_what_counts_is_read(world: World) -> None:
    judge(world, 0, 0, {"kind": "shop"})
    taken_back = judge(world, 0, 1, {"kind": "blog"})
    Retraction.objects.create(judgment=taken_back, reason="undo", retracted_at=later(seconds=20))
    judge(world, 0, 2, {"kind": "blog"}, is_gold=True)
    judge(world, 1, 0, {"kind": "blog"})
    Task.objects.filter(external_id="t1").update(withdrawn_at=later(minutes=5))
    judge(world, 0, 1, {"kind": "blog"}, at=later(minutes=59, seconds=31))

    inputs = read(world)

    assert [(row[0], row[3]) for row in answers_of(inputs, "kind")] == [("t0", "shop")]
    assert (inputs.n_judgments, inputs.n_tasks, len(inputs.workers)) == (1, 1, 1)


def test_an_earlier_moment_reads_what_counted_then(world: World) -> None:
    taken_back = judge(world, 0, 0, {"kind": "shop"})
    Retraction.objects.create(judgment=taken_back, reason="removed", retracted_at=later(minutes=10))
    judge(world, 1, 1, {"kind": "blog"})
    Task.objects.filter(external_id="t1").update(withdrawn_at=later(minutes=10))

    n_judgments = [read(world, later(minutes=minutes)).n_judgments for minutes in (0, 1, 9, 10)]

    assert n_judgments == [0, 2, 2, 0]


def test_until_reads_the_same_again_whatever_came_later(world: World) -> None:
    last = judge(world, 0, 0, {"kind": "shop"})
    before = read(world)
    judge(world, 0, 1, {"kind": "blog"})

    again, all_of_it = read(world, until=last.pk), read(world)

    assert (before.sha256, before.last_judgment_id) == (again.sha256, last.pk)
    assert all_of_it.sha256 != before.sha256


def test_a_machine_is_a_judge_like_a_person(world: World) -> None:
    judge(world, 0, 0, {"kind": "shop"})
    judge(world, 0, 0, {"kind": "blog"}, contributor=None, machine="classifier 3")

    inputs = read(world)

    assert sorted(inputs.workers)[-1] == "classifier 3"
    assert sorted(inputs.contributor_ids, key=str) == [world.people[0].pk, None]
    assert len(answers_of(inputs, "kind")) == 2


def test_only_the_first_answer_of_a_person_on_a_unit_is_fitted(world: World) -> None:
    judge(world, 0, 0, {"kind": "shop"})
    judge(world, 0, 0, {"kind": "blog"})

    judgments = read(world).questions["kind"].judgments(n_workers=1)

    assert (judgments.n, judgments.label.tolist()) == (1, [0])
    assert judgments.item.dtype == np.int32


def test_nothing_is_read_where_nobody_judged(world: World) -> None:
    inputs = read(world)

    assert (inputs.n_judgments, inputs.n_tasks, inputs.last_judgment_id) == (0, 0, 0)
    assert inputs.questions["kind"].judgments(n_workers=0).n == 0
