"""The pages of the agreement board: from stored rows, for who may see answers."""

import csv
import io
import re

import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.quality.actions.board import run_board
from assay.quality.models import BoardRun, BoardSeries
from assay.work.actions.retracting import retract
from assay.work.models import Judgment, Task
from tests.quality.board_world import BRAZIL, GERMANY, guideline, judge, market
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, statuses, text
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
PAGES = ("board", "board-series", "board-disputed", "board-contributors")


@pytest.fixture
def world() -> World:
    """Two markets, of which the Brazilian one is at odds, over two weeks and two versions of the guideline."""
    world = make_world(n_people=2, n_tasks=12, overlap=2)
    old, new = guideline(world, 1), guideline(world, 2, at=later(days=7))
    for task in range(12):
        kind, day = (BRAZIL if task % 3 == 0 else GERMANY), later(days=7 * (task >= 6))
        for who in range(2):
            said = "yes" if (task % 2 == 0) != (kind is BRAZIL and who == 1) else "no"
            version = new if task >= 6 else old
            judge(world, task, who, said, at=day, market=market(kind), guideline_version=version)
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def measured(world: World) -> BoardRun:
    return run_board(None, stage=world.stage, now=later(days=9))


def test_the_board_is_for_who_may_see_answers(world: World, cast: Cast) -> None:
    measured(world)

    for page in PAGES:
        assert statuses(cast, address(page, world.project.uid)) == {
            "nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404,
        }  # fmt: skip
    assert statuses(cast, address("board-export", world.project.uid, "cells"))["ravi"] == 403
    assert statuses(cast, address("board-export", world.project.uid, "cells"))["zoe"] == 404


def test_before_the_first_run_the_pages_say_so(world: World, cast: Cast) -> None:
    for page in PAGES:
        shown = text(signed_in(cast.rita), address(page, world.project.uid))
        assert "Not measured yet" in shown
        assert "Measure now" not in shown
    where = address("board-export", world.project.uid, "cells")
    assert signed_in(cast.ben).get(where).status_code == 404


def test_agreement_stands_with_its_interval_and_the_worst_market_first(world: World, cast: Cast) -> None:
    measured(world)

    page = text(signed_in(cast.ben), address("board", world.project.uid))

    # Eight of twelve items agree; all four Brazilian ones do not.
    assert "<span>66.7 %</span>" in page or ">66.7 %<" in page
    assert page.index('market=BR-pt">BR-pt') < page.index('market=DE-de">DE-de')
    assert "Version 1" in page
    assert "Change 2" in page
    assert "n = 12 items" in page
    assert "nothing came in since" in page


def test_a_market_is_told_alone(world: World, cast: Cast) -> None:
    measured(world)

    page = text(signed_in(cast.ben), address("board", world.project.uid) + "?question=match&market=BR-pt")

    assert "n = 4 items judged twice or more" in page
    assert page.count('<span class="answered">') == 8
    assert ">t1<" not in page


def test_a_pair_leads_to_its_tasks(world: World, cast: Cast) -> None:
    measured(world)
    ben, where = signed_in(cast.ben), address("board-pair", world.project.uid)

    overview = text(ben, address("board", world.project.uid))
    page = text(ben, f"{where}?question=match&one=yes&other=no")

    assert f'href="{where}?question=match&amp;one=yes&amp;other=no"' in overview
    told = [each for each in range(12) if f">t{each}<" in page]
    assert told == [0, 3, 6, 9]
    assert page.count('<span class="answered"><bdi>Yes</bdi> <strong>1</strong></span>') == 4
    assert address("why", Task.objects.get(external_id="t9").uid) in page
    assert ben.get(f"{where}?question=match&one=yes&other=perhaps").status_code == 404


def test_an_item_of_a_pair_shows_what_counts_of_it_now(world: World, cast: Cast) -> None:
    measured(world)
    retract(
        None,
        judgment=Judgment.objects.get(task__external_id="t3", answers={"match": "no"}),
        reason="So.",
        now=NOW,
    )

    where = address("board-pair", world.project.uid)
    page = text(signed_in(cast.ben), f"{where}?question=match&one=yes&other=no")

    assert page.count("changed since") == 1
    assert page.count('<span class="answered">') == 6


