"""Why a label is what it is: which judgments, by whom, under which versions, with what measured accuracy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers and posteriors are JSON.
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import visible_projects
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.models import ContributorReport, Label, MachineReport, Reuse
from assay.quality.queries.gold import WINDOW
from assay.stats.sampling import Share, wilson

# Gold accuracy is that of the moment: the newest scores of judgments given up to this one.
_JUDGMENTS = """
SELECT j.contributor_id, j.answers::text, j.uid, coalesce(c.pseudonym, j.machine), coalesce(v.name, ''),
    coalesce(st.name, ''), coalesce(m.code, ''), sv.number, gv.number, gv.uid, j.submitted_at, j.handling_seconds,
    r.judgment_id IS NULL AND j.id <= %(last)s::bigint
        AND j.submitted_at + make_interval(secs => %(undo)s::int) <= %(as_of)s::timestamptz,
    r.judgment_id IS NOT NULL, gold.n_right, gold.n
FROM work_judgment j
JOIN projects_labelschemaversion sv ON sv.id = j.schema_version_id
LEFT JOIN projects_guidelineversion gv ON gv.id = j.guideline_version_id
LEFT JOIN people_contributor c ON c.id = j.contributor_id
LEFT JOIN people_vendor v ON v.id = j.vendor_id
LEFT JOIN people_site st ON st.id = j.site_id
LEFT JOIN people_market m ON m.id = j.market_id
LEFT JOIN work_retractedspan r ON r.judgment_id = j.id
    AND r.retracted_at <= %(as_of)s::timestamptz AND r.restored_at > %(as_of)s::timestamptz
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE newest.is_correct) AS n_right, count(*) AS n
    FROM (SELECT g.is_correct FROM quality_goldresult g
          WHERE g.contributor_id = j.contributor_id AND g.stage_id = j.stage_id AND g.judged_at <= j.submitted_at
          ORDER BY g.judged_at DESC LIMIT %(window)s::int) newest
) gold
WHERE j.task_id = %(task)s::bigint AND j.stage_id = %(stage)s::bigint
ORDER BY j.id
"""


@dataclass(frozen=True, slots=True)
class JudgmentBehind:
    """One judgment: what it said on this question, and how good its author was known to be at that moment."""

    answer: Any
    n_agreed: int | None
    n_judged: int | None
    judgment: UUID
    contributor: str
    vendor: str
    site: str
    market: str
    schema_number: int
    guideline_number: int | None
    guideline: UUID | None
    submitted_at: datetime
    handling_seconds: float
    counted: bool
    is_retracted: bool
    n_gold_right: int
    n_gold: int

    @property
    def gold(self) -> Share:
        """How good its author was known to be at that moment."""
        return wilson(self.n_gold_right, self.n_gold)


@dataclass(frozen=True, slots=True)
class Why:
    """`reused` where the label was taken over from a task with the same content: the judgments are of that one."""

    label: Label
    judgments: tuple[JudgmentBehind, ...]
    reused: Reuse | None = None


def label_for(
    user: User, task: UUID, *, question: str | None = None, subject: str = "", run: UUID | None = None
) -> Label:
    """A label of a task, if the person may see its answers: of the run, else of the newest one.

    Without a question, the task's first label. NotFound where there is none, or it is out of scope.
    """
    visible = visible_projects(user, Permission.VIEW_ANSWERS)
    labels = Label.objects.filter(task__uid=task, task__project__in=visible)
    if question is not None:
        labels = labels.filter(question=question, subject=subject)
    if run is not None:
        labels = labels.filter(run__uid=run)
    found = labels.select_related("run__project", "run__stage", "task__market", "task__batch", "reused_from")
    label = found.order_by("-run_id", "pk").first()
    if label is None:
        raise NotFound
    return label


def labels_beside(label: Label) -> QuerySet[Label]:
    """Every label of the same task in the same run."""
    return Label.objects.filter(run_id=label.run_id, task_id=label.task_id).order_by("pk")


def why_label(label: Label) -> Why:
    """Everything behind one label of one run, in three queries; in four where a machine was one of the judges."""
    run = label.run
    reused = _reused(label)
    schema = parsed_schema(run.params["schema_version_id"])
    params = {
        "task": label.reused_from_id or label.task_id,
        "stage": run.stage_id,
        "last": run.last_judgment_id,
        "as_of": run.as_of,
        "undo": run.params["undo_seconds"],
        "window": WINDOW,
    }
    found = rows(_JUDGMENTS, params)
    reports = _reports(label, [row[0] for row in found])
    machines = _machine_reports(label) if any(row[0] is None for row in found) else {}
    behind = []
    for contributor_id, answers, *rest in found:
        answer = _answer(schema, msgspec.json.decode(answers), label)
        # Of a judgment by a machine the name that stands there is the machine's.
        report = machines.get(rest[1]) if contributor_id is None else reports.get(contributor_id)
        n_agreed, n_judged = (report.n_agreed, report.n_judgments) if report else (None, None)
        behind.append(JudgmentBehind(answer, n_agreed, n_judged, *rest))
    return Why(label, tuple(behind), reused)


def _reused(label: Label) -> Reuse | None:
    """How the label of another task came to be this one's."""
    if label.reused_from_id is None:
        return None
    found = Reuse.objects.filter(task_id=label.task_id, source_id=label.reused_from_id)
    return found.select_related("source", "run", "reused_by").order_by("-pk").first()


def _answer(schema: LabelSchema, answers: Mapping[str, Any], label: Label) -> Any:
    rows_of = [row for row in flatten(schema, mapped(schema, answers)) if row[0] == label.question]
    found = next((value for _, subject, value in rows_of if subject == label.subject), None)
    question = schema.question(label.question)
    if found is None and question is not None and question.kind == "taxonomy" and question.most > 1:
        # Whoever chose something else of the tree said no to this.
        of = label.subject.rpartition("/")[0]
        return False if any(subject.rpartition("/")[0] == of for _, subject, _ in rows_of) else None
    return found


def _reports(label: Label, contributor_ids: Sequence[int | None]) -> dict[int, ContributorReport]:
    ids = [pk for pk in contributor_ids if pk is not None]
    reports = ContributorReport.objects.filter(run=label.run, question=label.question, contributor_id__in=ids)
    return {report.contributor_id: report for report in reports}


def _machine_reports(label: Label) -> dict[str, MachineReport]:
    reports = MachineReport.objects.filter(run=label.run, question=label.question)
    return {report.machine: report for report in reports}
