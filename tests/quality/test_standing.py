"""Standing at work: what the rules find is done, told, ended and appealed; nothing of it leaks or lasts by accident."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.jobs import run_now
from assay.kit.models import JobState
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.contributors import change_standing
from assay.people.actions.users import grant_role
from assay.people.enums import Role, Standing
from assay.people.models import Grant, InboxMessage, Site, User, Vendor
from assay.quality.actions.appeals import appeal_change, appeal_step, decide_appeal, withdraw_appeal
from assay.quality.actions.standing import confirm_reading, evaluate, lift, take_step
from assay.quality.actions.standing_rules import make_rules, start_simulation, switch_off, switch_on
from assay.quality.enums import AppealState, Measure, StepKind, StepState
from assay.quality.jobs import STANDING_EVERY, keep_standing
from assay.quality.models import (
    Appeal,
    Gold,
    GoldResult,
    ReviewItem,
    SamplingProgress,
    StandingRules,
    StandingStep,
)
from assay.quality.queries.appeals import newest_change
from assay.quality.queries.standing import own_steps, standing_in, step_for, steps_seen_by
from assay.quality.queries.standing_measures import results_of
from assay.quality.rules.standing import Result, StandingRule
from assay.quality.rules.standing_reading import as_json
from assay.work.actions.claiming import claim
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import Judgment, Retraction, Task
from assay.work.queries.nothing import why_nothing
from tests.quality.review_world import sampled, waiting
from tests.work.world import NOW, TODAY, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
NOTHING_BUT_PROBATION: list[dict[str, object]] = [
    {"key": "probation", "name": "On probation", "share": 1.0, "when": {"probation": True}},
    {"key": "rest", "name": "Everybody else", "share": 0.0},
]
W, R, P, X = StepKind.WARN, StepKind.RETRAIN, StepKind.PROBATION, StepKind.PAUSE


def rule(*ladder: StepKind, takes_back: bool = False, measure: Measure = Measure.GOLD) -> StandingRule:
    return StandingRule(
        "gold", measure, 0.8, window=20, least=10, ladder=ladder, days=7, way_back="Write to Ben.",
        takes_back=takes_back,
    )  # fmt: skip


def somebody(world: World, name: str, role: Role = Role.QA_ANALYST) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, project_id=world.project.pk, granted_at=NOW)
    return user


def golden(n_people: int = 2) -> World:
    """Twenty gold tasks of one project, and as many others."""
    world = make_world(n_people=n_people, n_tasks=20, overlap=1)
    for task in add_gold(world, 20):
        Gold.objects.create(
            task=task, project=world.project, answers={"match": ["yes"]}, reason="So.", created_at=NOW
        )
    return world


def scored(world: World, nth: int, rights: Sequence[bool], *, hours: float = -1) -> None:
    """The person's gold, the oldest first, a minute each."""
    person = world.people[nth]
    tasks = Task.objects.filter(is_gold=True).order_by("pk")
    start = Judgment.objects.filter(contributor=person).count()
    for place, right in enumerate(rights):
        at = later(hours=hours, minutes=place)
        judgment = Judgment.objects.create(
            task=tasks[(start + place) % 20], stage=world.stage, project=world.project, contributor=person,
            answers={"match": "yes" if right else "no"}, schema_version=world.schema, is_gold=True,
            client_key=f"gold-{person.pk}-{start + place:04}", handling_seconds=2, submitted_at=at, work_on=TODAY,
        )  # fmt: skip
        GoldResult.objects.create(
            judgment=judgment, gold=judgment.task.gold, contributor=person, stage=world.stage,
            is_correct=right, judged_at=at,
        )  # fmt: skip


def in_force(world: World, ben: User, *rules: StandingRule) -> StandingRules:
    made = make_rules(ben, project=world.project, given=[as_json(each) for each in rules], now=NOW)
    assert run_now(start_simulation(ben, version=made, now=NOW)).state == JobState.DONE
    return switch_on(ben, version=made, now=NOW)


def test_who_is_wrong_too_often_is_paused_with_evidence_and_told_and_nobody_else_is() -> None:
    world = golden()
    scored(world, 0, [False] * 12 + [True] * 3)
    scored(world, 1, [True] * 15)

    n = evaluate(in_force(world, somebody(world, "Ben"), rule(X)), now=NOW)

    step = StandingStep.objects.get()
    assert (n, step.contributor, step.step, step.until) == (1, world.people[0], X, later(days=7))
    assert (step.evidence["k"], step.evidence["n"], step.evidence["high"] < 0.8) == (3, 15, True)
    assert standing_in(world.project, [each.pk for each in world.people]) == {world.people[0].pk: X}
    told = InboxMessage.objects.get(kind="standing")
    assert told.user == world.people[0].user
    assert "3 of your newest 15 gold tasks were right; the project needs 80 %." in told.body
    assert "Write to Ben." in told.body


