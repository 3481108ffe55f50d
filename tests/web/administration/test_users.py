"""Users and roles: seeing, adding, giving and taking roles, letting in and keeping out."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from assay.kit.clock import now
from assay.people.actions.users import issue_token
from assay.people.enums import Role, TokenScope
from assay.people.models import ApiToken, Grant, User
from assay.people.queries.tokens import authenticate_token
from tests.people.cast import PASSWORD, Cast, make_cast, signed_in, statuses, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def send(client: Client, account: User, what: str, **form: object) -> list[str]:
    """What the page says after the change."""
    response = client.post(f"/users/{account.uid}/{what}/", form, follow=True)
    assert response.redirect_chain[-1][0] == f"/users/{account.uid}/"
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("address", ["/users/", "/users/new/", "/audit/"])
def test_the_pages_are_there_for_administrators_only(cast: Cast, address: str) -> None:
    found = statuses(cast, address)

    assert found.pop("nobody") == 302
    assert {name for name, status in found.items() if status == 200} == {"ada"}
    assert set(found.values()) == {200, 404}


def test_roles_are_there_for_everybody_who_works_with_projects(cast: Cast) -> None:
    assert statuses(cast, "/roles/") == {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 200,
        "rita": 200,
        "zoe": 404,
    }
    assert "Add and retire gold tasks." in signed_in(cast.rita).get("/roles/").content.decode()


def found(client: Client, query: str) -> list[str]:
    return [row.name for row in client.get(f"/users/{query}").context["rows"]]


def test_users_are_found_by_name_address_role_and_state(cast: Cast) -> None:
    ada = signed_in(cast.ada)
    User.objects.filter(pk=cast.zoe.pk).update(is_active=False)

    assert found(ada, "?q=RIT") == ["Rita"]
    assert found(ada, "?q=ravi@") == ["Ravi"]
    assert found(ada, "?role=crowd_manager") == ["Mia"]
    assert found(ada, "?state=deactivated") == ["Zoe"]
    assert "Zoe" not in found(ada, "")


@pytest.mark.parametrize("n_users", [1, 20])
def test_the_number_of_queries_does_not_grow_with_the_list(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]], n_users: int
) -> None:
    for nth in range(n_users):
        user(f"U{nth}", Role.SITE_LEAD, site=cast.lisbon)
    ada = signed_in(cast.ada)

    with django_assert_max_num_queries(14):
        ada.get("/users/")


def test_grants_are_read_as_sentences(cast: Cast) -> None:
    page = signed_in(cast.ada).get(f"/users/{cast.ravi.uid}/").content.decode()

    assert "BPO site lead for the site Lingua · Lisbon" in page


def test_a_user_is_added_with_a_role(cast: Cast) -> None:
    form = {"name": "Omar", "email": "Omar@example.org", "time_zone": "UTC", "role": "operations_lead"}

    response = signed_in(cast.ada).post("/users/new/", form | {"market": str(cast.brazil.uid)})

    made = User.objects.get(email="omar@example.org")
    grant = made.grants.get()
    assert response.headers["Location"] == f"/users/{made.uid}/"
    assert (grant.role, grant.markets, grant.granted_by) == ("operations_lead", ["BR-pt"], cast.ada)


def test_a_user_is_not_added_by_halves(cast: Cast) -> None:
    form = {"name": "Omar", "email": "omar@example.org", "time_zone": "UTC", "role": "site_lead"}

    response = signed_in(cast.ada).post("/users/new/", form)

    assert response.status_code == 422
    assert "A site lead needs a vendor, a site or a team." in response.content.decode()
    assert not User.objects.filter(email="omar@example.org").exists()


def test_a_role_is_given_and_taken_away_with_a_reason(cast: Cast) -> None:
    ada = signed_in(cast.ada)

    assert send(ada, cast.zoe, "grant", role="reviewer", place=str(cast.night.uid)) == ["The role was given."]
    grant = cast.zoe.grants.get()
    assert (grant.vendor, grant.site, grant.team) == (None, None, cast.night)
    assert send(ada, cast.zoe, "grant", role="reviewer", place=str(cast.night.uid)) == [
        "This person has this role there already."
    ]
    retire = f"grants/{grant.uid}/retire"
    assert send(ada, cast.zoe, retire, reason=" ") == ["Say why: it is kept in the audit trail."]
    assert send(ada, cast.zoe, retire, reason="Moved on") == ["The role was taken away."]
    assert Grant.objects.get(pk=grant.pk).retired_reason == "Moved on"
    assert ada.post(f"/users/{cast.mia.uid}/{retire}/", {"reason": "r"}).status_code == 404


def test_the_last_administrator_stays_one(cast: Cast) -> None:
    ada = signed_in(cast.ada)
    sentence = "Ada is the last administrator of the whole organisation: make somebody else one first."

    assert send(ada, cast.ada, f"grants/{cast.ada.grants.get().uid}/retire", reason="r") == [sentence]
    assert send(ada, cast.ada, "deactivate", reason="r") == [sentence]
    abe = user("Abe", Role.ADMINISTRATOR)
    assert send(ada, abe, "deactivate", reason="Not needed")[0].startswith("Deactivated:")


def test_deactivating_ends_sessions_and_tokens_for_good(cast: Cast) -> None:
    zoe, ada = signed_in(cast.mia), signed_in(cast.ada)
    _, secret = issue_token(cast.mia, user=cast.mia, name="t", scopes=[TokenScope.READ], days=5, now=now())
    before = zoe.get("/people/").status_code

    send(ada, cast.mia, "deactivate", reason="Left")
    during = zoe.get("/people/").status_code
    send(ada, cast.mia, "reactivate", reason="Came back")
    after = zoe.get("/people/").status_code

    assert (before, during, after) == (200, 302, 302)
    assert authenticate_token(secret, now=now()) is None
    assert ApiToken.objects.get(user=cast.mia).revoked_at is not None
    assert signed_in(User.objects.get(pk=cast.mia.pk)).get("/people/").status_code == 200


def test_letting_in_and_keeping_out_need_a_reason_and_the_other_state(cast: Cast) -> None:
    ada = signed_in(cast.ada)

    assert send(ada, cast.zoe, "deactivate", reason="") == ["Say why: it is kept in the audit trail."]
    assert send(ada, cast.zoe, "reactivate", reason="r") == ["Zoe is active already."]
    assert send(ada, cast.zoe, "erase", reason="r") == ["Deactivate Zoe first: erasing cannot be taken back."]


def test_a_password_is_set_and_an_easy_one_refused(cast: Cast) -> None:
    ada, zoe = signed_in(cast.ada), signed_in(cast.zoe)

    [refused] = send(ada, cast.zoe, "password", password="short")
    send(ada, cast.zoe, "password", password=PASSWORD)

    assert refused.startswith("This password is too easy to guess.")
    cast.zoe.refresh_from_db()
    assert cast.zoe.check_password(PASSWORD)
    assert zoe.get("/inbox/").status_code == 302


def test_a_token_is_revoked(cast: Cast) -> None:
    token, secret = issue_token(
        cast.mia, user=cast.mia, name="t", scopes=[TokenScope.READ], days=5, now=now()
    )

    said = send(signed_in(cast.ada), cast.mia, f"tokens/{token.uid}/revoke")

    assert (said, authenticate_token(secret, now=now())) == (["The token was revoked."], None)


@pytest.mark.parametrize("what", ["grant", "deactivate", "reactivate", "erase", "password"])
def test_nobody_else_finds_the_way_to_change_users(cast: Cast, what: str) -> None:
    codes = {
        name: signed_in(getattr(cast, name)).post(f"/users/{cast.zoe.uid}/{what}/").status_code
        for name in ("mia", "ben", "ravi", "rita", "zoe")
    }

    assert set(codes.values()) == {404}
