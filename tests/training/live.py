"""A live session over judgments that were reviewed: half of them from before it, half from after it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from assay.people.models import Contributor, User
from assay.quality.actions.review_plans import publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.actions.sampling import sample_due
from assay.quality.enums import ReviewTier, ReviewVerdict
from assay.quality.models import ReviewItem
from assay.training.actions.live import LivePlan, invite_live, plan_live
from assay.training.models import LiveSession
from assay.training.rules.live import LiveTerms
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.quality.review_world import ALL, SETTLED, somebody
from tests.work.world import NOW, TODAY, World, later

HELD = later(days=2)


def session_in(
    world: World,
    people: Sequence[Contributor] = (),
    *,
    by: User | None = None,
    at: datetime = HELD,
    **terms: object,
) -> LiveSession:
    """Planned at the beginning by Lea, who holds it."""
    who = by or world.owner
    planned = LiveTerms("Tickets", at, 45, "Europe/Lisbon", "Room 2", **terms)  # type: ignore[arg-type]  # As named.
    made = plan_live(who, project=world.project, plan=LivePlan(planned, who), now=NOW)
    if people:
        invite_live(who, session=made, people=people, now=NOW)
    return made


def reviewed(world: World, errors: Mapping[int, tuple[Sequence[str], Sequence[str]]]) -> None:
    """Everybody judges every task, half before and half after; of each person the errors of either side."""
    tasks = list(Task.objects.filter(is_gold=False).order_by("pk"))
    half = len(tasks) // 2
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, at, TODAY)
        for at, some in ((NOW, tasks[:half]), (HELD + timedelta(days=1), tasks[half:]))
        for task in some
        for person in world.people
    ]
    late = HELD + timedelta(days=2)
    assert import_judgments(None, stage=world.stage, rows=rows, now=late).n_stored == len(rows)
    publish_plan(None, stage=world.stage, rules_in_order=ALL, since=NOW, seed=7, now=NOW)
    sample_due(world.stage, ReviewTier.CLIENT, now=late, below=SETTLED)
    ben = somebody(world, "Benno")
    for nth, person in enumerate(world.people):
        found = ReviewItem.objects.filter(contributor=person).select_related("judgment").order_by("judgment")
        left = [list(each) for each in errors.get(nth, ((), ()))]
        for item in found:
            keys = left[item.judgment.submitted_at > HELD]
            wrong = Decision(ReviewVerdict.REJECTED, (Charge(keys.pop()),), "Look.") if keys else None
            decide(ben, item=item, decision=wrong or Decision(ReviewVerdict.ACCEPTED), now=late)
