"""Cases of integrity: what signs a hand-made world shows, and that only a person decides."""

from datetime import timedelta
from functools import partial

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from assay.kit.jobs import run_now
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, InboxMessage, Site, User, Vendor
from assay.quality.actions.appeals import appeal_change, appeal_step
from assay.quality.actions.integrity import decide_case, look_for_cases, open_case, start_looking
from assay.quality.enums import StepKind
from assay.quality.models import IntegrityCase, IntegritySign, StandingStep
from assay.quality.queries.integrity import case_for, cases_of
from assay.quality.rules import integrity as rules
from assay.quality.rules.integrity import Text, copied_texts, is_enough, refuse_decision, signs
from assay.quality.rules.standing_signals import Given
from assay.stats.integrity import identical_wrong
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.api.calling import Api, token_of
from tests.quality.test_standing import somebody
from tests.web.quality_cast import signed_in, text
from tests.web.quality_cast import somebody as anybody
from tests.work.world import NOW, TODAY, World, make_world

ANSWERS = ("a", "b", "c", "d")
LONG = "The picture shows another colour than the title says, so it cannot be the same product."


def crowd(n_people: int = 12, n_tasks: int = 60) -> list[Given]:
    """Honest people, three in four right, with lognormal times."""
    draw = np.random.default_rng(7)
    truth = draw.integers(0, 4, n_tasks)
    return [
        Given(
            person,
            task,
            "q/",
            ANSWERS[truth[task] if draw.random() < 0.75 else (truth[task] + draw.integers(1, 4)) % 4],
            float(draw.lognormal(3.0, 0.4)),
            NOW + timedelta(minutes=task),
            ANSWERS[truth[task]],
        )
        for task in range(n_tasks)
        for person in range(n_people)
    ]


def with_copies(given: list[Given], source: int, target: int, seconds: float) -> list[Given]:
    """The target answers as the source does, in this time."""
    of_source = {each.task: each.answer for each in given if each.person == source}
    return [
        Given(each.person, each.task, each.question, of_source[each.task], seconds, each.at, each.label)
        if each.person == target
        else each
        for each in given
    ]


def test_the_published_example_of_copied_errors() -> None:
    assert identical_wrong(12, 14, 0.25) == pytest.approx(3.2e-6, rel=0.01)


def test_honest_people_show_no_case() -> None:
    assert [person for person, found in signs(crowd()).items() if is_enough(found)] == []


def test_who_copies_in_no_time_shows_two_kinds_and_from_whom() -> None:
    found = signs(with_copies(crowd(), source=3, target=5, seconds=1.0))

    assert [person for person, seen in found.items() if is_enough(seen)] == [5]
    assert {sign.signal.family for sign in found[5]} == {"speed", "copying"}
    copied = [sign for sign in found[5] if sign.signal.name == "collusion"]
    assert [(sign.person, sign.others, sign.question) for sign in copied] == [(5, (3,), "q/")]
    # Whose answers were copied shares that sign alone, which is not enough.
    assert {sign.signal.family for sign in found[3]} == {"copying"}


def test_copied_texts_need_three_on_the_same_tasks() -> None:
    copies = [Text(person, task, LONG) for task in range(3) for person in (1, 2)]
    own = [Text(person, task, f"{LONG} {person} {task}") for task in range(3) for person in (3, 4)]
    short = [Text(person, task, "Same.") for task in range(9) for person in (5, 6)]
    # One's own words on many tasks are a habit, and nobody else's.
    template = [Text(7, task, LONG + "!") for task in range(20, 29)]

    found = copied_texts([*copies, *own, *short, *template])

    assert [(sign.person, sign.others, sign.signal.value, sign.signal.n) for sign in found] == [
        (1, (2,), 1.0, 3),
        (2, (1,), 1.0, 3),
    ]
    assert copied_texts(copies[:4]) == []


@pytest.mark.parametrize(
    ("outcome", "decision", "way_back", "codes"),
    [
        ("nothing", "A fast connection.", "", []),
        ("warned", "Please read each task.", "", []),
        ("paused", "Copied.", "Write to Ben.", []),
        ("paused", "Copied.", " ", [rules.NEEDS_A_WAY_BACK.code]),
        ("off_boarded", "", "", [rules.NEEDS_DECISION.code, rules.NEEDS_A_WAY_BACK.code]),
        ("banned", "Copied.", "Write.", [rules.UNKNOWN_OUTCOME.code]),
    ],
)
def test_what_a_decision_must_say(outcome: str, decision: str, way_back: str, codes: list[str]) -> None:
    found = refuse_decision(outcome, decision=decision, days=3, way_back=way_back)

    assert [each.code for each in found] == codes


