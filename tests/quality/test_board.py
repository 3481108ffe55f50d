"""The agreement board: what counts, what is measured where, and that it agrees with consensus."""

from datetime import timedelta
from typing import Any  # Documents are JSON.

import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.kit.reasons import Refused
from assay.projects.queries.schemas import clear_caches
from assay.quality.actions.board import refresh_boards, run_board, start_board
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.disputing import raise_dispute
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.models import (
    BoardAnswer,
    BoardCell,
    BoardContributor,
    BoardPair,
    BoardRun,
    BoardSeries,
    BoardTask,
    ReviewItem,
    ReviewQuota,
)
from assay.quality.queries.board import disputed_of, tasks_of_pair
from assay.stats.sampling import Stratum, weighted_share
from assay.work.models import Retraction, Task
from tests.quality.board_world import AUSTRIA, BRAZIL, GERMANY, guideline, judge, judge_all, market
from tests.quality.review_world import somebody, waiting
from tests.web.quality_world import golden, judged, scored
from tests.work.world import NOW, World, later, make_world, person

pytestmark = pytest.mark.django_db
TABLE = ["yyy", "yyn", "nny", "nnn", "yy ", "yn ", "n  "]


@pytest.fixture(autouse=True)
def fresh() -> None:
    clear_caches()


def ran(world: World) -> BoardRun:
    return run_board(None, stage=world.stage, now=later(minutes=1))


def alphas(run: BoardRun, grain: str) -> dict[str, tuple[float | None, int, int]]:
    """By name of the row: alpha, items judged twice or more, contributors."""
    found = BoardCell.objects.filter(run=run, grain=grain).select_related("market", "guideline_version")
    return {
        (cell.market.code if cell.market else cell.language)
        + (f"v{cell.guideline_version.number}" if cell.guideline_version else ""): (
            cell.alpha if cell.alpha is None else round(cell.alpha, 4),
            cell.n_paired,
            cell.n_contributors,
        )
        for cell in found
    }


def test_alpha_is_that_of_the_consensus_run() -> None:
    found = judged(n_tasks=30)

    cell = BoardCell.objects.get(run=ran(found.world), grain="all")

    agreement = found.run.summary["match"]["agreement"]
    assert {
        "n_items": cell.n_paired,
        "n_judgments": cell.n_judgments,
        "alpha": cell.alpha,
        "alpha_low": cell.alpha_low,
        "alpha_high": cell.alpha_high,
        "agreement": cell.observed,
        "metric": cell.metric,
    } == pytest.approx({key: agreement[key] for key in agreement if not key.startswith("agreement_")})


def test_figures_of_a_table_by_hand() -> None:
    world = make_world(n_people=3, n_tasks=7, overlap=3)
    judge_all(world, TABLE)

    run = ran(world)

    cell = BoardCell.objects.get(run=run, grain="all")
    # Of six items judged twice or more, pairs agree in 1, 1/3, 1/3, 1, 1 and 0.
    assert cell.observed == pytest.approx((1 + 1 / 3 + 1 / 3 + 1 + 1 + 0) / 6)
    assert (cell.n_units, cell.n_paired, cell.n_judgments, cell.n_contributors) == (7, 6, 16, 3)
    assert cell.shares == pytest.approx({"yes": 9 / 17, "no": 8 / 17}, abs=1e-6)
    pair = BoardPair.objects.get(run=run)
    assert (pair.one, pair.other, pair.n_units, pair.n_pairs, pair.n_paired) == ("yes", "no", 3, 5, 6)
    # One against one is more evenly divided than two against one; of equals the newest comes first.
    assert [task.external_id for task in tasks_of_pair(pair)] == ["t5", "t2", "t1"]
    assert [
        (row.task.external_id, row.answers, row.position)
        for row in BoardTask.objects.filter(run=run).select_related("task").order_by("position")
    ] == [
        ("t5", {"yes": 1, "no": 1}, 1),
        ("t2", {"yes": 1, "no": 2}, 2),
        ("t1", {"yes": 2, "no": 1}, 3),
    ]
    # Where one says yes, another one does: 3 × 1 + 2 × 1/2 + 1 × 0 + 2 × 1 + 1 × 0 of 9.
    assert BoardAnswer.objects.get(run=run, answer="yes").agreement == pytest.approx(6 / 9)


