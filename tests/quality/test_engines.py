"""Labels of one question: equal to a slow twin, ties by the seed, numbers and texts in their own way."""

import random
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any  # Values of labels are JSON.

import numpy as np
import pytest

from assay.projects.rules.label_schema import Option, Question
from assay.quality.actions.engines import Labelled, label_question
from assay.quality.queries.inputs import QuestionInputs, class_names
from assay.quality.rules.methods import DEFAULTS, completed, refuse
from assay.stats.truth import Auto, DawidSkene, encode
from tests.stats.truth.graded import graders

Row = tuple[int, int, Any]
ANSWERS = ("a", "b", "c")
CHOICE = Question("q", "choice", "Q", options=tuple(Option(each, each) for each in ANSWERS))


def inputs_of(question: Question, rows: Sequence[Row]) -> QuestionInputs:
    classes: dict[object, int] = {name: nth for nth, name in enumerate(class_names(question))}
    inputs = QuestionInputs(question, classes=classes)
    for task, worker, value in rows:
        inputs.add(task, "", worker, value)
    return inputs


def labelled(
    rows: Sequence[Row], method: str = "majority", question: Question = CHOICE, **params: Any
) -> Labelled:
    n_workers = 1 + max(worker for _, worker, _ in rows)
    found = label_question(method, completed(method, params), inputs_of(question, rows), n_workers)
    assert found is not None
    return found


def random_rows(seed: int, n_tasks: int = 40, n_workers: int = 6) -> list[Row]:
    dice = random.Random(seed)
    skill = [dice.uniform(0.4, 0.95) for _ in range(n_workers)]
    truth = [dice.choice(ANSWERS) for _ in range(n_tasks)]
    return [
        (task, worker, truth[task] if dice.random() < skill[worker] else dice.choice(ANSWERS))
        for task in range(n_tasks)
        for worker in range(n_workers)
        if dice.random() < 0.7
    ]


def votes(rows: Sequence[Row]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for task, _, value in rows:
        found.setdefault(task, Counter())[value] += 1
    return found


@pytest.mark.parametrize("seed", range(5))
def test_majority_is_the_answer_given_most_often(seed: int) -> None:
    rows = random_rows(seed)

    found = {row.task_id: row for row in labelled(rows).rows()}

    for task, counts in votes(rows).items():
        highest = max(counts.values())
        best = {value for value, n in counts.items() if n == highest}
        row = found[task]
        assert row.value in best
        assert row.is_tie is (len(best) > 1)
        assert row.probability == pytest.approx(highest / counts.total())
        assert row.n_judgments == counts.total()
        assert row.posterior == pytest.approx({value: counts[value] / counts.total() for value in ANSWERS})
    assert found.keys() == votes(rows).keys()


def test_ties_follow_the_seed_and_never_the_order_of_the_answers() -> None:
    rows = [(task, worker, value) for task in range(200) for worker, value in enumerate("ab")]

    first, same, other = ([row.value for row in labelled(rows, seed=seed).rows()] for seed in (1, 1, 2))

    assert first == same
    assert first != other
    # 200 fair coins: 62 to 138 heads with all but one in ten million.
    assert 62 <= first.count("a") <= 138
    assert labelled(rows).n_ties == 200


@pytest.mark.parametrize("seed", range(3))
def test_dawid_skene_gives_what_the_estimator_gives(seed: int) -> None:
    rows = random_rows(seed)
    tasks, workers, values = (list(map(str, column)) for column in zip(*rows, strict=True))
    encoded = encode(tasks, workers, values, classes=ANSWERS)
    expected = DawidSkene(**DEFAULTS["dawid_skene"]).fit(encoded.judgments)  # type: ignore[arg-type]  # Numbers of both kinds.

    found = {row.task_id: row for row in labelled(rows, "dawid_skene").rows()}

    for place, task in enumerate(encoded.items):
        assert found[int(task)].value == ANSWERS[expected.label[place]]
        assert found[int(task)].probability == pytest.approx(expected.probability[place])


@pytest.mark.parametrize("seed", range(3))
def test_reports_count_agreement_with_the_labels(seed: int) -> None:
    rows = random_rows(seed)
    result = labelled(rows, "dawid_skene")
    labels = {row.task_id: row.value for row in result.rows()}

    found = {report.worker: report for report in result.reports()}

    for worker in range(6):
        own = [(task, value) for task, who, value in rows if who == worker]
        assert found[worker].n_judgments == len(own)
        assert found[worker].n_agreed == sum(labels[task] == value for task, value in own)
        matrix = found[worker].confusion
        assert matrix is not None
        assert [sum(row) for row in matrix] == pytest.approx([1, 1, 1], abs=1e-5)
    assert result.counts() == {value: list(labels.values()).count(value) for value in ANSWERS}


def slow_alpha(rows: Sequence[Row]) -> float:
    """Krippendorff's nominal alpha over all pairs, by its definition."""
    units = [list(counts.elements()) for counts in votes(rows).values() if counts.total() >= 2]
    values = [value for unit in units for value in unit]
    n = len(values)
    observed = sum(_pairs_apart(unit) / (len(unit) - 1) for unit in units)
    expected = _pairs_apart(values) / (n - 1)
    return 1 - observed / expected


def _pairs_apart(values: Sequence[str]) -> int:
    return sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)


