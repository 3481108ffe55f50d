"""The API of lots: plan, cut, register, sample, decisions."""

import pytest

from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.models import Lot
from tests.api.calling import Api, token_of
from tests.quality.lot_world import done_world, inspect, inspector, one_more_lot
from tests.quality.test_lot_revisions import found, overturn
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return done_world(10)


def as_(user: User) -> Api:
    return Api(token_of(user))


def cut(world: World, api: Api) -> Lot:
    made = api.post(f"/projects/{world.project.uid}/lots", {})
    assert (made.status_code, [each["number"] for each in made.json()["lots"]]) == (201, [1])
    return Lot.objects.get()


def test_a_plan_is_published_with_its_promises(world: World) -> None:
    api, where = as_(world.owner), f"/projects/{world.project.uid}/inspection-plan"
    classes = {"major": {"aql": 2.5}, "critical": {"aql": 0}}

    made = api.post(where, {"classes": classes, "lot_size": 500, "note": "As agreed."})
    found = api.get(where).json()

    assert made.status_code == 201
    assert found == made.json()
    assert (found["number"], found["method"]) == (2, "standard")
    promised = {each["severity"]: (each["n"], each["accept"]) for each in found["promises"]}
    assert promised == {"critical": (50, 0), "major": (50, 3)}
    assert found["promises"][1]["limiting"] == pytest.approx(0.1292, abs=1e-3)


def test_an_aql_the_standard_does_not_know_is_refused_at_its_field(world: World) -> None:
    where = f"/projects/{world.project.uid}/inspection-plan"

    refused = as_(world.owner).post(where, {"classes": {"major": {"aql": 3}}})

    assert (refused.status_code, refused.json()["code"]) == (422, "lots.bad_aql")


def test_from_the_cut_to_a_signed_concession(world: World) -> None:
    api = as_(world.owner)
    lot = cut(world, api)
    sample = api.get(f"/lots/{lot.uid}/sample").json()["items"]
    assert [(each["position"], each["is_inspected"]) for each in sample] == [
        (1, False),
        (2, False),
        (3, False),
    ]
    inspect(lot, inspector(world), ["major"], now=later(hours=1))

    (listed,) = api.get(f"/projects/{world.project.uid}/lots?state=rejected").json()["items"]
    assert listed["inspections"][0]["classes"][0]["n_defective"] == 1
    refused = api.post(f"/lots/{lot.uid}/concession", {"reason": "Only training.", "signature": "Ben"})
    assert (refused.status_code, refused.json()["code"]) == (422, "lots.sign_with_name")
    conceded = api.post(
        f"/lots/{lot.uid}/concession", {"reason": "Only training.", "signature": "Lea"}
    ).json()
    assert (conceded["state"], conceded["inspections"][0]["signed_as"]) == ("conceded", "Lea")


def test_a_lot_is_given_back(world: World) -> None:
    api = as_(world.owner)
    lot = cut(world, api)
    inspect(lot, inspector(world), ["major"], now=later(hours=1))

    given = api.post(f"/lots/{lot.uid}/rework", {"what": "all", "reason": "Brands."}).json()

    assert (given["state"], given["inspections"][0]["n_reworked"]) == ("reworked", 10)
    (stream,) = api.get(f"/projects/{world.project.uid}/lot-streams").json()["streams"]
    assert stream == {"stream": "", "n_lots": 1, "inspections": {"major": "normal"}}
    where = f"/projects/{world.project.uid}/lot-streams/resume"
    assert api.post(where, {"action": "Trained."}).json()["code"] == "lots.not_discontinued"


def test_discontinued_inspection_goes_on_after_a_corrective_action() -> None:
    world = done_world(0)
    ben = inspector(world)
    for nth in range(7):
        lot = one_more_lot(world, nth, later(hours=nth))
        inspect(lot, ben, ["major"], now=later(hours=nth, minutes=30))
    where = f"/projects/{world.project.uid}/lot-streams"
    api = as_(world.owner)
    before = api.get(where).json()["streams"]

    resumed = api.post(f"{where}/resume", {"action": "The site was trained again."})

    after = api.get(where).json()["streams"]
    assert (resumed.status_code, resumed.content) == (204, b"")
    assert before == [{"stream": "", "n_lots": 7, "inspections": {"major": "discontinued"}}]
    assert after == [{"stream": "", "n_lots": 7, "inspections": {"major": "tightened"}}]


def test_strangers_find_nothing(world: World) -> None:
    lot = cut(world, as_(world.owner))
    zoe = as_(User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW))

    for path in (f"/lots/{lot.uid}", f"/lots/{lot.uid}/sample", f"/projects/{world.project.uid}/lots"):
        assert zoe.get(path).status_code == 404
    assert zoe.post(f"/lots/{lot.uid}/rework", {"reason": "No."}).status_code == 404


def test_a_lot_that_a_dispute_has_reopened_is_accepted_with_its_history(world: World) -> None:
    api = as_(world.owner)
    lot = cut(world, api)
    inspect(lot, inspector(world), ["major"], now=later(hours=1))
    too_early = api.post(f"/lots/{lot.uid}/acceptance", {"reason": "Please."})
    overturn(world, found())
    reopened = api.get(f"/lots/{lot.uid}").json()

    made = api.post(f"/lots/{lot.uid}/acceptance", {"reason": "The defect was none."})

    [revision] = made.json()["inspections"][0]["revisions"]
    assert (too_early.status_code, too_early.json()["code"]) == (409, "state.not_from_here")
    assert (reopened["state"], made.status_code, made.json()["state"]) == ("reopened", 200, "accepted")
    assert (revision["before"], revision["after"]) == ({"major": [3, 1, False]}, {"major": [3, 0, True]})
    assert (revision["was_state"], revision["confirmed_by"], revision["reason"]) == (
        "rejected",
        "Lea",
        "The defect was none.",
    )


@pytest.mark.parametrize(("name", "status"), [("Rita", 403), ("Zoe", 404)])
def test_who_does_not_set_quality_accepts_no_reopened_lot(world: World, name: str, status: int) -> None:
    lot = cut(world, as_(world.owner))
    inspect(lot, inspector(world), ["major"], now=later(hours=1))
    overturn(world, found())
    other = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    if name == "Rita":
        Grant.objects.create(user=other, role=Role.REQUESTER, project_id=world.project.pk, granted_at=NOW)

    assert as_(other).post(f"/lots/{lot.uid}/acceptance", {"reason": "Mine."}).status_code == status
