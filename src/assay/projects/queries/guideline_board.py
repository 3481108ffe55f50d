"""Who works by the guideline in force: per site and per market, current, in the grace period, or outstanding."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from assay.people.models import Contributor, User
from assay.projects.models import Acknowledgment, GuidelineVersion, Project
from assay.projects.queries.staffing import members_seen_by

CURRENT, GRACE, OUTSTANDING = "current", "grace", "outstanding"


@dataclass(frozen=True, slots=True)
class Standings:
    """How many members of a place, or of a market."""

    place: str
    n_current: int
    n_grace: int
    n_outstanding: int

    @property
    def n(self) -> int:
        return self.n_current + self.n_grace + self.n_outstanding


def with_standing(user: User, project: Project, *, now: datetime) -> QuerySet[Contributor]:
    """The members in the person's sight with `standing_here`, `read_number` and `read_at`."""
    newest, over = _needed(project, now)
    read = Acknowledgment.objects.filter(
        contributor=OuterRef("pk"), guideline_version__project=project
    ).order_by("-guideline_version__number")
    number = Coalesce(Subquery(read.values("guideline_version__number")[:1]), Value(0))
    members = members_seen_by(user, project).annotate(
        read_number=number, read_at=Subquery(read.values("acknowledged_at")[:1])
    )
    standing = Case(
        When(read_number__gte=newest, then=Value(CURRENT)),
        When(read_number__gte=over, then=Value(GRACE)),
        default=Value(OUTSTANDING),
        output_field=CharField(),
    )
    return members.annotate(standing_here=standing)


def by_site(user: User, project: Project, *, now: datetime) -> list[Standings]:
    """Per vendor and site, in the order of their names; people of no site come last."""
    rows = _counted(with_standing(user, project, now=now), "vendor__name", "site__name")
    named = [Standings(" · ".join(name for name in place if name), *counts) for place, counts in rows]
    return sorted(named, key=lambda each: (not each.place, each.place))


def by_market(user: User, project: Project, *, now: datetime) -> list[Standings]:
    """Per market of the project; somebody who serves two counts in both."""
    markets = list(project.markets.values_list("market_id", flat=True))
    members = with_standing(user, project, now=now).filter(markets__market__in=markets)
    rows = _counted(members, "markets__market__code")
    return [Standings(code or "", *counts) for (code,), counts in sorted(rows)]


def _counted(
    members: QuerySet[Contributor], *by: str
) -> list[tuple[tuple[str | None, ...], tuple[int, int, int]]]:
    """What it is counted by, and how many are current, in grace, and outstanding."""
    counts = {
        f"n_{name}": Count("pk", filter=Q(standing_here=name), distinct=True)
        for name in (CURRENT, GRACE, OUTSTANDING)
    }
    rows = members.order_by().values(*by).annotate(**counts)
    return [
        (tuple(row[name] for name in by), (row["n_current"], row["n_grace"], row["n_outstanding"]))
        for row in rows
    ]


def _needed(project: Project, now: datetime) -> tuple[int, int]:
    """The newest version to be acknowledged, and the newest of those whose grace period is over."""
    if project.guideline_version is None:
        return 0, 0
    asked = GuidelineVersion.objects.filter(
        project=project, number__lte=project.guideline_version.number, needs_acknowledgment=True
    )
    ends = dict(asked.values_list("number", "grace_until"))
    over = [number for number, until in ends.items() if until is None or until <= now]
    return max(ends, default=0), max(over, default=0)
