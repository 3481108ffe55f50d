"""The pages of the talent pool, and of one's own invitations."""

import pytest

from assay.people.actions.contributors import set_skill
from assay.people.actions.organisation import create_skill
from assay.people.enums import Role
from assay.people.models import ContributorMarket
from assay.projects.enums import ProjectState
from assay.projects.models import Membership, Project
from assay.recruiting.models import Campaign, Invitation, TalentCard, TalentSegment
from assay.recruiting.queries.talent import search_of
from assay.recruiting.rules.talent import Search
from tests.recruiting.cast import campaign, market, mia, open_now
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.work.world import NOW, TODAY, World, make_world, person

pytestmark = pytest.mark.django_db
HERE = "/recruiting/talent/"


def world_of(n: int) -> World:
    world = make_world(n_people=n, n_tasks=0)
    for each in world.people[:-1]:
        ContributorMarket.objects.create(contributor=each, market=market())
    TalentCard.objects.create(
        contributor=world.people[0],
        last_worked_on=TODAY,
        week_hours=12.5,
        n_gold=20,
        n_gold_right=19,
        gold_share=0.95,
        kept_at=NOW,
    )
    Membership.objects.all().delete()
    Project.objects.update(state=ProjectState.OPEN)
    return world


def test_mia_searches_saves_shares_and_retires() -> None:
    world, client = world_of(4), signed_in(mia())

    everybody, brazil = text(client, HERE), text(client, f"{HERE}?market=BR-pt&gold=90")
    client.post(f"{HERE}segments/", {"market": "BR-pt", "gold": "90", "name": "Good", "is_common": "on"})
    saved = TalentSegment.objects.get()
    shown = text(client, f"{HERE}?segment={saved.uid}")

    assert "4 people fit" in everybody
    assert all(each in brazil for each in ("1 person fits", "95 %", "12.5", world.people[0].pseudonym))
    assert search_of(saved) == Search(markets=("BR-pt",), gold_least=0.9)
    assert all(each in shown for each in ("1 person fits", "Good", "shared with whoever recruits"))
    client.post(f"{HERE}segments/", {"segment": str(saved.uid), "idle": "5", "name": "Resting"})
    saved.refresh_from_db()
    assert (saved.name, saved.is_common, search_of(saved)) == ("Resting", False, Search(idle_for=5))
    client.post(f"{HERE}segments/", {"segment": str(saved.uid), "name": "Resting", "retire": "1"})
    assert "Resting" not in text(client, HERE)


def test_several_markets_skills_and_places_are_asked_kept_and_saved() -> None:
    """Of markets and places one is enough, of skills every one; what was chosen stands in the form again."""
    world, client = world_of(4), signed_in(mia())
    ana, ade, noa, _nobody = world.people
    market("PT-pt", name="Portugal")
    ContributorMarket.objects.filter(contributor=noa).update(market=market("PT-pt"))
    first, second = (create_skill(None, code=each, name=each) for each in ("maps", "music"))
    for person_, skill, score in ((ana, first, 90), (ana, second, 60), (ade, first, 90), (noa, second, 99)):
        set_skill(None, contributor=person_, skill=skill, score=score, now=NOW)
    both = f"skill={first.uid}&score=80&skill={second.uid}&score="

    markets = text(client, f"{HERE}?market=BR-pt&market=PT-pt&place=crowd")
    skills = text(client, f"{HERE}?market=BR-pt&market=PT-pt&{both}")
    client.post(
        f"{HERE}segments/",
        {
            "market": ["BR-pt", "PT-pt"],
            "place": ["crowd"],
            "skill": [str(first.uid), str(second.uid), ""],
            "score": ["80", "", ""],
            "name": "Both",
        },
    )
    saved = TalentSegment.objects.get()

    assert "3 people fit" in markets
    assert all(f'<option value="{each}" selected>' in markets for each in ("BR-pt", "PT-pt", "crowd"))
    assert "1 person fits" in skills
    assert ana.pseudonym in skills
    assert search_of(saved) == Search(
        markets=("BR-pt", "PT-pt"), skills={str(first.uid): 80, str(second.uid): 0}, is_crowd=True
    )
    assert "1 person fits" in text(client, f"{HERE}?segment={saved.uid}")