def test_what_does_not_count_is_not_read() -> None:
    world = make_world(n_people=3, n_tasks=4, overlap=3, undo_seconds=30)
    judge_all(world, ["yy", "yn"])
    back = judge(world, 0, 2, "no")
    Retraction.objects.create(judgment=back, reason="Undone", retracted_at=NOW)
    judge(world, 1, 2, "no", submitted_at=later(seconds=45))
    judge(world, 2, 0, "no", is_gold=True)
    judge(world, 2, 0, "no", contributor=None, machine="grader 1")
    judge_all(world, [" ", " ", " ", "yn"])
    Task.objects.filter(external_id="t3").update(withdrawn_at=NOW, withdrawn_reason="Broken")

    run = ran(world)

    assert (run.n_judgments, run.n_tasks, run.n_contributors) == (4, 2, 2)


def test_of_two_answers_of_one_person_the_first_counts() -> None:
    world = make_world(n_people=2, n_tasks=1, overlap=2)
    judge_all(world, ["yy"])
    judge(world, 0, 0, "no")

    cell = BoardCell.objects.get(run=ran(world), grain="all")

    assert (cell.n_judgments, cell.observed) == (2, 1.0)


def test_agreement_is_told_by_market_language_and_guideline() -> None:
    world = make_world(n_people=3, n_tasks=6, overlap=3)
    first, second = guideline(world, 1), guideline(world, 2)
    for task, (kind, row) in enumerate(
        [(GERMANY, "yy"), (GERMANY, "nn"), (AUSTRIA, "yn"), (AUSTRIA, "ny"), (BRAZIL, "yyy"), (BRAZIL, "nnn")]
    ):
        for who, letter in enumerate(row):
            said = {"y": "yes", "n": "no"}[letter]
            version = second if who == 2 else first
            judge(world, task, who, said, market=market(kind), guideline_version=version)

    run = ran(world)

    assert alphas(run, "market") == {"DE-de": (1.0, 2, 2), "AT-de": (-0.5, 2, 2), "BR-pt": (1.0, 2, 3)}
    assert {name: row[1:] for name, row in alphas(run, "language").items()} == {"de": (4, 2), "pt": (2, 3)}
    # Under the second version nobody judged an item together with somebody else.
    assert {name: row[1:] for name, row in alphas(run, "guideline").items()} == {"v1": (6, 2), "v2": (0, 1)}
    assert alphas(run, "market_guideline") == {
        "DE-dev1": (1.0, 2, 2),
        "AT-dev1": (-0.5, 2, 2),
        "BR-ptv1": (1.0, 2, 2),
        "BR-ptv2": (None, 0, 1),
    }
    assert set(alphas(run, "language_guideline")) == {"dev1", "ptv1", "ptv2"}
    assert [pair.market.code for pair in BoardPair.objects.filter(run=run) if pair.market] == ["AT-de"]


OPTIONS = [{"id": "slow", "label": "Slow"}, {"id": "spam", "label": "Spam"}, {"id": "rude", "label": "Rude"}]
SEVERAL: dict[str, Any] = {
    "schema": 1,
    "title": "Several",
    "content": [{"kind": "text", "field": "text"}],
    "questions": [
        {"id": "flaws", "kind": "multi_choice", "label": "Flaws", "required": False, "options": OPTIONS},
        {
            "id": "topics",
            "kind": "taxonomy",
            "label": "Topics",
            "required": False,
            "max": 3,
            "options": OPTIONS,
        },
        {"id": "price", "kind": "number", "label": "Price", "required": False},
        {"id": "why", "kind": "text", "label": "Why", "required": False},
    ],
}


