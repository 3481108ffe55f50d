"""Jobs in words: what they do, how far they are, what came of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Results of jobs are JSON.
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.kit.jobs import can_resume
from assay.kit.models import Job, JobState

KINDS = {
    "work.import_tasks": gettext_noop("Import of tasks"),
    "work.import_judgments": gettext_noop("Import of recorded judgments"),
    "quality.consensus": gettext_noop("Consensus run"),
    "quality.board": gettext_noop("Measure agreement"),
    "quality.integrity": gettext_noop("Look for signs of dishonest answers"),
    "quality.reproduce": gettext_noop("Check that a consensus run can be reproduced"),
    "quality.guideline_impact": gettext_noop("Impact of a version of the guideline"),
    "quality.look_through_labels": gettext_noop("Look for labels that a policy change may have made wrong"),
    "quality.collect_again": gettext_noop("Tasks queued again after a policy change"),
    "delivery.build_release": gettext_noop("Release"),
    "delivery.correct_guideline": gettext_noop("Correction after a policy change"),
    "quality.hold_alike": gettext_noop("Hold tasks alike"),
    "quality.list_tasks": gettext_noop("List of tasks as a file"),
    "work.change_tasks": gettext_noop("Change of many tasks"),
    "work.undo_change": gettext_noop("Undo of a change of many tasks"),
    "work.place_unrated": gettext_noop("Unrated tasks to other queues"),
    "work.withdraw_batch": gettext_noop("Withdrawal of a batch"),
    "work.unpack_files": gettext_noop("Files from a ZIP file"),
    "planning.propose_allocation": gettext_noop("Proposal of an allocation"),
    "planning.look_ahead": gettext_noop("Look for idle people and waiting work"),
    "planning.apply_allocation": gettext_noop("Application of an allocation"),
    "labelers.ask": gettext_noop("Questions to a model behind an address"),
    "labelers.train": gettext_noop("Training of a machine labeler"),
    "labelers.import_predictions": gettext_noop("Import of predictions"),
    "insight.reckon_quality_cost": gettext_noop("Cost of quality of a month"),
    "insight.evaluate_runs": gettext_noop("Evaluation of search runs"),
    "insight.report_verdicts": gettext_noop("Report of a classifier"),
    "kit.verify_audit": gettext_noop("Check of the audit trail"),
}
STATES = {
    JobState.QUEUED: (gettext_noop("Waits for a worker"), ""),
    JobState.RUNNING: (gettext_noop("Running"), "busy"),
    JobState.DONE: (gettext_noop("Done"), "good"),
    JobState.FAILED: (gettext_noop("Failed"), "bad"),
    JobState.CANCELLED: (gettext_noop("Cancelled"), "warn"),
}
COUNTS = {
    "n_rows": gettext_noop("Rows read"),
    "n_findings": gettext_noop("Found"),
    "n_added": gettext_noop("Tasks added"),
    "n_known": gettext_noop("Known already, left as they were"),
    "n_different": gettext_noop("Of those, with other content than here"),
    "n_duplicates": gettext_noop("Content that was here already"),
    "n_skipped": gettext_noop("Of that, left out"),
    "n_labeled": gettext_noop("Content with a valid label"),
    "n_reused": gettext_noop("Of that, labels taken over"),
    "n_stored": gettext_noop("Judgments stored"),
    "n_predictions": gettext_noop("Predictions stored"),
    "n_repeats": gettext_noop("Repeats, left out"),
    "n_no_slot": gettext_noop("More than the overlap, left out"),
    "n_not_eligible": gettext_noop("By people who may not work here, left out"),
    "n_bad": gettext_noop("Bad rows, left out"),
    "n_tasks": gettext_noop("Tasks"),
    "n_labels": gettext_noop("Labels"),
    "n_changed": gettext_noop("Tasks changed"),
    "n_differ": gettext_noop("Labels that changed"),
    "n_requeued": gettext_noop("Tasks queued again"),
    "n_left": gettext_noop("Left as they were"),
    "n_restored": gettext_noop("Tasks as they were before"),
    "n_held": gettext_noop("Tasks held until the answer"),
    "n_people": gettext_noop("People with hours"),
    "n_new_members": gettext_noop("New members of projects"),
    "n_blocks": gettext_noop("Blocks checked"),
    "n_items": gettext_noop("Items with a verdict and a label"),
    "n_unsealed": gettext_noop("Rows not sealed yet"),
}
# Only worth a line where there are any.
QUIET = frozenset({"n_different", "n_duplicates", "n_skipped", "n_labeled", "n_reused"})
PAGES = {
    "run": ("consensus-run", gettext_noop("Open the consensus run")),
    "board": ("board", gettext_noop("Open the agreement board")),
    "allocation": ("allocation-run", gettext_noop("Open the allocation")),
    "change": ("project-changes", gettext_noop("Open the changes, and undo")),
    "list": ("task-list-file", gettext_noop("Download the list")),
    "question": ("question", gettext_noop("Open the question")),
    "labeler": ("labeler", gettext_noop("Open the machine labeler")),
    "evaluation": ("evaluation", gettext_noop("Open the evaluation")),
    "report": ("verdict-report", gettext_noop("Open the report")),
    "release": ("release", gettext_noop("Open the release and its certificate")),
}
# A fault nobody foresaw is kept as the name of its class and its message.
_UNFORESEEN = re.compile(r"[A-Z]\w*: ")


@dataclass(frozen=True, slots=True)
class ShownJob:
    uid: UUID
    kind: str
    state: str
    tone: str
    project: UUID | None
    project_name: str
    by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    seconds: int | None
    n_done: int
    n_total: int | None
    error: str
    fault: str
    is_unfinished: bool
    is_stopping: bool
    can_resume: bool = False

    @property
    def can_cancel(self) -> bool:
        return self.is_unfinished and not self.is_stopping


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    external_id: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: a sentence where it says one, counts, bad rows, and where to go on."""

    sentence: str
    tone: str
    counts: tuple[tuple[str, int], ...]
    bad_rows: tuple[BadRow, ...]
    n_bad: int
    links: tuple[Link, ...]
    has_rows: bool = False