def test_what_drifts_is_named_first_and_days_are_shown_where_weeks_are_few(world: World, cast: Cast) -> None:
    run = measured(world)
    few = BoardSeries.objects.filter(run=run, step="day", market=None, answer="yes")
    points = few.get().points
    points[-1]["rules"] = ["beyond_3"]
    few.update(n_signals=1, points=points)
    ben, where = signed_in(cast.ben), address("board-series", world.project.uid)

    overview, series = text(ben, address("board", world.project.uid)), text(ben, where)

    assert "Not as steady as it was" in overview
    assert re.search(r"One point breaks a rule, on [0-9/]+: beyond the limits\.", overview)
    assert 'value="day" selected' in series
    assert 'value="week" selected' in text(ben, f"{where}?step=week")


def test_series_have_a_chart_with_its_table_and_the_guidelines_versions(world: World, cast: Cast) -> None:
    measured(world)

    page = text(signed_in(cast.ben), address("board-series", world.project.uid))

    assert page.count('<svg class="control-chart"') == page.count("Every point as a table") == 3
    assert "Pairs that agree" in page
    assert ">v2</text>" in page
    assert "In control: no point breaks a rule." in page


def test_the_map_has_a_dot_and_a_row_for_everybody(world: World, cast: Cast) -> None:
    measured(world)

    page = text(signed_in(cast.ben), address("board-contributors", world.project.uid))
    by_gold = text(signed_in(cast.ben), address("board-contributors", world.project.uid) + "?by=gold")

    assert page.count('class="scatter-dot"') == 2
    assert 'dir="auto">p0<' in page
    assert "not measured (n = 0)" in page
    assert by_gold.count('class="scatter-dot"') == 0


def test_the_board_asks_as_often_for_many_rows_as_for_few(world: World, cast: Cast) -> None:
    ben = signed_in(cast.ben)
    measured(world)
    few = [n_queries(ben, address(page, world.project.uid)) for page in PAGES]
    for task in range(12):
        for who in range(2):
            kind = ("AT-de", "AT", "de") if task % 2 else ("FR-fr", "FR", "fr")
            judge(world, task, who, "yes", at=later(days=8), market=market(kind), is_gold=False, attempt=2)
    run_board(None, stage=world.stage, now=later(days=10))

    assert [n_queries(ben, address(page, world.project.uid)) for page in PAGES] == few


def test_a_part_comes_as_csv_that_no_spreadsheet_runs(world: World, cast: Cast) -> None:
    Task.objects.filter(external_id="t0").update(external_id="=1+1")
    measured(world)

    sent = signed_in(cast.ben).get(address("board-export", world.project.uid, "disputed"))

    rows = list(csv.DictReader(io.StringIO(b"".join(sent.streaming_content).decode())))  # type: ignore[attr-defined]  # Streamed.
    assert sorted(row["external_id"] for row in rows) == ["'=1+1", "t3", "t6", "t9"]
    assert {row["market"] for row in rows} == {"BR-pt"}
    for part in ("cells", "pairs", "answers", "series", "contributors"):
        where = address("board-export", world.project.uid, part)
        assert signed_in(cast.ben).get(where).status_code == 200
    assert signed_in(cast.ben).get(address("board-export", world.project.uid, "all")).status_code == 404


def test_a_run_is_started_and_shown_as_a_job(world: World, cast: Cast) -> None:
    where = address("board-start", world.project.uid)

    assert signed_in(cast.rita).post(where).status_code == 403
    sent = signed_in(cast.ben).post(where)

    job = Job.objects.get(kind="quality.board")
    assert sent.headers["Location"] == address("job", job.uid)
    run_now(job)
    assert job.state == JobState.DONE
    assert "Measure agreement" in text(signed_in(cast.ben), address("job", job.uid))


def test_what_came_in_since_is_counted(world: World, cast: Cast) -> None:
    measured(world)
    judge(world, 0, 0, "yes", at=NOW)

    assert "1 judgment came in since" in text(signed_in(cast.ben), address("board", world.project.uid))


def test_the_board_and_gold_are_pages_of_quality(world: World, cast: Cast) -> None:
    ben = text(signed_in(cast.ben), address("gold", world.project.uid))
    rita = text(signed_in(cast.rita), address("board", world.project.uid))

    assert f'<a href="{address("gold", world.project.uid)}" aria-current="page">Gold</a>' in ben
    assert f'<a href="{address("board", world.project.uid)}" aria-current="page">Agreement</a>' in rita
    assert ">Gold</a>" not in rita
