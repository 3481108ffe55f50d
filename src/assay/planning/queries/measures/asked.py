"""What every measure is asked, and how it answers: by site, None for the whole project."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.clock import working_day
from assay.planning.enums import Metric
from assay.planning.rules.standards import Measured
from assay.projects.models import Project
from assay.quality.queries.measured import Look
from assay.stats.sampling import wilson

WINDOW = timedelta(days=28)
BySite = Mapping[int | None, Measured]


@dataclass(frozen=True, slots=True)
class Asked:
    """A project over a stretch of time, as far as somebody may see it.

    `days`: the last day before it and its own last one, where it is one of calendar days and not of moments.
    """

    project: Project
    look: Look
    days: tuple[date, date] | None = None

    @property
    def since_on(self) -> date:
        return self.days[0] if self.days else working_day(self.look.since, self.project.time_zone)

    @property
    def until_on(self) -> date:
        return self.days[1] if self.days else working_day(self.look.until, self.project.time_zone)


Measure = Callable[[Asked], Mapping[Metric, BySite]]


def share(k: int, n: int) -> Measured | None:
    """k of n with Wilson's interval; None of nothing."""
    found = wilson(k, n)
    return None if found.value is None else Measured(found.value, found.low, found.high, n)


def defined(found: Mapping[int | None, Measured | None]) -> BySite:
    return {site: each for site, each in found.items() if each is not None}
