"""Whom people can turn to: said by who answers for the whole site, read by its people, with what held before."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, Site, User
from assay.wellbeing.actions.counsellor import set_counsellor
from assay.wellbeing.models import CounsellorContact
from assay.wellbeing.queries.counsellors import (
    contacts_for,
    counsellor_for,
    counsellor_on,
    place_to_care_for,
)
from assay.wellbeing.rules import reasons
from assay.wellbeing.rules.counsellor import Contact, problems
from assay.work.models import Exposure
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, place
from tests.work.world import NOW, TODAY, World, later, make_world

SOUSA = Contact("Dr. Sousa, bound to secrecy.", "+351 21 555 0100", "Monday to Friday, 9 to 17", ("pt", "en"))
HOUSE = Contact("Employee assistance.", "0800 555 01")


def two_places() -> tuple[World, Site, Site]:
    world = make_world(n_people=3, n_tasks=0)
    return world, place(world, 0, "Lingua", "Lisbon"), place(world, 1, "Nilework", "Cairo")


def ravi_of(site: Site, **more: object) -> User:
    return lead("Ravi", vendor=site.vendor, site=site, **more)


def texts(world: World) -> list[str | None]:
    """What each person reads."""
    people = Contributor.objects.filter(pk__in=[each.pk for each in world.people]).order_by("pk")
    return [found.text if (found := counsellor_for(each)) else None for each in people]


@pytest.mark.django_db
def test_people_read_their_sites_else_the_organisations() -> None:
    world, lisbon, _ = two_places()
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    before = texts(world)

    set_counsellor(ravi_of(lisbon), site=lisbon, contact=SOUSA, now=NOW)
    set_counsellor(omar, site=None, contact=HOUSE, now=NOW)

    assert before == [None, None, None]
    assert texts(world) == [SOUSA.text, HOUSE.text, HOUSE.text]


@pytest.mark.django_db
def test_what_held_before_is_kept_and_nobody_is_part_of_it() -> None:
    world, lisbon, _ = two_places()
    ravi = ravi_of(lisbon)
    for nth, contact in enumerate((SOUSA, Contact(), HOUSE, Contact())):
        set_counsellor(ravi, site=lisbon, contact=contact, now=later(minutes=nth))

    [found] = contacts_for(ravi)

    assert found.current is None
    assert [each.text for each in found.earlier] == ["", HOUSE.text, "", SOUSA.text]
    assert texts(world) == [None, None, None]


@pytest.mark.django_db
def test_who_leads_sees_and_sets_the_own_site_only() -> None:
    world, lisbon, cairo = two_places()
    ravi = ravi_of(lisbon)
    set_counsellor(None, site=cairo, contact=HOUSE, now=NOW)

    assert [each.site for each in contacts_for(ravi)] == [lisbon]
    assert place_to_care_for(ravi, lisbon.uid) == lisbon
    with pytest.raises(NotFound):
        place_to_care_for(ravi, cairo.uid)
    for site in (cairo, None):
        with pytest.raises(Refused):
            set_counsellor(ravi, site=site, contact=SOUSA, now=NOW)
    assert texts(world) == [None, HOUSE.text, None]


@pytest.mark.django_db
def test_who_leads_a_team_does_not_speak_for_the_site() -> None:
    world, lisbon, _ = two_places()
    ravi = ravi_of(lisbon, team=world.people[0].team)

    assert contacts_for(ravi) == []
    with pytest.raises(Refused):
        set_counsellor(ravi, site=lisbon, contact=SOUSA, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PROJECT_OWNER, Role.QA_ANALYST, Role.REQUESTER, None])
def test_nobody_else_finds_the_list(role: Role | None) -> None:
    with pytest.raises(NotFound):
        contacts_for(somebody("Zoe", NOW, role=role))


@pytest.mark.django_db
def test_work_names_the_contact_only_on_days_with_hard_content() -> None:
    world, lisbon, _ = two_places()
    set_counsellor(None, site=lisbon, contact=SOUSA, now=NOW)
    ana, worker = world.people[0], world.worker(0)
    Exposure.objects.create(contributor=ana, day_on=TODAY - timedelta(days=1))
    yesterday = counsellor_on(ana, worker)
    Exposure.objects.filter(contributor=ana).update(day_on=TODAY)

    today = counsellor_on(ana, worker)

    assert (yesterday, today and today.text) == (None, SOUSA.text)


@pytest.mark.django_db
def test_a_contact_is_audited_and_never_changed() -> None:
    _, lisbon, _ = two_places()
    ravi, events = ravi_of(lisbon), AuditEvent.objects.count()

    set_counsellor(ravi, site=lisbon, contact=SOUSA, now=NOW)

    assert AuditEvent.objects.count() == events + 1
    with pytest.raises(DatabaseError), transaction.atomic():
        CounsellorContact.objects.update(phone="1")
    with pytest.raises(DatabaseError), transaction.atomic():
        CounsellorContact.objects.all().delete()


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        (SOUSA, []),
        (HOUSE, []),
        (Contact(), []),
        (Contact(phone="0800 1"), [reasons.CONTACT_NAMELESS(field="text")]),
        (Contact("x" * 301), [reasons.CONTACT_TOO_LONG(field="text", n=300)]),
        (Contact("A", phone="call me"), [reasons.CONTACT_PHONE(field="phone")]),
        (Contact("A", languages=("Portuguese!",)), [reasons.CONTACT_LANGUAGES(field="languages")]),
        (Contact("A", languages=("pt",) * 21), [reasons.CONTACT_LANGUAGES(field="languages")]),
    ],
)
def test_what_a_contact_must_say(contact: Contact, found: list[object]) -> None:
    assert problems(contact) == found
