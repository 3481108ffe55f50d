"""Pages of standards: measured on a project, changed with a reason, and the defaults of the organisation."""

import pytest

from assay.people.enums import Role
from assay.planning.models import StandardVersion
from tests.web.quality_cast import address, cast_of, member, n_queries, signed_in, somebody, statuses, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db


def form(**change: str) -> dict[str, str]:
    from assay.kit.clock import now

    today = now().date().isoformat()
    return {
        "target": "97",
        "threshold": "94",
        "in_force_from": today,
        "reason": "As agreed.",
        **change,
    }


def test_who_may_open_the_pages() -> None:
    world = make_world()
    cast = cast_of(world)
    uid = world.project.uid

    seen = statuses(cast, address("standards", uid))
    assert seen == {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 200, "zoe": 404}
    changed = statuses(cast, address("standard", uid, "accuracy_major"))
    assert changed == {"nobody": 302, "lea": 200, "ben": 403, "rita": 403, "ravi": 403, "zoe": 404}
    default = statuses(cast, "/organisation/standards/")
    assert default == {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 404, "zoe": 404}
    assert signed_in(world.people[1].user).get(address("standards", uid)).status_code == 404


def test_a_site_lead_reads_the_own_site_only() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    rita = member(world, "Rita", Role.REQUESTER, NOW)

    page = text(signed_in(ravi), address("standards", world.project.uid))

    assert "Lisbon" in page
    assert "Cairo" not in page
    assert "Cairo" in text(signed_in(rita), address("standards", world.project.uid))


def test_an_own_standard_is_published_in_percent_and_shown_with_its_version() -> None:
    world = make_world()
    lea = signed_in(cast_of(world).lea)

    page = lea.post(
        address("standard", world.project.uid, "accuracy_major"), form(), follow=True
    ).content.decode()

    version = StandardVersion.objects.get()
    assert (version.target, version.threshold, version.reason) == (0.97, 0.94, "As agreed.")
    assert "≥ 97.0 %" in page
    assert "the project&#x27;s own, version 1" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "Say why it changes"),
        ({"target": "many"}, "The target must lie between"),
        ({"threshold": "98"}, "must not be stricter than the target"),
        ({"in_force_from": "2020-01-01"}, "in force from today or later"),
        ({"in_force_from": "soon"}, "in force from today or later"),
    ],
)
def test_mistakes_are_refused_at_their_fields(change: dict[str, str], said: str) -> None:
    world = make_world()
    lea = signed_in(cast_of(world).lea)

    response = lea.post(address("standard", world.project.uid, "accuracy_major"), form(**change))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert StandardVersion.objects.count() == 0


def test_the_operations_lead_sets_a_default_and_a_project_owner_does_not() -> None:
    world = make_world()
    cast = cast_of(world)
    omar = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))
    where = "/organisation/standards/other/accuracy_major/"

    assert signed_in(cast.lea).post(where, form()).status_code == 403
    page = omar.post(where, form(), follow=True).content.decode()

    assert "default, version 1" in page
    assert "≥ 97.0 %" in text(signed_in(cast.lea), address("standards", world.project.uid))
    assert omar.get("/organisation/standards/other/happiness/").status_code == 404


def test_a_site_more_asks_nothing_more() -> None:
    world, _lisbon, _cairo, _lot = two_sites()
    rita = signed_in(member(world, "Rita", Role.REQUESTER, NOW))
    where = address("standards", world.project.uid)
    before = n_queries(rita, where)
    world.people[1].site = world.people[1].team = None
    world.people[1].save()

    assert n_queries(rita, where) == before