def suspicious(n_tasks: int = 60) -> World:
    """Person 5 gives person 3's answers in a second each; everybody else is honest and takes their time."""
    world = make_world(n_people=8, n_tasks=n_tasks, overlap=8)
    draw, rows = np.random.default_rng(7), []
    for nth, task in enumerate(Task.objects.order_by("pk")):
        given = ["yes" if draw.random() < 0.6 else "no" for _ in world.people]
        given[5] = given[3]
        at = NOW - timedelta(hours=2) + timedelta(minutes=nth)
        rows += [
            RecordedJudgment(
                task.pk,
                person.pk,
                f'{{"match": "{given[who]}"}}',
                1.0 if who == 5 else float(draw.lognormal(3.0, 0.4)),
                at,
                TODAY,
            )
            for who, person in enumerate(world.people)
        ]
    import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    return world


@pytest.mark.django_db
def test_signs_open_one_case_and_do_nothing_else() -> None:
    world = suspicious()

    n = [look_for_cases(world.project, now=NOW) for _ in range(2)]

    case = IntegrityCase.objects.get()
    assert (n, case.contributor, case.opened_by, case.n_tasks) == ([1, 0], world.people[5], None, 60)
    assert {each.family for each in case.signs.all()} == {"speed", "copying"}
    shared = case.signs.get(name="same_sequence")
    assert shared.others == [world.people[3].pk]
    assert not StandingStep.objects.exists()
    assert not InboxMessage.objects.exists()
    world.people[5].refresh_from_db()
    assert world.people[5].standing == "active"


@pytest.mark.django_db
def test_a_decided_case_rests_and_comes_again_later() -> None:
    world = suspicious()
    look_for_cases(world.project, now=NOW)
    ben = somebody(world, "Ben")
    decide_case(ben, case=IntegrityCase.objects.get(), outcome="nothing", decision="Two screens.", now=NOW)

    n = [look_for_cases(world.project, now=NOW + timedelta(days=days)) for days in (1, 29)]

    assert n == [0, 0]
    assert IntegrityCase.objects.get().outcome == "nothing"
    assert not InboxMessage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("outcome", "step"), [("warned", StepKind.WARN), ("paused", StepKind.PAUSE)])
def test_a_step_is_told_and_can_be_appealed(outcome: str, step: StepKind) -> None:
    world = suspicious()
    look_for_cases(world.project, now=NOW)
    case = IntegrityCase.objects.get()

    decided = decide_case(
        somebody(world, "Ben"),
        case=case,
        outcome=outcome,
        decision="The same answers in a second each.",
        days=7,
        way_back="Write to Ben.",
        now=NOW,
    )

    assert decided.step is not None
    assert (decided.step.step, decided.step.reason) == (step, "The same answers in a second each.")
    assert InboxMessage.objects.get().user == world.people[5].user
    appeal = appeal_step(world.people[5].user, step=decided.step, reason="My brother sat beside me.", now=NOW)
    assert appeal.step == decided.step
    with pytest.raises(Refused):
        decide_case(somebody(world, "Bea"), case=case, outcome="nothing", decision="No.", now=NOW)


@pytest.mark.django_db
def test_only_who_keeps_people_off_boards_and_that_can_be_appealed() -> None:
    world = suspicious()
    look_for_cases(world.project, now=NOW)
    case = IntegrityCase.objects.get()
    decide = partial(decide_case, case=case, decision="Copied.", way_back="Appeal within 30 days.", now=NOW)
    with pytest.raises(Refused):
        decide(somebody(world, "Ben"), outcome="off_boarded")
    mia = anybody("Mia", NOW, role=Role.CROWD_MANAGER)

    decided = decide(mia, outcome="off_boarded")

    assert decided.change is not None
    assert (decided.change.standing, decided.change.reason) == ("off_boarded", "Copied.")
    appeal = appeal_change(world.people[5].user, change=decided.change, reason="It was not me.", now=NOW)
    assert appeal.change == decided.change


