"""Consensus runs as people see them: the run, its labels page by page, what it learnt of contributors."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, ContributorReport, Label, MachineReport

LOW = 0.8
PAGE = 50


class Only(StrEnum):
    """Which labels of a run to show."""

    ALL = "all"
    LOW = "low"
    TIES = "ties"


@dataclass(frozen=True, slots=True)
class LabelPage:
    """Some labels in the order of their tasks; `following` is the place after which the next page begins."""

    labels: tuple[Label, ...]
    following: str


def run_for(user: User, uid: UUID, permission: Permission = Permission.VIEW_ANSWERS) -> ConsensusRun:
    """The run, if the person may see its labels (else NotFound), and the permission is given (else Refused)."""
    run = ConsensusRun.objects.select_related("project", "stage", "created_by").filter(uid=uid).first()
    visible = visible_projects(user, Permission.VIEW_ANSWERS)
    if run is None or not visible.filter(pk=run.project_id).exists():
        raise NotFound
    require(user, run.project, permission)
    return run


def runs_of(project: Project) -> QuerySet[ConsensusRun]:
    """The project's runs, newest first."""
    return ConsensusRun.objects.filter(project=project).select_related("created_by").order_by("-number")


def deliverable_runs(project: Project) -> QuerySet[ConsensusRun]:
    """Runs that a release can be built of."""
    return runs_of(project).filter(state=RunState.DONE)


def reports_of(run: ConsensusRun, question: str) -> QuerySet[ContributorReport]:
    """What the run learnt of each contributor on one question; most judgments first."""
    found = ContributorReport.objects.filter(run=run, question=question).select_related("contributor")
    return found.order_by("-n_judgments", "contributor__pseudonym")


def machine_reports_of(run: ConsensusRun, question: str) -> QuerySet[MachineReport]:
    """The same of each machine that was one of the judges; a few."""
    return MachineReport.objects.filter(run=run, question=question).order_by("machine")


# A page is read along the unique index (run, task, question, subject), so its cost does not grow with its number.
_PAGE = """
SELECT l.id FROM quality_label l
WHERE l.run_id = %(run)s::bigint
  AND (l.task_id, l.question, l.subject) > (
      coalesce((SELECT id FROM work_task WHERE uid = %(task)s::uuid), 0), %(after_question)s::text, %(subject)s::text)
  AND (%(question)s::text = '' OR l.question = %(question)s::text)
  AND (NOT %(low)s::boolean OR l.probability < %(least)s::float8)
  AND (NOT %(ties)s::boolean OR l.is_tie)
ORDER BY l.task_id, l.question, l.subject LIMIT %(limit)s::int
"""


def labels_page(
    run: ConsensusRun, *, question: str = "", only: Only = Only.ALL, after: str = "", limit: int = PAGE
) -> LabelPage:
    """One page of a run's labels, all or of one question, or only those that are uncertain or were a tie."""
    params = _place(after) | {
        "run": run.pk,
        "question": question,
        "low": only is Only.LOW,
        "least": LOW,
        "ties": only is Only.TIES,
        "limit": limit + 1,
    }
    ids = [row[0] for row in rows(_PAGE, params)]
    found = Label.objects.select_related("task").in_bulk(ids[:limit])
    shown = tuple(found[pk] for pk in ids[:limit])
    return LabelPage(shown, _after(shown[-1]) if len(ids) > limit else "")


def _after(label: Label) -> str:
    return f"{label.task.uid}|{label.question}|{label.subject}"


def _place(after: str) -> dict[str, object]:
    """Where a page begins; whatever is no place is the beginning."""
    task, _, rest = after.partition("|")
    question, _, subject = rest.partition("|")
    try:
        return {"task": UUID(task), "after_question": question, "subject": subject}
    except ValueError:
        return {"task": None, "after_question": "", "subject": ""}


def newest_run_id(stage_id: int) -> int | None:
    """The newest finished run of a stage."""
    done = ConsensusRun.objects.filter(stage_id=stage_id, state=RunState.DONE).order_by("-number")
    return done.values_list("pk", flat=True).first()
