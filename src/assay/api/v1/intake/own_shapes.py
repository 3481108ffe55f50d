"""The shape of a person's own requests."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.intake.enums import RequestState
from assay.intake.queries.mine import Own, tally_of

MOST_OWN = 200


class OwnAccuracyOut(Schema):
    """By gold, as the certificate of the newest delivery says."""

    value: float | None = Field(examples=[0.956])
    low: float | None = Field(examples=[0.931])
    high: float | None = Field(examples=[0.973])
    n: int = Field(examples=[412])


class OwnRequestOut(Schema):
    """`waits_for_you` is the step expected of the caller, else empty; money is in millionths of the currency."""

    uid: UUID
    title: str = Field(examples=["Grades for image search"])
    state: RequestState
    due_at: datetime | None = Field(description="Of the clock that counts now; empty while it stands still.")
    is_overdue: bool
    answer_by: datetime | None = Field(description="When the first delivery without an answer lapses.")
    deadline_on: date | None
    n_tasks: int = Field(examples=[3000])
    n_done: int = Field(examples=[2100])
    n_deliveries: int = Field(examples=[2])
    newest_release: UUID | None
    accuracy: OwnAccuracyOut | None = Field(description="Empty: not measured, or nothing was delivered.")
    budget_micro: int | None = Field(description="Planned; what is spent is not measured yet.")
    currency: str = Field(examples=["EUR"])
    waits_for_you: str = Field(examples=["accept"])
    n_deliveries_awaited: int = Field(examples=[1])
    n_changes_proposed: int = Field(description="To the caller, not decided yet.", examples=[0])


class OwnRequestsOut(Schema):
    n_waiting: int = Field(
        description="Steps, changes and deliveries that wait for the caller.", examples=[3]
    )
    requests: list[OwnRequestOut]


def own_requests_out(own: Sequence[Own], at: datetime) -> OwnRequestsOut:
    return OwnRequestsOut(n_waiting=tally_of(own).n_waiting, requests=[_out(each, at) for each in own])


def _out(own: Own, at: datetime) -> OwnRequestOut:
    request, accuracy = own.request, own.accuracy
    clocks = (each for each in request.clocks.all() if each.state == request.state and not each.is_paused)
    due_at = next((each.due_at for each in clocks), None)
    return OwnRequestOut(
        uid=request.uid,
        title=request.title,
        state=RequestState(request.state),
        due_at=due_at,
        is_overdue=due_at is not None and due_at <= at,
        answer_by=own.answer_by,
        deadline_on=request.deadline_on,
        n_tasks=own.counts.n_tasks,
        n_done=own.counts.n_done,
        n_deliveries=own.n_deliveries,
        newest_release=own.newest.release.uid if own.newest else None,
        accuracy=OwnAccuracyOut(value=accuracy.value, low=accuracy.low, high=accuracy.high, n=accuracy.n)
        if accuracy
        else None,
        budget_micro=request.budget_micro,
        currency=request.currency,
        waits_for_you=own.step.name if own.step else "",
        n_deliveries_awaited=len(own.awaited),
        n_changes_proposed=own.n_changes,
    )
