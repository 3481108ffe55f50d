"""Calibration: blind until it is over, seen only as far as one's scope goes, and never part of anybody's score."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, Site, User, Vendor
from assay.projects.models import GuidelineVersion
from assay.quality.actions.calibrating import (
    add_items,
    answer,
    cancel_session,
    close_session,
    create_session,
    end_answers,
    end_due,
    invite,
    open_session,
    pick_items,
    remark,
    rule,
)
from assay.quality.actions.calibration_outcomes import make_gold, need_retraining, retrained
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.gold import score_gold
from assay.quality.actions.proposing import adopt, decline, propose
from assay.quality.enums import CalibrationPick, CalibrationState, ProposalState
from assay.quality.models import (
    CalibrationAlignment,
    CalibrationAnswer,
    CalibrationParticipant,
    GoldResult,
    Label,
)
from assay.quality.queries.calibration import (
    answers_to,
    item_for,
    next_item,
    overview_for,
    own_participation,
    own_sessions,
    results_of,
    retraining_of,
    series_of,
    session_for,
    sessions_of,
    sight_of,
)
from assay.quality.queries.calibration_choices import candidates
from assay.work.actions.claiming import claim
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Claim, Judgment, QueueItem, Task
from tests.quality.calibrated import Room, answered, closed, grant, make_room, opened, prepared, user
from tests.work.world import NOW, TODAY, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as found:
        act()
    return [each.code for each in found.value.reasons]


def test_only_who_sets_quality_makes_a_session(room: Room) -> None:
    for person, error in ((room.zoe, NotFound), (room.ravi, Refused), (room.people[0], NotFound)):
        with pytest.raises(error):
            create_session(person, project=room.world.project, title="Mine", due_at=later(days=1), now=NOW)


def test_whoever_leads_a_session_does_not_answer_in_it(room: Room) -> None:
    session = prepared(room)

    assert refused(lambda: invite(room.ben, session=session, users=[room.ben], now=NOW)) == [
        "calibration.facilitator"
    ]
    assert room.ben.pk not in {each.user.pk for each in candidates(room.world.project, session=session)}


def test_only_people_of_the_project_are_invited(room: Room) -> None:
    session = prepared(room)

    assert refused(lambda: invite(room.ben, session=session, users=[room.zoe], now=NOW)) == [
        "calibration.nobody_there"
    ]


def test_reviewers_of_a_site_without_a_record_as_contributor_are_invited_for_their_site(room: Room) -> None:
    session = prepared(room)
    people = {}
    for name, where in (("Nuno", {"site": room.lisbon}), ("Vera", {"vendor": room.lisbon.vendor})):
        people[name] = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
        Grant.objects.create(user=people[name], role=Role.REVIEWER, granted_at=NOW, **where)
    elsewhere = Site.objects.create(vendor=Vendor.objects.create(name="Other", created_at=NOW), name="Faro")
    Grant.objects.create(user=room.zoe, role=Role.REVIEWER, granted_at=NOW, site=elsewhere)

    offered = {each.user.pk: each.site for each in candidates(room.world.project, session=session)}
    by_site = [each.name for each in candidates(room.world.project, text="Lisb", session=session)]
    invite(room.ben, session=session, users=list(people.values()), now=NOW)

    assert {name: offered[user.pk] for name, user in people.items()} == {"Nuno": room.lisbon, "Vera": None}
    assert "Nuno" in by_site
    assert room.zoe.pk not in offered
    assert refused(lambda: invite(room.ben, session=session, users=[room.zoe], now=NOW)) == [
        "calibration.nobody_there"
    ]
    open_session(room.ben, session=session, now=NOW)
    assert own_participation(people["Nuno"], session.uid).site == room.lisbon


def test_items_are_tasks_that_are_no_gold(room: Room) -> None:
    session = prepared(room)
    Task.objects.filter(external_id="t2").update(is_gold=True)

    found = refused(lambda: add_items(room.ben, session=session, external_ids=["t2", "nothing"], now=NOW))

    assert found == ["calibration.unknown_task", "calibration.unknown_task"]


def test_nobody_is_chosen_once_a_session_is_open(room: Room) -> None:
    session = opened(room)

    for act in (
        lambda: add_items(room.ben, session=session, external_ids=["t2"], now=NOW),
        lambda: invite(room.ben, session=session, users=[room.world.owner], now=NOW),
    ):
        assert refused(act) == ["calibration.not_draft"]


def test_low_agreement_comes_first_and_is_picked_once(room: Room) -> None:
    judge_all(room)
    session = prepared(room, names=())

    n = pick_items(room.ben, session=session, pick=CalibrationPick.UNCERTAIN, n=2, now=NOW)

    worst = list(Label.objects.order_by("probability", "task_id").values_list("task__external_id", flat=True))
    assert (n, [each.task.external_id for each in room.items()]) == (2, worst[:2])
    assert pick_items(room.ben, session=session, pick=CalibrationPick.UNCERTAIN, n=9, now=NOW) == 1


def judge_all(room: Room) -> None:
    """Everybody says yes to everything, but for one no on the second task and two on the third."""
    rows = [
        RecordedJudgment(task.pk, each.pk, f'{{"match": "{"no" if who < nth else "yes"}"}}', 3.0, NOW, TODAY)
        for nth, task in enumerate(Task.objects.order_by("pk"))
        for who, each in enumerate(room.world.people)
    ]
    import_judgments(None, stage=room.world.stage, rows=rows, now=NOW)
    run_consensus(room.world.owner, stage=room.world.stage, method="majority", now=later(minutes=9))


def test_opening_tells_people_and_keeps_the_items_from_them(room: Room) -> None:
    opened(room)

    told = InboxMessage.objects.filter(kind="quality.calibration").values_list("user_id", flat=True)
    assert sorted(told) == sorted(each.pk for each in room.people)
    got = {task for nth in range(4) for task in claimed(room, nth)}
    assert got == {"t2"}


def claimed(room: Room, nth: int) -> list[str]:
    claim(room.world.worker(nth), n=3, project=room.world.project.uid, now=later(minutes=1))
    found = Claim.objects.filter(contributor=room.world.people[nth])
    return list(found.values_list("task__external_id", flat=True))


def test_nobody_sees_an_answer_before_the_time_is_over(room: Room) -> None:
    session = opened(room)
    item = room.items()[0]
    answer(room.people[0], item=item, answers={"match": "yes"}, comment="Sure.", now=later(hours=1))

    for person in (room.ben, room.world.owner, *room.people):
        seen, _sight = item_for(person, item.uid)
        assert list(answers_to(seen)) == []
    assert refused(
        lambda: remark(room.ben, session=session, item=item, text="Really?", now=later(hours=1))
    ) == ["calibration.not_ruling"]


def test_an_answer_may_be_changed_until_the_time_is_over(room: Room) -> None:
    session = opened(room)
    first, second = room.items()
    for item, said in ((first, "yes"), (first, "no"), (second, "no")):
        answer(room.people[0], item=item, answers={"match": said}, now=later(hours=1))

    part = own_participation(room.people[0], session.uid)
    assert [each.answers for each in part.answers.order_by("item__position")] == [
        {"match": "no"},
        {"match": "no"},
    ]
    assert (part.finished_at, next_item(part)) == (later(hours=1), None)
    late = lambda: answer(room.people[0], item=first, answers={"match": "yes"}, now=session.due_at)  # noqa: E731
    assert refused(late) == ["calibration.overdue"]


def test_only_who_was_invited_answers(room: Room) -> None:
    opened(room)

    for person in (room.zoe, room.ben, room.ravi):
        with pytest.raises(NotFound):
            answer(person, item=room.items()[0], answers={"match": "yes"}, now=later(hours=1))


def test_an_answer_fits_the_question(room: Room) -> None:
    opened(room)

    found = refused(lambda: answer(room.people[0], item=room.items()[0], answers={"match": "maybe"}, now=NOW))

    assert found == ["answers.not_an_option"]


def test_a_session_whose_time_is_over_goes_to_who_leads_it(room: Room) -> None:
    session = opened(room)

    assert (end_due(now=later(days=1)), end_due(now=session.due_at), end_due(now=session.due_at)) == (0, 1, 0)

    session.refresh_from_db()
    assert session.state == CalibrationState.RULING
    assert InboxMessage.objects.filter(user=room.ben, kind="quality.calibration").count() == 1


def test_whoever_answers_never_says_what_is_right_whatever_their_role_became(room: Room) -> None:
    answered(room)
    grant(room.people[0], Role.QA_ANALYST, project_id=room.world.project.pk)

    found = refused(
        lambda: rule(room.people[0], item=room.items()[0], benchmark={"match": "yes"}, ruling="So.", now=NOW)
    )

    assert found == ["calibration.own_answers"]


def test_a_ruling_has_an_answer_and_a_reason(room: Room) -> None:
    session = answered(room)

    found = refused(
        lambda: rule(room.ben, item=room.items()[0], benchmark={"match": "yes"}, ruling=" ", now=NOW)
    )

    assert found == ["calibration.no_ruling"]
    assert refused(lambda: close_session(room.ben, session=session, now=NOW)) == ["calibration.unruled"]


def test_alignment_per_person_question_and_site(room: Room) -> None:
    session = closed(room, said=("yes", "no", "yes", ""))
    sight = sight_of(room.ben, room.world.project)
    assert sight is not None

    found = results_of(session, sight)

    # Everybody says the same twice, and each of it is right once.
    assert {each.value for each in found.people.values()} == {0.5}
    assert {site: (each.value, each.n) for site, each in found.sites.items()} == {
        room.lisbon.pk: (0.5, 4),
        room.porto.pk: (0.5, 2),
    }
    assert {key: (each.value, each.n, each.n_items) for key, each in found.questions.items()} == {
        "match": (0.5, 6, 2)
    }
    assert [each.value for each in found.items.values()] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]


def test_a_site_lead_sees_the_own_people_only(room: Room) -> None:
    session = closed(room)

    project, sight = overview_for(room.ravi, room.world.project.uid)
    own, _ = session_for(room.ravi, session.uid)

    assert {each.contributor for each in sight.people(own)} == set(room.world.people[:2])
    assert set(results_of(own, sight).sites) == {room.lisbon.pk}
    assert [set(point.sites) for point in series_of(project, sight)] == [{room.lisbon.pk}]


def test_a_site_lead_does_not_find_a_session_without_own_people(room: Room) -> None:
    session = prepared(room)
    CalibrationParticipant.objects.filter(session=session, site=room.lisbon).delete()
    session = open_session(room.ben, session=session, now=NOW)

    with pytest.raises(NotFound):
        session_for(room.ravi, session.uid)
    _project, sight = overview_for(room.ravi, room.world.project.uid)
    assert list(sessions_of(room.world.project, sight)) == []


def test_a_participant_sees_nobody_else(room: Room) -> None:
    session = closed(room)

    found, sight = session_for(room.people[2], session.uid)

    assert [each.user for each in sight.people(found)] == [room.people[2]]
    assert [each.session for each in own_sessions(room.people[2])] == [session]
    for stranger in (room.zoe, user("Ade")):
        with pytest.raises(NotFound):
            session_for(stranger, session.uid)


def test_it_never_counts_in_a_score(room: Room) -> None:
    judge_all(room)
    before = list(Label.objects.order_by("pk").values_list("value", "probability"))

    closed(room, said=("no", "no", "no", "no"))
    score_gold(now=later(days=1))
    run = run_consensus(room.world.owner, stage=room.world.stage, method="majority", now=later(days=1))

    assert list(Label.objects.filter(run=run).order_by("pk").values_list("value", "probability")) == before
    assert (Judgment.objects.count(), GoldResult.objects.count()) == (12, 0)


def test_what_is_over_stays_as_it_is(room: Room) -> None:
    closed(room)

    for change in (
        lambda: CalibrationAnswer.objects.update(answers={"match": "yes"}),
        lambda: CalibrationAlignment.objects.update(value=1),
        lambda: CalibrationAlignment.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_gold_from_a_ruling_is_kept_from_who_knows_it(room: Room) -> None:
    judge_all(room)
    closed(room)
    item = room.items()[0]

    gold = make_gold(room.ben, item=item, now=later(days=1))

    assert (gold.answers, gold.reason) == ({"match": ["yes"]}, "The brand counts.")
    excluded = QueueItem.objects.get(task=gold.task).excluded or []
    assert set(excluded) == {each.pk for each in room.world.people}
    assert refused(lambda: make_gold(room.ben, item=item, now=later(days=1))) == ["calibration.gold_already"]


def test_the_list_of_who_learns_again(room: Room) -> None:
    session = closed(room)
    parts = list(session.participants.order_by("pk"))

    assert (
        need_retraining(
            room.ben, session=session, participants=parts[:1], question="match", now=later(days=1)
        )
        == 1
    )
    assert (
        need_retraining(
            room.ben, session=session, participants=parts[:1], question="match", now=later(days=1)
        )
        == 0
    )
    sight = sight_of(room.ben, room.world.project)
    assert sight is not None
    [need] = retraining_of(room.world.project, sight)
    retrained(room.ben, need=need, now=later(days=2))
    assert list(retraining_of(room.world.project, sight)) == []


def test_who_answered_as_the_benchmark_has_it_needs_none(room: Room) -> None:
    answered(room)
    for item in room.items():
        rule(room.ben, item=item, benchmark={"match": "yes"}, ruling="So it is.", now=later(hours=3))
    session = close_session(room.ben, session=room.session, now=later(hours=4))
    right = session.participants.filter(user=room.people[0])

    found = refused(
        lambda: need_retraining(room.ben, session=session, participants=list(right), now=later(days=1))
    )

    assert found == ["calibration.nothing_wrong"]


def test_a_proposal_becomes_a_version_of_the_guideline(room: Room) -> None:
    closed(room)
    made = propose(
        room.ben,
        project=room.world.project,
        section="brands",
        text="Sub-brands count too.",
        because="Week 9 disagreed.",
        item=room.items()[0],
        now=later(days=1),
    )

    with pytest.raises(Refused):
        adopt(room.ben, proposal=made, title="Brands", markdown="x", now=later(days=1))
    found = adopt(
        room.world.owner,
        proposal=made,
        title="Brands",
        markdown="The brand counts.\n\nSub-brands count too.",
        now=later(days=2),
    )

    version = GuidelineVersion.objects.get(number=2)
    assert (found.state, found.version, version.change_note) == (
        ProposalState.ADOPTED,
        version,
        "Week 9 disagreed.",
    )
    assert version.sections[0]["markdown"].endswith("Sub-brands count too.")
    assert refused(lambda: decline(room.world.owner, proposal=made, note="No.", now=later(days=3))) == [
        "state.not_from_here"
    ]


def test_a_proposal_is_declined_with_a_reason(room: Room) -> None:
    made = propose(room.ben, project=room.world.project, text="A new rule.", now=NOW)

    assert refused(lambda: decline(room.world.owner, proposal=made, note="", now=NOW)) == ["proposal.no_note"]
    decline(room.world.owner, proposal=made, note="It is said in section 1.", now=NOW)

    assert InboxMessage.objects.filter(user=room.ben, kind="quality.proposal").count() == 1
    section = refused(lambda: propose(room.ben, project=room.world.project, section="x", text="T", now=NOW))
    assert section == ["proposal.unknown_section"]


def test_a_cancelled_session_leads_nowhere(room: Room) -> None:
    session = answered(room)

    cancelled = cancel_session(room.ben, session=session, reason="The items were ours.", now=later(days=1))

    assert cancelled.state == CalibrationState.CANCELLED
    assert list(own_sessions(room.people[0])) == []
    assert refused(lambda: end_answers(room.ben, session=session, now=later(days=1))) == [
        "state.not_from_here"
    ]
