"""Feasibility from the tables: figures recomputed by hand, runs that stay, the verdict that feeds a step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.intake.actions.changing import decide_change, propose_change
from assay.intake.actions.stepping import take_step
from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.models import InboxMessage
from assay.planning.actions.feasibility import judge_project, judge_request, overrule
from assay.planning.enums import Channel, Similarity, Timing
from assay.planning.jobs import estimate_what_is_left
from assay.planning.models import FeasibilityRun
from assay.planning.queries.feasibility import newest_of, run_for, runs_of, sees_inside
from assay.planning.rules.feasibility import Amount, Dates, Given, Rates, Site
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.work.models import Queue
from tests.planning.feasible_world import (
    UNTIL,
    Feasible,
    join,
    left_in,
    make_feasible,
    scored,
    search_project,
    worked,
)
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
GIVEN = Given(overlap=2, gold_share=0.0, review_share=0.1, review_seconds=90, busy_share=0.5, idle_chance=0.5)


@pytest.fixture
def world() -> Feasible:
    return make_feasible()


def test_every_figure_of_a_small_world_by_hand(world: Feasible) -> None:
    """Brazil: 2,000 items twice, 4,000 judgments of 36 s, 40 hours; 400 reviews of 90 s, 10 hours. Ana and Bia work
    10 hours a week and give half of it, Caio comes with one half: 5 hours a week of each on average. Until 15 March
    lie two weeks: 40 hours by 10 of each, so 4 people are needed and 3 could do it. At 6 EUR an hour: 300 EUR.

    Without Caio the two do 2 hours a weekday, 40 hours in 20 weekdays: 27 March. With him, as he works like them at
    his whole share, 4 a weekday, 10 weekdays: 13 March. Each in half of the runs: a hair decides the median."""
    run = judge_request(
        world.lea, request=world.request, given=GIVEN, rates=Rates({"pt-BR": 6_000_000}, "EUR"), now=NOW
    )

    found = newest_of(world.request)
    assert found is not None
    german, brazil = found.estimate.markets
    assert (brazil.n_people, brazil.n_busy, brazil.n_idle, brazil.n_of_vendors) == (3, 2, 1, 1)
    assert (brazil.sites, brazil.similarity) == ((Site("Porto", 1),), Similarity.QUESTIONS)
    assert (brazil.n_judgments, brazil.hours, brazil.review_hours) == (4000, 40.0, 10.0)
    assert brazil.seconds is not None
    assert (brazil.seconds.value, brazil.seconds.n, brazil.per_hour) == (36.0, 4000, 100.0)
    assert brazil.hours_per_week is not None
    assert (brazil.hours_per_week.value, brazil.hours_per_week.n) == (10.0, 2)
    assert (brazil.n_needed, brazil.n_missing) == (4, 1)
    assert brazil.cost == Amount(300_000_000, 300_000_000, 300_000_000)
    assert brazil.dates.p50 in {date(2026, 3, 13), date(2026, 3, 27)}
    assert (brazil.dates.p80, brazil.dates.p95) == (date(2026, 3, 27), date(2026, 3, 27))
    assert (german.n_people, german.is_fallback, german.hours, german.n_needed) == (1, True, 20.0, None)
    assert german.dates == found.estimate.dates == Dates(None, None, None)
    assert (found.estimate.n_without_rate, run.timing, run.p80_on) == (1, Timing.UNKNOWN, None)


def test_the_accuracy_is_that_of_these_people_on_similar_gold(world: Feasible) -> None:
    scored(world, world.people["ana"], n=10, n_right=9)
    scored(world, world.people["bia"], n=10, n_right=6)
    scored(world, world.people["davi"], n=10, n_right=0)

    judge_request(world.lea, request=world.request, given=GIVEN, now=NOW)

    found = newest_of(world.request)
    assert found is not None
    brazil = found.estimate.markets[1]
    assert brazil.accuracy is not None
    assert brazil.accuracy_crowd is not None
    assert brazil.accuracy_vendors is not None
    assert (brazil.accuracy.value, brazil.accuracy.n) == (0.75, 20)
    assert (brazil.accuracy_crowd.value, brazil.accuracy_vendors.value) == (0.9, 0.6)


def test_similar_work_is_looked_for_wider_where_there_is_too_little(world: Feasible) -> None:
    """The template of text spans was never worked on, but the segment was; and of nothing of it, everything was."""
    found = []
    for template, segment in (
        ("search-relevance", "ads_ranking"),
        ("text-spans", "search_ranking"),
        ("text-spans", "llm_data"),
    ):
        Request.objects.filter(pk=world.request.pk).update(template=template, segment=segment)
        judge_request(world.lea, request=world.request, given=GIVEN, now=NOW)
        newest = newest_of(world.request)
        assert newest is not None
        found.append(newest.estimate.markets[1].similarity)

    assert found == [Similarity.QUESTIONS, Similarity.SEGMENT, Similarity.ALL]


def test_what_is_usual_is_what_similar_projects_have(world: Feasible) -> None:
    search_project(world.lea, name="Another")
    world.stage.overlap, world.stage.overlap_max, world.stage.gold_share = 3, 3, 0.2
    world.stage.save()

    judge_request(world.lea, request=world.request, now=NOW)

    newest = newest_of(world.request)
    assert newest is not None
    assert newest.given == replace(Given(), overlap=2.0, gold_share=0.1)


def test_runs_stay_are_numbered_audited_and_the_next_begins_with_what_was_given(world: Feasible) -> None:
    rates = Rates({"pt-BR": 6_000_000}, "EUR")
    first = judge_request(world.lea, request=world.request, given=GIVEN, rates=rates, now=NOW)

    second = judge_request(world.lea, request=world.request, now=NOW + timedelta(hours=1))

    assert list(runs_of(world.request)) == [second, first]
    assert (first.number, second.number) == (1, 2)
    assert (second.given["given"], second.given["rates"]) == (first.given["given"], first.given["rates"])
    assert first.result == second.result
    assert AuditEvent.objects.filter(table_name="planning_feasibilityrun").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        FeasibilityRun.objects.filter(pk=first.pk).update(number=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.delete()


@pytest.mark.parametrize(
    ("given", "rates", "code"),
    [
        (replace(GIVEN, overlap=0), Rates(), "feasibility.out_of_range"),
        (GIVEN, Rates({"ja-JP": 5}, "EUR"), "feasibility.bad_rate"),
        (GIVEN, Rates({"pt-BR": 5}, ""), "feasibility.needs_currency"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(
    world: Feasible, given: Given, rates: Rates, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        judge_request(world.lea, request=world.request, given=given, rates=rates, now=NOW)

    assert [each.code for each in refused.value.reasons] == [code]
    assert not FeasibilityRun.objects.exists()


def test_only_who_judges_or_approves_computes_and_overrules(world: Feasible) -> None:
    run = judge_request(world.lea, request=world.request, given=GIVEN, now=NOW)
    intake = world.intake

    for somebody in (intake.rita, intake.zoe, intake.ravi, world.people["ana"].user):
        with pytest.raises(Refused, match="for a project owner"):
            judge_request(somebody, request=world.request, now=NOW)
        with pytest.raises(Refused, match="for a project owner"):
            overrule(somebody, run=run, channel=Channel.MACHINE, reason="Cheaper.", now=NOW)

    assert judge_request(intake.omar, request=world.request, now=NOW).number == 2
    assert [sees_inside(each, world.request) for each in (world.lea, intake.omar, intake.rita)] == [
        True,
        True,
        False,
    ]


def test_who_finds_a_run(world: Feasible) -> None:
    run = judge_request(world.lea, request=world.request, given=GIVEN, now=NOW)
    intake = world.intake

    assert [run_for(each, run.uid) for each in (intake.rita, intake.lea, intake.omar)] == [run] * 3
    for stranger in (intake.zoe, intake.ravi, world.people["ana"].user):
        with pytest.raises(NotFound):
            run_for(stranger, run.uid)


def test_the_step_asks_for_a_run_of_what_stands_there_or_a_reason(world: Feasible) -> None:
    request, intake = world.request, world.intake
    judge_request(world.lea, request=request, given=GIVEN, now=NOW)
    later = NOW + timedelta(hours=1)
    change = propose_change(
        intake.rita, request=request, changes={"accuracy_target": 0.9}, why="Enough.", now=later
    )
    decide_change(intake.lea, change=change, accepts=True, now=later)

    with pytest.raises(Refused, match="Compute the feasibility"):
        take_step(intake.lea, request=request, wanted=S.FEASIBLE, now=later)
    judge_request(world.lea, request=request, now=later)

    assert take_step(intake.lea, request=request, wanted=S.FEASIBLE, now=later).state == S.FEASIBLE


def test_a_verdict_is_overruled_with_a_reason_and_both_stay(world: Feasible) -> None:
    run = judge_request(world.lea, request=world.request, given=GIVEN, now=NOW)
    assert run.channel == Channel.CROWD

    for channel, reason, code in (
        (Channel.BPO, " ", "feasibility.needs_reason"),
        (Channel.CROWD, "As it is.", "feasibility.same_verdict"),
    ):
        with pytest.raises(Refused) as refused:
            overrule(world.lea, run=run, channel=channel, reason=reason, now=NOW)
        assert [each.code for each in refused.value.reasons] == [code]
    overrule(world.lea, run=run, channel=Channel.BPO, reason="Porto hires twenty people in May.", now=NOW)

    found = newest_of(world.request)
    assert found is not None
    assert found.overruling is not None
    assert (found.suitability.channel, found.channel) == (Channel.CROWD, Channel.BPO)
    assert found.overruling.reason == "Porto hires twenty people in May."


def test_a_running_project_is_reckoned_from_its_own_hours(world: Feasible) -> None:
    """1,000 tasks of 36 s are 10 hours; Ana, its only member, gives it 2 hours a weekday: five of them, 6 March."""
    join(world.project, world.people["ana"])
    _other, stage = search_project(world.lea, name="Another", segment="other")
    worked(world.people["ana"], stage, UNTIL, n=10, seconds=3600.0)
    left_in(world, 1000)

    judge_project(None, project=world.project, now=NOW)

    found = newest_of(world.project)
    assert found is not None
    (brazil,) = found.estimate.markets
    assert (brazil.n_people, brazil.similarity, brazil.hours) == (1, Similarity.OWN, 10.0)
    assert found.estimate.dates == Dates(date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 6))
    assert not InboxMessage.objects.filter(kind="planning.feasibility_worse").exists()


def test_the_owner_is_told_when_it_gets_worse_and_only_then(world: Feasible) -> None:
    join(world.project, world.people["ana"])
    left_in(world, 1000)
    judge_project(None, project=world.project, now=NOW)
    judge_project(None, project=world.project, now=NOW)
    Queue.objects.update(n_open=2000)

    judge_project(None, project=world.project, now=NOW)

    (told,) = InboxMessage.objects.filter(kind="planning.feasibility_worse")
    assert (told.user, told.title) == (world.lea, "Shop search is expected later than before")
    assert told.body == "Done with 80 % confidence by 2026-03-13; a run before said 2026-03-06."


def test_a_project_without_anything_left_is_refused(world: Feasible) -> None:
    with pytest.raises(Refused, match="no volume left"):
        judge_project(None, project=world.project, now=NOW)


def test_running_projects_are_estimated_once_a_week_by_themselves(world: Feasible) -> None:
    """The one without work left, and the one that is paused, are left alone."""
    join(world.project, world.people["ana"])
    left_in(world, 1000)
    search_project(world.lea, name="Nothing left")
    week = timedelta(days=7)

    for moment in (NOW, NOW + timedelta(days=6), NOW + week, NOW + week + timedelta(seconds=1)):
        estimate_what_is_left(moment)
    Project.objects.update(state=ProjectState.PAUSED)
    estimate_what_is_left(NOW + 3 * week)

    made = FeasibilityRun.objects.filter(made_by=None).order_by("pk").values_list("project__name", "made_at")
    assert list(made) == [("Shop search", NOW), ("Shop search", NOW + week + timedelta(seconds=1))]


def test_what_was_set_by_hand_stays_and_what_the_stage_says_is_read_anew(world: Feasible) -> None:
    join(world.project, world.people["ana"])
    left_in(world, 1000)
    judge_project(world.lea, project=world.project, given=replace(GIVEN, busy_share=0.4), now=NOW)

    judge_project(None, project=world.project, now=NOW)

    newest = newest_of(world.project)
    assert newest is not None
    assert newest.given == replace(GIVEN, overlap=1.0, busy_share=0.4)
