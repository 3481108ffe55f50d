"""What may come into a calibration session: the tasks that are worth discussing, and the people who can answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.sql import rows
from assay.people.models import Contributor, Grant, Site, User
from assay.people.rules.roles import Permission, roles_with
from assay.projects.models import Project
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
        reviewers = reviewers.filter(name__icontains=text)
    taken = _taken(session) if session else set()
    found = [
        *(
            Candidate(each.user, each, each.site)
            for each in people.order_by("site__name", "pseudonym")[:MOST_OFFERED]
        ),
        *(Candidate(each, None, None) for each in reviewers.order_by("name")[:MOST_OFFERED]),
    ]
    return [each for each in found if each.user.pk not in taken][:MOST_OFFERED]


def candidates_among(project: Project, user_ids: Sequence[int]) -> dict[int, Candidate]:
    """Those of these users who may be invited."""
    people = {
        each.user_id: Candidate(each.user, each, each.site)
        for each in _contributors(project).filter(user__in=user_ids)
    }
    reviewers = {each.pk: Candidate(each, None, None) for each in _reviewers(project).filter(pk__in=user_ids)}
    return reviewers | people


def _contributors(project: Project) -> QuerySet[Contributor]:
    found = Contributor.objects.filter(memberships__project=project, memberships__retired_at=None)
    return found.filter(user__is_active=True).select_related("user", "site")


def _reviewers(project: Project) -> QuerySet[User]:
    """Everybody whose role lets them review here, however far it reaches."""
    grants = Grant.objects.filter(
        Q(project_id=None) | Q(project_id=project.pk),
        user=OuterRef("pk"),
        retired_at=None,
        role__in=roles_with(Permission.REVIEW),
        vendor=None,
        site=None,
        team=None,
    )
    return User.objects.filter(Exists(grants), is_active=True)


def _taken(session: CalibrationSession) -> set[int]:
    return {session.facilitator_id, *session.participants.values_list("user_id", flat=True)}