def test_a_choice_of_several_is_told_by_option() -> None:
    world = make_world(n_people=3, n_tasks=2, overlap=3, document=SEVERAL)
    for who, (flaws, topics) in enumerate(
        [(["slow"], ["slow", "spam"]), (["spam"], ["spam"]), (["spam"], ["spam"])]
    ):
        judge(world, 0, who, {"flaws": flaws, "topics": topics, "price": 10 + who, "why": "so"})

    run = ran(world)
    consensus = run_consensus(None, stage=world.stage, now=later(minutes=1))

    told = {cell.question: cell for cell in BoardCell.objects.filter(run=run, grain="all")}
    assert {name: (cell.n_units, cell.metric) for name, cell in told.items()} == {
        "flaws": (3, "nominal"),
        "topics": (2, "nominal"),
        "price": (1, "interval"),
    }
    for question in ("flaws", "topics"):
        assert told[question].alpha == pytest.approx(consensus.summary[question]["agreement"]["alpha"])
    pairs = BoardPair.objects.filter(run=run).order_by("question", "one")
    assert [(pair.question, pair.one, pair.other, pair.n_pairs) for pair in pairs] == [
        ("flaws", "slow", "", 2),
        ("flaws", "spam", "", 2),
        ("topics", "slow", "", 2),
    ]
    spam = BoardAnswer.objects.get(run=run, question="topics", answer="spam")
    assert (spam.agreement, spam.n_judgments) == (1.0, 3)


def test_series_have_limits_and_count_each_pair_on_the_day_of_the_later_judgment() -> None:
    world = make_world(n_people=3, n_tasks=2, overlap=3)
    judge(world, 0, 0, "yes")
    judge(world, 0, 1, "yes", at=later(days=1))
    judge(world, 0, 2, "no", at=later(days=1))
    judge(world, 1, 0, "no", at=later(days=1))

    run = run_board(None, stage=world.stage, now=later(days=2))

    days = {row.answer: row.points for row in BoardSeries.objects.filter(run=run, step="day", market=None)}
    told = {
        answer: [(point["on"], point["k"], point["n"]) for point in points] for answer, points in days.items()
    }
    assert told == {
        "yes": [("2026-03-02", 1, 1), ("2026-03-03", 1, 3)],
        "no": [("2026-03-02", 0, 1), ("2026-03-03", 2, 3)],
    }
    assert not BoardSeries.objects.filter(run=run, step="week").exists()


def test_a_drift_breaks_the_rules_of_its_chart() -> None:
    world = make_world(n_people=1, n_tasks=240)
    for day in range(8):
        for task in range(30):
            said = "no" if day == 6 or task % 2 else "yes"
            judge(world, 30 * day + task, 0, said, at=later(days=day))

    run = run_board(None, stage=world.stage, now=later(days=20))

    found = BoardSeries.objects.get(run=run, step="day", answer="no", market=None)
    # The mean is (7 × 15 + 30) of 240; the points vary 1.398 times as much as chance has it.
    assert found.centre == pytest.approx(135 / 240, abs=1e-6)
    assert found.points[6]["high"] == pytest.approx(0.9423, abs=1e-4)
    assert [(point["on"], point["rules"]) for point in found.points if point["rules"]] == [
        ("2026-03-08", ["beyond_3"])
    ]
    assert not BoardSeries.objects.filter(run=run, answer="").exists()


def test_the_map_has_speed_volume_agreement_and_gold() -> None:
    found = judged(n_tasks=6)
    scored(found, golden(found, 2), ["yes", "no"])

    run = ran(found.world)

    people = BoardContributor.objects.filter(run=run).select_related("contributor").order_by("pk")
    assert [
        (
            row.contributor.pseudonym,
            row.n_judgments,
            row.median_seconds,
            row.n_compared,
            row.n_gold,
            row.n_gold_right,
        )
        for row in people
    ] == [("p0", 6, 3.0, 6, 2, 1), ("p1", 6, 3.0, 6, 0, 0), ("p2", 6, 3.0, 6, 0, 0)]
    cell = BoardCell.objects.get(run=run, grain="all")
    shares = [row.agreed_share or 0.0 for row in people]
    assert sum(shares) / 3 == pytest.approx(cell.observed)


