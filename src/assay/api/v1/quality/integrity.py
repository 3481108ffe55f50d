"""Cases of integrity over the API: signs with their figures, decided by a person only."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.models import User
from assay.people.queries.scope import one_of, visible_contributors
from assay.projects.queries.permission import project_for
from assay.quality.actions.integrity import decide_case, open_case
from assay.quality.enums import CaseOutcome
from assay.quality.models import IntegrityCase
from assay.quality.queries.integrity import case_for, cases_of, named_others

router = Router(tags=["quality"])


class IntegrityCaseIn(Strict):
    contributor: UUID
    reason: str = Field(max_length=2000, examples=["Two people hand in the same words."])


class IntegrityDecisionIn(Strict):
    """A warning and a pause are standing's steps in the project, off-boarding is everywhere; all can be appealed."""

    outcome: CaseOutcome = Field(examples=["nothing"])
    decision: str = Field(
        max_length=2000, description="The person reads it.", examples=["A fast connection."]
    )
    days: int = Field(0, ge=0, le=365, description="Of a pause.")
    way_back: str = Field("", max_length=1000, description="Of a pause; how to object when off-boarded.")


class IntegritySignOut(Schema):
    family: str = Field(examples=["speed"])
    name: str = Field(examples=["half_median"])
    question: str = Field(examples=["grade/"])
    value: float = Field(examples=[0.31])
    expected: float | None = Field(description="Of the others.", examples=[1.0])
    low: float | None
    high: float | None
    n: int = Field(examples=[60])
    p_value: float | None
    evidence: str = Field(examples=["The median answer takes 31% of what others take for the same items."])
    others: list[UUID] = Field(description="Contributors in your sight with whom it is shared.")


class IntegrityCaseOut(Schema):
    uid: UUID
    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    state: Literal["open", "decided"]
    reason: str = Field(description="Of who opened it by hand.", examples=[""])
    n_tasks: int = Field(examples=[120])
    opened_at: datetime
    outcome: str = Field(examples=["nothing"])
    decision: str = Field(examples=["A fast connection."])
    decided_at: datetime | None


class IntegrityCaseWithSignsOut(IntegrityCaseOut):
    signs: list[IntegritySignOut]


@router.get(
    "/projects/{uuid:project}/integrity-cases",
    response=Page[IntegrityCaseOut],
    operation_id="integrity_cases",
)
def list_cases(
    request: HttpRequest,
    project: UUID,
    paging: Query[Paging],
    decided: bool = False,  # noqa: FBT001, FBT002  # A query parameter.
) -> Page[IntegrityCaseOut]:
    """Of people in your sight; newest first."""
    user = person_of(request)
    found = project_for(user, project)
    return page(cases_of(user, found, is_open=not decided), paging, _case)


@router.post(
    "/projects/{uuid:project}/integrity-cases",
    response={201: IntegrityCaseWithSignsOut},
    operation_id="integrity_cases_open",
)
@creates
def open_one(request: HttpRequest, project: UUID, asked: IntegrityCaseIn) -> IntegrityCaseWithSignsOut:
    """By hand, with the signs there are now. The person is told nothing of it."""
    user = person_of(request)
    found = project_for(user, project)
    contributor = one_of(visible_contributors(user), asked.contributor)
    made = open_case(user, project=found, contributor=contributor, reason=asked.reason, now=now())
    return _shown(user, made)


@router.get(
    "/integrity-cases/{uuid:case}", response=IntegrityCaseWithSignsOut, operation_id="integrity_cases_get"
)
def one(request: HttpRequest, case: UUID) -> IntegrityCaseWithSignsOut:
    """With everything that was seen."""
    user = person_of(request)
    return _shown(user, case_for(user, case))


@router.post(
    "/integrity-cases/{uuid:case}/decision",
    response=IntegrityCaseWithSignsOut,
    operation_id="integrity_cases_decide",
)
def decide(request: HttpRequest, case: UUID, asked: IntegrityDecisionIn) -> IntegrityCaseWithSignsOut:
    """Nothing, a warning, a pause on the project, or off-boarding: by you, never by itself."""
    user = person_of(request)
    decided = decide_case(
        user,
        case=case_for(user, case),
        outcome=asked.outcome.value,
        decision=asked.decision,
        days=asked.days,
        way_back=asked.way_back,
        now=now(),
    )
    return _shown(user, decided)


def _shown(user: User, case: IntegrityCase) -> IntegrityCaseWithSignsOut:
    seen = list(case.signs.order_by("family", "pk"))
    others = named_others(user, seen)
    return IntegrityCaseWithSignsOut(
        **_case(case).dict(),
        signs=[
            IntegritySignOut(
                family=each.family,
                name=each.name,
                question=each.question,
                value=each.value,
                expected=each.expected,
                low=each.low,
                high=each.high,
                n=each.n,
                p_value=each.p_value,
                evidence=each.evidence,
                others=[others[pk].uid for pk in each.others if pk in others],
            )
            for each in seen
        ],
    )


def _case(case: IntegrityCase) -> IntegrityCaseOut:
    return IntegrityCaseOut(
        uid=case.uid,
        contributor=case.contributor.uid,
        pseudonym=case.contributor.pseudonym,
        state="open" if case.state == "open" else "decided",
        reason=case.reason,
        n_tasks=case.n_tasks,
        opened_at=case.opened_at,
        outcome=case.outcome,
        decision=case.decision,
        decided_at=case.decided_at,
    )
