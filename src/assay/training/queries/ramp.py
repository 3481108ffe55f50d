"""New joiners of a project against its curve: together by the week of their first task, and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.sql import rows
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.stats.sampling import Share, wilson
from assay.training.enums import RampSign
from assay.training.models import Buddy, Course, CourseAssignment, RampCurve
from assay.training.queries.courses import assignable, learners_in_sight, sees_all_learners
from assay.training.rules.ramp import Measured, Rate, Target, behind, target_at

# Whoever answered their first task so many weeks ago is still looked at.
JOINED_WEEKS = 12
WINDOW = timedelta(days=14)
# Days of the roll-up, so that no answer is counted here; gold is counted by its own rows.
_JOINED = """
WITH stages AS (
    SELECT id FROM projects_stage WHERE project_id = %(project)s::bigint AND kind = 'label'
), begun AS (
    SELECT d.contributor_id, min(d.day_on) AS first_on FROM work_workday d
    WHERE d.stage_id IN (SELECT id FROM stages) AND d.day_on >= %(since)s::date AND d.n_submitted > 0
      AND (%(people)s::bigint[] IS NULL OR d.contributor_id = ANY (%(people)s::bigint[]))
    GROUP BY d.contributor_id
), joined AS (
    SELECT b.contributor_id, b.first_on FROM begun b
    WHERE NOT EXISTS (SELECT FROM work_workday e WHERE e.contributor_id = b.contributor_id
        AND e.day_on < %(since)s::date AND e.n_submitted > 0 AND e.stage_id IN (SELECT id FROM stages))
)
"""
_WEEKS = (
    _JOINED
    + """
, worked AS (
    SELECT date_trunc('week', j.first_on)::date AS cohort, (d.day_on - j.first_on) / 7 + 1 AS week,
        count(DISTINCT j.contributor_id)::int AS n_people, sum(d.n_submitted)::bigint AS n,
        sum(d.handling_seconds) / 3600.0 AS hours
    FROM joined j JOIN work_workday d ON d.contributor_id = j.contributor_id AND d.stage_id IN (SELECT id FROM stages)
    WHERE d.n_submitted > 0 GROUP BY 1, 2
), gold AS (
    SELECT date_trunc('week', j.first_on)::date AS cohort,
        greatest(0, (r.judged_at AT TIME ZONE %(zone)s)::date - j.first_on) / 7 + 1 AS week,
        count(*)::int AS n, count(*) FILTER (WHERE r.is_correct)::int AS k
    FROM joined j JOIN quality_goldresult r ON r.contributor_id = j.contributor_id
        AND r.stage_id IN (SELECT id FROM stages) GROUP BY 1, 2
)
SELECT cohort, week, coalesce(w.n_people, 0), coalesce(w.n, 0), coalesce(w.hours, 0), coalesce(g.n, 0), coalesce(g.k, 0)
FROM worked w FULL JOIN gold g USING (cohort, week) ORDER BY 1, 2
"""
)
_PEOPLE = (
    _JOINED
    + """
