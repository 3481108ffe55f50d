"""Changes of people from a file: tried and shown, then done row by row; site leads change their own agents alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.kit.clock import now, working_day
from assay.people.models import ContractedHours, Contributor, Grant, InboxMessage, Team
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, contributor, make_cast, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/people/file/"


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    Team.objects.create(site=found.lisbon, name="Day")
    return found


def tried(client: Client, text: str | bytes) -> str:
    content = text.encode() if isinstance(text, str) else text
    sent = SimpleUploadedFile("people.csv", content)
    return client.post(ADDRESS, {"file": sent}, follow=True).content.decode()


def done(client: Client, text: str) -> str:
    return client.post(ADDRESS, {"rows": text, "confirm": "1"}, follow=True).content.decode()


def state(person: Contributor) -> tuple[object, ...]:
    found = Contributor.objects.select_related("site", "team").get(pk=person.pk)
    languages = dict(found.languages.values_list("language", "level"))
    skills = dict(found.skills.values_list("skill__code", "score"))
    return found.team and found.team.name, found.standing, languages, skills


FILE = """contributor,team,languages,skills,standing,reason,until
ana,Day,pt-BR:native es:B2,medical-terms:95:2099-05-01,,,
ade,,,,paused,Too fast.,2098-01-01
noa,,,,paused,,
who,Day,,,,,
ana,,,,,,
"""


def test_a_trial_changes_nothing_and_says_what_would_happen(cast: Cast) -> None:
    before = [state(each) for each in (cast.ana, cast.ade, cast.noa)]
    told = InboxMessage.objects.count()

    page = tried(signed_in(cast.mia), FILE)

    assert [state(each) for each in (cast.ana, cast.ade, cast.noa)] == before
    assert InboxMessage.objects.count() == told
    for words in (
        "2 people would be changed",
        "3 lines are refused",
        "Lisbon · Night",
        "Lisbon · Day",
        "es:B2 pt-BR:Native",
        "medical-terms:95:2099-05-01",
        "Say why: it is kept in the audit trail.",
        "Nobody whom you see is called who.",
        "ana stands in an earlier line, too.",
    ):
        assert words in page


def test_confirmed_every_row_is_changed_by_itself(cast: Cast) -> None:
    page = done(signed_in(cast.mia), FILE)

    assert "2 people were changed." in page
    assert state(cast.ana) == ("Day", "active", {"pt-BR": 7, "es": 4}, {"medical-terms": 95})
    assert state(cast.ade)[1] == "paused"
    assert state(cast.noa)[1] == "active"
    assert InboxMessage.objects.filter(user=cast.ade.user, kind="standing").count() == 1


def test_a_row_with_one_wrong_cell_is_not_changed_at_all(cast: Cast) -> None:
    done(signed_in(cast.mia), "contributor,team,skills\nana,Day,nothing:80\n")

    assert state(cast.ana)[0] == "Night"


def test_what_was_exported_changes_nothing(cast: Cast) -> None:
    client = signed_in(cast.mia)
    text = client.get(f"/people/abilities/{cast.lisbon.uid}/file/").content.decode()

    page = tried(client, text)

    assert "ana" in text
    assert "0 people would be changed" in page
    assert "stays as it is" in page
    assert 'name="confirm"' not in page


def test_a_lead_places_the_own_agents_and_learns_nothing_of_others(cast: Cast) -> None:
    ravi = signed_in(cast.ravi)
    text = "contributor,site,team,languages\nana,,Day,pt-BR:C2\nade,,Day,\nnobody,,Day,\n"

    page = tried(ravi, text)
    done(ravi, text)

    for name in ("ade", "nobody"):
        assert f"Nobody whom you see is called {name}." in page
    assert state(cast.ana)[0::2] == ("Day", {"pt-BR": 6})
    assert state(cast.ade)[2] == {"de": 6}


@pytest.mark.parametrize(
    "row",
    [
        "ana,-,,,,",
        "ana,Porto,,,,",
        "ana,,,,paused,Slow.",
        "ana,,,medical-terms:99,,",
        "ana,,,-medical-terms,,",
    ],
)
def test_a_lead_neither_moves_away_nor_qualifies_nor_pauses(cast: Cast, row: str) -> None:
    cast.norte.sites.create(name="Porto")

    page = done(signed_in(cast.ravi), f"contributor,site,team,skills,standing,reason\n{row}\n")

    assert "0 people were changed" in page
    assert state(cast.ana) == ("Night", "active", {"pt-BR": 7, "en": 5}, {"medical-terms": 92})


def test_a_lead_says_what_was_agreed_with_the_own_people_alone(cast: Cast) -> None:
    ravi = signed_in(cast.ravi)
    day = working_day(now(), "UTC") + timedelta(days=30)
    text = f"contributor,contracted\nana,37.5:{day}\nade,40\n"

    page = tried(ravi, text)
    assert not ContractedHours.objects.exists()
    for _twice in range(2):
        done(ravi, text)

    assert f"<bdi>37.5 · {day}</bdi>" in page
    assert list(ContractedHours.objects.values_list("contributor", "from_on", "minutes")) == [
        (cast.ana.pk, day, 2250)
    ]


def test_a_lead_does_not_change_themselves(cast: Cast) -> None:
    mine = contributor("Rui", team=cast.night)
    Contributor.objects.filter(pk=mine.pk).update(user=cast.ravi)

    done(signed_in(cast.ravi), "contributor,team\nrui,Day\n")

    assert state(mine)[0] == "Night"


UNREADABLE = (
    b"",
    b"team\nDay\n",
    b"\0\0",
    b"contributor\n",
    b'contributor,team\n"ana',
    b"contributor\nana,x\n",
)


@pytest.mark.parametrize("content", UNREADABLE)
def test_what_is_no_such_file_is_answered_with_a_sentence(cast: Cast, content: bytes) -> None:
    page = tried(signed_in(cast.mia), content)

    assert "would be changed" not in page
    assert 'role="alert"' in page or "message" in page


def test_only_who_manages_people_or_leads_a_site_sends_a_file(cast: Cast) -> None:
    for person in (cast.ben, cast.rita, cast.zoe, cast.ana.user):
        assert signed_in(person).get(ADDRESS).status_code == 404
    for person in (cast.mia, cast.ravi):
        assert ADDRESS in signed_in(person).get("/people/").content.decode()
    assert ADDRESS not in signed_in(cast.ben).get("/people/").content.decode()


def test_the_same_by_program(cast: Cast) -> None:
    api, rows = (
        Api(token_of(cast.ravi)),
        [{"contributor": "ana", "team": "Day"}, {"contributor": "ade", "team": "Day"}],
    )

    trial = api.post("/contributors/changes", {"rows": rows}).json()
    assert state(cast.ana)[0] == "Night"
    real = api.post("/contributors/changes", {"rows": rows, "is_trial": False}).json()

    assert trial["rows"] == real["rows"]
    assert [each["changes"] for each in real["rows"]] == [
        [{"what": "place", "before": "Lisbon · Night", "after": "Lisbon · Day"}],
        [],
    ]
    assert [one["code"] for one in real["rows"][1]["refused"]] == ["people.nobody_called"]
    assert state(cast.ana)[0] == "Day"
    assert Api(token_of(cast.zoe)).post("/contributors/changes", {"rows": rows}).status_code == 404


def roles_of(person: Contributor) -> list[tuple[str, int | None, int | None]]:
    held = Grant.objects.filter(user=person.user, retired_at=None).order_by("role", "pk")
    return list(held.values_list("role", "site", "team"))


def test_an_administrator_gives_and_withdraws_roles_where_the_person_works(cast: Cast) -> None:
    ada, day = signed_in(cast.ada), Team.objects.get(name="Day")
    give = "contributor,team,roles\nana,Day,reviewer:site site_lead:team\n"

    page = tried(ada, give)
    assert roles_of(cast.ana) == []
    for _twice in range(2):
        done(ada, give)

    assert "reviewer:site" in page
    assert roles_of(cast.ana) == [("reviewer", cast.lisbon.pk, None), ("site_lead", None, day.pk)]
    said = done(ada, "contributor,roles\nana,-reviewer:site\n")
    assert "Say why" in said
    done(ada, "contributor,roles,reason\nana,-reviewer:site,Moved on.\n")
    assert roles_of(cast.ana) == [("site_lead", None, day.pk)]


@pytest.mark.parametrize(
    "role", ["reviewer:site", "administrator:everywhere", "site_lead:team", "-reviewer:site"]
)
def test_nobody_else_gives_any_role_by_file(cast: Cast, role: str) -> None:
    for by in (cast.mia, cast.ravi):
        page = done(signed_in(by), f"contributor,roles,reason\nana,{role},Why not.\n")

        assert "Your role does not allow this" in page
    assert roles_of(cast.ana) == []


@pytest.mark.parametrize(
    "cell", ["reviewer", "reviewer:here", "king:site", "reviewer:site reviewer:site", "-"]
)
def test_a_cell_that_is_no_role_changes_nothing(cast: Cast, cell: str) -> None:
    assert "is not like reviewer:site" in done(signed_in(cast.ada), f"contributor,roles\nana,{cell}\n")
    assert roles_of(cast.ana) == []


def test_a_role_is_given_only_where_the_person_works(cast: Cast) -> None:
    page = done(
        signed_in(cast.ada), "contributor,roles,reason\nnoa,reviewer:site,\nana,-reviewer:team,Why.\n"
    )

    assert "There is no site where you may place people." in page
    assert "ana does not have the role reviewer:team there." in page
