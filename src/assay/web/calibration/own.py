"""A person's own answers, and beside them what was right once that is said."""

from dataclasses import dataclass
from typing import Any  # Answers are JSON.
from uuid import UUID

from assay.projects.rules.answers import flatten
from assay.quality.enums import CalibrationState
from assay.quality.models import CalibrationItem, CalibrationParticipant
from assay.quality.queries.calibration import answers_by, items_of
from assay.web.content import ShownContent, shown_content
from assay.web.wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    question: str
    said: str
    right: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class OwnItem:
    """`content` and `ruling` once the session is closed: examples to learn from."""

    uid: UUID
    place: int
    is_answered: bool
    answers: tuple[OwnAnswer, ...]
    ruling: str
    content: ShownContent | None
    is_right: bool


def shown_own(part: CalibrationParticipant) -> list[OwnItem]:
    wording = wording_of(part.session.schema_version_id or 0)
    given = answers_by(part)
    is_closed = part.session.state == CalibrationState.CLOSED
    return [
        _item(
            wording, each, place, said.answers if (said := given.get(each.pk)) else None, is_closed=is_closed
        )
        for place, each in enumerate(items_of(part.session), 1)
    ]


def _item(
    wording: Wording, item: CalibrationItem, place: int, said: dict[str, Any] | None, *, is_closed: bool
) -> OwnItem:
    benchmark = (item.benchmark or {}) if is_closed else {}
    answers = tuple(_answers(wording, said or {}, benchmark))
    return OwnItem(
        uid=item.uid,
        place=place,
        is_answered=said is not None,
        answers=answers,
        ruling=item.ruling if is_closed else "",
        content=shown_content(wording, item.task) if is_closed else None,
        is_right=all(each.is_right for each in answers),
    )


def _answers(wording: Wording, said: dict[str, Any], right: dict[str, Any]) -> list[OwnAnswer]:
    ours = {(question, subject): value for question, subject, value in flatten(wording.schema, said)}
    theirs = {(question, subject): value for question, subject, value in flatten(wording.schema, right)}
    found = []
    for question, subject in dict.fromkeys([*ours, *theirs]):
        mine, benchmark = ours.get((question, subject)), theirs.get((question, subject))
        about = wording.subject(question, subject)
        found.append(
            OwnAnswer(
                question=f"{wording.question(question)} · {about}" if about else wording.question(question),
                said=wording.answer(question, mine),
                right=wording.answer(question, benchmark) if right else "",
                is_right=not right or mine == benchmark,
            )
        )
    return found
