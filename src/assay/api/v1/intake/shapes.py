"""Requests as the API shows them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any  # Values of fields are JSON.
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.api.v1.projects.shapes import Strict
from assay.intake.enums import Cadence, ChangeState, Part, Purpose, QualityUnit, RequestState, Sensitivity
from assay.intake.models import Attachment, Request, RequestChange, RequestComment
from assay.intake.queries.clocks import calendar_of, clock_now, counting
from assay.intake.queries.facts import facts_of, volumes_of
from assay.intake.rules.completeness import missing
from assay.intake.rules.fields import VolumeRow
from assay.intake.rules.states import steps_open
from assay.people.models import User
from assay.projects.enums import Segment

TITLE = "Relevance of image search in Brazil"
WORDS = "Is the picture what the query asks for?"


class VolumeShape(Strict):
    market: str = Field(max_length=20, examples=["pt-BR"])
    n_items: int = Field(examples=[20_000])
    language: str = Field("", max_length=20, description="Empty: the market's own.", examples=["pt-BR"])


class RequestFieldsIn(Strict):
    """Only what is given is changed; null empties a number, a day or the budget."""

    title: str | None = Field(None, examples=[TITLE])
    segment: Segment | None = None
    purpose: Purpose | None = None
    metric: str | None = Field(None, examples=["NDCG@10"])
    metric_unit: str | None = Field(None, examples=["points"])
    metric_baseline: float | None = Field(None, examples=[0.61])
    metric_gain: float | None = Field(None, examples=[0.02])
    content_source: str | None = Field(None, examples=["Query log of one week, one result in a hundred."])
    template: str | None = Field(None, description="Of the gallery.", examples=["search-relevance"])
    schema_words: str | None = Field(None, examples=[WORDS])
    accuracy_target: float | None = Field(None, description="A share.", examples=[0.95])
    accuracy_unit: QualityUnit | None = None
    acceptance: str | None = Field(None, examples=["A sample of 500 is at 95 % or better."])
    deadline_on: date | None = None
    cadence: Cadence | None = None
    rush_reason: str | None = Field(None, description="Why it cannot wait; empty: it is no rush.")
    sensitivity: Sensitivity | None = None
    budget_micro: int | None = Field(None, description="In millionths.", examples=[12_500_000_000])
    currency: str | None = Field(None, description="ISO 4217.", examples=["EUR"])
    volumes: list[VolumeShape] | None = Field(None, description="Replaces all rows.")

    def changes(self) -> dict[str, object]:
        """The plain fields that were given; null empties a text, too."""
        given = self.dict(exclude_unset=True, exclude={"volumes", "requesters", "approvers", "why"})
        empty: dict[str, object] = dict.fromkeys(_NULLABLE)
        return {
            name: empty.get(name, "") if value is None else getattr(value, "value", value)
            for name, value in given.items()
        }

    def rows(self) -> list[VolumeRow] | None:
        if self.volumes is None:
            return None
        return [VolumeRow(each.market, each.n_items, each.language) for each in self.volumes]


_NULLABLE = ("metric_baseline", "metric_gain", "accuracy_target", "deadline_on", "budget_micro")


class RequestIn(RequestFieldsIn):
    requesters: list[str] | None = Field(
        None, description="By e-mail address.", examples=[["rita@example.org"]]
    )
    approvers: list[str] | None = Field(
        None, description="By e-mail address.", examples=[["omar@example.org"]]
    )


class RequestStepIn(Strict):
    to: RequestState
    reason: str = Field("", max_length=4000, examples=["Which weeks of the log do you mean?"])


class RequestStartIn(Strict):
    name: str = Field("", max_length=160, description="Empty: the request's title.", examples=[TITLE])
    project: UUID | None = Field(None, description="Take up this one instead of making one.")


class RequestOwnerIn(Strict):
    owner: str = Field(description="By e-mail address; empty: nobody.", examples=["lea@example.org"])
    calendar: str = Field("", description="By name; empty: around the clock.", examples=[""])


class RequestCommentIn(Strict):
    text: str = Field(max_length=10_000, examples=["The log of March is complete."])


class RequestChangeIn(RequestFieldsIn):
    why: str = Field(max_length=4000, examples=["Brazil starts two weeks later."])


class RequestDecisionIn(Strict):
    accept: bool = Field(examples=[True])
    note: str = Field("", max_length=4000, examples=["It fits."])


class LevelIn(Strict):
    hours: int | None = Field(description="Of the request's working time; null: no clock.", examples=[16])


class LevelOut(Schema):
    state: RequestState
    hours: int | None = Field(examples=[16])
    changed_at: datetime | None


class LevelsOut(Schema):
    levels: list[LevelOut]


class AttachmentIn(Strict):
    note: str = Field("", max_length=200, examples=["What the old vendor worked by."])


class RequestClockOut(Schema):
    """The clock of the state; while the requester is asked back it stands still and `due_at` is empty."""

    target_hours: int = Field(examples=[16])
    elapsed_hours: float = Field(examples=[3.5])
    due_at: datetime | None
    is_overdue: bool
    is_paused: bool
    pause_reason: str = Field(examples=[""])


class MissingOut(Schema):
    field: str = Field(examples=["approvers"])
    text: str = Field(examples=["At least one approver is missing."])


class PartyOut(Schema):
    name: str = Field(examples=["Rita"])
    email: str = Field(examples=["rita@example.org"])
    part: Part


class RequestOut(Schema):
    uid: UUID
    title: str = Field(examples=[TITLE])
    state: RequestState
    state_reason: str = Field(examples=[""])
    state_since: datetime
    segment: str = Field(examples=["search_ranking"])
    purpose: str = Field(examples=["train"])
    metric: str = Field(examples=["NDCG@10"])
    metric_unit: str = Field(examples=["points"])
    metric_baseline: float | None = Field(examples=[0.61])
    metric_gain: float | None = Field(examples=[0.02])
    content_source: str = Field(examples=["Query log of one week, one result in a hundred."])
    template: str = Field(examples=["search-relevance"])
    schema_words: str = Field(examples=[""])
    accuracy_target: float | None = Field(examples=[0.95])
    accuracy_unit: QualityUnit
    acceptance: str = Field(examples=["A sample of 500 is at 95 % or better."])
    deadline_on: date | None
    cadence: str = Field(examples=["one_off"])
    rush_reason: str = Field(description="Empty: it is no rush.")
    sensitivity: str = Field(examples=["internal"])
    budget_micro: int | None = Field(examples=[12_500_000_000])
    currency: str = Field(examples=["EUR"])
    volumes: list[VolumeShape]
    people: list[PartyOut]
    owner: str = Field(description="E-mail address; empty: nobody yet.", examples=["lea@example.org"])
    project: UUID | None
    has_sample: bool
    clock: RequestClockOut | None
    missing: list[MissingOut] = Field(description="Before it can be submitted.")
    next: list[RequestState] = Field(description="Where the caller may take it, what is expected first.")
    submitted_at: datetime | None
    created_at: datetime


class RequestCommentOut(Schema):
    uid: UUID
    by: str = Field(examples=["Lea"])
    text: str = Field(examples=["The log of March is complete."])
    at: datetime


class AttachmentOut(Schema):
    uid: UUID
    name: str = Field(examples=["guideline.pdf"])
    n_bytes: int = Field(examples=[183_204])
    sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    note: str = Field(examples=["What the old vendor worked by."])
    by: str = Field(examples=["Rita"])
    at: datetime


class RequestChangeOut(Schema):
    uid: UUID
    state: ChangeState
    before: dict[str, Any] = Field(examples=[{"deadline_on": "2026-06-01"}])
    after: dict[str, Any] = Field(examples=[{"deadline_on": "2026-06-15"}])
    why: str = Field(examples=["Brazil starts two weeks later."])
    note: str = Field(examples=[""])
    proposed_by: str = Field(examples=["Rita"])
    proposed_at: datetime
    decided_by: str = Field(examples=["Lea"])
    decided_at: datetime | None


class HappenedOut(Schema):
    at: datetime
    what: str = Field(examples=["feasible"])
    by: str = Field(examples=["Lea"])
    said: str = Field(examples=[""])


def request_out(found: Request, parts: frozenset[Part], at: datetime) -> RequestOut:
    """Everything of one request, with what the caller may do next."""
    plain = {name: getattr(found, name) for name in RequestOut.model_fields if hasattr(found, name)}
    plain.pop("volumes")
    return RequestOut(
        **{
            **plain,
            "volumes": [
                VolumeShape(market=row.market, n_items=row.n_items, language=row.language)
                for row in volumes_of(found)
            ],
            "people": _people(found),
            "owner": found.owner.email if found.owner else "",
            "project": found.project.uid if found.project else None,
            "has_sample": found.sample_id is not None,
            "clock": clock_out(found, at),
            "missing": [
                MissingOut(field=str(each.field), text=each.text) for each in missing(facts_of(found))
            ],
            "next": list(dict.fromkeys(each.after for each in steps_open(found.state, parts))),
        }
    )


def clock_out(found: Request, at: datetime) -> RequestClockOut | None:
    kept = clock_now(found)
    if kept is None:
        return None
    clock = counting(kept, calendar_of(found))
    pause = clock.open_pause
    return RequestClockOut(
        target_hours=kept.target_hours,
        elapsed_hours=round(clock.elapsed(at) / 3600, 3),
        due_at=kept.due_at,
        is_overdue=clock.is_breached(at),
        is_paused=pause is not None,
        pause_reason=pause.reason if pause else "",
    )


def comment_out(found: RequestComment) -> RequestCommentOut:
    return RequestCommentOut(uid=found.uid, by=found.by.name, text=found.text, at=found.at)


def attachment_out(found: Attachment) -> AttachmentOut:
    return AttachmentOut(
        uid=found.uid,
        name=found.file.name,
        n_bytes=found.file.n_bytes,
        sha256=found.file.sha256,
        note=found.note,
        by=found.by.name,
        at=found.at,
    )


def change_out(found: RequestChange) -> RequestChangeOut:
    return RequestChangeOut(
        uid=found.uid,
        state=ChangeState(found.state),
        before=found.before,
        after=found.after,
        why=found.why,
        note=found.note,
        proposed_by=found.proposed_by.name,
        proposed_at=found.proposed_at,
        decided_by=_name(found.decided_by),
        decided_at=found.decided_at,
    )


def _people(found: Request) -> Sequence[PartyOut]:
    parties = found.parties.select_related("user").order_by("pk")
    return [PartyOut(name=each.user.name, email=each.user.email, part=Part(each.part)) for each in parties]


def _name(user: User | None) -> str:
    return user.name if user else ""