def test_what_cannot_be_is_said_and_finds_nobody() -> None:
    world_of(2)
    client = signed_in(mia())

    for wrong in (
        "gold=lots",
        "within=0",
        "hours_from=-1",
        "market=XX",
        "place=x",
        "language=%00x%21",
        "level=9",
    ):
        response = client.get(f"{HERE}?{wrong}")
        assert response.status_code == 422, wrong
        assert "Invite them" not in response.content.decode()
    assert client.get(f"{HERE}?segment={TalentCard.objects.get().contributor.uid}").status_code == 404


def test_mia_invites_and_ana_accepts() -> None:
    world, client = world_of(3), signed_in(mia())
    ana = signed_in(world.people[0].user)

    client.post(f"{HERE}invite/", {"market": "BR-pt", "project": str(world.project.uid)})
    page = text(client, HERE)
    own = text(ana, "/invitations/")
    [invitation] = Invitation.objects.filter(contributor=world.people[0])
    ana.post(f"/invitations/{invitation.uid}/", {"answer": "yes"})

    assert "2 people are invited." in page
    assert all(each in own for each in (world.project.name, "Accept", "Decline"))
    assert Membership.objects.filter(contributor=world.people[0]).exists()
    assert "Accepted" in text(ana, "/invitations/")
    assert "No invitation yet" in text(signed_in(world.people[2].user), "/invitations/")


def test_mia_invites_to_a_campaign_and_ana_sees_it_on_her_first_page_and_accepts() -> None:
    world, client, found = world_of(3), signed_in(mia()), campaign(code="PT-pt", terms=open_now())
    ana = signed_in(world.people[0].user)
    alone = n_queries(ana, "/invitations/")

    client.post(f"{HERE}invite-to-campaign/", {"market": "BR-pt", "campaign": str(found.uid)})
    page, nothing = text(client, HERE), client.post(f"{HERE}invite-to-campaign/", {}, follow=True)
    home, own = text(ana, "/"), text(ana, "/invitations/")
    [invitation] = Invitation.objects.filter(contributor=world.people[0])
    one = n_queries(ana, "/invitations/")
    for code in ("AO-pt", "MZ-pt"):
        other = campaign(code=code, terms=open_now())
        client.post(f"{HERE}invite-to-campaign/", {"campaign": str(other.uid)})
    asked = n_queries(ana, "/invitations/")
    ana.post(f"/invitations/{invitation.uid}/", {"answer": "yes"})

    assert "2 people are invited." in page
    assert "Choose one of these." in nothing.content.decode()
    assert 'href="/invitations/">Invitations <strong>1</strong>' in home
    assert all(
        each in own
        for each in ("Judge search results", "<strong>when you like</strong>", "you also work for")
    )
    assert (one, asked) == (alone + 1, alone + 1)
    assert ContributorMarket.objects.filter(contributor=world.people[0], market__code="PT-pt").exists()
    assert "<strong>2</strong>" in text(ana, "/")
    answered = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))
    other = Campaign.objects.get(market__code="AO-pt")
    assert "50.0 % of 2" not in text(answered, f"/recruiting/{other.uid}/")
    shown = text(answered, f"/recruiting/{found.uid}/")
    assert all(each in shown for each in ("Invited from the talent pool", "50.0 % of 2", "100.0 % of 1"))


def test_only_who_recruits_finds_it() -> None:
    world = world_of(2)
    people = [somebody("Omar", NOW, role=Role.OPERATIONS_LEAD), somebody("Zoe", NOW), world.people[0].user]

    assert [signed_in(each).get(HERE).status_code for each in people] == [404, 404, 404]
    assert [signed_in(each).get("/invitations/").status_code for each in people] == [404, 404, 200]


def test_the_list_asks_as_often_for_three_as_for_one() -> None:
    world_of(2)
    client = signed_in(mia())
    asked = n_queries(client, f"{HERE}?market=BR-pt")
    for nth in range(3):
        ContributorMarket.objects.create(contributor=person(50 + nth), market=market())

    assert n_queries(client, f"{HERE}?market=BR-pt") == asked
