"""One contributor's page: what it says, who sees it, and each change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from assay.kit.clock import now, working_day
from assay.people.models import Contributor, InboxMessage
from assay.work.actions.queues import queue_for
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, make_cast, signed_in, statuses
from tests.work.world import NOW, World, add_members, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def page(client: Client, contributor: Contributor) -> str:
    response = client.get(f"/people/{contributor.uid}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def send(client: Client, contributor: Contributor, what: str, **form: object) -> list[str]:
    """What the page says after the change."""
    response = client.post(f"/people/{contributor.uid}/{what}/", form, follow=True)
    assert response.redirect_chain[-1][0] == f"/people/{contributor.uid}/"
    return [str(message) for message in response.context["messages"]]


def test_the_page_is_there_within_the_scope_only(cast: Cast) -> None:
    found = statuses(cast, f"/people/{cast.ana.uid}/")

    assert found == {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 200,
        "rita": 404,
        "zoe": 404,
    }
    assert statuses(cast, f"/people/{cast.ade.uid}/")["ravi"] == 404


def test_the_name_behind_the_pseudonym_is_shown_to_people_management_only(cast: Cast) -> None:
    assert "ana@example.org" in page(signed_in(cast.mia), cast.ana)
    assert "ana@example.org" not in page(signed_in(cast.ben), cast.ana)


@pytest.fixture
def world(cast: Cast) -> World:
    world = make_world(n_people=0, n_tasks=3)
    queue_for(world.batch, world.stage, cast.germany.pk, now=NOW)
    add_members(world, [cast.ana])
    return world


def test_it_says_why_somebody_gets_what_they_get(cast: Cast, world: World) -> None:
    shown = page(signed_in(cast.mia), cast.ana)

    assert "Needs de at B2 or better." in shown
    assert "Does not work for the market DE-de." in shown
    assert shown.count("May work</span>") == 1


def test_projects_out_of_sight_are_not_named(cast: Cast, world: World) -> None:
    from assay.people.enums import Role
    from assay.projects.models import Membership, Project
    from tests.people.cast import user

    secret = Project.objects.create(name="Secret", owner=cast.ada, created_at=NOW, created_by=cast.ada)
    Membership.objects.create(project=secret, contributor=cast.ana, added_at=NOW)
    lea = user("Leo", Role.PROJECT_OWNER, project_id=world.project.pk)

    assert "Secret" in page(signed_in(cast.mia), cast.ana)
    assert "Secret" not in page(signed_in(lea), cast.ana)


def test_a_pause_is_told_and_kept_with_its_way_back(cast: Cast) -> None:
    pause = {"standing": "paused", "reason": "Too fast", "until": "2026-12-01", "way_back": "Talk to Mia"}

    said = send(signed_in(cast.mia), cast.ana, "standing", **pause)

    change = cast.ana.standing_changes.get()
    assert said == ["The standing was changed, and the person was told why and what comes next."]
    assert (change.standing, change.reason, change.way_back, change.changed_by) == (
        "paused",
        "Too fast",
        "Talk to Mia",
        cast.mia,
    )
    assert change.until == datetime(2026, 12, 1, tzinfo=UTC)
    assert InboxMessage.objects.get(user=cast.ana.user).body.startswith("Too fast")


def test_a_pause_without_a_way_back_is_refused(cast: Cast) -> None:
    said = send(signed_in(cast.mia), cast.ana, "standing", standing="paused", reason="Too fast")

    assert said == ["A pause needs a reason, and an end or a way back."]
    assert not cast.ana.standing_changes.exists()


def test_languages_markets_and_skills_are_replaced(cast: Cast) -> None:
    mia = signed_in(cast.mia)

    send(mia, cast.ana, "languages", language=["fr", "", "de-AT"], level=["5", "5", "7"])
    send(mia, cast.ana, "markets", market=[str(cast.germany.uid)])
    send(mia, cast.ana, "skills", skill=str(cast.medical.uid), score="40", expires="2027-01-01")

    assert dict(cast.ana.languages.values_list("language", "level")) == {"fr": 5, "de-AT": 7}
    assert list(cast.ana.markets.values_list("market__code", flat=True)) == ["DE-de"]
    held = cast.ana.skills.get()
    assert (held.score, held.expires_at) == (40, datetime(2027, 1, 1, tzinfo=UTC))
    send(mia, cast.ana, "skills", skill=str(cast.medical.uid), score="")
    assert not cast.ana.skills.exists()


def test_place_and_daily_limit_are_set(cast: Cast) -> None:
    mia = signed_in(cast.mia)

    send(mia, cast.ade, "place", place=str(cast.night.uid))
    send(mia, cast.ade, "cap", daily_cap="250")

    cast.ade.refresh_from_db()
    assert (cast.ade.vendor, cast.ade.site, cast.ade.team) == (cast.lingua, cast.lisbon, cast.night)
    assert cast.ade.daily_cap == 250


@pytest.mark.parametrize(
    ("what", "form", "sentence"),
    [
        ("languages", {"language": "klingon!", "level": "5"}, "klingon! is not a language tag"),
        ("languages", {"language": "de", "level": "9"}, "A level goes from 1 (A1) to 6 (C2)"),
        ("languages", {"language": "de", "level": "x"}, "x is not a whole number."),
        ("cap", {"daily_cap": "-1"}, "-1 is not a whole number."),
        ("cap", {"daily_cap": "99999999999"}, "99999999999 is not a whole number."),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, what: str, form: dict[str, str], sentence: str) -> None:
    [said] = send(signed_in(cast.mia), cast.ana, what, **form)

    assert said.startswith(sentence)


@pytest.mark.parametrize("what", ["standing", "markets", "skills", "cap"])
def test_a_site_lead_changes_no_standing_market_skill_or_limit(cast: Cast, what: str) -> None:
    form = {"skill": str(cast.medical.uid), "standing": "paused", "reason": "r", "way_back": "w"}

    [said] = send(signed_in(cast.ravi), cast.ana, what, **form)

    assert said.startswith("Your role does not allow this:")
    missing = signed_in(cast.ravi).post(f"/people/{cast.ade.uid}/{what}/", form)
    assert missing.status_code == 404


def test_a_site_lead_says_what_the_own_people_speak_and_moves_them_within_the_site(cast: Cast) -> None:
    ravi, page = signed_in(cast.ravi), f"/people/{cast.ana.uid}/"
    shown = ravi.get(page).content.decode()

    assert [each in shown for each in ("Change the team", "Change languages", "Change markets", "Norte")] == [
        True,
        True,
        False,
        False,
    ]
    assert send(ravi, cast.ana, "languages", language="de", level="5") == ["The languages were saved."]
    assert send(ravi, cast.ana, "place", place=str(cast.lisbon.uid)) == ["The place was saved."]
    cast.ana.refresh_from_db()
    assert (cast.ana.site, cast.ana.team) == (cast.lisbon, None)
    for elsewhere in (str(cast.norte.uid), ""):
        assert send(ravi, cast.ana, "place", place=elsewhere)[0].startswith("You place people")
    for what in ("languages", "place"):
        assert ravi.post(f"/people/{cast.ade.uid}/{what}/", {}).status_code == 404


def newcomer(**more: object) -> dict[str, object]:
    form: dict[str, object] = {"name": "Nia", "email": "nia@example.org", "pseudonym": "nia"}
    return form | {"time_zone": "Africa/Lagos", "language": ["en", ""], "level": ["7", "5"]} | more


def test_a_contributor_is_taken_on_in_one_go(cast: Cast) -> None:
    more = {"market": str(cast.brazil.uid), "skill": str(cast.medical.uid), "score": "80"}

    response = signed_in(cast.mia).post("/people/new/", newcomer(place=str(cast.lisbon.uid), **more))

    made = Contributor.objects.get(pseudonym="nia")
    assert response.headers["Location"] == f"/people/{made.uid}/"
    assert (made.user.email, made.user.time_zone, made.vendor, made.site) == (
        "nia@example.org",
        "Africa/Lagos",
        cast.lingua,
        cast.lisbon,
    )
    assert dict(made.languages.values_list("language", "level")) == {"en": 7}
    assert (made.markets.get().market, made.skills.get().score) == (cast.brazil, 80)
    assert not made.user.has_usable_password()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"pseudonym": "ana"}, "The pseudonym ana is taken."),
        ({"email": "ANA@example.org"}, "There is somebody with the address ana@example.org already."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"time_zone": "Mars/Base"}, "Mars/Base is not an IANA time zone."),
        ({"language": "!"}, "! is not a language tag"),
    ],
)
def test_nobody_is_taken_on_by_halves_and_nothing_typed_is_lost(
    cast: Cast, more: dict[str, str], sentence: str
) -> None:
    response = signed_in(cast.mia).post("/people/new/", newcomer(**more))

    shown = response.content.decode()
    assert (response.status_code, sentence in shown, 'value="Nia"' in shown) == (422, True, True)
    assert Contributor.objects.count() == 3


def test_only_people_management_takes_people_on(cast: Cast) -> None:
    assert statuses(cast, "/people/new/") == {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 403,
        "ravi": 403,
        "rita": 404,
        "zoe": 404,
    }


def test_contracted_hours_are_said_from_a_day_on_by_page_and_by_program(cast: Cast) -> None:
    ravi, today = signed_in(cast.ravi), working_day(now(), "UTC")
    said = send(ravi, cast.ana, "contracted", contracted="37.5", **{"from": str(today)})
    assert said == ["The contracted hours were saved."]
    for hours in ("", "81", "many"):
        assert send(ravi, cast.ana, "contracted", contracted=hours, **{"from": str(today)}) == [
            "Contracted hours are 0 to 80 a week; 0 ends them."
        ]

    shown = page(ravi, cast.ana)
    assert "37.50 hours a week, since" in shown
    assert 'name="contracted"' not in page(signed_in(cast.ben), cast.ana)
    at = f"/contributors/{cast.ana.uid}/contracted-hours"
    lead, stranger = Api(token_of(cast.ravi)), Api(token_of(cast.zoe))
    asked = {"minutes": 1200, "from_on": str(today + timedelta(days=7))}
    assert [each["minutes"] for each in lead.put(at, asked).json()] == [1200, 2250]
    assert [each["minutes"] for each in lead.get(at).json()] == [1200, 2250]
    assert (stranger.get(at).status_code, stranger.put(at, asked).status_code) == (404, 404)
    assert Api(token_of(cast.ben)).put(at, asked).status_code == 403
    assert lead.put(f"/contributors/{cast.ade.uid}/contracted-hours", asked).status_code == 404
