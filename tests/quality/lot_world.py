"""Finished tasks, lots of them, and inspectors who find what a test wants, in the small world of routing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assay.kit.hooks import emit
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.actions.lots import cut_lots, publish_plan
from assay.quality.enums import ReviewItemState, ReviewVerdict
from assay.quality.models import (
    ErrorTaxonomy,
    ErrorType,
    InspectionPlan,
    Lot,
    LotInspection,
    Review,
    ReviewError,
    ReviewItem,
    SampleUnit,
)
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.work.world import NOW, TODAY, World, add_tasks, make_world

MAJOR = {"major": {"aql": 4.0, "limit": None}}


def done_world(n_tasks: int = 10, *, n_people: int = 2, **plan: object) -> World:
    """Tasks that one person each has judged, and a plan in force: lots of ten with AQL 4, so three are looked at."""
    world = make_world(n_people=n_people, n_tasks=n_tasks)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    answer_all(world)
    published(world, **plan)
    return world


def published(world: World, **plan: object) -> InspectionPlan:
    settings: dict[str, object] = {"classes": MAJOR, "lot_size": 10, **plan}
    return publish_plan(None, stage=world.stage, now=NOW, **settings)  # type: ignore[arg-type]  # A test's own.


def answer_all(world: World, *, who: int = 0, at: datetime = NOW) -> int:
    """One person answers every task that is open."""
    tasks = Task.objects.filter(items__state=1, items__stage=world.stage).order_by("pk")
    rows = [
        RecordedJudgment(task.pk, world.people[who].pk, '{"match": "yes"}', 3.0, at, TODAY) for task in tasks
    ]
    return import_judgments(None, stage=world.stage, rows=rows, now=at).n_stored


def one_more_lot(world: World, nth: int, at: datetime) -> Lot:
    """Ten more tasks, done and cut."""
    add_tasks(world, 10, prefix=f"lot{nth}-")
    answer_all(world, at=at)
    (lot,) = cut_lots(None, stage=world.stage, now=at + timedelta(minutes=5))
    return lot


def inspector(world: World, name: str = "Ben", role: Role = Role.QA_ANALYST) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, project_id=world.project.pk, granted_at=NOW)
    return user


def inspect(lot: Lot, by: User, worst: Sequence[str], *, now: datetime) -> LotInspection:
    """Look at the units of the newest sample in their order; what is not named has no error."""
    inspection = LotInspection.objects.filter(lot=lot).latest("attempt")
    units = SampleUnit.objects.filter(inspection=inspection, is_inspected=False, is_left_out=False)
    for nth, unit in enumerate(units.select_related("item").order_by("position")):
        item = ReviewItem.objects.get(pk=unit.item_id)
        if item.state == ReviewItemState.OPEN:
            look_at(item, by, worst[nth] if nth < len(worst) else "", now=now)
    lot.refresh_from_db()
    inspection.refresh_from_db()
    return inspection


def look_at(item: ReviewItem, by: User, worst: str, *, now: datetime) -> Review:
    """What the review core writes when an inspector has decided, straight into the tables."""
    review = Review.objects.create(
        item=item,
        judgment_id=item.judgment_id,
        project_id=item.project_id,
        stage_id=item.stage_id,
        contributor_id=item.contributor_id,
        reviewer=by,
        tier=item.tier,
        purpose=item.purpose,
        verdict=ReviewVerdict.REJECTED if worst in {"critical", "major"} else ReviewVerdict.ACCEPTED,
        is_correct=worst not in {"critical", "major"},
        is_critical=worst == "critical",
        points=1.0 if worst else 0.0,
        reviewed_at=now,
    )
    if worst:
        kind = error_type(item, worst)
        ReviewError.objects.create(review=review, error_type=kind, severity=worst, weight=kind.weight)
    ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItemState.DONE)
    emit("quality.reviewed", review=review, by=by, now=now)
    return review


def error_type(item: ReviewItem, severity: str) -> ErrorType:
    taxonomy, _ = ErrorTaxonomy.objects.get_or_create(
        project_id=item.project_id, number=1, defaults={"published_at": NOW}
    )
    made, _ = ErrorType.objects.get_or_create(
        taxonomy=taxonomy, key=severity, defaults={"name": severity, "severity": severity, "weight": 0.5}
    )
    return made