def test_accuracy_by_reviews_weighs_each_stratum_by_what_it_stands_for() -> None:
    world, items = waiting(n_tasks=4)
    # As if the first two had been taken of ten that are alike, and the others of themselves.
    plan = items[0].plan
    assert plan is not None
    ReviewItem.objects.filter(pk__in=[item.pk for item in items[:2]]).update(stratum="many")
    ReviewQuota.objects.filter(plan=plan, rule="all", stratum="").update(n_seen=2, n_taken=2)
    ReviewQuota.objects.create(plan=plan, rule="all", stratum="many", n_seen=10, n_taken=2)
    ben = somebody(world, "Ben")
    for item in items[:3]:
        decide(ben, item=item, decision=Decision("accepted"), now=later(hours=1))
    charge = (Charge("instructions"),)
    decide(ben, item=items[3], decision=Decision("rejected", charge, "No."), now=later(hours=1))

    run = run_board(None, stage=world.stage, now=later(hours=2))

    row = BoardContributor.objects.get(run=run)
    wanted = weighted_share([Stratum(2, 2, 1), Stratum(10, 2, 2)])
    assert row.n_reviewed == 4
    assert row.reviewed_share == pytest.approx(11 / 12)
    assert row.reviewed_low == pytest.approx(wanted.low)
    assert row.reviewed_high == pytest.approx(wanted.high)


def test_disputed_items_come_first_then_the_most_scattered() -> None:
    world, found = waiting(n_tasks=3)
    items = sorted(found, key=lambda each: each.task_id)
    ben = somebody(world, "Ben")
    charge = (Charge("instructions", "match"),)
    review = decide(ben, item=items[2], decision=Decision("rejected", charge, "No."), now=later(hours=1))
    raise_dispute(
        world.people[0].user, review=review, error=review.errors.get(), reason="Yes.", now=later(hours=2)
    )
    world.people.append(person(7))
    judge(world, 0, 1, "no")

    run = run_board(None, stage=world.stage, now=later(hours=3))
    before = run_board(None, stage=world.stage, now=later(hours=1.5))

    rows = [(row.task_id, row.n_disputes, row.entropy, row.agreement) for row in disputed_of(run)]
    assert rows == [(items[2].task_id, 1, 0.0, None), (items[0].task_id, 0, 1.0, 0.0)]
    assert [row.task_id for row in disputed_of(before)] == [items[0].task_id]


def test_a_run_is_a_job_and_one_at_a_time() -> None:
    found = judged()

    job = start_board(found.cast.ben, stage=found.world.stage, now=later(minutes=1))
    with pytest.raises(Refused):
        start_board(found.cast.ben, stage=found.world.stage, now=later(minutes=1))
    run_now(job)

    run = BoardRun.objects.get()
    assert (job.state, job.result) == (
        JobState.DONE,
        {"board_run": str(run.uid), "board": str(found.world.project.uid)},
    )
    assert (run.number, run.n_judgments, run.created_by) == (1, 18, found.cast.ben)


def test_only_who_runs_consensus_measures() -> None:
    found = judged()

    with pytest.raises(Refused):
        start_board(found.cast.rita, stage=found.world.stage, now=NOW)
    with pytest.raises(Refused):
        run_board(found.cast.rita, stage=found.world.stage, now=NOW)


def test_nothing_to_measure_is_said() -> None:
    world = make_world()

    with pytest.raises(Refused, match="No judgment counts yet"):
        ran(world)


def test_boards_are_measured_once_a_day_where_people_have_judged_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assay.quality.queries.board.FEWEST", 18)
    found = judged()
    refresh_boards(now=later(hours=1))
    first = Job.objects.get(kind="quality.board")
    run_now(first, at=later(hours=1))

    refresh_boards(now=later(hours=2))
    refresh_boards(now=later(hours=26))
    assert Job.objects.filter(kind="quality.board").count() == 1

    judge(found.world, 0, 0, "yes", at=later(hours=26))
    refresh_boards(now=later(hours=27))
    assert Job.objects.filter(kind="quality.board").count() == 2


def test_who_cannot_be_measured_is_not_tried_every_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.quality.queries.board.FEWEST", 1)
    world = make_world(n_people=1)
    judge(world, 0, 0, "yes", is_gold=True)

    for minute in range(3):
        refresh_boards(now=NOW + timedelta(minutes=minute))
        for job in Job.objects.filter(state=JobState.QUEUED):
            run_now(job)

    assert Job.objects.get().state == JobState.FAILED
