"""Cases of adjudication as pages show them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.quality.enums import AdjudicationSource, AdjudicationState, Verdict
from assay.quality.models import Adjudication
from assay.quality.queries.adjudication import Case
from assay.web.wording import Wording, wording_of

KEYS = "123456789"
SOURCES = {
    AdjudicationSource.FLAG: gettext_noop("Flagged"),
    AdjudicationSource.UNDECIDED: gettext_noop("Undecided"),
}
VERDICTS = {
    Verdict.UPHELD: (gettext_noop("The label was wrong"), "bad"),
    Verdict.NOT_UPHELD: (gettext_noop("The label was right"), "good"),
    Verdict.DECIDED: (gettext_noop("Decided"), "good"),
}
# Typed answers: what is no choice and was not given by anybody.
OPEN_KINDS = frozenset({"text", "number", "scale"})


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """`n` judgments said so."""

    value: str
    label: str
    n: int
    key: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownCase:
    uid: UUID
    external_id: str
    question: str
    subject: str
    choices: tuple[ShownChoice, ...]
    n_given: int
    is_open: bool
    typed: str
    reason: str
    is_decided: bool
    verdict: str
    tone: str
    answer: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    uid: UUID
    external_id: str
    question: str
    source: str
    raised_at: datetime
    verdict: str
    tone: str
    answer: str
    reason: str
    by: str
    decided_at: datetime | None


def shown_case(case: Case, wording: Wording, typed: Mapping[str, str]) -> ShownCase:
    found, question = case.adjudication, case.question.id
    tally = Counter(_encoded(each) for each in case.given)
    is_decided = found.state == AdjudicationState.DECIDED
    verdict, tone = _verdict(found)
    return ShownCase(
        uid=found.uid,
        external_id=found.task.external_id,
        question=wording.question(question),
        subject=wording.subject(question, found.subject),
        choices=tuple(
            ShownChoice(
                value=_encoded(each),
                label=wording.answer(question, each),
                n=tally[_encoded(each)],
                key=KEYS[nth] if nth < len(KEYS) else "",
                is_chosen=typed.get("answer") == _encoded(each),
            )
            for nth, each in enumerate(case.choices)
        ),
        n_given=len(case.given),
        is_open=case.question.kind in OPEN_KINDS,
        typed=typed.get("typed", ""),
        reason=typed.get("reason", ""),
        is_decided=is_decided,
        verdict=verdict,
        tone=tone,
        answer=wording.answer(question, found.answer) if is_decided else "",
        decided_at=found.decided_at,
        decided_by=found.decided_by.name if found.decided_by else "",
    )


def shown_row(found: Adjudication) -> ShownRow:
    wording = wording_of(found.schema_version_id)
    question, about = wording.question(found.question), wording.subject(found.question, found.subject)
    verdict, tone = _verdict(found)
    return ShownRow(
        uid=found.uid,
        external_id=found.task.external_id,
        question=f"{question} · {about}" if about else question,
        source=_(SOURCES[AdjudicationSource(found.source)]),
        raised_at=found.raised_at,
        verdict=verdict,
        tone=tone,
        answer=wording.answer(found.question, found.answer) if found.verdict else "",
        reason=found.reason,
        by=found.decided_by.name if found.decided_by else "",
        decided_at=found.decided_at,
    )


def read_answer(case: Case, form: Mapping[str, str]) -> Any:
    """What was typed, where the question takes it, else one of the choices; None where nothing was."""
    typed = form.get("typed", "").strip()
    if typed and case.question.kind in OPEN_KINDS:
        return typed if case.question.kind == "text" else _number(typed)
    chosen = form.get("answer", "")
    return next((each for each in case.choices if _encoded(each) == chosen), None)


def _verdict(found: Adjudication) -> tuple[str, str]:
    if not found.verdict:
        return "", ""
    text, tone = VERDICTS[Verdict(found.verdict)]
    return _(text), tone


def _number(text: str) -> object:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
