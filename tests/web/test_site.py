"""A site lead's page: the own site with everything that was measured there, and not a word of another one."""

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Team
from assay.quality.queries.site_quality import Narrowing, site_quality
from tests.web.quality_cast import address, member, n_queries, signed_in, somebody, text
from tests.web.site_world import lead, place, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


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
