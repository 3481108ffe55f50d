"""One person, one account: which accounts share a browser, and that it is forgotten."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from assay.people.actions.access import deactivate_user, erase_person
from assay.people.actions.devices import forget_devices, note_device
from assay.people.actions.users import set_password
from assay.people.models import Contributor, DeviceUse
from assay.people.queries.devices import sharing_devices
from assay.people.rules.devices import COOKIE
from assay.quality.rules.integrity import is_enough, shared_devices
from tests.people.cast import PASSWORD, Cast, make_cast
from tests.work.world import NOW

DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def sharing(*people: Contributor, at: datetime = NOW) -> dict[int, list[int]]:
    return sharing_devices([each.pk for each in people], now=at)


def test_accounts_of_one_browser_share_it_for_ninety_days(cast: Cast) -> None:
    for person, token in ((cast.ana, "one"), (cast.noa, "one"), (cast.ade, "another")):
        note_device(person.user, token=token, now=NOW)

    assert sharing(cast.ana, cast.ade) == {cast.ana.pk: [cast.noa.pk]}
    assert sharing(cast.noa, at=NOW + 90 * DAY) == {cast.noa.pk: [cast.ana.pk]}
    assert sharing(cast.noa, at=NOW + 91 * DAY) == {}


def test_people_of_one_site_share_its_workstations_by_right(cast: Cast) -> None:
    Contributor.objects.filter(pk=cast.noa.pk).update(vendor=cast.lingua, site=cast.lisbon)
    for person in (cast.ana, cast.noa):
        note_device(person.user, token="one", now=NOW)

    assert sharing(cast.ana, cast.noa) == {}


def test_it_is_noted_once_a_person_and_forgotten_in_time_or_with_the_person(cast: Cast) -> None:
    ana = cast.ana.user
    for days in (0, 3, 1):
        note_device(ana, token="one", now=NOW + days * DAY)
    note_device(cast.ade.user, token="one", now=NOW)

    assert DeviceUse.objects.get(user=ana).last_on == (NOW + 3 * DAY).date()
    assert forget_devices(now=NOW + 92 * DAY) == 1
    deactivate_user(cast.ada, user=ana, reason="Left.", now=NOW)
    erase_person(cast.ada, user=ana, reason="Asked.", now=NOW)
    assert not DeviceUse.objects.exists()


def test_one_shared_device_says_how_many_and_is_never_enough_alone() -> None:
    found = shared_devices({1: [2], 3: []})

    assert set(found) == {1}
    assert found[1].signal.evidence.startswith("1 other account was signed in from the same browser")
    assert not is_enough([found[1]])


def test_signing_in_leaves_a_random_number_in_the_browser_and_its_digest_here(cast: Cast) -> None:
    cache.clear()
    browser = Client()
    for person in (cast.ana, cast.noa):
        set_password(cast.ada, user=person.user, password=PASSWORD)
        browser.post("/accounts/login/", {"login": person.user.email, "password": PASSWORD})
        browser.post("/accounts/logout/")

    cookie = browser.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], len(cookie.value) > 20) == (True, "Lax", True)
    assert cookie.value.encode() not in bytes(DeviceUse.objects.first().device)  # type: ignore[union-attr]  # There is.
    found = sharing(cast.ana, at=datetime.now(tz=NOW.tzinfo))
    assert found == {cast.ana.pk: [cast.noa.pk]}
