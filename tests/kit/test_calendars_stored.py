"""Calendars as they are stored: only sound ones are kept, and they mean what they say."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from assay.kit.calendars import Calendar, Shift, working_seconds
from assay.kit.models import AuditEvent, BusinessCalendar
from tests.work.world import make_world

HOURS = {"0": [["09:00", "12:00"], ["13:00", "17:00"]], "4": [["22:00", "06:00"]]}


@pytest.mark.django_db
def test_a_stored_calendar_counts_working_time() -> None:
    stored = BusinessCalendar(
        name="Berlin office", zone="Europe/Berlin", hours=HOURS, holidays=["2026-12-25"]
    )
    stored.full_clean()
    stored.save()

    calendar = BusinessCalendar.objects.get().calendar()

    assert calendar == Calendar(
        "Europe/Berlin",
        {0: (Shift(time(9), time(12)), Shift(time(13), time(17))), 4: (Shift(time(22), time(6)),)},
        frozenset({date(2026, 12, 25)}),
    )
    week = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
    assert working_seconds(calendar, *week) == 15 * 3600
    assert AuditEvent.objects.filter(table_name="kit_businesscalendar").count() == 1


@pytest.mark.django_db
def test_a_project_may_have_a_calendar() -> None:
    world = make_world(n_tasks=0)
    stored = BusinessCalendar.objects.create(name="Office", hours=HOURS)

    world.project.calendar = stored
    world.project.save(update_fields=["calendar"])

    assert list(stored.projects.all()) == [world.project]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("hours", {"7": [["09:00", "17:00"]]}),
        ("hours", {"monday": [["09:00", "17:00"]]}),
        ("hours", {"0": [["9", "25:00"]]}),
        ("hours", {"0": [["09:00"]]}),
        ("hours", {"0": [["09:00", "17:00"], ["09:00", "17:00"]]}),
        ("hours", [["09:00", "17:00"]]),
        ("hours", {"0": 5}),
        ("holidays", ["25.12.2026"]),
        ("holidays", [20261225]),
        ("holidays", 5),
    ],
)
def test_a_broken_calendar_is_refused(field: str, value: object) -> None:
    sound = {"name": "Office", "zone": "UTC", "hours": HOURS, "holidays": ["2026-12-25"]}

    with pytest.raises(ValidationError) as caught:
        BusinessCalendar(**{**sound, field: value}).clean_fields()

    assert list(caught.value.message_dict) == [field]