@pytest.mark.parametrize("seed", range(5))
def test_agreement_is_krippendorffs_alpha_by_its_definition(seed: int) -> None:
    rows = random_rows(seed, n_tasks=15)

    agreement = labelled(rows).agreement

    assert agreement is not None
    assert agreement.alpha == pytest.approx(slow_alpha(rows))
    assert agreement.metric == "nominal"


def test_a_scale_of_few_grades_has_ordinal_agreement() -> None:
    fit = Question("q", "scale", "Q", least=1, most=3, is_ordered=True)
    inputs = QuestionInputs(fit, classes={1: 0, 2: 1, 3: 2})
    for task, worker, value in [(0, 0, 1), (0, 1, 1), (1, 0, 3), (1, 1, 2)]:
        inputs.add(task, "", worker, value)

    found = label_question("majority", {"seed": 0}, inputs, 2)

    assert found is not None
    assert found.agreement is not None
    assert (found.agreement.metric, found.agreement.n_items) == ("ordinal", 2)
    assert next(found.rows()).value == 1


@pytest.mark.parametrize("given", [[3.0, 100.0, 5.0], [1.5, 2.5], [7.0]])
def test_of_many_grades_the_label_is_the_median(given: list[float]) -> None:
    price = Question("q", "scale", "Q", least=0, most=10_000, is_ordered=True)
    inputs = QuestionInputs(price)
    for worker, value in enumerate(given):
        inputs.add(0, "", worker, value)

    found = label_question("dawid_skene", {"seed": 0}, inputs, len(given))

    assert found is not None
    [row] = found.rows()
    assert (row.value, row.probability, row.posterior) == (statistics.median(given), None, None)
    assert (row.n_judgments, found.counts(), list(found.reports())) == (len(given), {}, [])


def test_of_texts_every_one_is_kept() -> None:
    inputs = QuestionInputs(Question("q", "text", "Q", most=100))
    for worker, value in enumerate(["b", "a", "b"]):
        inputs.add(7, "", worker, value)

    found = label_question("majority", {"seed": 0}, inputs, 3)

    assert found is not None
    [row] = found.rows()
    assert (row.task_id, row.value, row.n_judgments, row.probability) == (7, ["a", "b", "b"], 3, None)
    assert (found.n_labels, found.n_ties, found.agreement) == (1, 0, None)


def test_an_unanswered_question_has_no_labels() -> None:
    assert label_question("majority", {"seed": 0}, QuestionInputs(CHOICE), 0) is None


@pytest.mark.parametrize(
    ("method", "params", "fields"),
    [
        ("majority", {"seed": 3}, []),
        ("guessing", {}, ["method"]),
        ("majority", {"smoothing": 1}, ["params/smoothing"]),
        ("dawid_skene", {"seed": -1, "tol": 0}, ["params/seed", "params/tol"]),
        ("dawid_skene", {"seed": True}, ["params/seed"]),
        ("dawid_skene", {"smoothing": "much"}, ["params/smoothing"]),
    ],
)
def test_wrong_parameters_are_refused_by_name(method: str, params: dict[str, Any], fields: list[str]) -> None:
    assert [reason.field for reason in refuse(method, params)] == fields


def test_auto_uses_the_order_of_grades_that_is_declared() -> None:
    judgments, *_ = graders(190)
    grades = tuple(Option(f"g{nth}", f"Grade {nth}") for nth in range(5))
    rows = [
        (int(item), int(worker), f"g{label}")
        for item, worker, label in zip(judgments.item, judgments.worker, judgments.label, strict=True)
    ]

    ordered = labelled(rows, "auto", Question("q", "choice", "Q", options=grades, is_ordered=True)).result
    names = labelled(rows, "auto", Question("q", "choice", "Q", options=grades)).result

    assert ordered is not None
    assert names is not None
    np.testing.assert_array_equal(ordered.posterior, Auto(ordered=True).fit(judgments).posterior)
    np.testing.assert_array_equal(names.posterior, Auto().fit(judgments).posterior)
    assert not np.array_equal(ordered.posterior, names.posterior)
