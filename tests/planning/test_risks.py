"""The register in the tables: starters, changes, firing by itself, reviews, issues; and who may do what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, User
from assay.planning.actions.firing import evaluate
from assay.planning.actions.risks import (
    RiskWords,
    add_risk,
    add_starters,
    change_risk,
    move_risk,
    note_issue,
    resolve_issue,
    review_risk,
)
from assay.planning.enums import RiskState
from assay.planning.jobs import watch_risks
from assay.planning.models import Risk, RiskEvent
from assay.planning.queries.risks import heat_of, issues_of, narrowed, risk_for, risks_of
from assay.work.models import WorkDay
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db
SLOW = RiskWords(
    title="Slower than planned",
    category="schedule",
    likelihood=3,
    impact=4,
    trigger_metric="handling_time",
    trigger_comparison="above",
    trigger_value=40.0,
)


@pytest.fixture
def world() -> World:
    return make_world(n_people=2)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def worked(world: World, *, seconds: float, n: int = 20) -> None:
    """Two days, each of `n` judgments that took so long."""
    WorkDay.objects.all().delete()
    for days in (0, 1):
        WorkDay.objects.create(
            contributor=world.people[0],
            stage=world.stage,
            day_on=TODAY - timedelta(days=days),
            n_submitted=n,
            handling_seconds=n * seconds,
        )


def risk_of(world: World, **change: object) -> Risk:
    words = RiskWords(**{name: getattr(SLOW, name) for name in SLOW.__slots__} | change)
    return add_risk(world.owner, project=world.project, words=words, now=NOW)


def test_starters_are_bound_to_the_projects_thresholds_and_added_once(world: World, cast: Cast) -> None:
    made = add_starters(cast.lea, project=world.project, now=NOW)

    bound = {each.starter: (each.trigger_comparison, round(each.trigger_value or 0, 6)) for each in made}
    assert bound["accuracy"] == ("below", 0.92)
    assert bound["pace"] == ("above", 80.0)
    assert bound["capacity"] == ("", 0)
    assert [each.number for each in made] == list(range(1, len(made) + 1))
    assert {each.owner_id for each in made} == {cast.lea.pk}
    with pytest.raises(Refused, match="in the register already"):
        add_starters(cast.lea, project=world.project, now=NOW)


def test_a_risk_fires_once_with_the_value_it_fired_with_and_tells_its_owner(world: World, cast: Cast) -> None:
    risk = risk_of(world, owner=cast.ben)
    worked(world, seconds=50)

    first, second = evaluate(world.project, now=NOW), evaluate(world.project, now=later(hours=2))

    assert ([each.pk for each in first], second) == ([risk.pk], [])
    risk.refresh_from_db()
    assert (risk.state, risk.fired_at) == (RiskState.FIRED, NOW)
    assert risk.fired == {"value": 50.0, "low": 50.0, "high": 50.0, "n": 40}
    assert [each.step for each in RiskEvent.objects.order_by("pk")] == ["added", "fired"]
    told = InboxMessage.objects.filter(kind="planning.risk_fired").order_by("user__name")
    assert [(each.user.name, each.title) for each in told] == [
        ("Ben", "A risk of Match has fired: Slower than planned"),
        ("Lea", "A risk of Match has fired: Slower than planned"),
    ]
    assert told[0].address == f"/risks/{risk.uid}/"


def test_a_risk_does_not_fire_within_its_trigger_or_on_too_few(world: World, cast: Cast) -> None:
    risk = risk_of(world)

    worked(world, seconds=39)
    assert evaluate(world.project, now=NOW) == []
    worked(world, seconds=90, n=14)
    assert evaluate(world.project, now=NOW) == []

    risk.refresh_from_db()
    assert (risk.state, risk.evaluated_at) == (RiskState.OPEN, NOW)


def test_the_job_looks_once_an_hour_and_again_at_what_was_opened_again(world: World, cast: Cast) -> None:
    risk = risk_of(world)
    worked(world, seconds=30)
    watch_risks(NOW)
    worked(world, seconds=50)

    watch_risks(later(minutes=59))
    risk.refresh_from_db()
    assert risk.state == RiskState.OPEN
    watch_risks(later(minutes=60))
    risk.refresh_from_db()
    assert risk.state == RiskState.FIRED

    move_risk(cast.lea, risk=risk, state=RiskState.OPEN, note="A false alarm.", now=later(minutes=61))
    watch_risks(later(minutes=62))
    risk.refresh_from_db()
    assert risk.state == RiskState.FIRED


def test_what_was_mitigated_does_not_fire(world: World, cast: Cast) -> None:
    risk = risk_of(world)
    move_risk(cast.lea, risk=risk, state=RiskState.MITIGATED, note="Questions are simpler.", now=NOW)
    worked(world, seconds=50)

    assert evaluate(world.project, now=NOW) == []


def test_a_move_needs_a_note_and_the_table_allows_it(world: World, cast: Cast) -> None:
    risk = risk_of(world)

    for state, note, said in (
        (RiskState.CLOSED, " ", "Say what was done"),
        (RiskState.OPEN, "Again.", "cannot become"),
        (RiskState.FIRED, "Now!", "cannot become"),
    ):
        with pytest.raises(Refused, match=said):
            move_risk(cast.lea, risk=risk, state=state, note=note, now=NOW)

    risk.refresh_from_db()
    assert risk.state == RiskState.OPEN


def test_a_review_moves_the_due_date_on(world: World, cast: Cast) -> None:
    risk = risk_of(world, review_every_days=14)
    assert risk.review_due_on == TODAY + timedelta(days=14)

    review_risk(cast.lea, risk=risk, note="As likely as before.", now=later(days=20))

    risk.refresh_from_db()
    assert (risk.review_due_on, risk.reviewed_at) == (TODAY + timedelta(days=34), later(days=20))


def test_a_change_says_what_changed(world: World, cast: Cast) -> None:
    risk = risk_of(world)
    words = RiskWords(
        **{name: getattr(SLOW, name) for name in SLOW.__slots__} | {"impact": 5, "owner": cast.ben}
    )

    change_risk(cast.lea, risk=risk, words=words, now=NOW)

    risk.refresh_from_db()
    assert (risk.impact, risk.owner) == (5, cast.ben)
    assert RiskEvent.objects.latest("pk").note == "impact, owner"


def test_issues_lead_back_to_their_risk_and_are_resolved_once(world: World, cast: Cast) -> None:
    risk = risk_of(world)
    issue = note_issue(
        cast.lea, risk=risk, what="Two people left.", happened_at=NOW, owner=cast.ben, now=later(hours=1)
    )

    resolve_issue(cast.ben, issue=issue, resolution="Both places are filled.", now=later(days=1))

    (found,) = issues_of(risk)
    assert (found.resolution, found.resolved_by, found.owner) == (
        "Both places are filled.",
        cast.ben,
        cast.ben,
    )
    with pytest.raises(Refused, match="resolved already"):
        resolve_issue(cast.lea, issue=issue, resolution="Again.", now=later(days=2))
    with pytest.raises(Refused, match="not in the future"):
        note_issue(cast.lea, risk=risk, what="Tomorrow.", happened_at=later(days=9), now=NOW)


def test_who_may_do_what(world: World, cast: Cast) -> None:
    risk = risk_of(world)

    for who in (cast.ben, cast.rita):
        assert risk_for(who, risk.uid) == risk
        with pytest.raises(Refused):
            move_risk(who, risk=risk, state=RiskState.CLOSED, note="Over.", now=NOW)
    with pytest.raises(Refused):
        risk_for(cast.ravi, risk.uid)
    for who in (cast.zoe, world.people[1].user):
        with pytest.raises(NotFound):
            risk_for(who, risk.uid)
    with pytest.raises(Refused, match="Zoe has no role"):
        risk_of(world, owner=cast.zoe)


def test_the_owner_of_a_risk_decides_about_it(world: World, cast: Cast) -> None:
    risk = risk_of(world, owner=cast.ben)

    move_risk(cast.ben, risk=risk, state=RiskState.ACCEPTED, note="It is worth it.", now=NOW)

    risk.refresh_from_db()
    assert risk.state == RiskState.ACCEPTED


def test_the_heat_map_counts_what_is_not_closed(world: World, cast: Cast) -> None:
    risk_of(world)
    risk_of(world, residual_likelihood=1, residual_impact=2)
    closed = risk_of(world, impact=5)
    move_risk(cast.lea, risk=closed, state=RiskState.CLOSED, note="Over.", now=NOW)

    assert heat_of(world.project) == {(3, 4): 2}
    assert heat_of(world.project, is_residual=True) == {(1, 2): 1}
    chosen = narrowed(risks_of(world.project), cell=(1, 2), is_residual=True)
    assert [each.number for each in chosen] == [2]


def test_the_highest_score_comes_first(world: World, cast: Cast) -> None:
    for likelihood, impact in ((1, 5), (4, 4), (2, 3)):
        risk_of(world, likelihood=likelihood, impact=impact)

    assert [each.likelihood * each.impact for each in risks_of(world.project)] == [16, 6, 5]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_riskevent SET note = 'x'",
        "DELETE FROM planning_riskevent",
        "UPDATE planning_risk SET likelihood = 6",
        "UPDATE planning_risk SET trigger_metric = ''",
        "UPDATE planning_risk SET state = 'fired', fired_at = NULL",
        "UPDATE planning_risk SET title = ''",
    ],
)
def test_the_database_forbids(world: World, cast: Cast, statement: str) -> None:
    risk_of(world)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_changes_are_audited_and_looking_is_not(world: World, cast: Cast) -> None:
    risk = risk_of(world)
    evaluate(world.project, now=NOW)
    move_risk(cast.lea, risk=risk, state=RiskState.CLOSED, note="Over.", now=NOW)

    events = AuditEvent.objects.filter(table_name="planning_risk", row_id=risk.pk).order_by("recorded_at")
    assert [(each.op, each.actor) for each in events] == [
        ("INSERT", str(cast.lea.uid)),
        ("UPDATE", str(cast.lea.uid)),
    ]


def test_a_risk_owner_must_see_the_project(world: World, cast: Cast) -> None:
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)
    elsewhere = User.objects.create(email="e@example.org", name="Elsewhere", created_at=NOW)
    other = make_world_beside(world)
    Grant.objects.create(user=elsewhere, role=Role.PROJECT_OWNER, project_id=other, granted_at=NOW)

    for who in (mia, elsewhere):
        with pytest.raises(Refused, match="has no role in this project"):
            risk_of(world, owner=who)


def make_world_beside(world: World) -> int:
    from assay.projects.models import Project

    made = Project.objects.create(name="Other", owner=world.owner, created_at=NOW, created_by=world.owner)
    return made.pk
