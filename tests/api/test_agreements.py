"""The API of agreements: kept by who may, in sight of whom they concern, signed by oneself."""

import pytest

from assay.people.enums import Role
from assay.people.models import User, Vendor
from tests.api.calling import Api, token_of
from tests.training.cast import SECRET, nda
from tests.web.quality_cast import cast_of, somebody
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db
TEXT = {"language": "en", "title": "Confidentiality", "markdown": "I keep it to myself."}


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_an_agreement_is_made_signed_published_again_and_retired() -> None:
    world = make_world()
    cast = cast_of(world)
    mia, ana = as_(somebody("Mia", NOW, role=Role.CROWD_MANAGER)), as_(world.people[0].user)
    asked = {"name": "NDA", "kind": "nda", "project": str(world.project.uid), "texts": [TEXT]}

    made = mia.post("/agreements", asked)
    where = f"/agreements/{made.json()['uid']}"
    [own] = ana.get("/me/agreements").json()["agreements"]
    signed = ana.post(f"/me/agreements/{own['version']}/signature", {"name": "person 0"})
    french = mia.post(f"{where}/translations", {**TEXT, "language": "fr"})
    again = mia.post(f"{where}/versions", {"texts": [TEXT], "grace_days": 3, "note": "Again"})
    [waiting] = ana.get("/me/agreements").json()["agreements"]
    [row] = [each for each in mia.get(f"{where}/people").json()["items"] if each["signed_number"]]
    retired = mia.post(f"{where}/retire", {"reason": "Over."})

    assert (made.status_code, made.json()["n_people"], made.json()["n_owed"]) == (201, 2, 2)
    assert (own["state"], own["sha256"], own["signed_at"]) == ("owed", SECRET.sha256, None)
    assert (signed.status_code, signed.json()["sha256"]) == (201, SECRET.sha256)
    assert [each["language"] for each in french.json()["version"]["texts"]] == ["en", "fr"]
    assert (again.json()["version"]["number"], again.json()["n_signed"]) == (2, 0)
    assert (waiting["state"], waiting["number"]) == ("grace", 2)
    assert (row["pseudonym"], row["signed_name"]) == ("p0", "person 0")
    assert as_(cast.lea).get(f"{where}/people").json()["items"][-1]["signed_name"] == ""
    assert retired.json()["retired_at"] is not None
    assert ana.get("/me/agreements").json() == {"agreements": []}


def test_who_sees_and_keeps_what() -> None:
    """Nilework's agreement is not there for Lingua's site lead, who may keep none either."""
    world = make_world()
    cast = cast_of(world)
    nilework = Vendor.objects.create(name="Nilework", created_at=NOW)
    mine, theirs = nda(world), nda(world, vendor=nilework)
    ravi, zoe, ana = as_(cast.ravi), as_(cast.zoe), as_(world.people[0].user)
    version = {"texts": [TEXT]}

    assert [each["uid"] for each in ravi.get("/agreements").json()["items"]] == [str(mine.uid)]
    assert [each.get("/agreements").status_code for each in (zoe, ana)] == [404, 404]
    for uid, codes in ((mine.uid, [200, 404, 404]), (theirs.uid, [404, 404, 404])):
        assert [each.get(f"/agreements/{uid}").status_code for each in (ravi, zoe, ana)] == codes
        assert [each.get(f"/agreements/{uid}/people").status_code for each in (ravi, zoe, ana)] == codes
    assert ravi.post(f"/agreements/{mine.uid}/versions", version).status_code == 403
    assert ravi.post(f"/agreements/{theirs.uid}/versions", version).status_code == 404
    assert [each.post(f"/agreements/{mine.uid}/versions", version).status_code for each in (zoe, ana)] == [
        404
    ] * 2
    asked = {"name": "NDA", "kind": "nda", "texts": [TEXT]}
    assert [each.post("/agreements", asked).status_code for each in (ravi, zoe, ana)] == [403] * 3
    strange = {**asked, "project": str(world.project.uid), "vendor": str(nilework.uid)}
    assert as_(cast.lea).post("/agreements", strange).status_code == 404


def test_nobody_signs_for_somebody_else() -> None:
    world = make_world()
    cast = cast_of(world)
    version = nda(world).versions.get()
    where = f"/me/agreements/{version.uid}/signature"

    for user in (cast.lea, cast.ravi, cast.zoe):
        assert as_(user).post(where, {"name": user.name}).status_code == 404
    wrong = as_(world.people[0].user).post(where, {"name": "Person 1"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "agreement.name_differs")
