"""Judgments that wait for review, in the small world of routing."""

from assay.people.enums import Role
from assay.people.models import Grant, Site, User, Vendor
from assay.projects.actions.versions import publish_guideline
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.sampling import sample_due
from assay.quality.enums import ReviewTier
from assay.quality.models import ReviewItem
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Judgment, Task
from tests.work.world import NOW, TODAY, World, later, make_world

ALL = [{"key": "all", "name": "Everything", "share": 1.0}]
# No transaction of a test is older than this one.
SETTLED = 2**62


def somebody(world: World, name: str, role: Role = Role.REVIEWER, **where: object) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, project_id=world.project.pk, granted_at=NOW, **where)
    return user


def judged(world: World, answer: str = "yes") -> list[Judgment]:
    """Everybody judges every task."""
    rows = [
        RecordedJudgment(task.pk, person.pk, f'{{"match": "{answer}"}}', 3.0, NOW, TODAY)
        for task in Task.objects.order_by("pk")
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(rows)
    return list(Judgment.objects.order_by("pk"))


def at_site(world: World, name: str = "North") -> Site:
    """Everybody works there."""
    vendor = Vendor.objects.create(name=f"{name} Inc", created_at=NOW)
    site = Site.objects.create(vendor=vendor, name=name)
    for person in world.people:
        person.vendor, person.site = vendor, site
        person.save()
    return site


def waiting(
    *,
    n_tasks: int = 1,
    n_people: int = 1,
    rules: list[dict[str, object]] | None = None,
    terms: PlanTerms | None = None,
    tier: ReviewTier = ReviewTier.CLIENT,
    has_site: bool = False,
    has_guideline: bool = False,
) -> tuple[World, list[ReviewItem]]:
    """As many judgments as the plan samples, sampled."""
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=n_people, overlap_max=n_people + 1)
    if has_site:
        at_site(world)
    if has_guideline:
        publish_guideline(
            somebody(world, "Lia", Role.PROJECT_OWNER),
            project=world.project,
            title="Matching",
            sections=[{"id": "what", "title": "What to do", "markdown": "Look twice."}],
            needs_acknowledgment=False,
            now=NOW,
        )
    judged(world)
    publish_plan(
        None,
        stage=world.stage,
        rules_in_order=rules or ALL,
        terms=terms,
        tier=tier,
        since=NOW,
        seed=7,
        now=NOW,
    )
    return world, sampled(world, tier)


def sampled(world: World, tier: ReviewTier = ReviewTier.CLIENT, minutes: float = 5) -> list[ReviewItem]:
    sample_due(world.stage, tier, now=later(minutes=minutes), below=SETTLED)
    return list(ReviewItem.objects.filter(tier=tier).order_by("pk"))
