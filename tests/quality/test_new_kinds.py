"""Judgments of every kind of question become labels, each in its own way; none is an error."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any  # Values of labels are JSON.

import pytest

from assay.kit.ids import new_uid
from assay.people.enums import Role
from assay.people.models import Grant
from assay.projects.rules.answers import canonical
from assay.projects.rules.label_schema import Option, Question, parse
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.engines import label_question
from assay.quality.models import Label
from assay.quality.queries.inputs import QuestionInputs, class_names
from assay.quality.queries.why import why_label
from assay.quality.rules.gold import wrong_questions
from assay.quality.rules.methods import completed
from assay.stats.agreement import set_alpha
from assay.work.models import Judgment, Task
from tests.work.world import NOW, World, later, make_world

LETTERS = tuple(Option(each, each) for each in "abc")


def labels(
    question: Question,
    given: Sequence[tuple[int, str, int, Any]],
    held: Mapping[tuple[int, str], Any] | None = None,
) -> dict[tuple[int, str], Any]:
    """Labels of judgments in the order (task, subject, worker, value) in which a run reads them, task by task."""
    inputs = QuestionInputs(question, classes={name: nth for nth, name in enumerate(_classes(question))})
    for task in dict.fromkeys(row[0] for row in given):
        for _, subject, worker, value in (row for row in given if row[0] == task):
            inputs.add(task, subject, worker, value)
        inputs.close_task(task)
    for unit, answer in (held or {}).items():
        assert inputs.hold(unit, answer)
    found = label_question("majority", completed("majority", {}), inputs, 1 + max(row[2] for row in given))
    assert found is not None
    return {(row.task_id, row.subject): row.value for row in found.rows()}


def _classes(question: Question) -> list[object]:
    names = class_names(question)
    return [False, True] if names == ("no", "yes") else list(names)


def test_one_answer_from_a_taxonomy_is_a_class() -> None:
    question = Question("q", "taxonomy", "Q", options=LETTERS, least=1, most=1)

    assert labels(question, [(1, "", 0, "a"), (1, "", 1, "a"), (1, "", 2, "b")]) == {(1, ""): "a"}


def test_several_answers_from_a_taxonomy_are_a_yes_or_no_each_of_whoever_answered() -> None:
    question = Question("q", "taxonomy", "Q", options=LETTERS, least=1, most=3)
    given = [(1, "a", 0, True), (1, "b", 0, True), (1, "a", 1, True), (1, "a", 2, True), (1, "c", 2, True)]

    assert labels(question, given) == {(1, "a"): True, (1, "b"): False, (1, "c"): False}


def test_several_answers_per_result_are_counted_result_by_result() -> None:
    question = Question("q", "taxonomy", "Q", per="results", options=LETTERS, least=1, most=3)
    given = [(1, "r1/a", 0, True), (1, "r1/a", 1, True), (1, "r2/a", 2, True)]

    assert labels(question, given) == {(1, "r1/a"): True, (1, "r2/a"): True}


def test_agreement_on_several_answers_of_a_taxonomy_is_that_of_sets() -> None:
    question = Question("q", "taxonomy", "Q", options=LETTERS, least=1, most=3)
    inputs = QuestionInputs(question, classes={False: 0, True: 1})
    chosen = [("ab", "ab"), ("a", "ab"), ("c", "c"), ("bc", "bc")]
    for task, sets in enumerate(chosen):
        for worker, options in enumerate(sets):
            for option in options:
                inputs.add(task, option, worker, value=True)
        inputs.close_task(task)

    made = label_question("majority", completed("majority", {}), inputs, 2)

    assert made is not None
    assert made.agreement is not None
    assert made.of_sets is not None
    wanted = set_alpha([[frozenset(each) for each in sets] for sets in chosen])
    assert wanted is not None
    assert (made.of_sets.metric, made.of_sets.n_items, made.of_sets.agreement) == ("masi", 4, 0.75)
    assert made.of_sets.alpha == pytest.approx(wanted.alpha)
    # Three of four pairs are the same; option by option nothing is left of that.
    assert (made.of_sets.alpha or 0) > 0.7 > 0.3 > (made.agreement.alpha or 0)


def test_a_comparison_is_the_side_most_prefer() -> None:
    question = Question("q", "pairwise", "Q", sides=("old", "new"))

    assert class_names(question) == ("old", "new", "tie")
    assert labels(question, [(1, "", 0, "new"), (1, "", 1, "new"), (1, "", 2, "tie")]) == {(1, ""): "new"}


def test_numbers_are_the_median() -> None:
    question = Question("q", "number", "Q", least=0, most=1e12, step=0)

    assert labels(question, [(1, "", 0, 2), (1, "", 1, 3.5), (1, "", 2, 900)]) == {(1, ""): 3.5}


def test_orders_become_the_one_that_contradicts_people_least() -> None:
    question = Question("q", "ranking", "Q", options=LETTERS)
    given = [(1, "", 0, ["b", "a", "c"]), (1, "", 1, ["a", "b", "c"])]

    both = labels(question, given)[1, ""]
    third = labels(question, [*given, (1, "", 2, ["b", "a", "c"])])

    assert both in (["b", "a", "c"], ["a", "b", "c"])
    assert third == {(1, ""): ["b", "a", "c"]}


@pytest.mark.parametrize(
    ("kind", "given", "decided"),
    [
        ("ranking", ["b", "a", "c"], ["c", "b", "a"]),
        ("text", "blue", ["green"]),
        ("spans", [], [{"start": 0, "end": 5, "label": "a"}]),
    ],
)
def test_what_a_reviewer_decided_is_the_label(kind: str, given: object, decided: object) -> None:
    question = Question("q", kind, "Q", of="text", options=LETTERS, least=0, most=9)

    assert labels(question, [(1, "", 0, given), (2, "", 0, given)], {(1, ""): decided})[1, ""] == decided


def test_nothing_is_held_where_nobody_judged() -> None:
    assert not QuestionInputs(Question("q", "ranking", "Q", options=LETTERS)).hold((1, ""), ["a", "b", "c"])


def test_spans_are_those_that_half_of_the_people_marked() -> None:
    question = Question("q", "spans", "Q", of="text", options=LETTERS, least=0, most=9)
    name, longer = {"start": 0, "end": 5, "label": "a"}, {"start": 0, "end": 6, "label": "a"}
    other = {"start": 9, "end": 12, "label": "b"}
    given = [
        (1, "", 0, [name, other]),
        (1, "", 1, [longer]),
        (1, "", 2, [name]),
        (2, "", 0, []),
        (2, "", 1, [other]),
    ]

    assert labels(question, given[:3]) == {(1, ""): [name]}
    assert labels(question, [*given[3:], (2, "", 2, [])]) == {(2, ""): []}


@pytest.mark.parametrize(
    ("accepted", "given", "is_wrong"),
    [
        (["b", "a"], ["b", "a"], False),
        (["b", "a"], ["a", "b"], True),
        ({"better": "old", "left": "new"}, {"better": "old", "left": "old"}, False),
        ({"better": "old", "left": "new"}, {"better": "new", "left": "new"}, True),
        ([{"start": 0, "end": 3, "label": "a"}], [{"start": 0, "end": 3, "label": "a"}], False),
        ([{"start": 0, "end": 3, "label": "a"}], [{"start": 0, "end": 4, "label": "a"}], True),
        ([{"start": 0, "end": 3, "label": "a"}], None, True),
    ],
)
def test_known_answers_of_the_new_kinds_are_compared_by_what_they_say(
    accepted: Any, given: Any, is_wrong: bool
) -> None:
    assert wrong_questions({"q": [accepted]}, {"q": given}, {"q"}) == (["q"] if is_wrong else [])


def test_of_several_choices_the_order_says_nothing() -> None:
    assert wrong_questions({"q": [["a", "b"]]}, {"q": ["b", "a"]}) == []


def judge(world: World, task: Task, answers: dict[str, Any], who: int) -> None:
    Judgment.objects.create(
        task=task,
        stage=world.stage,
        project=world.project,
        contributor=world.people[who],
        answers=json.loads(canonical(parse(DOCUMENT), answers)),
        schema_version=world.schema,
        client_key=new_uid().hex,
        handling_seconds=3,
        submitted_at=NOW,
        work_on=NOW.date(),
    )


FOUND = json.loads(
    (Path(__file__).parents[1] / "projects" / "rules" / "answer_vectors.json").read_text(encoding="utf-8")
)
DOCUMENT = FOUND["schemas"]["all"]
GIVEN: dict[str, Any] = {
    "kind": "shop",
    "policy": ["violence"],
    "grade": 1.5,
    "price": 7,
    "why": "because",
    "order": ["r1", "r2", "r3"],
    "better": {"better": "a", "left": "b"},
    "names": [{"start": 0, "end": 3, "label": "person"}],
}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["majority", "dawid_skene", "auto"])
def test_a_run_labels_every_kind_of_question_at_once(method: str) -> None:
    world = make_world(n_people=3, n_tasks=1, document=DOCUMENT)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    task = Task.objects.get()
    for who in range(2):
        judge(world, task, GIVEN, who)
    judge(world, task, {**GIVEN, "policy": ["spam"], "price": 9, "names": []}, 2)

    run = run_consensus(world.owner, stage=world.stage, method=method, now=later(minutes=5))

    found = {(label.question, label.subject): label for label in Label.objects.filter(run=run)}
    values = {place: label.value for place, label in found.items()}
    assert values[("policy", "violence")] is True
    assert values[("policy", "spam")] is False
    assert values[("better", "")] == "a"
    assert values[("price", "")] == 7
    assert values[("order", "")] == ["r1", "r2", "r3"]
    assert values[("names", "")] == [{"start": 0, "end": 3, "label": "person"}]
    behind = [each.answer for each in why_label(found[("policy", "violence")]).judgments]
    assert behind == [True, True, False]
