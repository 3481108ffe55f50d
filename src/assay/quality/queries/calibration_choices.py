"""What may come into a calibration session: the tasks that are worth discussing, and the people who can answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.sql import rows
from assay.people.models import Contributor, Grant, Site, User
from assay.people.rules.roles import Permission, roles_with
from assay.projects.models import Membership, Project
from assay.quality.enums import AdjudicationState, CalibrationPick, Verdict
from assay.quality.models import Adjudication, CalibrationItem, CalibrationSession
from assay.quality.queries.runs import deliverable_runs
from assay.work.models import Task

MOST_OFFERED = 300
# Labels of the newest run with the least probability; a task that was calibrated before teaches less.
_UNCERTAIN = """
SELECT l.task_id FROM quality_label l
JOIN work_task t ON t.id = l.task_id AND t.withdrawn_at IS NULL AND NOT t.is_gold
WHERE l.run_id = %(run)s::bigint AND l.n_judgments > 1 AND l.reused_from_id IS NULL
    AND NOT EXISTS (SELECT FROM quality_calibrationitem i WHERE i.task_id = l.task_id)
GROUP BY l.task_id ORDER BY min(coalesce(l.probability, 0)), l.task_id LIMIT %(n)s::int
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could answer: a contributor of the project, or somebody who reviews it."""

    user: User
    contributor: Contributor | None
    site: Site | None

    @property
    def name(self) -> str:
        return self.contributor.pseudonym if self.contributor else self.user.name


def picked(project: Project, pick: CalibrationPick, n: int) -> list[int]:
    """The `n` tasks most worth discussing that were in no session yet."""
    if pick == CalibrationPick.UNCERTAIN:
        run = deliverable_runs(project).first()
        return [pk for (pk,) in rows(_UNCERTAIN, {"run": run.pk, "n": n})] if run else []
    before = CalibrationItem.objects.filter(task=OuterRef("task"))
    found = Adjudication.objects.filter(
        project=project, state=AdjudicationState.DECIDED, task__withdrawn_at=None
    )
    found = found.filter(~Exists(before)).order_by("-decided_at")
    wrong = found.filter(verdict=Verdict.UPHELD)[: 5 * n].values_list("task_id", flat=True)
    others = found.exclude(verdict=Verdict.UPHELD)[: 5 * n].values_list("task_id", flat=True)
    return list(dict.fromkeys([*wrong, *others]))[:n]


def usable_tasks(project: Project, names: Sequence[str]) -> dict[str, int]:
    """External id to task, of those that can be calibrated: not gold, and not withdrawn."""
    found = Task.objects.filter(project=project, external_id__in=names, is_gold=False, withdrawn_at=None)
    return dict(found.values_list("external_id", "pk"))


def candidates(
    project: Project, *, text: str = "", session: CalibrationSession | None = None
) -> list[Candidate]:
    """Who may be invited, by site and name; never the facilitator, nor who is in the session already."""
    people = _contributors(project)
    reviewers = _reviewers(project).filter(contributor=None)
    if text:
        people = people.filter(Q(pseudonym__icontains=text) | Q(site__name__icontains=text))
        reviewers = reviewers.filter(Q(name__icontains=text) | _at_sites(project, text))
    sites = _sites_of_reviewers(project)
    taken = _taken(session) if session else set()
    found = [
        *(
            Candidate(each.user, each, each.site)
            for each in people.order_by("site__name", "pseudonym")[:MOST_OFFERED]
        ),
        *(Candidate(each, None, sites.get(each.pk)) for each in reviewers.order_by("name")[:MOST_OFFERED]),
    ]
    return [each for each in found if each.user.pk not in taken][:MOST_OFFERED]


def candidates_among(project: Project, user_ids: Sequence[int]) -> dict[int, Candidate]:
    """Those of these users who may be invited."""
    people = {
        each.user_id: Candidate(each.user, each, each.site)
        for each in _contributors(project).filter(user__in=user_ids)
    }
    sites = _sites_of_reviewers(project)
    reviewers = {
        each.pk: Candidate(each, None, sites.get(each.pk))
        for each in _reviewers(project).filter(pk__in=user_ids)
    }
    return reviewers | people


def _contributors(project: Project) -> QuerySet[Contributor]:
    found = Contributor.objects.filter(memberships__project=project, memberships__retired_at=None)
    return found.filter(user__is_active=True).select_related("user", "site")


def _reviewers(project: Project) -> QuerySet[User]:
    """Everybody whose role lets them review here, however far it reaches: over the project, or over people of it."""
    return User.objects.filter(Exists(_grants(project).filter(user=OuterRef("pk"))), is_active=True)


def _grants(project: Project) -> QuerySet[Grant]:
    """Of a site's or vendor's own reviewers those whose people work in the project."""
    working = Membership.objects.filter(project=project, retired_at=None)
    at_site = Exists(working.filter(contributor__site=OuterRef("site")))
    in_team = Exists(working.filter(contributor__team=OuterRef("team")))
    of_vendor = Exists(working.filter(contributor__vendor=OuterRef("vendor")))
    over_project = Q(vendor=None, site=None, team=None)
    over_people = (
        Q(at_site, site__isnull=False, team=None)
        | Q(in_team, team__isnull=False)
        | Q(of_vendor, vendor__isnull=False, site=None, team=None)
    )
    found = Grant.objects.filter(
        Q(project_id=None) | Q(project_id=project.pk),
        retired_at=None,
        role__in=roles_with(Permission.REVIEW),
    )
    return found.filter(over_project | over_people)


def _sites_of_reviewers(project: Project) -> dict[int, Site]:
    """Of who reviews for one site alone: their alignment is the site's, too."""
    found: dict[int, set[Site]] = defaultdict(set)
    for grant in _grants(project).filter(site__isnull=False).select_related("site"):
        if grant.site is not None:
            found[grant.user_id].add(grant.site)
    return {user_id: next(iter(sites)) for user_id, sites in found.items() if len(sites) == 1}


def _at_sites(project: Project, text: str) -> Q:
    named = _grants(project).filter(user=OuterRef("pk"), site__name__icontains=text)
    return Q(Exists(named))


def _taken(session: CalibrationSession) -> set[int]:
    return {session.facilitator_id, *session.participants.values_list("user_id", flat=True)}
