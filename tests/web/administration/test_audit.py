"""The audit trail's page: events in words, filters, paging by key, and the seal."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from assay.kit.chain import seal
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import AuditEvent, Job, JobState
from assay.people.actions.contributors import change_standing, set_daily_cap
from assay.people.actions.users import create_user
from assay.people.enums import Standing
from assay.people.models import Vendor
from assay.web.administration.trail import ShownEvent
from tests.people.cast import Cast, make_cast, signed_in
from tests.settling import until_settled
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def ada(cast: Cast) -> Client:
    return signed_in(cast.ada)


def events(client: Client, query: str = "") -> list[ShownEvent]:
    response = client.get(f"/audit/{query}")
    assert response.status_code == 200
    found: list[ShownEvent] = response.context["events"]
    return found


def test_a_change_is_told_in_words_with_before_and_after(cast: Cast, ada: Client) -> None:
    set_daily_cap(cast.mia, contributor=cast.ana, daily_cap=100, now=NOW)
    set_daily_cap(cast.mia, contributor=cast.ana, daily_cap=250, now=NOW)

    [newest, *_] = events(ada, "?table=people_contributor")

    assert (newest.sentence, newest.name) == ("Mia changed the contributor", "ana")
    assert [(change.column, change.before, change.after) for change in newest.changes] == [
        ("daily cap", "100", "250")
    ]


def test_rows_are_named_by_whom_they_belong_to_and_what_they_point_at(cast: Cast, ada: Client) -> None:
    [event, *_] = events(ada, "?table=people_contributorskill")

    assert (event.sentence, event.name.split(" (")[0]) == ("Mia added the skill of a contributor", "ana")
    assert {change.column: change.after for change in event.changes} == {
        "contributor": "ana",
        "skill": "Medical terms",
        "score": "92",
    }


def test_personal_values_are_not_shown(cast: Cast, ada: Client) -> None:
    create_user(cast.mia, email="secret.person@example.org", name="Somebody", now=NOW)

    page = ada.get("/audit/?table=people_user").content.decode()

    assert "secret.person@example.org" not in page
    assert "personal: only a digest is kept" in page


def test_filters_narrow_by_table_row_actor_and_time(cast: Cast, ada: Client) -> None:
    set_daily_cap(cast.mia, contributor=cast.ana, daily_cap=100, now=NOW)
    set_daily_cap(cast.ada, contributor=cast.ade, daily_cap=100, now=NOW)
    today, tomorrow = now().date(), now().date() + timedelta(days=1)
    changed, n_shown = "?table=people_contributor&actor=", min(50, AuditEvent.objects.count())

    assert {event.name for event in events(ada, f"{changed}mia@example.org")} == {"ana"}
    assert {event.name for event in events(ada, f"{changed}{cast.ada.uid}")} == {"ade"}
    assert {event.actor for event in events(ada, f"{changed}system")} == {""}
    assert events(ada, f"{changed}nobody@example.org") == []
    assert {event.name for event in events(ada, f"?table=people_contributor&row={cast.ade.pk}")} == {"ade"}
    assert len(events(ada, f"?since={today}&until={today}")) == n_shown
    assert events(ada, f"?since={tomorrow}") == []
    assert len(events(ada, "?since=soon&row=x&before=y&table=secrets")) == n_shown


def test_pages_go_by_key_and_meet_every_event_once(cast: Cast, ada: Client) -> None:
    Vendor.objects.bulk_create(Vendor(name=f"V{nth}", created_at=NOW) for nth in range(80))
    n_events, keys, query = AuditEvent.objects.count(), [], ""

    while True:
        response = ada.get(f"/audit/{query}")
        keys += [event.key for event in response.context["events"]]
        if response.context["next"] is None:
            break
        query = f"?before={response.context['next']}"

    assert n_events > 100
    assert keys == sorted(set(keys), reverse=True)
    assert len(keys) == n_events


def test_the_number_of_queries_is_bounded(
    cast: Cast, ada: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    change_standing(cast.mia, contributor=cast.ana, standing=Standing.PROBATION, reason="New", now=NOW)

    with django_assert_max_num_queries(24):
        events(ada)


def test_the_page_says_how_far_the_trail_is_sealed_and_checked(cast: Cast, ada: Client) -> None:
    never = ada.get("/audit/").content.decode()
    ada.post("/audit/verify/")
    running = ada.get("/audit/").content.decode()
    job = Job.objects.get(kind="kit.verify_audit")
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE,
        finished_at=now(),
        result={"is_intact": False, "problem": "Block 1 is broken.", "n_rows": 3, "n_blocks": 1},
    )
    broken = ada.get("/audit/").content.decode()

    assert ("Nothing is sealed yet" in never, "Never checked" in never) == (True, True)
    assert ("Being checked" in running, 'data-refresh="2"' in running) == (True, True)
    assert ("Block 1 is broken." in broken, "state-bad" in broken) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_a_check_of_a_whole_chain_says_intact() -> None:
    cast = make_cast()
    until_settled()
    seal(now=now())
    ada = signed_in(cast.ada)
    ada.post("/audit/verify/")

    run_now(Job.objects.get(kind="kit.verify_audit"))

    page = ada.get("/audit/").content.decode()
    assert ("Intact" in page, "Sealed up to block 1" in page) == (True, True)


def test_a_check_that_runs_is_not_started_twice(cast: Cast, ada: Client) -> None:
    ada.post("/audit/verify/")

    response = ada.post("/audit/verify/", follow=True)

    assert [str(message) for message in response.context["messages"]][-1] == "This is being done already."
    assert Job.objects.filter(kind="kit.verify_audit").count() == 1


def test_only_administrators_start_a_check(cast: Cast) -> None:
    codes = [
        signed_in(person).post("/audit/verify/").status_code for person in (cast.mia, cast.ravi, cast.zoe)
    ]

    assert (codes, Job.objects.exists()) == ([404, 404, 404], False)
