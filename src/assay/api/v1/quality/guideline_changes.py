"""What a version of a guideline changed, over the API: its impact, and the labels it may have made wrong."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.frame.paging import MOST, Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.delivery.actions.redone import correct_after_change
from assay.delivery.queries.redone import correctable, corrections_of, progress_of
from assay.delivery.queries.releases import release_for
from assay.delivery.rules.redone import refuse_correction
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.planning.queries.rates import assumed_rate
from assay.quality.actions import invalidating
from assay.quality.actions.guideline_impact import start_impact
from assay.quality.enums import InvalidationState
from assay.quality.models import Invalidation
from assay.quality.queries.guideline_impact import impact_of
from assay.quality.queries.invalidation import invalidated_tasks, invalidation_of, version_in_sight
from assay.work.models import Task

router = Router(tags=["quality"])


class SideOut(Schema):
    value: float | None = Field(description="Empty: nothing was measured.", examples=[0.93])
    low: float | None = Field(description="95 % interval.", examples=[0.9])
    high: float | None = Field(examples=[0.95])
    n: int = Field(examples=[480])


class BeforeAndAfter(Schema):
    before: SideOut
    after: SideOut


class ImpactOut(Schema):
    """The judgments nearest to the change, before it and under the version."""

    version: UUID
    n_before: int = Field(examples=[20000])
    n_after: int = Field(examples=[4120])
    computed_at: datetime
    measures: dict[str, BeforeAndAfter] = Field(
        description="gold, review, agreement (shares) and seconds (handling time)."
    )


class CostOut(Schema):
    micros: int = Field(description="In micro-units.", examples=[41_300_000])
    currency: str = Field(examples=["EUR"])
    plan: int = Field(description="The plan whose budget per judgment was taken.", examples=[2])


class InvalidatedOut(Schema):
    version: UUID
    state: InvalidationState
    n_labels: int = Field(examples=[120])
    n_tasks: int = Field(examples=[118])
    n_judgments: int = Field(description="Asked for if all is done again.", examples=[354])
    seconds_each: float | None = Field(description="Mean of recent judgments.", examples=[21.4])
    n_seconds: int = Field(description="Judgments that mean is of.", examples=[1000])
    cost: CostOut | None = Field(description="Of those judgments; empty: the plan has no rate.")
    n_requeued: int = Field(examples=[0])
    note: str = Field(description="Why they are kept.", examples=[""])
    found_at: datetime | None
    decided_at: datetime | None


class InvalidatedTaskOut(Schema):
    task: UUID
    external_id: str = Field(examples=["item-17"])


class KeepIn(Strict):
    note: str = Field(max_length=2000, description="Why.", examples=["They are few and old."])


class CorrectionOut(Schema):
    """Of the tasks that are done again; `why_not` says what is missing before they can be delivered."""

    n_tasks: int = Field(examples=[118])
    n_decided: int = Field(examples=[110])
    n_waiting: int = Field(description="For answers.", examples=[6])
    n_in_review: int = Field(examples=[2])
    why_not: str = Field(description="Empty: nothing.", examples=[""])
    can_correct: list[UUID] = Field(description="Releases built before, newest first.")
    releases: list[UUID] = Field(description="What delivers them.")


class CorrectionIn(Strict):
    against: UUID | None = Field(
        None, description="A whole release; empty: the newest before they were done again."
    )
    note: str = Field("", max_length=2000, examples=["Sub-brands count as the brand now."])


@router.get(
    "/projects/guideline-versions/{uuid:version}/impact",
    response=ImpactOut,
    operation_id="guideline_impact_get",
)
def impact(request: HttpRequest, version: UUID) -> ImpactOut:
    """As it was last computed; 404 before."""
    shown = version_in_sight(person_of(request), version)
    found = impact_of(shown)
    if found is None:
        raise NotFound
    return ImpactOut(
        version=shown.uid,
        n_before=found.n_before,
        n_after=found.n_after,
        computed_at=found.computed_at,
        measures=found.measures,
    )


@router.post(
    "/projects/guideline-versions/{uuid:version}/impact",
    response={202: JobOut},
    operation_id="guideline_impact_start",
)
@starts
def compute(request: HttpRequest, version: UUID) -> JobOut:
    """Compute it anew."""
    person = person_of(request)
    return job_out(start_impact(person, version=version_in_sight(person, version), now=now()))


@router.get(
    "/projects/guideline-versions/{uuid:version}/invalidated",
    response=InvalidatedOut,
    operation_id="invalidated_labels_get",
)
def invalidated(request: HttpRequest, version: UUID) -> InvalidatedOut:
    """How many labels a policy change may have made wrong, and what was decided; 404 where it names none."""
    found = _found(person_of(request), version)
    names = set(InvalidatedOut.model_fields) - {"version", "cost"}
    return InvalidatedOut(
        version=version, cost=_cost(found), **{name: getattr(found, name) for name in names}
    )


@router.get(
    "/projects/guideline-versions/{uuid:version}/invalidated/tasks",
    response=Page[InvalidatedTaskOut],
    operation_id="invalidated_labels_tasks",
)
def tasks(request: HttpRequest, version: UUID, paging: Query[Paging]) -> Page[InvalidatedTaskOut]:
    """The tasks that have such labels."""
    found = _found(person_of(request), version)
    return page(invalidated_tasks(found), paging, _task)


@router.post(
    "/projects/guideline-versions/{uuid:version}/invalidated/again",
    response={202: JobOut},
    operation_id="invalidated_labels_again",
)
@starts
def again(request: HttpRequest, version: UUID) -> JobOut:
    """Have all of them done again by others, under the version in force."""
    person = person_of(request)
    return job_out(invalidating.collect_again(person, invalidation=_found(person, version), now=now()))


@router.post(
    "/projects/guideline-versions/{uuid:version}/invalidated/keep",
    response=InvalidatedOut,
    operation_id="invalidated_labels_keep",
)
def keep(request: HttpRequest, version: UUID, asked: KeepIn) -> InvalidatedOut:
    """They stay as they are, for the reason given."""
    person = person_of(request)
    found = _found(person, version)
    invalidating.keep_labels(person, invalidation=found, note=asked.note, now=now())
    return invalidated(request, version)


@router.get(
    "/projects/guideline-versions/{uuid:version}/invalidated/correction",
    response=CorrectionOut,
    operation_id="invalidated_labels_progress",
)
def progress(request: HttpRequest, version: UUID) -> CorrectionOut:
    """How many of them are decided again, and what delivers them."""
    found = _found(person_of(request), version)
    standing = progress_of(found, now=now())
    refused = refuse_correction(standing, number=found.version.number)
    return CorrectionOut(
        n_tasks=standing.n_tasks,
        n_decided=standing.n_decided,
        n_waiting=standing.n_waiting,
        n_in_review=standing.n_in_review,
        why_not=refused.said if refused else "",
        can_correct=list(correctable(found).values_list("uid", flat=True)[:MOST]),
        releases=list(corrections_of(found).values_list("uid", flat=True)[:MOST]),
    )


@router.post(
    "/projects/guideline-versions/{uuid:version}/invalidated/correction",
    response={202: JobOut},
    operation_id="invalidated_labels_deliver",
)
@starts
def deliver(request: HttpRequest, version: UUID, asked: CorrectionIn) -> JobOut:
    """Deliver those that changed against a release, once all are decided; its result names the new release."""
    person = person_of(request)
    job = correct_after_change(
        person,
        invalidation=_found(person, version),
        against=release_for(person, asked.against) if asked.against else None,
        note=asked.note,
        now=now(),
    )
    return job_out(job)


def _cost(found: Invalidation) -> CostOut | None:
    rate = assumed_rate(found.version.project)
    if rate is None:
        return None
    return CostOut(micros=rate.of(found.n_judgments), currency=rate.currency, plan=rate.number)


def _found(person: User, version: UUID) -> Invalidation:
    found = invalidation_of(version_in_sight(person, version))
    if found is None:
        raise NotFound
    return found


def _task(task: Task) -> InvalidatedTaskOut:
    return InvalidatedTaskOut(task=task.uid, external_id=task.external_id)
