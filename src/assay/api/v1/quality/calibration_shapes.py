"""What calibration looks like from outside."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal  # Answers are JSON.
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from assay.api.v1.projects.shapes import Strict
from assay.quality.models import (
    CalibrationAnswer,
    CalibrationItem,
    CalibrationParticipant,
    CalibrationRemark,
    CalibrationSession,
)
from assay.quality.queries.calibration import Point, Results, site_names
from assay.stats.agreement.alignment import Aligned

ANSWERS = {"match": "yes"}


class SessionIn(Strict):
    title: str = Field(max_length=160, examples=["Week 12: brands"])
    due_at: AwareDatetime = Field(description="Until then people answer, and nobody sees an answer.")
    note: str = Field("", max_length=4000, examples=["Please read section 3 before."])
    weights: dict[str, float] = Field(
        {}, description="Question id to weight; the rest counts once.", examples=[{"match": 2}]
    )


class SessionOut(Schema):
    uid: UUID
    project: UUID
    title: str = Field(examples=["Week 12: brands"])
    note: str = Field(examples=["Please read section 3 before."])
    state: str = Field(examples=["open"])
    weights: dict[str, float] = Field(examples=[{"match": 2}])
    due_at: datetime
    created_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    closed_at: datetime | None


class ItemsIn(Strict):
    external_ids: list[str] = Field([], max_length=30, examples=[["query-17/result-3"]])
    pick: Literal["uncertain", "adjudicated"] | None = Field(None, examples=["uncertain"])
    n: int = Field(5, ge=1, le=30)


class PeopleIn(Strict):
    people: list[UUID] = Field(min_length=1, max_length=200, description="Contributors or users.")


class MoveIn(Strict):
    reason: str = Field("", max_length=4000, examples=["The items were ours."])


class AnswerIn(Strict):
    answers: dict[str, Any] = Field(examples=[ANSWERS])
    comment: str = Field("", max_length=4000, examples=["The brand is the same."])


class RulingIn(Strict):
    benchmark: dict[str, Any] = Field(description="What is right.", examples=[ANSWERS])
    ruling: str = Field(max_length=4000, examples=["Sub-brands count as the brand."])


class RetrainingIn(Strict):
    participants: list[UUID] = Field(min_length=1, max_length=200)
    question: str = Field("", max_length=60, description="Empty: the task as a whole.", examples=["match"])
    note: str = Field("", max_length=4000, examples=["Read section 3 again."])


class RemarkIn(Strict):
    text: str = Field(min_length=1, max_length=4000, examples=["I took the sub-brand for another one."])


class RemarkOut(Schema):
    uid: UUID
    text: str = Field(examples=["I took the sub-brand for another one."])
    written_at: datetime


class ItemOut(Schema):
    """`benchmark` and `ruling` are empty until the caller may know them."""

    uid: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    pick: str = Field(examples=["uncertain"])
    content: dict[str, Any] = Field(examples=[{"text": "Blue shoes"}])
    answers: dict[str, Any] | None = Field(description="The caller's own.", examples=[ANSWERS])
    benchmark: dict[str, Any] | None = Field(examples=[ANSWERS])
    ruling: str = Field(examples=["Sub-brands count as the brand."])


class ItemsOut(Schema):
    items: list[ItemOut]


class AlignedOut(Schema):
    """Undefined, and so empty, where nothing was compared."""

    share: float | None = Field(examples=[0.82])
    low: float | None = Field(examples=[0.61])
    high: float | None = Field(examples=[0.93])
    n: int = Field(description="Answers.", examples=[20])
    n_items: int = Field(examples=[5])


class NamedOut(AlignedOut):
    name: str = Field(description="Question id, site, or the person's pseudonym.", examples=["Lisbon"])


class PersonOut(NamedOut):
    participant: UUID


class AlignmentOut(Schema):
    overall: AlignedOut
    sites: list[NamedOut]
    questions: list[NamedOut]
    people: list[PersonOut]


class PointOut(Schema):
    session: UUID
    title: str = Field(examples=["Week 12: brands"])
    closed_at: datetime | None
    overall: AlignedOut
    sites: list[NamedOut]


class SeriesOut(Schema):
    """Closed sessions in the order of time, the newest 24."""

    sessions: list[PointOut]


def session_out(found: CalibrationSession) -> SessionOut:
    return SessionOut(
        uid=found.uid,
        project=found.project.uid,
        title=found.title,
        note=found.note,
        state=found.state,
        weights=found.weights,
        due_at=found.due_at,
        created_at=found.created_at,
        opened_at=found.opened_at,
        ended_at=found.ended_at,
        closed_at=found.closed_at,
    )


def item_out(found: CalibrationItem, given: CalibrationAnswer | None, *, is_told: bool) -> ItemOut:
    return ItemOut(
        uid=found.uid,
        external_id=found.task.external_id,
        pick=found.pick,
        content=found.task.content,
        answers=given.answers if given else None,
        benchmark=found.benchmark if is_told else None,
        ruling=found.ruling if is_told else "",
    )


def remark_out(found: CalibrationRemark) -> RemarkOut:
    return RemarkOut(uid=found.uid, text=found.text, written_at=found.written_at)


def alignment_out(results: Results, people: Iterable[CalibrationParticipant]) -> AlignmentOut:
    return AlignmentOut(
        overall=_aligned(results.overall),
        sites=_sites(results.sites),
        questions=[NamedOut(name=key, **_figures(each)) for key, each in results.questions.items()],
        people=[
            PersonOut(participant=each.uid, name=_name(each), **_figures(results.people[each.pk]))
            for each in people
            if each.pk in results.people
        ],
    )


def point_out(point: Point) -> PointOut:
    return PointOut(
        session=point.session.uid,
        title=point.session.title,
        closed_at=point.session.closed_at,
        overall=_aligned(point.overall),
        sites=_sites(point.sites),
    )


def _sites(found: Mapping[int | None, Aligned]) -> list[NamedOut]:
    names = site_names(found)
    return [NamedOut(name=names.get(pk, ""), **_figures(each)) for pk, each in found.items()]


def _aligned(found: Aligned) -> AlignedOut:
    return AlignedOut(**_figures(found))


def _figures(found: Aligned) -> dict[str, Any]:
    return {
        "share": found.value,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "n_items": found.n_items,
    }


def _name(participant: CalibrationParticipant) -> str:
    return participant.contributor.pseudonym if participant.contributor else participant.user.name
