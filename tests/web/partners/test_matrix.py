"""Languages and skills of sites: counted, person by person, as a file; and of no other site."""

import csv
import io
from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.actions.contributors import change_standing, set_skill
from assay.people.actions.organisation import create_skill
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, Site, User
from assay.people.queries.matrix import AbilityCount, ability_counts
from tests.api.calling import Api, token_of
from tests.people.cast import contributor
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()


@pytest.fixture
def sites() -> tuple[Site, Site]:
    """Lisbon has Ines (until last week), Joao (until next week) and Rui (for good); Cairo has Omnia; Gil has left."""
    _world, lisbon, cairo, _lot = two_sites()
    skill = create_skill(None, code="maps", name="Maps")
    team = lisbon.teams.get()
    for name, days, tags in (
        ("Ines", -7, {"pt-BR": 7}),
        ("Joao", 7, {"pt": 7, "en": 5}),
        ("Rui", None, {"pt": 6}),
    ):
        person = contributor(name, now=AT, team=team, languages=tags)
        end = AT + timedelta(days=days) if days else None
        set_skill(None, contributor=person, skill=skill, score=80, now=AT, expires_at=end)
    other = contributor("Omnia", now=AT, team=cairo.teams.get(), languages={"ar": 7})
    set_skill(None, contributor=other, skill=skill, score=99, now=AT)
    gone = contributor("Gil", now=AT, team=team, languages={"xh": 7})
    change_standing(None, contributor=gone, standing=Standing.OFF_BOARDED, reason="Moved.", now=AT)
    return lisbon, cairo


def ravi(lisbon: Site) -> User:
    return lead("Ravi", site=lisbon, vendor=lisbon.vendor)


def test_skills_that_ended_count_for_nobody_and_who_left_not_at_all(sites: tuple[Site, Site]) -> None:
    lisbon, _cairo = sites

    found = [
        each
        for each in ability_counts(Contributor.objects.filter(site=lisbon), AT)
        if each.key in {"pt", "maps", "xh"}
    ]

    assert found == [
        AbilityCount(lisbon.pk, "language", "pt", "pt", 2),
        AbilityCount(lisbon.pk, "skill", "maps", "Maps", 2, n_ending=1, n_expired=1),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?ability=language:pt", {"ines", "joao", "rui"}),
        ("?ability=language:pt-BR", {"ines"}),
        ("?ability=skill:maps", {"ines", "joao", "rui"}),
        ("?ability=skill:maps&ending=1", {"ines", "joao"}),
        ("?ability=skill:other", set()),
    ],
)
def test_the_file_has_whom_the_filter_fits(sites: tuple[Site, Site], query: str, names: set[str]) -> None:
    client = signed_in(ravi(sites[0]))

    answer = client.get(f"/people/abilities/{sites[0].uid}/file/{query}")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {each["contributor"] for each in rows} == names
    if "joao" in names:
        joao = next(each for each in rows if each["contributor"] == "joao")
        until = (AT + timedelta(days=7)).date()
        assert (joao["team"], joao["languages"], joao["skills"]) == (
            sites[0].teams.get().name,
            "en:C1 pt:Native",
            f"maps:80:{until}",
        )


def test_a_lead_sees_the_own_site_and_a_team_lead_the_own_team(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    tess = lead("Tess", team=lisbon.teams.get(), site=lisbon, vendor=lisbon.vendor)

    for person in (signed_in(ravi(lisbon)), signed_in(tess)):
        page = text(person, f"/people/abilities/{lisbon.uid}/")
        assert all(word in page for word in ("joao", "rui", "Maps", "until", "ended"))
        assert not any(word in page for word in ("omnia", "Cairo", "gil", ">99<"))
        for hidden in ("", "file/"):
            assert person.get(f"/people/abilities/{cairo.uid}/{hidden}").status_code == 404
        assert person.get("/people/abilities/").headers["Location"] == f"/people/abilities/{lisbon.uid}/"
    assert signed_in(somebody("Zoe", NOW)).get("/people/abilities/").status_code == 404
    for nonsense in ("?ability=%00", "?ability=skill:", "?ability=x:y&ending=2", "?team=x", "?page=x"):
        assert signed_in(tess).get(f"/people/abilities/{lisbon.uid}/{nonsense}").status_code == 200


def test_who_sees_all_compares_sites_and_asks_the_same_for_more_people(sites: tuple[Site, Site]) -> None:
    client = signed_in(somebody("Mia", NOW, role=Role.CROWD_MANAGER))
    page = text(client, "/people/abilities/")
    before = [
        n_queries(client, each) for each in ("/people/abilities/", f"/people/abilities/{sites[0].uid}/")
    ]
    for nth in range(3):
        contributor(f"More{nth}", now=AT, team=sites[0].teams.get(), languages={"pt": 4})

    assert all(word in page for word in ("Cairo", "Lisbon", "Maps", "1 end soon", "1 ended"))
    assert before == [
        n_queries(client, each) for each in ("/people/abilities/", f"/people/abilities/{sites[0].uid}/")
    ]


def test_the_counts_by_program(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    api = Api(token_of(ravi(lisbon)))

    found = {each["key"]: each for each in api.get(f"/sites/{lisbon.uid}/abilities").json()["abilities"]}

    assert (found["maps"]["n"], found["maps"]["n_ending"], found["maps"]["n_expired"]) == (2, 1, 1)
    assert api.get(f"/sites/{cairo.uid}/abilities").status_code == 404
