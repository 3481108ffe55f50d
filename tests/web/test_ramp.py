"""Ramp-up on pages and over the API: who sees and sets what, and one click that assigns."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.models import Contributor
from assay.training.models import Buddy, Course, RampCurve
from assay.work.models import WorkDay
from tests.api.calling import Api, token_of
from tests.training.courses import course_in
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
LINE = {"week-0": "1", "accuracy-0": "90", "per_hour-0": "60", "hours-0": "0,5"}
POINT = {"week": 1, "accuracy": 0.9, "per_hour": 60.0, "hours": 0.5}


def worked(world: World, person: Contributor, n: int) -> None:
    WorkDay.objects.create(
        contributor=person,
        stage=world.stage,
        day_on=now().date() - timedelta(days=1),
        n_submitted=n,
        handling_seconds=3600,
    )


def test_who_sees_and_sets() -> None:
    world = make_world()
    cast = cast_of(world)
    where = f"/projects/{world.project.uid}/ramp/"

    sees = {"nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 200, "zoe": 404}
    assert statuses(cast, where) == sees
    assert statuses(cast, f"{where}curve/") == {**sees, "ravi": 403}
    assert signed_in(world.people[0].user).get(where).status_code == 404


def test_a_curve_is_set_who_is_behind_is_sent_to_a_course_and_gets_a_buddy() -> None:
    world = make_world(n_people=2)
    cast = cast_of(world)
    course_in(world)
    ana, ade = world.people
    ana.refresh_from_db()
    Contributor.objects.filter(pk=ade.pk).update(vendor=ana.vendor, site=ana.site)
    worked(world, ana, 20)
    where = f"/projects/{world.project.uid}/ramp/"
    ben, ravi = signed_in(cast.ben), signed_in(cast.ravi)

    before = text(ravi, where)
    refused = ben.post(f"{where}curve/", {**LINE, "accuracy-0": "nine"})
    ben.post(f"{where}curve/", LINE)
    page = text(ravi, f"{where}?cohort=9999-99-99")
    course = Course.objects.get()
    sent = ravi.post(
        f"/project-courses/{course.uid}/assign/",
        {"person": ana.uid, "due_on": "2999-01-01", "next": "ramp"},
    )
    candidates = text(ravi, f"{where}{ana.uid}/buddy/")
    ravi.post(f"{where}{ana.uid}/buddy/", {"buddy": ade.uid})
    learn = text(signed_in(ana.user), "/learn/")
    after = text(ravi, where)
    ravi.post(f"{where}{ana.uid}/buddy/end/")

    assert "No curve is set" in before
    assert (refused.status_code, RampCurve.objects.get().points[0]["hours"]) == (422, 0.5)
    assert ("Assign First steps" in page, "Speed" in page, "target 60.0" in page) == (True, True, True)
    assert (sent.headers["Location"], "p1" in candidates) == (where, True)
    assert "<bdi>Person</bdi> goes along with you on <bdi>Match</bdi>." in learn
    assert ("Has a course" in after, "p1</a>" in after) == (True, True)
    assert Buddy.objects.filter(ended_at=None).count() == 0
    assert ravi.get(f"{where}{world.owner.uid}/buddy/").status_code == 404


def test_the_api_says_and_sets_the_same() -> None:
    world = make_world(n_people=2)
    cast = cast_of(world)
    ana, ade = world.people
    worked(world, ana, 20)
    worked(world, ade, 30)
    where = f"/projects/{world.project.uid}/ramp"
    ben, ravi, rita, zoe = (Api(token_of(each)) for each in (cast.ben, cast.ravi, cast.rita, cast.zoe))

    twice = ben.call("PUT", where, {"points": [POINT, POINT]})
    found = ben.call("PUT", where, {"points": [POINT]}).json()
    own = ravi.get(where).json()
    buddy = f"{where}/{ana.uid}/buddy"
    far = ravi.call("PUT", buddy, {"buddy": str(ade.uid)})
    none = ravi.call("DELETE", buddy)

    assert twice.json()["code"] == "ramp.week_twice"
    assert found["curve"] == [POINT]
    assert {each["pseudonym"] for each in found["joiners"]} == {"p0", "p1"}
    assert [each["pseudonym"] for each in own["joiners"]] == ["p0"]
    assert own["joiners"][0]["behind_in"] == ["speed"]
    assert own["cohorts"][0]["weeks"][0]["n_answers"] == 20
    assert (far.json()["code"], none.json()["code"]) == ("ramp.not_near", "ramp.no_buddy")
    assert ravi.call("PUT", where, {"points": []}).status_code == 403
    assert [each.get(where).status_code for each in (rita, zoe)] == [403, 404]


def test_the_page_asks_as_often_for_one_joiner_as_for_three() -> None:
    world = make_world(n_people=3)
    lea = signed_in(cast_of(world).lea)
    where = f"/projects/{world.project.uid}/ramp/"

    worked(world, world.people[0], 20)
    few = n_queries(lea, where)
    for each in world.people[1:]:
        worked(world, each, 30)

    assert n_queries(lea, where) == few
