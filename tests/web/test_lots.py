"""Pages of lots: the register, one lot with its decision, the plan with what it means; and who may open them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.quality.actions.lots import cut_lots
from assay.quality.models import InspectionPlan, Lot, LotInspection
from assay.quality.queries.lots import streams_of
from tests.quality.lot_world import done_world, inspect, inspector, one_more_lot
from tests.quality.test_lot_revisions import found, overturn
from tests.web.quality_cast import Cast, address, member, n_queries, signed_in, somebody, statuses, text
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 404, "zoe": 404}


@pytest.fixture
def world() -> World:
    return done_world(10)


def cast_of(world: World) -> Cast:
    """Lea owns the project already."""
    from assay.people.enums import Role

    return Cast(
        lea=world.owner,
        ben=inspector(world),
        rita=member(world, "Rita", Role.REQUESTER, NOW),
        ravi=somebody("Ravi", NOW),
        zoe=somebody("Zoe", NOW),
    )


def rejected(world: World, cast: Cast) -> Lot:
    (lot,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(lot, cast.ben, ["major"], now=later(hours=1))
    return lot


def test_who_may_open_the_pages(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)

    for where in (
        address("lots", world.project.uid),
        address("inspection-plan", world.project.uid),
        address("lot", lot.uid),
    ):
        assert statuses(cast, where) == SEES


def test_only_who_sets_quality_rules_may_cut_or_decide(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)

    for where in (address("lots-cut", world.project.uid), address("lot-rework", lot.uid)):
        assert signed_in(cast.rita).post(where, {"reason": "No."}).status_code == 403
        assert signed_in(cast.zoe).post(where, {"reason": "No."}).status_code == 404
    lot.refresh_from_db()
    assert lot.state == "rejected"


def test_cutting_says_how_many_lots_were_made(world: World) -> None:
    client = signed_in(world.owner)

    response = client.post(address("lots-cut", world.project.uid), follow=True)

    assert "1 lot was cut, and its sample drawn." in response.content.decode()
    assert "Lot 1" in text(client, address("lots", world.project.uid))


def test_a_rejected_lot_shows_its_figures_and_asks_for_a_decision(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)

    page = text(signed_in(cast.lea), address("lot", lot.uid))

    assert "Rejected by its figures" in page
    assert "What becomes of this lot" in page
    # One of three, with its Wilson interval, and the sample with what was found.
    assert "33.3 %" in page
    assert "n = 3" in page
    assert page.count("No error") == 2
    assert LotInspection.objects.get().seed in page
    assert "What becomes of this lot" not in text(signed_in(cast.rita), address("lot", lot.uid))


def test_a_concession_without_the_right_name_is_refused_where_it_was_asked(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)
    client = signed_in(cast.ben)

    wrong = client.post(address("lot-concession", lot.uid), {"reason": "Training only.", "signature": "Lea"})
    right = client.post(
        address("lot-concession", lot.uid), {"reason": "Training only.", "signature": "Ben"}, follow=True
    )

    assert (wrong.status_code, "A concession is signed" in wrong.content.decode()) == (422, True)
    assert ">Training only.</textarea>" in wrong.content.decode()
    assert "signed by Ben" in right.content.decode()


def test_giving_back_the_defects_tells_how_many_tasks_are_done_again(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)

    page = signed_in(cast.lea).post(
        address("lot-rework", lot.uid), {"reason": "Brands.", "what": "defects"}, follow=True
    )

    assert "1 tasks given back" in " ".join(page.content.decode().split())


FORM = {
    "method": "standard",
    "level": "II",
    "lot_size": "500",
    "alpha": "5",
    "beta": "10",
    "holds_back": "rejected",
    "seed": "7",
    "note": "As agreed.",
    "aql_critical": "0",
    "aql_major": "2.5",
    "aql_minor": "",
    "by_market": "on",
}


def test_a_plan_is_shown_with_what_it_really_keeps_out_before_it_is_published(world: World) -> None:
    client = signed_in(world.owner)
    where = address("inspection-plan", world.project.uid)

    preview = client.post(where, {**FORM, "what": "preview"}).content.decode()
    assert InspectionPlan.objects.count() == 1
    published = client.post(where, FORM, follow=True).content.decode()

    for page in (preview, published):
        assert "12.9 %" in page  # Limiting quality of 50 units with three accepted, by the binomial.
        assert "that is what the plan keeps out, not the AQL" in page
    plan = InspectionPlan.objects.latest("number")
    assert (plan.number, plan.holds_back, plan.seed, plan.by_market, plan.by_day) == (
        2,
        "rejected",
        7,
        True,
        False,
    )
    assert plan.classes == {"critical": {"aql": 0.0, "limit": None}, "major": {"aql": 2.5, "limit": None}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lot_size": "many"}, "A lot has from 2 to 100,000 tasks."),
        ({"aql_critical": "", "aql_major": ""}, "Say for at least one severity what is accepted."),
        ({"aql_major": "3"}, "Major: the AQL must be one of the standard"),
        (
            {"method": "sequential", "good_major": "8", "limit_major": "2"},
            "good quality must lie below bad quality",
        ),
        ({"beta": "nan"}, "A risk lies between 0.1 % and 50 %."),
    ],
)
def test_a_plan_with_mistakes_is_refused_at_its_fields(
    world: World, change: dict[str, str], said: str
) -> None:
    response = signed_in(world.owner).post(address("inspection-plan", world.project.uid), FORM | change)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert InspectionPlan.objects.count() == 1


def test_the_register_asks_no_more_often_for_three_lots_than_for_one(world: World) -> None:
    client, ben = signed_in(world.owner), inspector(world)
    (first,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(first, ben, [], now=later(minutes=30))
    where = address("lots", world.project.uid)
    before = n_queries(client, where)
    for nth in range(2):
        inspect(one_more_lot(world, nth, later(hours=nth + 1)), ben, [], now=later(hours=nth + 1.5))

    assert n_queries(client, where) == before


def test_a_series_more_asks_nothing_more() -> None:
    world = done_world(10)
    who = inspector(world)
    (first,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(first, who, [], now=later(minutes=30))
    before = len(queries_of(world))
    second = one_more_lot(world, 1, later(hours=1))
    Lot.objects.filter(pk=second.pk).update(stream="de-DE")
    inspect(second, who, [], now=later(hours=2))

    assert [each.stream for each in streams_of(world.stage)] == ["", "de-DE"]
    assert len(queries_of(world)) == before


def queries_of(world: World) -> list[dict[str, str]]:
    with CaptureQueriesContext(connection) as asked:
        streams_of(world.stage)
    return list(asked.captured_queries)


def test_a_reopened_lot_asks_for_a_decision_and_keeps_its_history(world: World) -> None:
    cast = cast_of(world)
    lot = rejected(world, cast)
    overturn(world, found())
    client = signed_in(cast.lea)

    asked = text(client, address("lot", lot.uid))
    without = client.post(address("lot-acceptance", lot.uid), {"reason": " "}, follow=True)
    page = client.post(address("lot-acceptance", lot.uid), {"reason": "It was none."}, follow=True)

    assert "Reopened by a dispute: decide anew" in asked
    assert "Say why" in without.content.decode()
    said = " ".join(page.content.decode().split())
    assert "Accepted because of it" in said
    assert "It was none." in said
    assert "Major: 1 before, 0 now" in said
    assert "Rejected by its figures" in said
    assert "decide anew" not in text(signed_in(cast.rita), address("lot", lot.uid))
