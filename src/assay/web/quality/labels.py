"""Labels as rows."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from assay.quality.models import Label
from assay.quality.queries.runs import LOW
from assay.web.wording import Wording
from assay.work.models import Task


@dataclass(frozen=True, slots=True)
class ShownLabel:
    task: UUID
    external_id: str
    question_id: str
    question: str
    subject_id: str
    subject: str
    answer: str
    probability: float | None
    is_low: bool
    is_tie: bool
    n_judgments: int
    why: str


def shown_label(label: Label, wording: Wording, task: Task, run: UUID | None = None) -> ShownLabel:
    """One label, with the address of its why."""
    place = {"question": label.question}
    if label.subject:
        place["subject"] = label.subject
    if run is not None:
        place["run"] = str(run)
    return ShownLabel(
        task=task.uid,
        external_id=task.external_id,
        question_id=label.question,
        question=wording.question(label.question),
        subject_id=label.subject,
        subject=wording.subject(label.question, label.subject),
        answer=wording.answer(label.question, label.value),
        probability=label.probability,
        is_low=label.probability is not None and label.probability < LOW,
        is_tie=label.is_tie,
        n_judgments=label.n_judgments,
        why=f"{reverse('why', args=[task.uid])}?{urlencode(place)}",
    )
