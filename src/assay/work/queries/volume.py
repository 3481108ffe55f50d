"""How much each contributor has done in a project: from their day rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet, Sum

from assay.people.models import Contributor
from assay.projects.models import Project
from assay.work.models import WorkDay


@dataclass(frozen=True, slots=True)
class Volume:
    contributor_id: int
    n_judgments: int
    n_skipped: int
    handling_seconds: float
    n_days: int
    last_on: date

    @property
    def mean_seconds(self) -> float | None:
        """Active seconds per judgment; None before the first."""
        return self.handling_seconds / self.n_judgments if self.n_judgments else None

    @property
    def n_seen(self) -> int:
        return self.n_judgments + self.n_skipped


def volumes_of(project: Project, people: QuerySet[Contributor], *, most: int) -> list[Volume]:
    """Of these people, who judged most first."""
    days = WorkDay.objects.filter(stage__project=project, contributor__in=people.order_by().values("pk"))
    summed = days.values("contributor_id").annotate(
        n_judgments=Sum("n_submitted"),
        n_skipped=Sum("n_skipped"),
        seconds=Sum("handling_seconds"),
        n_days=Count("day_on", distinct=True),
        last_on=Max("day_on"),
    )
    found = summed.order_by("-n_judgments", "contributor_id")[:most]
    return [
        Volume(
            row["contributor_id"],
            row["n_judgments"],
            row["n_skipped"],
            row["seconds"],
            row["n_days"],
            row["last_on"],
        )
        for row in found
    ]


def names_of(volumes: Iterable[Volume]) -> dict[int, Contributor]:
    ids = [each.contributor_id for each in volumes]
    return Contributor.objects.select_related("vendor", "site", "team").in_bulk(ids)
