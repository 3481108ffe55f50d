"""Two sites with one person each, and a lot in which both have work, in the small world of routing."""

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Site, Team, User, Vendor
from assay.quality.actions.lots import cut_lots
from assay.quality.models import Lot
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.quality.lot_world import inspect, inspector, published
from tests.web.quality_cast import somebody
from tests.work.world import NOW, TODAY, World, later, make_world


def place(world: World, who: int, vendor: str, site: str, *, team: str = "A") -> Site:
    """Where a contributor works."""
    found, _ = Vendor.objects.get_or_create(name=vendor, defaults={"created_at": NOW})
    there, _ = Site.objects.get_or_create(vendor=found, name=site)
    of, _ = Team.objects.get_or_create(site=there, name=team)
    person = world.people[who]
    person.vendor, person.site, person.team = found, there, of
    person.save()
    return there


def two_sites() -> tuple[World, Site, Site, Lot]:
    """Lisbon's person judged five tasks, Porto's the other five; one of those looked at is wrong."""
    world = make_world(n_people=2, n_tasks=10)
    sites = place(world, 0, "Lingua", "Lisbon"), place(world, 1, "Nilework", "Cairo")
    rows = [
        RecordedJudgment(task.pk, world.people[nth % 2].pk, '{"match": "yes"}', 3.0, NOW, TODAY)
        for nth, task in enumerate(Task.objects.order_by("pk"))
    ]
    import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    published(world, classes={"major": {"aql": 10.0}}, lot_size=10, level="III")
    (lot,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(lot, inspector(world), ["major"], now=now())
    return world, *sites, lot


def lead(name: str, **where: object) -> User:
    return somebody(name, NOW, role=Role.SITE_LEAD, **where)
