"""The list of contributors: who sees whom, filters, and the standing of several at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

import pytest
from django.test import Client

from assay.people.enums import Standing
from assay.people.models import Contributor
from tests.people.cast import Cast, contributor, make_cast, signed_in, statuses

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]


class Followed(NamedTuple):
    """Where a change led to, and what is said there."""

    messages: list[str]
    address: str


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def shown(client: Client, query: str = "") -> list[str]:
    """The pseudonyms on the page, in its order."""
    response = client.get(f"/people/{query}")
    assert response.status_code == 200
    return [row.pseudonym for row in response.context["rows"]]


def test_the_list_is_there_for_who_may_see_people(cast: Cast) -> None:
    assert statuses(cast, "/people/") == {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 200,
        "rita": 404,
        "zoe": 404,
    }


def test_mia_sees_everybody_and_ravi_the_own_site_only(cast: Cast) -> None:
    ravis = signed_in(cast.ravi).get("/people/").content.decode()

    assert shown(signed_in(cast.mia)) == ["ade", "ana", "noa"]
    assert shown(signed_in(cast.ravi)) == ["ana"]
    assert not {word for word in ("ade", "Norte", "noa") if f">{word}<" in ravis}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=AN", ["ana"]),
        ("?standing=active", ["ade", "ana", "noa"]),
        ("?standing=paused", []),
        ("?language=pt", ["ana", "noa"]),
        ("?language=pt-BR", ["ana"]),
        ("?language=p", []),
        ("?standing=nonsense&market=nonsense&q=%00", ["ade", "ana", "noa"]),
    ],
)
def test_filters_narrow(cast: Cast, query: str, found: list[str]) -> None:
    assert shown(signed_in(cast.mia), query) == found


def test_filters_by_market_skill_and_place(cast: Cast) -> None:
    mia = signed_in(cast.mia)

    assert shown(mia, f"?market={cast.germany.uid}") == ["ade", "noa"]
    assert shown(mia, f"?skill={cast.medical.uid}") == ["ana"]
    assert shown(mia, f"?place={cast.lingua.uid}") == ["ana"]
    assert shown(mia, f"?place={cast.night.uid}&market={cast.brazil.uid}") == ["ana"]
    assert shown(mia, f"?place={cast.norte.uid}&market={cast.brazil.uid}") == []


@pytest.mark.parametrize("n_people", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_list(
    cast: Cast, django_assert_max_num_queries: Queries, n_people: int
) -> None:
    for nth in range(n_people):
        contributor(f"P{nth}", languages={"en": 5}, markets=[cast.brazil])
    mia = signed_in(cast.mia)

    with django_assert_max_num_queries(24):
        assert len(shown(mia)) == 3 + n_people


def pause(client: Client, *people: Contributor, **more: str) -> Followed:
    form: dict[str, object] = {"standing": "paused", "reason": "Too fast", "way_back": "Talk to Mia"}
    form |= {"contributor": [str(each.uid) for each in people], "next": "/people/?standing=active"}
    response = client.post("/people/standing/", form | more, follow=True)
    assert response.status_code == 200
    return Followed(
        [str(message) for message in response.context["messages"]], response.redirect_chain[-1][0]
    )


def standings() -> dict[str, str]:
    return dict(Contributor.objects.values_list("pseudonym", "standing"))


def test_several_are_paused_with_reason_and_way_back(cast: Cast) -> None:
    response = pause(signed_in(cast.mia), cast.ana, cast.ade)

    assert standings() == {"ana": "paused", "ade": "paused", "noa": "active"}
    assert response.messages == ["2 people were changed."]
    assert response.address == "/people/?standing=active"


def test_who_cannot_change_is_named_and_stops_nobody_else(cast: Cast) -> None:
    Contributor.objects.filter(pk=cast.ade.pk).update(standing=Standing.OFF_BOARDED)

    response = pause(signed_in(cast.mia), cast.ana, cast.ade)

    assert standings() == {"ana": "paused", "ade": "off_boarded", "noa": "active"}
    assert response.messages == [
        "1 person was changed.",
        "ade: A contributor is off_boarded, so it cannot become paused.",
    ]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"way_back": ""}, "ana: A pause needs a reason, and an end or a way back."),
        ({"reason": " "}, "ana: A pause needs a reason, and an end or a way back."),
        ({"until": "soon"}, "soon is not a date such as 2026-03-31."),
        ({"contributor": ""}, "Choose at least one person."),
    ],
)
def test_a_pause_without_a_way_back_is_refused(cast: Cast, more: dict[str, str], sentence: str) -> None:
    response = pause(signed_in(cast.mia), cast.ana, **more)

    assert response.messages == [sentence]
    assert standings()["ana"] == "active"


def test_who_may_only_look_changes_nobody(cast: Cast) -> None:
    pause(signed_in(cast.ravi), cast.ana)
    missing = signed_in(cast.rita).post("/people/standing/", {"standing": "paused"})

    assert (standings()["ana"], missing.status_code) == ("active", 404)


def test_an_answer_never_leads_elsewhere(cast: Cast) -> None:
    response = pause(signed_in(cast.mia), cast.ana, next="https://elsewhere.example/people/")

    assert response.address == "/people/"
