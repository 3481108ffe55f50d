"""People say when they offer to work; nobody else does it for them."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.hours import (
    clear_day_hours,
    set_contracted_hours,
    set_day_hours,
    set_weekly_hours,
)
from assay.people.models import ContractedHours, Contributor, DayHours, User
from assay.people.queries.hours import hours_contracted, hours_offered, own_hours
from tests.people.cast import make_cast
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
USUAL = [240, 240, 240, 240, 240, 0, 0]


def test_a_usual_week_and_days_that_are_different() -> None:
    """NOW is a Monday."""
    ana, ade = make_world(n_people=2, n_tasks=1).people
    set_weekly_hours(ana.user, contributor=ana, minutes=USUAL, now=NOW)
    set_weekly_hours(ana.user, contributor=ana, minutes=[60] * 7, now=NOW)
    away = {"first": TODAY + timedelta(days=1), "last": TODAY + timedelta(days=3)}
    set_day_hours(ana.user, contributor=ana, **away, minutes=0, now=NOW)
    set_day_hours(ade.user, contributor=ade, first=TODAY, last=TODAY, minutes=120, now=NOW)
    clear_day_hours(ana.user, contributor=ana, day_on=TODAY + timedelta(days=2))

    week = [TODAY + timedelta(days=nth) for nth in range(7)]
    assert hours_offered(week) == {ana.pk: [1, 0, 1, 0, 1, 1, 1], ade.pk: [2, *[None] * 6]}
    found = own_hours(ana, TODAY + timedelta(days=2))
    assert (found.usual, [each.day_on.day for each in found.other]) == ([60] * 7, [TODAY.day + 3])
    assert own_hours(ade, TODAY).usual is None
    audited = AuditEvent.objects.filter(table_name__in=["people_weeklyhours", "people_dayhours"])
    assert audited.count() == 2 + 3 + 1 + 1


def test_what_cannot_be_changes_nothing_and_nobody_speaks_for_somebody_else() -> None:
    world = make_world(n_people=2, n_tasks=1)
    ana, ade = world.people
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(Refused):
        set_weekly_hours(ana.user, contributor=ana, minutes=[*USUAL[:6], 961], now=NOW)
    with pytest.raises(Refused):
        set_day_hours(ana.user, contributor=ana, first=yesterday, last=TODAY, minutes=0, now=NOW)
    for by in (ade.user, world.owner):
        with pytest.raises(NotFound):
            set_weekly_hours(by, contributor=ana, minutes=USUAL, now=NOW)
        with pytest.raises(NotFound):
            set_day_hours(by, contributor=ana, first=TODAY, last=TODAY, minutes=0, now=NOW)
        with pytest.raises(NotFound):
            clear_day_hours(by, contributor=ana, day_on=TODAY)

    assert (hours_offered([TODAY]), DayHours.objects.count()) == ({}, 0)


def test_what_was_agreed_is_kept_in_versions_and_never_changed() -> None:
    ana, ade = make_world(n_people=2, n_tasks=1).people
    for minutes, ahead in ((2400, 0), (1200, 3), (0, 5)):
        set_contracted_hours(
            None, contributor=ana, minutes=minutes, from_on=TODAY + timedelta(days=ahead), now=NOW
        )
    set_contracted_hours(None, contributor=ade, minutes=600, from_on=TODAY - timedelta(days=9), now=NOW)
    set_contracted_hours(None, contributor=ade, minutes=0, from_on=TODAY - timedelta(days=2), now=NOW)

    assert hours_contracted([TODAY + timedelta(days=nth) for nth in range(7)]) == {
        ana.pk: [40, 40, 40, 20, 20, 0, 0]
    }
    with pytest.raises(DatabaseError, match="append"), transaction.atomic():
        ContractedHours.objects.update(minutes=1)
    with pytest.raises(DatabaseError, match="append"), transaction.atomic():
        ContractedHours.objects.all().delete()


def agree(by: User, contributor: Contributor) -> None:
    set_contracted_hours(by, contributor=contributor, minutes=2400, from_on=TODAY, now=NOW)


def test_hours_are_agreed_by_who_leads_the_site_or_manages_people_and_never_by_oneself() -> None:
    """Ana is at Ravi's site, Ade at another vendor's."""
    cast = make_cast()
    agree(cast.ravi, cast.ana)
    for each in (cast.ana, cast.ade):
        agree(cast.mia, each)
    for by in (cast.ben, cast.rita, cast.zoe, cast.ana.user):
        with pytest.raises((NotFound, Refused)):
            agree(by, cast.ana)
    with pytest.raises((NotFound, Refused)):
        agree(cast.ravi, cast.ade)

    said = ContractedHours.objects.order_by("pk").values_list("contributor", "set_by")
    assert list(said) == [
        (cast.ana.pk, cast.ravi.pk),
        (cast.ana.pk, cast.mia.pk),
        (cast.ade.pk, cast.mia.pk),
    ]
