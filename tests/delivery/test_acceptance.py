"""Accepting and rejecting: one answer, in time, with a reason; silence is an answer, too."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from assay.delivery.actions.acceptance import accept, lapse, reject, set_terms
from assay.delivery.enums import AcceptanceState as S
from assay.delivery.models import Acceptance
from assay.delivery.queries.acceptance import acceptance_hours, deliveries_for, due_at, requesters_of
from assay.delivery.rules.acceptance import TRANSITIONS, refuse_change, refuse_hours
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import InboxMessage, User
from tests.delivery.world import delivered, ready_at, released, somebody
from tests.work.world import NOW

database = pytest.mark.django_db
OFFICE = {str(day): [["09:00", "17:00"]] for day in range(5)}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("wanted", list(S))
def test_what_is_said_once_stays_said(state: S, wanted: S) -> None:
    allowed = {(S.AWAITED, each) for each in S if each != S.AWAITED}
    allowed |= {(each, S.SUPERSEDED) for each in (S.ACCEPTED, S.LAPSED, S.REJECTED)}

    refused = refuse_change(state, wanted, is_overdue=False, reason="Wrong.")

    assert (not refused) == ((state, wanted) in allowed)
    assert (not refused) == (TRANSITIONS.refuse(state, wanted) is None)


@pytest.mark.parametrize(
    ("wanted", "is_overdue", "reason", "codes"),
    [
        (S.REJECTED, False, "", ["delivery.needs_reason"]),
        (S.REJECTED, True, "Wrong.", ["delivery.overdue"]),
        (S.ACCEPTED, True, "", ["delivery.overdue"]),
        (S.LAPSED, True, "", []),
        (S.SUPERSEDED, True, "", []),
    ],
)
def test_an_answer_needs_its_reason_and_its_time(
    wanted: S, is_overdue: bool, reason: str, codes: list[str]
) -> None:
    refused = refuse_change(S.AWAITED, wanted, is_overdue=is_overdue, reason=reason)

    assert [each.code for each in refused] == codes


@pytest.mark.parametrize(
    ("hours", "is_fine"), [(1, True), (2000, True), (0, False), (2001, False), (True, False), ("8", False)]
)
def test_the_window_is_a_number_of_hours(hours: object, is_fine: bool) -> None:
    assert (refuse_hours(hours) is None) is is_fine


@database
def test_a_ready_release_waits_for_the_requester_and_tells_them() -> None:
    found = delivered()

    acceptance = Acceptance.objects.get(release=found.release)

    assert (acceptance.state, acceptance.hours) == (S.AWAITED, 120)
    assert acceptance.due_at == ready_at(found.release) + timedelta(hours=120)
    [message] = InboxMessage.objects.filter(kind="release_ready")
    assert (message.user, message.address) == (found.rita, f"/releases/{found.release.uid}/")
    assert message.title == "Match: release 1 waits for your answer"


@database
def test_the_window_runs_in_the_working_time_of_the_project() -> None:
    found = delivered()
    calendar = BusinessCalendar.objects.create(
        name="Office", zone="Europe/Berlin", hours=OFFICE, holidays=["2026-03-10"]
    )
    found.world.project.calendar = calendar
    found.world.project.save()

    # Friday, 16:00 in Berlin: an hour is left of it, then Monday, and on Wednesday (Tuesday is a holiday) seven hours.
    due = due_at(found.world.project, 16, datetime(2026, 3, 6, 15, 0, tzinfo=UTC))

    assert acceptance_hours(found.world.project) == 40
    assert due == datetime(2026, 3, 11, 15, 0, tzinfo=UTC)


@database
def test_terms_count_for_releases_that_become_ready_from_then_on() -> None:
    found = delivered()

    set_terms(found.lea, project=found.world.project, acceptance_hours=8, now=NOW)
    second = released(found.world)

    hours = dict(Acceptance.objects.values_list("release__number", "hours"))
    assert hours == {1: 120, 2: 8}
    assert Acceptance.objects.get(release=second).due_at == ready_at(second) + timedelta(hours=8)
    with pytest.raises(Refused, match="Your role does not allow this"):
        set_terms(found.rita, project=found.world.project, acceptance_hours=1, now=NOW)


@database
def test_an_accepted_release_tells_who_built_it() -> None:
    found = delivered()
    at = ready_at(found.release) + timedelta(hours=1)

    accept(found.rita, release=found.release, now=at)

    kept = Acceptance.objects.get()
    assert (kept.state, kept.said, kept.decided_by, kept.decided_at) == (
        S.ACCEPTED,
        S.ACCEPTED,
        found.rita,
        at,
    )
    [message] = InboxMessage.objects.filter(kind="release_answered")
    assert (message.user, message.title) == (found.lea, "Match: release 1 was accepted")


@database
def test_a_rejection_needs_a_reason_and_the_owner_reads_it() -> None:
    found = delivered()
    at = ready_at(found.release)

    with pytest.raises(Refused, match="Say why you reject it"):
        reject(found.rita, release=found.release, reason=" ", now=at)
    reject(found.rita, release=found.release, reason=" Half of it is wrong. ", now=at)

    kept = Acceptance.objects.get()
    assert (kept.state, kept.reason) == (S.REJECTED, "Half of it is wrong.")
    assert InboxMessage.objects.get(kind="release_answered").body == "Half of it is wrong."
    with pytest.raises(Refused, match="The release is rejected, so it cannot become accepted"):
        accept(found.rita, release=found.release, now=at)


@database
def test_silence_is_accepted_by_the_clock_as_of_the_moment_the_time_ended() -> None:
    found = delivered()
    due = Acceptance.objects.get().due_at
    assert due is not None

    n_lapsed = [lapse(now=at) for at in (due - timedelta(seconds=1), due + timedelta(minutes=7), due)]

    kept = Acceptance.objects.get()
    assert n_lapsed == [0, 1, 0]
    assert (kept.state, kept.decided_by, kept.decided_at) == (S.LAPSED, None, due)
    assert (
        InboxMessage.objects.get(kind="release_answered").title == "Match: release 1 was accepted by silence"
    )
    assert found.release.number == 1


@database
def test_a_late_answer_is_refused_whether_the_clock_has_been_heard_or_not() -> None:
    found = delivered()
    due = Acceptance.objects.get().due_at
    assert due is not None

    with pytest.raises(Refused, match="The time to answer ended on"):
        reject(found.rita, release=found.release, reason="Wrong.", now=due)
    lapse(now=due)
    with pytest.raises(Refused, match="so it cannot become rejected"):
        reject(found.rita, release=found.release, reason="Wrong.", now=due)


@database
def test_who_may_answer() -> None:
    found = delivered()
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    other = somebody(found.world, "Ria", Role.REQUESTER)
    other.grants.update(project_id=None, markets=["xx-XX"])
    at = ready_at(found.release)

    for stranger in (zoe, other):
        with pytest.raises(NotFound):
            accept(stranger, release=found.release, now=at)
    for colleague in (found.lea, found.ben):
        with pytest.raises(Refused, match="Your role does not allow this"):
            accept(colleague, release=found.release, now=at)
    assert requesters_of(found.world.project) == [found.rita.pk]


@database
def test_a_requester_sees_deliveries_of_the_own_projects_only_those_that_wait_first() -> None:
    found = delivered()
    second = released(found.world)
    accept(found.rita, release=second, now=ready_at(second))
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)

    assert [each.release.number for each in deliveries_for(found.rita)] == [1, 2]
    assert list(deliveries_for(zoe)) == []


@database
def test_a_corrected_release_is_superseded_and_what_was_said_of_it_is_kept() -> None:
    found = delivered()
    accept(found.rita, release=found.release, now=ready_at(found.release))

    second = released(found.world, corrects=found.release)

    first = Acceptance.objects.get(release=found.release)
    assert (first.state, first.said, first.superseded_by) == (S.SUPERSEDED, S.ACCEPTED, second)
    assert Acceptance.objects.get(release=second).state == S.AWAITED


@database
def test_the_database_knows_no_rejection_without_reason_and_no_answer_of_nobody() -> None:
    found = delivered()
    rows = Acceptance.objects.filter(release=found.release)
    broken: list[dict[str, object]] = [
        {"state": S.REJECTED, "decided_at": NOW, "decided_by": found.rita},
        {"state": S.ACCEPTED, "decided_at": NOW},
        {"state": S.LAPSED},
    ]

    for fields in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        rows.delete()


def together(*calls: Callable[[], object]) -> list[object]:
    """Every call at the same moment, each on a connection of its own: what it returned or refused."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        try:
            return call()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_a_rejection_at_once_one_wins_and_the_other_is_told() -> None:
    found = delivered(2)
    at = ready_at(found.release)

    said = together(
        lambda: accept(found.rita, release=found.release, now=at),
        lambda: reject(found.rita, release=found.release, reason="Wrong.", now=at),
    )

    refused = [each for each in said if isinstance(each, Refused)]
    assert [each.reasons[0].code for each in refused] == ["state.not_from_here"]
    assert Acceptance.objects.get().state in {S.ACCEPTED, S.REJECTED}
    assert InboxMessage.objects.filter(kind="release_answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_a_late_rejection_at_once_leave_the_clocks_answer() -> None:
    found = delivered(2)
    due = Acceptance.objects.get().due_at
    assert due is not None

    together(
        lambda: lapse(now=due),
        lambda: reject(found.rita, release=found.release, reason="Wrong.", now=due),
    )
    lapse(now=due)

    kept = Acceptance.objects.get()
    assert (kept.state, kept.decided_at, kept.reason) == (S.LAPSED, due, "")
