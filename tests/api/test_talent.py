"""The API of the talent pool: searched by who recruits, saved, invited from; and one's own invitations."""

import pytest

from assay.people.enums import Role
from assay.people.models import ContributorMarket
from assay.projects.enums import ProjectState
from assay.projects.models import Membership, Project, ProjectMarket
from assay.recruiting.actions.diversity import keep_diversity
from tests.api.calling import Api, token_of
from tests.recruiting.cast import campaign, market, mia, open_now
from tests.web.quality_cast import somebody
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
BRAZIL = {"markets": ["BR-pt"]}


def world_of(n: int) -> World:
    world = make_world(n_people=n, n_tasks=0)
    for person in world.people[:-1]:
        ContributorMarket.objects.create(contributor=person, market=market())
    Membership.objects.all().delete()
    Project.objects.update(state=ProjectState.OPEN)
    return world


def test_people_are_searched_saved_invited_and_answer() -> None:
    world, caller = world_of(3), Api(token_of(mia()))
    project = f"/projects/{world.project.uid}/invitations"

    found = caller.post("/talent/search", BRAZIL).json()["items"]
    count = caller.post("/talent/count", BRAZIL).json()
    saved = caller.post("/talent/segments", {"name": "Brazil", "search": BRAZIL}).json()
    shared = caller.put(
        f"/talent/segments/{saved['uid']}", {"name": "Brazil", "search": BRAZIL, "is_common": True}
    ).json()
    invited = caller.post(project, {"segment": saved["uid"]}).json()
    ana = Api(token_of(world.people[0].user))
    [own] = ana.get("/me/invitations").json()["items"]
    answered = ana.post(f"/me/invitations/{own['uid']}/answer", {"answer": "yes"}).json()
    again = ana.post(f"/me/invitations/{own['uid']}/answer", {"answer": "no"}).json()
    retired = caller.post(f"/talent/segments/{saved['uid']}/retire").json()

    assert [each["pseudonym"] for each in found] == [each.pseudonym for each in world.people[1::-1]]
    assert (count, found[0]["markets"], found[0]["week_hours"]) == ({"n": 2}, ["BR-pt"], None)
    assert (shared["is_common"], shared["search"]["markets"], retired["segments"]) == (True, ["BR-pt"], [])
    assert invited == {"n": 2, "n_before": 0, "n_members": 0, "n_unwilling": 0, "n_left": 0}
    assert (own["answer"], answered["answer"], again["code"]) == (None, "yes", "invitation.answered")
    assert caller.get(project).json() == {"n": 2, "n_opened": 1, "n_accepted": 1, "n_declined": 0}


def test_strangers_contributors_and_others_find_nothing() -> None:
    world, lead = world_of(3), Api(token_of(mia()))
    lead.post(f"/projects/{world.project.uid}/invitations", {"search": BRAZIL})
    [invitation] = Api(token_of(world.people[0].user)).get("/me/invitations").json()["items"]
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    people = [somebody("Zoe", NOW), omar, world.people[1].user]

    for person in people:
        caller = Api(token_of(person))
        assert caller.post("/talent/search", {}).status_code == 404
        assert caller.get("/talent/segments").status_code == 404
        assert caller.post(f"/me/invitations/{invitation['uid']}/answer", {"answer": "no"}).status_code == 404
    codes = [
        lead.post("/talent/search", wrong).json()["code"]
        for wrong in ({"markets": ["XX"]}, {"gold_least": 2}, {"worked_within": 0})
    ]
    assert codes == ["talent.unknown", "talent.share", "talent.days"]


def test_people_say_of_themselves_and_who_recruits_reads_large_groups() -> None:
    world, caller = make_world(n_people=25, n_tasks=0), Api(token_of(mia()))
    lea = Api(token_of(somebody("Lena", NOW, role=Role.PROJECT_OWNER)))
    for each in world.people:
        ContributorMarket.objects.create(contributor=each, market=market())
    ProjectMarket.objects.create(project=world.project, market=market())
    anas = [Api(token_of(each.user)) for each in world.people[:12]]
    need = f"/projects/{world.project.uid}/diversity-need"

    said = [ana.put("/me/about", {"gender": "woman"}).json() for ana in anas]
    anas[0].put("/me/about", {"gender": "woman", "age": "65+"})
    keep_diversity(now=NOW)
    wished = lea.put(need, {"shares": {"gender": {"woman": 0.5}, "age": {"65+": 0.2}}}).json()
    [found] = caller.get("/diversity").json()["markets"]

    assert said == [{"gender": "woman", "age": "", "variety": ""}] * 12
    assert lea.get(need).json() == wished
    assert found["groups"] == [
        {
            "question": "gender",
            "counted_on": str(NOW.date()),
            "answers": {"woman": 12},
            "n_others": 0,
            "n_pool": 25,
        }
    ]
    assert [(each["answer"], each["n"], each["state"]) for each in found["needs"]] == [
        ("woman", 12, "met"),
        ("65+", None, "unknown"),
    ]
    assert anas[0].put("/me/about", {"gender": "tall"}).json()["code"] == "application.choose_one"
    assert lea.put(need, {"shares": {"gender": {"woman": 2}}}).json()["code"] == "diversity.share"
    assert (caller.get("/me/about").status_code, anas[0].get("/diversity").status_code) == (404, 404)
    assert caller.put(need, {"shares": {}}).status_code == 403


def test_people_are_invited_to_a_campaign() -> None:
    world, caller, found = world_of(3), Api(token_of(mia())), campaign(terms=open_now())
    at = f"/campaigns/{found.uid}/invitations"

    nothing = caller.post(at, {}).json()
    invited = caller.post(at, {"search": BRAZIL}).json()
    ana = Api(token_of(world.people[0].user))
    [own] = ana.get("/me/invitations").json()["items"]
    answered = ana.post(f"/me/invitations/{own['uid']}/answer", {"answer": "no"}).json()

    assert (nothing["code"], invited["n"]) == ("application.choose_one", 2)
    assert (own["project"], own["campaign"], answered["answer"]) == ("", "Judge search results", "no")
    assert caller.get(at).json() == {"n": 2, "n_opened": 1, "n_accepted": 0, "n_declined": 1}
    zoe = Api(token_of(somebody("Zoe", NOW)))
    assert [zoe.post(at, {"search": BRAZIL}).status_code, ana.get(at).status_code] == [404, 404]