def shown(job: Job, names: Mapping[UUID, str], now: datetime) -> ShownJob:
    """One job as its row and its page show it."""
    label, tone = STATES[JobState(job.state)]
    is_unfinished = job.state in {JobState.QUEUED, JobState.RUNNING}
    return ShownJob(
        uid=job.uid,
        kind=_(KINDS.get(job.kind, job.kind)),
        state=_(label),
        tone=tone,
        project=job.project_uid,
        project_name=names.get(job.project_uid, "") if job.project_uid else "",
        by=job.created_by.name if job.created_by else "Assay",
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        seconds=_seconds(job, now),
        n_done=job.n_done,
        n_total=job.n_total,
        error=_sentence(job.error),
        fault=job.error if _UNFORESEEN.match(job.error) else "",
        is_unfinished=is_unfinished,
        is_stopping=is_unfinished and job.cancel_requested_at is not None,
        can_resume=can_resume(job),
    )


def result_of(job: Job) -> Result:
    """The result in words; of an unfinished import what is known so far."""
    found = job.result or job.cursor
    sentence, tone = _verdict(found)
    return Result(
        sentence=sentence,
        tone=tone,
        counts=tuple(
            (_(label), int(found[key]))
            for key, label in COUNTS.items()
            if key in found and (found[key] or key not in QUIET)
        ),
        bad_rows=tuple(_bad_rows(found)),
        n_bad=int(found.get("n_bad", 0)),
        links=tuple(_links(found)) if job.state == JobState.DONE else (),
        has_rows=any(found.get(name) for name in ("n_bad", "n_duplicates")),
    )


def _seconds(job: Job, now: datetime) -> int | None:
    if job.started_at is None:
        return None
    return max(0, round(((job.finished_at or now) - job.started_at).total_seconds()))


def _sentence(error: str) -> str:
    if _UNFORESEEN.match(error):
        return _(
            "Something happened that nobody foresaw. Nothing is half-written; an administrator can look it up."
        )
    return error


def _verdict(found: Mapping[str, Any]) -> tuple[str, str]:
    if "is_same" in found:
        return str(found["sentence"]), "good" if found["is_same"] else "warn"
    if "is_intact" in found:
        intact = _("The audit trail is whole: no block was changed.")
        return (intact, "good") if found["is_intact"] else (str(found["problem"]), "warn")
    return "", ""


def _bad_rows(found: Mapping[str, Any]) -> Iterator[BadRow]:
    for row in found.get("bad_rows", []):
        sentences = tuple(str(reason["text"]) for reason in row.get("reasons", []))
        yield BadRow(int(row["line"]), str(row.get("external_id", "")), sentences)


def _links(found: Mapping[str, Any]) -> Iterator[Link]:
    for key, (name, label) in PAGES.items():
        if key in found:
            yield Link(_(label), reverse(name, args=[found[key]]))
