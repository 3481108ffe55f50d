"""The simulated clock: what is to happen is put on the agenda, and everything happens in the order of time."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

Happening = Callable[[datetime], object]


class Agenda:
    """`now` is the moment at which the demo opens: nothing happens after it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._waiting: list[tuple[datetime, int, Happening]] = []
        self._numbers = count()

    def ago(self, **ago: float) -> datetime:
        """`agenda.ago(days=3, hours=2)`."""
        return self.now - timedelta(**ago)

    def put(self, at: datetime, happening: Happening) -> None:
        """At one moment, what was put first happens first."""
        heapq.heappush(self._waiting, (min(at, self.now), next(self._numbers), happening))

    def run(self) -> None:
        while self._waiting:
            at, _, happening = heapq.heappop(self._waiting)
            happening(at)

    def evenings(self, first: datetime, last: datetime) -> list[datetime]:
        """Ten minutes before midnight on every day of the stretch; its own end last."""
        evening = first.replace(hour=23, minute=50, second=0, microsecond=0)
        found = []
        while evening < last:
            found.append(evening)
            evening += timedelta(days=1)
        return [*found, last]
