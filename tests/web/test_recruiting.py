"""Pages of recruiting: who finds them, what Mia does there, and what others do not see."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.recruiting.actions.cards import keep_cards
from assay.recruiting.actions.links import add_referral
from assay.recruiting.actions.own import confirm
from assay.recruiting.models import Application, Campaign, Spending, TrackedLink
from tests.api.calling import Api, token_of
from tests.planning.feasible_world import join, left_in, make_feasible, worked
from tests.recruiting.cast import applied, campaign, market, mia, open_now
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.work.world import NOW, person

pytestmark = pytest.mark.django_db
NEW = {
    "market": "BR-pt",
    "segment": "search_ranking",
    "channel": "job_board",
    "name": "Autumn",
    "opens_on": "2026-09-01",
    "closes_on": "2026-10-01",
    "n_wanted": "5",
    "budget": "1,250.50",
    "currency": "eur",
    "languages": "pt-BR:C1 en",
    "least_age": "18",
    "language": "en",
    "title": "Judge searches",
    "markdown": "When you like.",
}


def test_only_who_recruits_or_sees_how_it_goes_finds_the_pages() -> None:
    made = campaign()
    people = {
        "mia": mia(),
        "omar": somebody("Omar", NOW, role=Role.OPERATIONS_LEAD),
        "ben": somebody("Ben", NOW, role=Role.QA_ANALYST),
        "zoe": somebody("Zoe", NOW),
        "elsewhere": somebody("Ade", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"]),
    }
    addresses = ("/recruiting/", f"/recruiting/{made.uid}/", f"/recruiting/{made.uid}/change/")

    found = {
        name: [signed_in(user).get(each).status_code for each in addresses] for name, user in people.items()
    }

    assert found == {
        "mia": [200, 200, 200],
        "omar": [200, 200, 404],
        "ben": [404, 404, 404],
        "zoe": [404, 404, 404],
        "elsewhere": [200, 404, 404],
    }
    assert signed_in(None).get("/recruiting/").status_code == 302
    assert "Recruiting" in text(signed_in(people["omar"]), "/recruiting/")


def test_who_only_sees_how_it_goes_reads_no_names() -> None:
    made = campaign()
    applied(made.links.get())
    omar = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    assert "Ana Souza" in text(signed_in(mia()), f"/recruiting/{made.uid}/?state=applied")
    page = text(omar, f"/recruiting/{made.uid}/")
    assert "Ana Souza" not in page
    assert "Add a link" not in page


def test_mia_makes_a_campaign_changes_it_and_adds_to_it() -> None:
    market()
    client = signed_in(mia())

    assert client.post("/recruiting/new/", NEW).status_code == 302
    made = Campaign.objects.get()
    here = f"/recruiting/{made.uid}/"
    for address, form in (
        ("change/", NEW | {"n_wanted": "7"}),
        ("texts/", {"language": "pt", "title": "Avalie", "markdown": "Quando quiser."}),
        ("links/", {"name": "Fair in Recife", "channel": "event"}),
    ):
        assert client.post(here + address, form).status_code == 302
    page = text(client, here)

    made.refresh_from_db()
    assert (made.n_wanted, made.budget_micro, made.currency, made.languages) == (
        *(7, 1_250_500_000, "EUR", {"pt-BR": 5, "en": 1}),
    )
    assert all(each in page for each in ("Avalie", "Fair in Recife", "1250.50 EUR", "en:A1 pt-BR:C1"))
    link = TrackedLink.objects.get(channel="event")
    client.post(f"{here}links/{link.uid}/retire/")
    client.post(f"{here}close/", {"reason": "Enough."})
    assert "Enough." in text(client, here)
    assert "retired" in text(client, here)


def test_what_cannot_be_is_said_at_its_field() -> None:
    market()
    client = signed_in(mia())
    wrong = {"opens_on": "9999-12-31", "closes_on": "0001-01-01", "budget": "lots", "languages": "pt:Z9"}

    response = client.post("/recruiting/new/", NEW | wrong | {"n_wanted": "-1", "title": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count('class="problem"') == 5
    assert 'value="lots"' in page
    assert not Campaign.objects.exists()
    for field, given in (("market", "XX"), ("segment", "x"), ("channel", "x")):
        assert client.post("/recruiting/new/", NEW | {field: given}).status_code == 422


def test_a_contributor_finds_the_own_link_and_only_counts() -> None:
    made, ana = campaign(), person(1)
    Campaign.objects.update(closes_on=now().date())
    link = add_referral(None, campaign=made, referrer=ana, reward_micro=5_000_000, now=NOW)
    Campaign.objects.update(opens_on=NOW.date())
    applied(link)

    page = text(signed_in(ana.user), "/recommend/")

    assert f"/join/{link.code}/" in page
    assert "5 EUR" in page
    assert "Ana Souza" not in page
    assert "No link is yours now" in text(signed_in(person(2).user), "/recommend/")
    assert signed_in(somebody("Zoe", NOW)).get("/recommend/").status_code == 404


def test_a_referral_needs_somebody_that_mia_can_see() -> None:
    made, client = campaign(), signed_in(mia())
    person(1)

    for form in ({"referrer": "nobody"}, {"referrer": "p1", "reward": "much"}, {"name": "x", "channel": "y"}):
        client.post(f"/recruiting/{made.uid}/links/", form)
    n_before = TrackedLink.objects.count()
    client.post(f"/recruiting/{made.uid}/links/", {"referrer": "p1", "reward": "5"})

    assert (n_before, TrackedLink.objects.count()) == (1, 2)


def test_lists_ask_as_often_for_three_as_for_one() -> None:
    made, client = campaign(), signed_in(mia())
    link = made.links.get()
    applied(link)
    here = f"/recruiting/{made.uid}/?state=all"
    asked = n_queries(client, "/recruiting/"), n_queries(client, here)

    for nth in range(2):
        campaign()
        applied(link, email=f"more{nth}@example.org")

    assert (n_queries(client, "/recruiting/"), n_queries(client, here)) == asked


def test_mia_decides_for_those_she_ticked_takes_back_and_tells_them() -> None:
    made, client, ana = campaign(), signed_in(mia()), person(1)
    link = made.links.get()
    ours = [
        confirm(applied(link, email=f"{name}@example.org", name=name), now=NOW)
        for name in ("Noor", "Ade", "Bo")
    ]
    here = f"/recruiting/{made.uid}/"

    def decide(step: str, *who: Application, **more: str) -> str:
        form = {"step": step, "application": [str(each.uid) for each in who], **more}
        return client.post(f"{here}decide/", form, follow=True).content.decode()

    assert "To decide 3" in text(client, here)
    accepted = decide("accept", ours[0], ours[1])
    decide("take-back", ours[1])
    unsaid, refused = decide("refuse", ours[1]), decide("refuse", ours[1], why="Not now.")
    recognised = decide("recognise", ours[2], contributor="p1")
    told = client.post(f"{here}carry-out/", follow=True).content.decode()

    assert "Will be accepted" in accepted
    assert "Say to the applicant why" in unsaid
    assert "Will be refused" in refused
    assert "Done: 1 application." in recognised
    assert "Done: 2 applications." in told
    assert [each.state for each in Application.objects.order_by("pk")] == ["accepted", "refused", "accepted"]
    assert Application.objects.get(contributor=ana).name == "Bo"
    assert "Choose exactly one" in decide("recognise", contributor="p1")
    assert "Choose at least one" in decide("accept")
    assert "Not now." in text(client, f"{here}?state=refused")


def test_rules_are_written_in_a_form_and_said_in_words() -> None:
    made, client = campaign(), signed_in(mia())
    here = f"/recruiting/{made.uid}/screening/"
    rows = {
        "fact": ["tie", "language_at_least", ""],
        "value": ["none", "pt-BR", ""],
        "level": ["", "7", ""],
        "then": ["refuse", "accept", "person"],
        "says": ["", "", ""],
        "otherwise": "person",
    }

    unsaid = client.post(here, rows)
    saved = client.post(here, rows | {"says": ["We look for locals.", "", ""]})

    page = text(client, f"/recruiting/{made.uid}/")
    assert (unsaid.status_code, saved.status_code) == (422, 302)
    assert "Ties to the market: I never lived there → is refused" in page
    assert "Knows the language at least: pt-BR Native → is accepted at once" in page
    assert signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)).get(here).status_code == 404


def test_the_funnel_is_for_whoever_sees_how_it_goes() -> None:
    made = campaign()
    confirm(applied(made.links.get()), now=NOW)
    omar = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    assert "Social network" in text(omar, "/recruiting/funnel/")
    assert "100.0 % of 1" in text(omar, "/recruiting/funnel/?by=week")
    assert "Portuguese spring" in text(omar, "/recruiting/funnel/?by=campaign")
    assert signed_in(somebody("Zoe", NOW)).get("/recruiting/funnel/").status_code == 404


def test_mia_enters_spending_and_invitations_and_sees_what_a_person_costs() -> None:
    made, client = campaign(), signed_in(mia())
    link = made.links.get()
    applied(link)
    here, today = f"/recruiting/{made.uid}/", now().date().isoformat()
    entry = {"link": str(link.uid), "on": today, "note": "First week"}

    client.post(f"{here}spending/", {**entry, "amount": "120.50", "currency": "eur"})
    client.post(f"{here}rounds/", {**entry, "n": "10"})
    for wrong in (
        {"amount": "1,5", "currency": "EUR"},
        {"amount": "1", "currency": "EUR", "on": "9999-12-31"},
    ):
        client.post(f"{here}spending/", {**entry, **wrong})
    page, funnel = text(client, here), text(client, "/recruiting/funnel/?channel=social&market=BR-pt")

    assert all(each in page for each in ("120.50 EUR", "First week", "24 %", "of its days are over"))
    assert all(each in funnel for each in ("120.50 EUR", "What a person costs", "10.0 % of 10", "1.8–40.4 %"))
    assert "Nobody has applied yet" in text(client, "/recruiting/funnel/?channel=event")
    entered = Spending.objects.get()
    client.post(f"{here}entries/{entered.uid}/take-back/")
    assert "taken back" in text(client, here)
    assert "What a person costs" not in text(client, "/recruiting/funnel/")
    omar = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))
    assert "Enter spending" not in text(omar, here)


def test_the_forecast_says_who_leaves_and_who_is_on_the_way() -> None:
    """Of four who worked in each of eight weeks two have stopped; somebody applies, and nobody did before her."""
    at = now()
    world = make_feasible(at)
    join(world.project, world.people["ana"], world.people["bia"])
    left_in(world, 4000)
    for name in ("ana", "bia", "caio", "eva"):
        for week in range(2, 10):
            day = at.date() - timedelta(days=7 * week + 4)
            worked(world.people[name], world.stage, day, n=1, seconds=60.0)
    keep_cards(now=at)
    lead = mia()
    applied(campaign(terms=open_now(), code="pt-BR").links.get(), now=at)

    page = text(signed_in(lead), "/recruiting/forecast/")
    [found] = Api(token_of(lead)).get("/campaigns/forecast").json()["markets"]

    assert "6.2 % leave a week (n = 32 · 95 %: 1.7–20.1 %)" in page
    assert '<strong>1</strong> <span dir="auto">Applied</span>' in page
    assert "too little is known: not counted" in page
    assert (found["leave_share"], found["leave_of"]) == (2 / 32, 32)
    assert [(each["step"], each["n"], each["share"]) for each in found["on_the_way"]] == [
        ("applied", 1, None)
    ]
    assert found["later_hours"] == pytest.approx(found["pool_hours"] * (30 / 32) ** 4)
    assert found["n_least"] <= found["n_people"] < found["n_most"]


def test_the_forecast_is_for_who_sees_recruiting() -> None:
    campaign()
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    assert "No open project needs hours" in text(signed_in(omar), "/recruiting/forecast/")
    assert signed_in(somebody("Zoe", NOW)).get("/recruiting/forecast/").status_code == 404