SELECT j.contributor_id, j.first_on, coalesce(w.n, 0), coalesce(w.hours, 0), coalesce(g.n, 0), coalesce(g.k, 0)
FROM joined j
LEFT JOIN LATERAL (
    SELECT sum(d.n_submitted)::bigint AS n, sum(d.handling_seconds) / 3600.0 AS hours FROM work_workday d
    WHERE d.contributor_id = j.contributor_id AND d.stage_id IN (SELECT id FROM stages) AND d.day_on > %(newest)s::date
) w ON TRUE
LEFT JOIN LATERAL (
    SELECT count(*)::int AS n, count(*) FILTER (WHERE r.is_correct)::int AS k FROM quality_goldresult r
    WHERE r.contributor_id = j.contributor_id AND r.stage_id IN (SELECT id FROM stages)
      AND (r.judged_at AT TIME ZONE %(zone)s)::date > %(newest)s::date
) g ON TRUE
ORDER BY j.first_on DESC, j.contributor_id
"""
)


@dataclass(frozen=True, slots=True)
class CohortWeek:
    """The nth week of those whose first task was in one week; `target` is None where the curve says nothing."""

    week: int
    n_people: int
    accuracy: Share
    rate: Rate
    target: Target | None


@dataclass(frozen=True, slots=True)
class CohortRamp:
    """`begins_on` is the Monday of the first tasks; None: all of them together."""

    begins_on: date | None
    weeks: tuple[CohortWeek, ...]


@dataclass(frozen=True, slots=True)
class Joiner:
    """One new joiner now. `suggested` is a course they have not open and could be given."""

    contributor: Contributor
    first_on: date
    week: int
    target: Target | None
    measured: Measured
    signs: tuple[RampSign, ...]
    buddy: Buddy | None
    suggested: Course | None
    is_learning: bool

    @property
    def is_behind(self) -> bool:
        return bool(set(self.signs) - {RampSign.FEW})


def curves_of(project: Project) -> QuerySet[RampCurve]:
    """Every version, the one in force first."""
    return RampCurve.objects.filter(project=project).select_related("set_by").order_by("-number")


def curve_of(project: Project) -> list[Target]:
    """The points in force, the first week first."""
    newest = curves_of(project).first()
    return points_of(newest) if newest else []


def points_of(version: RampCurve) -> list[Target]:
    return [Target(**each) for each in version.points]


def ramp_of(user: User, project: Project, *, today: date) -> list[CohortRamp]:
    """All joiners in sight together first, then by the week they began, the newest first."""
    curve = curve_of(project)
    found: dict[date | None, dict[int, list[float]]] = {None: {}}
    for cohort, week, *counts in rows(_WEEKS, _params(user, project, today)):
        for key in (None, cohort):
            sums = found.setdefault(key, {}).setdefault(week, [0.0] * 5)
            found[key][week] = [a + float(b) for a, b in zip(sums, counts, strict=True)]
    cohorts = [_cohort(key, weeks, curve) for key, weeks in found.items()]
    return [cohorts[0], *sorted(cohorts[1:], key=lambda each: each.begins_on or today, reverse=True)]


def joiners_of(user: User, project: Project, *, today: date) -> list[Joiner]:
    """Everybody in sight who began in the past weeks, who is surely behind first; a fixed number of queries."""
    found = rows(_PEOPLE, _params(user, project, today))
    ids = [row[0] for row in found]
    people = Contributor.objects.select_related("site", "user").in_bulk(ids)
    buddies = Buddy.objects.filter(project=project, joiner__in=ids, ended_at=None).select_related(
        "buddy__site"
    )
    with_whom = {each.joiner_id: each for each in buddies}
    course = _to_suggest(project)
    open_ones = CourseAssignment.objects.filter(
        course__project=project, contributor__in=ids, finished_at=None, withdrawn_at=None
    )
    learning = set(open_ones.values_list("contributor_id", flat=True))
    curve = curve_of(project)
    joiners = [
        _joiner(people[pk], first_on, counts, curve=curve, today=today) for pk, first_on, *counts in found
    ]
    shown = [
        _with(each, with_whom.get(each.contributor.pk), course, is_learning=each.contributor.pk in learning)
        for each in joiners
    ]
    return sorted(shown, key=lambda each: (not each.is_behind, -each.first_on.toordinal()))


def near(joiner: Contributor, project: Project) -> QuerySet[Contributor]:
    """Who could go along: others of the project at the same site; without one, of the same side, who share a market."""
    people = Contributor.objects.filter(
        memberships__project=project, memberships__retired_at=None, user__is_active=True
    ).exclude(pk=joiner.pk)
    if joiner.site_id is not None:
        return people.filter(site=joiner.site_id).distinct()
    markets = joiner.markets.values("market")
    return people.filter(site=None, vendor=joiner.vendor_id, markets__market__in=markets).distinct()


def own_buddies(contributor: Contributor) -> list[tuple[Project, str, bool]]:
    """Project, the other's first name, and whether it is the other who has come new."""
    found = Buddy.objects.filter(Q(joiner=contributor) | Q(buddy=contributor), ended_at=None)
    shown = []
    for each in found.select_related("project", "joiner__user", "buddy__user").order_by("pk"):
        is_new = each.buddy_id == contributor.pk
        other = each.joiner if is_new else each.buddy
        shown.append((each.project, (other.user.name.split() or [""])[0], is_new))
    return shown


def looked_after(user: User, project: Project, uid: UUID) -> Contributor | None:
    """Somebody of the project whom the person may give courses and buddies."""
    return assignable(user, project).select_related("site").filter(uid=uid).first()


def _params(user: User, project: Project, today: date) -> dict[str, object]:
    people = None
    if not sees_all_learners(user, project):
        people = list(learners_in_sight(user, project).values_list("pk", flat=True))
    return {
        "project": project.pk,
        "since": today - timedelta(weeks=JOINED_WEEKS),
        "newest": today - WINDOW,
        "zone": project.time_zone,
        "people": people,
    }


def _cohort(begins_on: date | None, weeks: dict[int, list[float]], curve: Sequence[Target]) -> CohortRamp:
    return CohortRamp(
        begins_on,
        tuple(
            CohortWeek(
                week,
                int(n_people),
                wilson(int(k), int(n_gold)),
                Rate(int(n), hours),
                target_at(curve, week),
            )
            for week, (n_people, n, hours, n_gold, k) in sorted(weeks.items())
        ),
    )


def _joiner(
    person: Contributor, first_on: date, counts: Sequence[float], *, curve: Sequence[Target], today: date
) -> Joiner:
    n, hours, n_gold, k = counts
    days = min(WINDOW.days, max(1, (today - first_on).days + 1))
    week = max(0, (today - first_on).days) // 7 + 1
    measured = Measured(wilson(int(k), int(n_gold)), Rate(int(n), float(hours)), float(hours) / days * 7)
    target = target_at(curve, week)
    signs = behind(target, measured) if target else ()
    return Joiner(person, first_on, week, target, measured, signs, None, None, is_learning=False)


def _with(joiner: Joiner, buddy: Buddy | None, course: Course | None, *, is_learning: bool) -> Joiner:
    """Extra training is suggested for what a course teaches: accuracy and speed, not hours."""
    taught = {RampSign.ACCURACY, RampSign.SPEED} & set(joiner.signs)
    return Joiner(
        joiner.contributor,
        joiner.first_on,
        joiner.week,
        joiner.target,
        joiner.measured,
        joiner.signs,
        buddy,
        course if taught and not is_learning else None,
        is_learning=is_learning,
    )


def _to_suggest(project: Project) -> Course | None:
    """The course to learn again, else the newest that is published."""
    found = Course.objects.filter(project=project, retired_at=None, published_at__isnull=False)
    return found.order_by("-is_retraining", "-pk").first()