def gets(world: World, nth: int, hours: float = 0) -> int:
    return claim(world.worker(nth), n=1, now=later(hours=hours)).n_tasks


def test_a_pause_stops_work_on_this_project_and_says_so() -> None:
    world = golden()
    scored(world, 0, [False] * 15)
    evaluate(in_force(world, somebody(world, "Ben"), rule(X)), now=NOW)

    assert gets(world, 0) == 0
    count_open_tasks(now=NOW)
    assert "paused, see My standing" in why_nothing(world.worker(0), now=NOW).obstacles[0].reason.text
    assert gets(world, 1) == 1


def test_the_ladder_is_climbed_on_fresh_evidence_only_and_ends_by_time() -> None:
    world = golden()
    version = in_force(world, somebody(world, "Ben"), rule(W, P, X))
    scored(world, 0, [False] * 15)

    assert [evaluate(version, now=later(hours=nth)) for nth in (0, 1)] == [1, 0]
    scored(world, 0, [False] * 15, hours=2)
    assert evaluate(version, now=later(hours=3)) == 1
    assert evaluate(version, now=later(hours=3, days=7)) == 1

    kept = StandingStep.objects.order_by("pk").values_list("step", "state")
    assert list(kept) == [(W, StepState.RAISED), (P, StepState.EXPIRED)]


def test_doing_well_again_ends_a_warning_and_the_person_is_told() -> None:
    world = golden()
    version = in_force(world, somebody(world, "Ben"), rule(W, X))
    scored(world, 0, [False] * 15)
    evaluate(version, now=NOW)
    scored(world, 0, [True] * 10, hours=1)

    evaluate(version, now=later(hours=2))

    assert StandingStep.objects.get().state == StepState.RECOVERED
    assert "You recovered on Match" in InboxMessage.objects.order_by("pk").last().title  # type: ignore[union-attr]  # There is one.


def test_who_is_to_read_again_goes_on_once_they_have() -> None:
    world = golden()
    scored(world, 0, [False] * 15)
    evaluate(in_force(world, somebody(world, "Ben"), rule(R)), now=NOW)
    step = StandingStep.objects.get()
    held = gets(world, 0)

    with pytest.raises(Refused):
        confirm_reading(world.people[1].user, step=step, now=NOW)
    confirm_reading(world.people[0].user, step=step, now=later(hours=1))

    assert (held, gets(world, 0, hours=1)) == (0, 1)
    assert StandingStep.objects.get().state == StepState.CONFIRMED


