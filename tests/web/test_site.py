"""A site lead's page: the own site with everything that was measured there, and not a word of another one."""

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Site, Team, User, Vendor
from assay.quality.actions.lots import cut_lots
from assay.quality.models import Lot
from assay.quality.queries.site_quality import Narrowing, site_quality
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.quality.lot_world import inspect, inspector, published
from tests.web.quality_cast import address, member, n_queries, signed_in, somebody, text
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db


def place(world: World, who: int, vendor: str, site: str, team: str = "A") -> Site:
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


def test_a_lead_sees_the_own_site_and_no_other() -> None:
    world, lisbon, cairo, _lot = two_sites()
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    where = address("site-quality", world.project.uid)

    page = text(signed_in(ravi), where)

    assert "Lisbon" in page
    assert world.people[0].pseudonym in page
    for foreign in ("Cairo", "Nilework", f">{world.people[1].pseudonym}<"):
        assert foreign not in page
    assert signed_in(ravi).get(f"{where}?site={cairo.uid}").status_code == 404


def test_the_figures_are_those_of_the_own_work_alone() -> None:
    world, lisbon, cairo, lot = two_sites()

    found = [site_quality(world.project, each, Narrowing(), now=now()) for each in (lisbon, cairo)]

    n_sample = sum(each.client.raw.n for each in found)
    n_wrong = sum(each.client.raw.n - each.client.raw.k for each in found)
    assert (n_sample, n_wrong) == (lot.inspections.get().n_sample, 1)
    for each, person in zip(found, world.people, strict=True):
        assert [who.pseudonym for who in each.people] == [person.pseudonym]
        (of_lot,) = each.lots
        assert (of_lot.number, of_lot.defective.n) == (1, each.client.raw.n)


def test_a_lead_of_one_team_sees_its_people_only() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    other = Team.objects.create(site=lisbon, name="B")
    tess = lead("Tess", team=other, site=lisbon, vendor=lisbon.vendor)
    mine = lead("Mine", team=Team.objects.get(site=lisbon, name="A"), site=lisbon, vendor=lisbon.vendor)
    where = address("site-quality", world.project.uid)

    assert signed_in(tess).get(where).status_code == 404
    assert world.people[0].pseudonym in text(signed_in(mine), where)


def test_who_sees_the_answers_chooses_among_all_sites_and_strangers_find_nothing() -> None:
    world, _lisbon, cairo, _lot = two_sites()
    rita = member(world, "Rita", Role.REQUESTER, NOW)
    where = address("site-quality", world.project.uid)

    page = text(signed_in(rita), f"{where}?site={cairo.uid}")

    assert "Cairo" in page
    assert "Lisbon" in page
    for name, role in (("Zoe", None), ("Mia", Role.CROWD_MANAGER), ("Rev", Role.REVIEWER)):
        who = somebody(name, NOW) if role is None else member(world, name, role, NOW)
        assert signed_in(who).get(where).status_code == 404


def test_more_people_ask_no_more_queries() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    ravi = signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor))
    where = address("site-quality", world.project.uid)
    before = n_queries(ravi, where)
    place(world, 1, "Lingua", "Lisbon")

    assert n_queries(ravi, where) == before