@pytest.mark.django_db
def test_who_sees_cases_and_who_does_not() -> None:
    world = suspicious()
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    site = Site.objects.create(vendor=vendor, name="Lisbon")
    Contributor.objects.filter(pk=world.people[5].pk).update(vendor=vendor, site=site)
    look_for_cases(world.project, now=NOW)
    case = IntegrityCase.objects.get()
    ben, mia = somebody(world, "Ben"), somebody(world, "Mia", Role.CROWD_MANAGER)
    ravi = User.objects.create(email="ravi@example.org", name="Ravi", created_at=NOW)
    ravi.grants.create(role=Role.SITE_LEAD, vendor=vendor, site=site, granted_at=NOW)

    assert [case_for(each, case.uid).pk for each in (ben, mia)] == [case.pk] * 2
    for each in (ravi, world.people[5].user, world.people[3].user, somebody(world, "Rita", Role.REQUESTER)):
        with pytest.raises(NotFound):
            case_for(each, case.uid)
        with pytest.raises(NotFound):
            cases_of(each, world.project, is_open=True)
        with pytest.raises(Refused):
            decide_case(each, case=case, outcome="nothing", decision="No.", now=NOW)


@pytest.mark.django_db
def test_a_case_is_opened_by_hand_with_a_reason_and_never_about_oneself() -> None:
    world = suspicious(n_tasks=12)
    ben = somebody(world, "Ben")
    self_ = world.people[0].user
    self_.grants.create(role=Role.QA_ANALYST, project_id=world.project.pk, granted_at=NOW)

    case = open_case(ben, project=world.project, contributor=world.people[0], reason="A tip.", now=NOW)

    assert (case.opened_by, case.reason, case.n_tasks) == (ben, "A tip.", 12)
    for by, person, reason in (
        (ben, world.people[0], "Again."),
        (ben, world.people[1], " "),
        (self_, world.people[0], "Myself."),
    ):
        with pytest.raises(Refused):
            open_case(by, project=world.project, contributor=person, reason=reason, now=NOW)
    with pytest.raises(Refused):
        decide_case(self_, case=case, outcome="nothing", decision="Honest.", now=NOW)
    with pytest.raises(NotFound):
        case_for(self_, case.uid)


@pytest.mark.django_db
def test_what_was_seen_and_decided_stays() -> None:
    world = suspicious()
    look_for_cases(world.project, now=NOW)
    case = IntegrityCase.objects.get()
    decide_case(somebody(world, "Ben"), case=case, outcome="nothing", decision="Two screens.", now=NOW)

    for change in (
        lambda: IntegritySign.objects.update(n=1),
        lambda: IntegrityCase.objects.update(outcome="warned"),
        lambda: IntegritySign.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_projects_are_looked_at_once_a_day_as_a_job() -> None:
    world = suspicious()

    first, again = start_looking(now=NOW), start_looking(now=NOW + timedelta(hours=23))
    assert first is not None
    run_now(first, at=NOW)
    next_day = start_looking(now=NOW + timedelta(hours=25))

    assert again is None
    assert next_day is not None
    assert IntegrityCase.objects.get().contributor == world.people[5]


@pytest.mark.django_db
def test_pages_and_api() -> None:
    world = suspicious()
    look_for_cases(world.project, now=NOW)
    case, ben = IntegrityCase.objects.get(), somebody(world, "Ben")
    page, api = signed_in(ben), Api(token_of(ben))
    where = f"/projects/{world.project.uid}/integrity/"

    listed, shown = text(page, where), text(page, f"/integrity-cases/{case.uid}/")
    over_api = api.get(f"/integrity-cases/{case.uid}").json()
    page.post(
        f"/integrity-cases/{case.uid}/decide/", {"outcome": "warned", "decision": "Please take your time."}
    )

    assert ("p5" in listed, "by signs" in listed) == (True, True)
    assert ("Like others" in shown, "p3" in shown, "Days of a pause" in shown) == (True, True, True)
    assert {str(world.people[3].uid)} == {uid for sign in over_api["signs"] for uid in sign["others"]}
    assert "Please take your time." in text(page, f"/integrity-cases/{case.uid}/")
    assert "p5" in text(page, f"{where}?state=decided")
    assert len(api.get(f"/projects/{world.project.uid}/integrity-cases?decided=true").json()["items"]) == 1
    again = api.post(f"/integrity-cases/{case.uid}/decision", {"outcome": "nothing", "decision": "No."})
    assert again.json()["code"] == rules.DECIDED.code
    ana = signed_in(world.people[5].user)
    assert [ana.get(each).status_code for each in (where, f"/integrity-cases/{case.uid}/")] == [404, 404]