def judge(world: World, nth: int, answer: str) -> None:
    rows = [
        RecordedJudgment(
            task.pk, world.people[nth].pk, f'{{"match": "{answer}"}}', 3.0, later(hours=-3), TODAY
        )
        for task in Task.objects.filter(is_gold=False).order_by("pk")[:5]
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == 5


def test_doubtful_work_is_asked_for_again_from_the_first_result_of_the_evidence_on() -> None:
    world = golden()
    judge(world, 0, "no")
    scored(world, 0, [False] * 15)

    evaluate(in_force(world, somebody(world, "Ben"), rule(X, takes_back=True)), now=NOW)

    # The five tasks were answered before the first of the gold tasks that the pause rests on.
    assert StandingStep.objects.get().n_taken_back == Retraction.objects.count() == 15
    assert not Retraction.objects.filter(judgment__is_gold=False).exists()


def test_nothing_is_switched_on_before_it_was_looked_at_on_the_past_month() -> None:
    world = golden()
    ben = somebody(world, "Ben")
    made = make_rules(ben, project=world.project, given=[as_json(rule(X))], now=NOW)

    with pytest.raises(Refused) as refused:
        switch_on(ben, version=made, now=NOW)

    assert refused.value.reasons[0].code == "standing.not_simulated"
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingRules.objects.filter(pk=made.pk).update(switched_on_at=NOW)


def test_the_simulation_says_who_would_have_been_hit_and_when_and_does_nothing() -> None:
    world = golden()
    scored(world, 0, [False] * 15, hours=-24 * 10)
    scored(world, 1, [True] * 15)
    ben = somebody(world, "Ben")
    made = make_rules(ben, project=world.project, given=[as_json(rule(W, X))], now=NOW)

    run_now(start_simulation(ben, version=made, now=NOW), at=NOW)

    made.refresh_from_db()
    [hit] = made.simulation["hits"]
    assert (hit["contributor"], hit["step"]) == (str(world.people[0].uid), "warn")
    assert (hit["at"], hit["evidence"]["n"]) == (later(days=-9).isoformat(), 15)
    assert (made.simulation["n_people"], made.simulation["n_hit"]) == (2, 1)
    assert (StandingStep.objects.count(), InboxMessage.objects.filter(kind="standing").count()) == (0, 0)


def test_one_version_is_in_force_and_what_it_did_stays_when_it_is_switched_off() -> None:
    world = golden()
    ben = somebody(world, "Ben")
    first = in_force(world, ben, rule(X))
    scored(world, 0, [False] * 15)
    evaluate(first, now=NOW)

    second = in_force(world, ben, rule(W))
    switch_off(ben, version=second, now=later(hours=1))

    first.refresh_from_db()
    assert (first.switched_off_at, StandingStep.objects.get().state) == (NOW, StepState.OPEN)
    with pytest.raises(Refused) as refused:
        switch_on(ben, version=first, now=later(hours=2))
    assert refused.value.reasons[0].code == "standing.ended_before"


def test_rules_are_looked_at_once_an_hour() -> None:
    world = golden()
    in_force(world, somebody(world, "Ben"), rule(X))
    keep_standing(NOW)
    scored(world, 0, [False] * 15)

    keep_standing(later(minutes=30))
    before = StandingStep.objects.count()
    keep_standing(NOW + STANDING_EVERY)

    assert (before, StandingStep.objects.count()) == (0, 1)


def by_hand(world: World, ben: User, step: StepKind = X) -> StandingStep:
    return take_step(
        ben, project=world.project, contributor=world.people[0], step=step, reason="Seen it.", days=3, now=NOW
    )


def test_an_appeal_that_is_right_takes_the_step_back() -> None:
    world = golden()
    ben, bea = somebody(world, "Ben"), somebody(world, "Bea")
    step = by_hand(world, ben)
    ana = world.people[0].user

    appeal = appeal_step(ana, step=step, reason="The gold is wrong.", now=later(hours=1))
    for who, error in ((ben, Refused), (ana, NotFound)):
        with pytest.raises(error):
            decide_appeal(who, appeal=appeal, is_right=True, ruling="Yes.", now=later(hours=2))
    decide_appeal(bea, appeal=appeal, is_right=True, ruling="It was.", now=later(hours=3))

    step.refresh_from_db()
    assert (step.state, step.ended_by, step.ended_reason) == (StepState.OVERTURNED, bea, "It was.")
    assert gets(world, 0, hours=3) == 1
    assert Appeal.objects.get().state == AppealState.OVERTURNED


def test_the_arbiter_is_another_person_whatever_role_they_were_given_since() -> None:
    world = golden()
    ana = world.people[0].user
    appeal = appeal_step(ana, step=by_hand(world, somebody(world, "Ben")), reason="No.", now=NOW)
    grant_role(None, user=ana, role=Role.QA_ANALYST, project_id=world.project.pk, now=NOW)

    with pytest.raises(Refused) as refused:
        decide_appeal(ana, appeal=appeal, is_right=True, ruling="Mine.", now=NOW)

    assert refused.value.reasons[0].code == "appeal.own_case"


def test_an_appeal_is_raised_once_in_time_by_the_person_or_who_leads_their_site() -> None:
    world = golden()
    step = by_hand(world, somebody(world, "Ben"))
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    here, there = (Site.objects.create(vendor=vendor, name=name) for name in ("Lisbon", "Porto"))
    type(step.contributor).objects.filter(pk=step.contributor_id).update(vendor=vendor, site=here)
    leads = {
        site: User.objects.create(email=f"{site.name}@example.org", name="Ravi", created_at=NOW)
        for site in (here, there)
    }
    for site, lead in leads.items():
        Grant.objects.create(user=lead, role=Role.SITE_LEAD, site=site, granted_at=NOW)
    codes = []
    for who, days in ((leads[there], 0), (world.people[1].user, 0), (leads[here], 31)):
        with pytest.raises(Refused) as refused:
            appeal_step(who, step=step, reason="No.", now=later(days=days))
        codes.append(refused.value.reasons[0].code)

    appeal_step(leads[here], step=step, reason="No.", now=NOW)
    with pytest.raises(Refused) as again:
        appeal_step(world.people[0].user, step=step, reason="No.", now=NOW)

    assert codes == ["appeal.not_yours", "appeal.not_yours", "appeal.too_late"]
    assert again.value.reasons[0].code == "appeal.once"


def test_a_pause_everywhere_can_be_appealed_and_another_manager_decides() -> None:
    world = golden()
    mia, mo = (
        User.objects.create(email=f"{name}@example.org", name=name, created_at=NOW) for name in ("Mia", "Mo")
    )
    for manager in (mia, mo):
        Grant.objects.create(user=manager, role=Role.CROWD_MANAGER, granted_at=NOW)
    ana = world.people[0]
    change_standing(
        mia, contributor=ana, standing=Standing.PAUSED, reason="Seen.", until=later(days=9), now=NOW
    )
    change = newest_change(ana)
    assert change is not None

    appeal = appeal_change(ana.user, change=change, reason="It was not me.", now=NOW)
    with pytest.raises(Refused) as refused:
        decide_appeal(mia, appeal=appeal, is_right=False, ruling="No.", now=NOW)
    decide_appeal(mo, appeal=appeal, is_right=True, ruling="It was somebody else.", now=NOW)

    ana.refresh_from_db()
    assert refused.value.reasons[0].code == "appeal.own_decision"
    assert (ana.standing, ana.standing_reason) == (Standing.ACTIVE, "It was somebody else.")


def test_a_withdrawn_appeal_is_decided_by_nobody() -> None:
    world = golden()
    ben, bea = somebody(world, "Ben"), somebody(world, "Bea")
    ana = world.people[0].user
    appeal = appeal_step(ana, step=by_hand(world, ben), reason="No.", now=NOW)
    withdraw_appeal(ana, appeal=appeal, now=NOW)

    with pytest.raises(Refused):
        decide_appeal(bea, appeal=appeal, is_right=True, ruling="Yes.", now=NOW)

    assert StandingStep.objects.get().state == StepState.OPEN


def test_what_was_decided_stays_and_a_pause_without_a_way_back_is_none() -> None:
    world = golden()
    ben = somebody(world, "Ben")
    step = lift(ben, step=by_hand(world, ben), reason="Enough.", now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        StandingStep.objects.filter(pk=step.pk).update(state=StepState.OPEN, ended_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingStep.objects.filter(pk=step.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingStep.objects.create(
            project=world.project, contributor=world.people[0], step=X, reason="So.", taken_at=NOW
        )


def test_a_site_lead_sees_the_steps_of_the_own_site_and_a_contributor_the_own() -> None:
    world = golden()
    ben = somebody(world, "Ben")
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    site = Site.objects.create(vendor=vendor, name="Lisbon")
    ravi = User.objects.create(email="ravi@example.org", name="Ravi", created_at=NOW)
    Grant.objects.create(user=ravi, role=Role.SITE_LEAD, site=site, granted_at=NOW)
    type(world.people[1]).objects.filter(pk=world.people[1].pk).update(vendor=vendor, site=site)
    Grant.objects.create(user=ben, role=Role.OPERATIONS_LEAD, granted_at=NOW)
    step = by_hand(world, ben)

    assert list(steps_seen_by(ben, world.project, is_open=True)) == [step]
    assert list(steps_seen_by(ravi, world.project, is_open=True)) == []
    assert list(own_steps(world.people[0])) == [step]
    for who in (ravi, world.people[1].user):
        with pytest.raises(NotFound):
            step_for(who, step.uid)


def test_measures_are_newest_first_and_leave_out_what_was_taken_back() -> None:
    world = golden()
    scored(world, 0, [True, False, True])
    taken_back = Judgment.objects.latest("pk")
    Retraction.objects.create(judgment=taken_back, reason="No.", retracted_at=NOW)

    found = results_of(world.project, [Measure.GOLD], [each.pk for each in world.people], until=NOW, most=5)

    first = later(hours=-1)
    assert found == {
        Measure.GOLD: {world.people[0].pk: [Result(first + timedelta(minutes=1), False), Result(first, True)]}
    }


def test_a_review_plan_may_look_at_more_of_who_is_on_probation() -> None:
    world, items = waiting(n_tasks=2, n_people=2, rules=NOTHING_BUT_PROBATION)
    ben = somebody(world, "Ben")
    by_hand(world, ben, StepKind.PROBATION)

    before, after = len(items), [each.contributor for each in sampled_again(world)]

    assert (before, after) == (0, [world.people[0]] * 2)


def sampled_again(world: World) -> list[ReviewItem]:
    """As if nothing had been looked at yet."""
    SamplingProgress.objects.all().delete()
    return sampled(world, minutes=6)
