"""The clock of a service level: runs in working time, stands still while somebody else is waited for."""

from dataclasses import dataclass, replace
from datetime import datetime

from assay.kit.calendars import Calendar, add_working_time, working_seconds


@dataclass(frozen=True, slots=True)
class Pause:
    """Why the clock stands still, such as "waiting for requester"; `ends_at` is None while it does."""

    reason: str
    begins_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SlaClock:
    """Every change gives a new clock; what is asked is asked of a moment, not of the present."""

    calendar: Calendar
    target_seconds: float
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None

    @property
    def open_pause(self) -> Pause | None:
        return self.pauses[-1] if self.pauses and self.pauses[-1].ends_at is None else None

    def pause(self, at: datetime, *, reason: str) -> "SlaClock":
        if self.open_pause or self.stopped_at:
            raise ValueError("a clock that stands still cannot be paused")
        if not reason.strip():
            raise ValueError("a pause needs a reason")
        self._check_order(at)
        return replace(self, pauses=(*self.pauses, Pause(reason, at)))

    def resume(self, at: datetime) -> "SlaClock":
        if self.open_pause is None:
            raise ValueError("only a paused clock can be resumed")
        self._check_order(at)
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], ends_at=at)))

    def stop(self, at: datetime) -> "SlaClock":
        """What was due is done; a paused clock stops where it was paused."""
        if self.stopped_at:
            raise ValueError("the clock was stopped already")
        self._check_order(at)
        return replace(self, stopped_at=at)

    def is_running(self, at: datetime) -> bool:
        """Started, neither paused nor stopped, though perhaps out of working hours."""
        is_paused = any(
            each.begins_at <= at and (each.ends_at is None or at < each.ends_at) for each in self.pauses
        )
        return self.started_at <= at and not is_paused and (self.stopped_at is None or at < self.stopped_at)

    def elapsed(self, at: datetime) -> float:
        """Working seconds that counted up to that moment."""
        return sum(working_seconds(self.calendar, begins, ends) for begins, ends in self._stretches(at))

    def remaining(self, at: datetime) -> float:
        """Negative where the target was missed."""
        return self.target_seconds - self.elapsed(at)

    def is_breached(self, at: datetime) -> bool:
        return self.elapsed(at) > self.target_seconds

    def due_at(self, at: datetime) -> datetime | None:
        """When the target is or was reached, as known at that moment; a paused clock is taken as resumed then.

        None where the calendar does not hold that much working time in five years.
        """
        left = self.target_seconds
        for begins, ends in self._stretches(at):
            worked = working_seconds(self.calendar, begins, ends)
            if worked >= left:
                return add_working_time(self.calendar, begins, left)
            left -= worked
        return add_working_time(self.calendar, max(at, self.started_at), left)

    def _stretches(self, at: datetime) -> list[tuple[datetime, datetime]]:
        """When the clock ran, up to that moment."""
        end = min(at, self.stopped_at) if self.stopped_at else at
        found, begins = [], self.started_at
        for pause in self.pauses:
            found.append((begins, min(pause.begins_at, end)))
            if pause.ends_at is None:
                return [each for each in found if each[0] < each[1]]
            begins = pause.ends_at
        found.append((begins, end))
        return [each for each in found if each[0] < each[1]]

    def _check_order(self, at: datetime) -> None:
        known = [self.started_at, *(each.ends_at or each.begins_at for each in self.pauses)]
        if at < max(known):
            raise ValueError("a clock is changed in the order of time")
