"""What somebody has earned: by project and week, judgment by judgment, and what of it is available."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # A database row is what the statement says.
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.money.rules.rates import hourly_micro
from assay.people.models import Contributor, User
from assay.projects.models import Project

# Of work that nobody employed them for; what was done as somebody's employee is paid by that employer.
_OWN = "contributor_id = %(contributor)s::bigint AND vendor_id IS NULL"
_TOTALS = f"""
SELECT e.currency, sum(e.amount_micro)::bigint,
    coalesce((SELECT -sum(l.amount_micro) FROM money_ledgeraccount a JOIN money_ledgerentry l ON l.account_id = a.id
              WHERE a.contributor_id = %(contributor)s::bigint AND a.kind = 'available' AND a.currency = e.currency
             ), 0)::bigint,
    coalesce(sum(e.amount_micro) FILTER (WHERE d.earning_id IS NOT NULL), 0)::bigint,
    coalesce(sum(e.amount_micro) FILTER (WHERE e.work_on >= %(week)s::date), 0)::bigint,
    coalesce(sum(e.seconds) FILTER (WHERE e.work_on >= %(month)s::date), 0),
    coalesce(sum(e.amount_micro) FILTER (WHERE e.work_on >= %(month)s::date), 0)::bigint
FROM money_earning e LEFT JOIN money_releasedearning d ON d.earning_id = e.id
WHERE e.{_OWN} GROUP BY e.currency ORDER BY e.currency
"""
_WEEKS = f"""
SELECT p.uid, p.name, date_trunc('week', e.work_on)::date AS week_on, e.currency,
    sum(CASE WHEN e.amount_micro > 0 THEN 1 ELSE -1 END)::int,
    sum(e.seconds), sum(e.amount_micro)::bigint
FROM money_earning e JOIN projects_project p ON p.id = e.project_id
WHERE e.{_OWN} AND e.work_on > %(since)s::date AND e.work_on <= %(until)s::date
GROUP BY p.id, week_on, e.currency ORDER BY week_on DESC, p.name, e.currency
"""
_PIECES = f"""
SELECT j.uid, j.submitted_at, l.seconds, l.currency, l.amount_micro, l.nth, l.final_at, d.earning_id IS NOT NULL
FROM (
    SELECT DISTINCT ON (judgment_id) judgment_id, id, nth, abs(seconds) AS seconds, currency, amount_micro, final_at
    FROM money_earning
    WHERE {_OWN} AND project_id = %(project)s::bigint
      AND work_on >= %(since)s::date AND work_on < %(since)s::date + 7
    ORDER BY judgment_id, nth DESC
) l JOIN work_judgment j ON j.id = l.judgment_id LEFT JOIN money_releasedearning d ON d.earning_id = l.id
ORDER BY j.submitted_at DESC, j.id DESC LIMIT %(most)s::int OFFSET %(skip)s::int
"""


_SINCE = f"""
SELECT currency, sum(amount_micro)::bigint FROM money_earning
WHERE {_OWN} AND work_on >= %(since)s::date GROUP BY currency ORDER BY currency
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """In one currency: all, what of it was not paid out yet, final, since Monday, and an hour over four weeks."""

    currency: str
    earned: int
    available: int
    released: int
    this_week: int
    hourly: int | None

    @property
    def pending(self) -> int:
        return self.earned - self.released


@dataclass(frozen=True, slots=True)
class Week:
    """One project's work of one week."""

    project: UUID
    name: str
    week_on: date
    currency: str
    n: int
    seconds: float
    micro: int

    @property
    def hourly(self) -> int | None:
        return hourly_micro(self.micro, self.seconds) if self.n else None


@dataclass(frozen=True, slots=True)
class Piece:
    """One judgment: what it pays, or that a review took it back."""

    uid: UUID
    submitted_at: datetime
    seconds: float
    currency: str
    micro: int
    is_paid: bool
    final_at: datetime
    is_available: bool


def own_contributor(person: User) -> Contributor:
    """Who works on tasks has earnings, and sees nobody else's."""
    found = Contributor.objects.select_related("vendor").filter(user=person).first()
    if found is None:
        raise NotFound
    return found


def totals(contributor: Contributor, *, week_on: date, month_on: date) -> list[Totals]:
    """`month_on`: four weeks ago."""
    params = {"contributor": contributor.pk, "week": week_on, "month": month_on}
    return [_totals(row) for row in rows(_TOTALS, params)]


def earned_since(contributor: Contributor, since: date) -> dict[str, int]:
    """By currency, in micro-units: of the person's own days from that one on."""
    return dict(rows(_SINCE, {"contributor": contributor.pk, "since": since}))


def weeks(contributor: Contributor, *, since: date, until: date) -> list[Week]:
    params = {"contributor": contributor.pk, "since": since, "until": until}
    return [Week(*row) for row in rows(_WEEKS, params)]


def pieces(
    contributor: Contributor, project: Project, week_on: date, *, most: int, skip: int
) -> Sequence[Piece]:
    """The judgments of a week that have or had pay, the newest first."""
    params = {
        "contributor": contributor.pk,
        "project": project.pk,
        "since": week_on,
        "most": most,
        "skip": skip,
    }
    return [_piece(row) for row in rows(_PIECES, params)]


def earned_project(contributor: Contributor, uid: UUID) -> Project:
    """A project in which the person has earned something, whether or not they are still a member."""
    found = Project.objects.filter(uid=uid).first()
    if found is None or not rows(_HAS, {"contributor": contributor.pk, "project": found.pk}):
        raise NotFound
    return found


_HAS = f"SELECT 1 FROM money_earning WHERE {_OWN} AND project_id = %(project)s::bigint LIMIT 1"


def _totals(row: tuple[Any, ...]) -> Totals:
    currency, earned, available, released, this_week, seconds, recent = row
    hourly = hourly_micro(recent, seconds) if recent > 0 else None
    return Totals(currency, earned, available, released, this_week, hourly)


def _piece(row: tuple[Any, ...]) -> Piece:
    uid, submitted_at, seconds, currency, micro, nth, final_at, is_available = row
    return Piece(uid, submitted_at, seconds, currency, abs(micro), nth % 2 == 1, final_at, is_available)
