"""Business calendars: the working time that service levels count in."""

from django.db import models

from assay.kit.calendars import Calendar
from assay.kit.calendars_stored import calendar_of, check_holidays, check_hours, check_zone
from assay.kit.models.base import Identified


class BusinessCalendar(Identified):
    name = models.CharField(max_length=120, unique=True)
    zone = models.CharField(max_length=64, default="UTC", validators=[check_zone])
    hours = models.JSONField(
        default=dict,
        validators=[check_hours],
        help_text='Weekday (0 Monday to 6 Sunday) to shifts: {"0": [["09:00", "17:00"]]}.',
    )
    holidays = models.JSONField(
        default=list, validators=[check_holidays], help_text='Days without work: ["2026-12-25"].'
    )

    def __str__(self) -> str:
        return self.name

    def calendar(self) -> Calendar:
        """What `working_seconds` and the clock of a service level count in."""
        return calendar_of(self.zone, self.hours, self.holidays)
