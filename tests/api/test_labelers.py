"""Machine labelers over the API: registered, fed, measured, used; and who may."""

import pytest

from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.models import MachineLabeler
from assay.work.models import Judgment
from tests.api.calling import Api, token_of
from tests.labelers.labeler_world import said, taught
from tests.web.quality_cast import cast_of
from tests.work.world import later

pytestmark = pytest.mark.django_db


def test_from_the_registry_to_its_judgments() -> None:
    made = taught(n_tasks=12, n_gold=2)
    cast = cast_of(made.world)
    ben, project = Api(token_of(cast.ben)), made.world.project.uid

    mine = ben.post(f"/projects/{project}/labelers", {"name": "Rule", "kind": "rule"}).json()
    version = ben.post(f"/labelers/{mine['uid']}/versions", {"origin": "3f2a91c"}).json()
    where = f"/labeler-versions/{version['uid']}"
    rows = [said(f"t{nth}") for nth in range(12)] + [said("g0"), said("g1", "no", None), said("none")]
    taken = ben.post(f"{where}/predictions", {"predictions": rows}).json()
    used = ben.post(
        f"/labelers/{mine['uid']}/use", {"version": version["uid"], "mode": "judge", "reason": "Tried."}
    )
    look_after_labelers(now=later(days=10_000))

    assert (taken["n_predictions"], taken["n_bad"], taken["bad_rows"][0]["line"]) == (14, 1, 15)
    assert (used.status_code, used.json()["mode"], used.json()["set_by"]) == (201, "judge", "Ben")
    accuracy = ben.get(f"{where}/accuracy").json()
    assert [
        (each["source"], each["by"], each["right"]["share"], each["right"]["n"]) for each in accuracy["whole"]
    ] == [("gold", "", 0.5, 2)]
    detail = ben.get(f"/labelers/{mine['uid']}").json()
    n = Judgment.objects.filter(machine="Rule v1").count()
    assert n > 0
    assert detail["uses"][0]["fates"].get("voted") == n
    listed = ben.get(f"/projects/{project}/labelers").json()
    assert [each["name"] for each in listed["labelers"]] == ["Ranker", "Rule"]
    assert [each["labeler"] for each in listed["in_force"]] == [mine["uid"]]


def test_refusals_and_who_may_not() -> None:
    made = taught(n_tasks=2, n_gold=3)
    cast = cast_of(made.world)
    where = f"/labelers/{made.labeler.uid}"
    alone = {"version": str(made.version.uid), "mode": "alone", "reason": "Hope."}

    refused = Api(token_of(cast.lea)).post(f"{where}/use", alone)
    twice = Api(token_of(cast.lea)).post(f"/projects/{made.world.project.uid}/labelers", {"name": "Ranker"})
    seen = {
        name: (
            Api(token_of(person)).get(where).status_code,
            Api(token_of(person)).post(f"{where}/use", alone).status_code,
            Api(token_of(person)).post(f"{where}/retire", {"reason": "No."}).status_code,
        )
        for name, person in (("rita", cast.rita), ("ravi", cast.ravi), ("zoe", cast.zoe))
    }

    assert (refused.status_code, refused.json()["code"]) == (409, "labelers.not_trusted")
    assert (twice.status_code, twice.json()["code"]) == (409, "labelers.name_twice")
    assert seen == {"rita": (200, 403, 403), "ravi": (403, 403, 403), "zoe": (404, 404, 404)}
    assert MachineLabeler.objects.get().retired_at is None
