"""Every role finds its page filled, and what is promised of triage, adaptive consensus and deliveries is there."""

from typing import Any  # Points are JSON.

import pytest
from django.test import Client

from assay.delivery.models import Acceptance, ChangedLabel, Escape, Release
from assay.people.models import Contributor, InboxMessage, User
from assay.people.queries.scope import visible_contributors
from assay.planning.enums import Aspect
from assay.planning.models import FeasibilityRun
from assay.planning.queries.portfolio import portfolio_of
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.quality.enums import BoardStep
from assay.quality.models import Adjudication, GuidelineImpact, Invalidation, Reuse
from assay.quality.queries.adjudication import counts_of, open_to
from assay.quality.queries.board import newest_board, series_of
from assay.quality.queries.stopping import stopping_of
from assay.work.models import DoneDay, TaskQuestion, UrgentReport
from assay.work.queries.triage import skipped_tasks
from tests.demo.filled import (
    AT,
    LISTINGS,
    MATCHING,
    NAMES,
    POSTS,
    PREFERENCES,
    PROJECTS,
    SEARCH,
    project,
    stage_of,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


def user(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


def page(name: str, address: str) -> str:
    client = Client()
    client.force_login(user(name))
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("name", ["ben", "lea", "mia", "omar", "rita", "ada"])
def test_whoever_works_with_projects_finds_all_six(name: str) -> None:
    shown = page(name, "/")

    assert [each for each in PROJECTS if each not in shown] == []


@pytest.mark.parametrize("name", ["ana", "ade"])
def test_contributors_find_work_numbers_and_messages(name: str) -> None:
    shown = page(name, "/")

    assert "open tasks" in shown
    assert "Guideline to read" in shown
    assert InboxMessage.objects.filter(user=user(name)).count() >= 3


def test_ravi_finds_the_people_of_his_site_and_zoe_nothing() -> None:
    lisbon = set(Contributor.objects.filter(site__name="Lisbon").values_list("pseudonym", flat=True))

    assert len(lisbon) >= 8
    assert set(visible_contributors(user("ravi")).values_list("pseudonym", flat=True)) == lisbon
    assert not visible_projects(user("zoe")).exists()
    client = Client()
    client.force_login(user("zoe"))
    assert client.get("/projects/").status_code == 404


def test_lea_finds_skips_to_look_at_and_questions_to_answer() -> None:
    search = skipped_tasks(project(SEARCH))

    assert {each.external_id for each in search} >= {"en-gb-broken-1", "ar-eg-08-2", "de-de-07-3"}
    assert TaskQuestion.objects.filter(answered_at=None).count() == 2
    assert TaskQuestion.objects.exclude(answered_at=None).count() == 3
    assert "Kit com duas peças" in page("lea", f"/projects/{project(SEARCH).uid}/triage/")


def test_one_report_was_taken_in_time_and_closed() -> None:
    [report] = UrgentReport.objects.select_related("task")

    assert report.outcome == "confirmed"
    taken_at = report.taken_at
    assert taken_at is not None
    assert taken_at < report.due_at
    assert report.task.withdrawn_at is not None
    assert InboxMessage.objects.filter(user=user("omar"), kind="work.report").exists()


def test_adaptive_consensus_has_saved_judgments_and_keeps_its_promise() -> None:
    stopping = stopping_of(stage_of(MATCHING))

    assert stopping.all_ended.n_tasks >= 300
    assert stopping.audited.n_tasks >= 50
    assert 0.2 < (stopping.saved_share or 0) < 0.7
    assert stopping.same.low is not None
    assert stopping.same.low > 0.7
    assert stopping.n_saved > 300
    assert 1 <= stopping.n_undecided <= 150


def test_one_project_drifts_and_the_board_shows_since_when() -> None:
    run = newest_board(project(MATCHING))
    assert run

    series = series_of(run, "match", step=BoardStep.DAY).get(answer="variant")

    breaking = [point for point in series.points if point["rules"]]
    assert series.n_signals == len(breaking) >= 3
    share = {since: sum_of(series.points, since) for since in (True, False)}
    assert share[True] > 1.3 * share[False]


def sum_of(points: list[dict[str, Any]], is_late: bool) -> float:
    """The share over the second or the first half of the days."""
    half = points[len(points) // 2 :] if is_late else points[: len(points) // 2]
    return float(sum(each["k"] for each in half) / sum(each["n"] for each in half))


def test_ben_finds_cases_and_has_decided_some() -> None:
    for name, least in ((MATCHING, 1), (LISTINGS, 4)):
        counts = counts_of(project(name))
        assert counts["open"] >= 1, name
        assert counts["decided"] >= least, name
        assert open_to(user("ben"), project(name), AT).exists()
    decided = Adjudication.objects.filter(state="decided")
    assert not decided.exclude(decided_by=user("ben")).exists()


def test_releases_are_accepted_corrected_and_waiting_for_rita() -> None:
    states = list(
        Acceptance.objects.order_by("release__project__name", "release__number").values_list(
            "release__project__name", "release__only_changes", "state"
        )
    )

    assert states == [
        (PREFERENCES, False, "superseded"),
        (PREFERENCES, False, "accepted"),
        (PREFERENCES, True, "awaited"),
        (POSTS, False, "awaited"),
        (LISTINGS, False, "superseded"),
        (LISTINGS, True, "awaited"),
        (SEARCH, False, "accepted"),
        (SEARCH, False, "awaited"),
    ]
    assert Escape.objects.filter(is_upheld=True).count() >= 2
    assert Escape.objects.filter(is_upheld=None).exists()
    assert not Release.objects.filter(ready_at=None).exists()
    assert not Release.objects.filter(ready_at__gte=AT).exists()
    assert all(release.certificate for release in Release.objects.all())
    assert {"jsonl", "csv", "parquet", "qrels"} == set(
        Release.objects.filter(project__name=SEARCH).values_list("files__format", flat=True)
    )


def test_omar_finds_projects_on_time_late_and_below_their_standards() -> None:
    """And what is reckoned from the people there says the same as their plans."""
    health = {each.name: each.health.statuses for each in portfolio_of(user("omar"), AT)}
    timing = {
        name: FeasibilityRun.objects.filter(project__name=name).latest("number").timing
        for name in (NAMES, POSTS, LISTINGS, SEARCH)
    }

    assert {name: health[name][Aspect.TIME].value for name in timing} == {
        NAMES: "met",
        POSTS: "met",
        LISTINGS: "missed",
        SEARCH: "missed",
    }
    assert health[POSTS][Aspect.QUALITY].value == "missed"
    assert timing[LISTINGS] in {"late", "uncertain"}
    assert (timing[SEARCH], timing[NAMES] != "late") == ("late", True)


def test_labels_of_a_policy_change_were_done_again_and_what_changed_is_delivered() -> None:
    found = Invalidation.objects.get(version__project__name=PREFERENCES)
    correction = Release.objects.get(project__name=PREFERENCES, only_changes=True)

    assert (found.state, found.n_requeued == found.n_tasks > 0) == ("requeued", True)
    assert ChangedLabel.objects.filter(release=correction).exists()
    assert GuidelineImpact.objects.filter(version=found.version).exists()


def test_what_was_posted_again_took_over_its_label() -> None:
    assert Reuse.objects.filter(ended_at=None).count() >= 20


@pytest.mark.parametrize("name", PROJECTS)
def test_every_project_was_worked_on_for_days(name: str) -> None:
    days = DoneDay.objects.filter(queue__project__name=name).values("day_on").distinct()

    assert days.count() >= 5


@pytest.mark.parametrize("name", [SEARCH, MATCHING, LISTINGS, POSTS])
def test_every_tab_of_a_project_opens(name: str) -> None:
    found = Project.objects.get(name=name)
    for tab in ("", "tasks/", "triage/", "adjudication/", "consensus/", "gold/", "releases/", "members/"):
        assert name in page("lea", f"/projects/{found.uid}/{tab}")
