"""Addresses of shifts and time."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from assay.web.timekeeping import day, hours, own, planning, targets, week


class IsoDate:
    """A day such as 2026-03-31; one that is none is no address."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDate, "isodate")
urlpatterns: list[URLPattern] = [
    path("people/time/", week.start, name="time"),
    path("people/time/targets/", targets.targets, name="time-targets"),
    path("people/time/<uuid:site>/", week.week, name="time-week"),
    path("people/time/<uuid:site>/approve/", week.approve, name="time-approve"),
    path("people/time/<uuid:site>/shifts/", planning.shifts, name="time-shifts"),
    path("people/time/<uuid:site>/shifts/file/", planning.file, name="time-shifts-file"),
    path("people/time/<uuid:site>/<uuid:contributor>/<isodate:on>/", day.day, name="time-day"),
    path("people/time/<uuid:site>/<uuid:contributor>/<isodate:on>/say/", day.say, name="time-say"),
    path("people/time/<uuid:site>/<uuid:contributor>/<isodate:on>/reopen/", day.reopen, name="time-reopen"),
    path("people/time/shift/<uuid:shift>/cancel/", planning.cancel, name="time-shift-cancel"),
    path("time/", own.own, name="own-time"),
    path("hours/", hours.own, name="own-hours"),
    path("hours/week/", hours.week, name="own-hours-week"),
    path("hours/days/", hours.days, name="own-hours-days"),
    path("hours/clear/", hours.clear, name="own-hours-clear"),
    path("time/say/", own.say, name="own-time-say"),
]
