"""Consensus runs as their rows and pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Parameters and summaries are JSON.
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun
from assay.quality.queries.inputs import class_name, class_names
from assay.quality.queries.runs import LOW, Only
from assay.web.quality.agreement import ShownAgreement, shown_agreement
from assay.web.templatetags.figures import percent
from assay.web.wording import Wording, wording_of

STATES = {
    RunState.RUNNING: (gettext_noop("Running"), "busy"),
    RunState.DONE: (gettext_noop("Done"), "good"),
    RunState.FAILED: (gettext_noop("Failed"), "bad"),
}


@dataclass(frozen=True, slots=True)
class ShownRun:
    uid: UUID
    number: int
    method: str
    state: str
    tone: str
    by: str
    created_at: datetime
    as_of: datetime
    n_judgments: int
    n_tasks: int
    n_contributors: int
    n_labels: int
    n_ties: int
    agreement: ShownAgreement | None
    parameters: tuple[tuple[str, str], ...]
    engine: str
    inputs_sha256: str
    result_sha256: str

    @property
    def mean_overlap(self) -> float | None:
        return self.n_judgments / self.n_tasks if self.n_tasks else None


@dataclass(frozen=True, slots=True)
class ClassCount:
    answer: str
    n: int


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """What came out on one question; `converged` is None for methods that do not iterate."""

    id: str
    text: str
    n_labels: int
    n_ties: int
    counts: tuple[ClassCount, ...]
    agreement: ShownAgreement | None
    of_sets: ShownAgreement | None
    n_iter: int | None
    converged: bool | None
    log_likelihood: float | None


def shown_run(run: ConsensusRun) -> ShownRun:
    """The agreement beside a run is that of its only question; of several it is on the run's page."""
    state, tone = STATES[RunState(run.state)]
    summaries = list(run.summary.values())
    return ShownRun(
        uid=run.uid,
        number=run.number,
        method=run.get_method_display(),
        state=_(state),
        tone=tone,
        by=run.created_by.name if run.created_by else "Assay",
        created_at=run.created_at,
        as_of=run.as_of,
        n_judgments=run.n_judgments,
        n_tasks=run.n_tasks,
        n_contributors=run.n_contributors,
        n_labels=run.n_labels,
        n_ties=sum(each["n_ties"] for each in summaries),
        agreement=shown_agreement(summaries[0].get("agreement")) if len(summaries) == 1 else None,
        parameters=tuple(
            (name, str(run.params[name])) for name in sorted(run.params) if name != "schema_version_id"
        ),
        engine=run.engine,
        inputs_sha256=run.inputs_sha256,
        result_sha256=run.result_sha256,
    )


def questions_of(run: ConsensusRun) -> list[QuestionOutcome]:
    """Every question that was answered, in the order of the schema."""
    if "schema_version_id" not in run.params:
        return []
    wording = wording_of(run.params["schema_version_id"])
    return [
        _outcome(question.id, run.summary[question.id], wording)
        for question in wording.schema.questions
        if question.id in run.summary
    ]


def _outcome(question_id: str, found: dict[str, Any], wording: Wording) -> QuestionOutcome:
    is_iterated = found.get("log_likelihood") is not None
    return QuestionOutcome(
        id=question_id,
        text=wording.question(question_id),
        n_labels=found["n_labels"],
        n_ties=found["n_ties"],
        counts=tuple(_counts(question_id, found["counts"], wording)),
        agreement=shown_agreement(found.get("agreement")),
        of_sets=shown_agreement(found.get("agreement_of_sets")),
        n_iter=found["n_iter"] if is_iterated else None,
        converged=found["converged"] if is_iterated else None,
        log_likelihood=found.get("log_likelihood"),
    )


def _counts(question_id: str, found: dict[str, int], wording: Wording) -> Iterator[ClassCount]:
    """In the order of the schema; what the schema does not know any more comes last."""
    question = wording.schema.question(question_id)
    known = class_names(question) if question else ()
    for name in [*known, *(each for each in found if each not in known)]:
        if name in found:
            yield ClassCount(wording.answer_class(question_id, class_name(name)), found[name])


def only_choices() -> list[tuple[str, str]]:
    """The filters of a run's labels."""
    return [
        (Only.ALL.value, _("All labels")),
        (Only.LOW.value, _("Probability below %(share)s") % {"share": percent(LOW, 0)}),
        (Only.TIES.value, _("Ties")),
    ]
