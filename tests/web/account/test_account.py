"""The own account: what people change about themselves, and their tokens."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.people.actions.users import create_user, issue_token
from assay.people.enums import TokenScope
from assay.people.models import ApiToken, User
from assay.people.queries.tokens import authenticate_token
from tests.web.quality_cast import signed_in

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "correct horse battery", "an even longer sentence"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    """What throttles guesses is kept in a cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def ana() -> User:
    return create_user(None, email="ana@example.org", name="Ana", password=PASSWORD, now=now())


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]  # Django's test response.


def token_of(user: User, name: str = "laptop") -> ApiToken:
    token, _ = issue_token(user, user=user, name=name, scopes=[TokenScope.READ], days=30, now=now())
    return token


@pytest.mark.parametrize("address", ["/account/", "/account/password/", "/account/tokens/"])
def test_nobody_is_asked_to_sign_in_first(address: str) -> None:
    response = Client().post(address) if address != "/account/" else Client().get(address)

    assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={address}")


def test_name_language_and_zone_are_kept_and_shown(ana: User) -> None:
    given = {"name": " Ana Sousa ", "locale": "fr", "time_zone": "America/Sao_Paulo"}

    response = signed_in(ana).post("/account/", given, follow=True)

    ana.refresh_from_db()
    assert (ana.name, ana.locale, ana.time_zone) == ("Ana Sousa", "fr", "America/Sao_Paulo")
    assert '<html lang="fr"' in text(response)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "  "}, "A name has 1 to 120 characters."),
        ({"locale": "tlh"}, "Assay does not speak tlh yet."),
        ({"time_zone": "Mars/Base"}, "Mars/Base is not an IANA time zone."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(changed: dict[str, str], sentence: str, ana: User) -> None:
    given = {"name": "Ana", "locale": "", "time_zone": "UTC", **changed}

    response = signed_in(ana).post("/account/", given, follow=True)

    assert sentence in text(response)
    ana.refresh_from_db()
    assert (ana.name, ana.locale, ana.time_zone) == ("Ana", "", "UTC")


def test_the_chosen_language_goes_before_the_browsers(ana: User) -> None:
    client = signed_in(ana)
    asked = {"Accept-Language": "ar"}
    User.objects.filter(pk=ana.pk).update(locale="en")
    chosen = text(client.get("/account/", headers=asked))

    User.objects.filter(pk=ana.pk).update(locale="")
    as_the_browser = text(client.get("/account/", headers=asked))

    assert ('lang="en" dir="ltr"' in chosen, 'lang="ar" dir="rtl"' in as_the_browser) == (True, True)
    assert 'lang="en"' in text(Client().get("/accounts/login/"))


def test_before_signing_in_a_language_is_chosen_on_the_page() -> None:
    client = Client()
    chosen = client.post("/language/", {"language": "ar", "next": "/accounts/login/?next=/work/"})

    page = text(client.get("/accounts/login/"))

    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/accounts/login/?next=/work/")
    assert ('lang="ar" dir="rtl"' in page, "كلمة المرور" in page) == (True, True)
    assert '<button class="btn btn-quiet" name="language" value="fr" lang="fr">Français</button>' in page


def test_a_wrong_password_is_told_in_the_language_of_the_page(ana: User) -> None:
    client = Client(headers={"Accept-Language": "pt-BR,pt;q=0.9"})

    page = text(client.post("/accounts/login/", {"login": ana.email, "password": "not the password"}))

    assert "O e-mail ou a senha não está correto." in page


def test_the_password_is_changed_by_whoever_knows_it(ana: User) -> None:
    client, elsewhere = signed_in(ana), signed_in(ana)

    client.post("/account/password/", {"current": PASSWORD, "new": NEW, "repeated": NEW})

    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert (client.get("/account/").status_code, elsewhere.get("/account/").status_code) == (200, 302)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"current": "guessed"}, "This is not your current password."),
        ({"repeated": "something else"}, "The two new passwords are not the same."),
        ({"new": "short", "repeated": "short"}, "This password is too easy to guess."),
    ],
)
def test_a_password_is_not_changed(given: dict[str, str], sentence: str, ana: User) -> None:
    form = {"current": PASSWORD, "new": NEW, "repeated": NEW, **given}

    response = signed_in(ana).post("/account/password/", form, follow=True)

    ana.refresh_from_db()
    assert sentence in text(response)
    assert ana.check_password(PASSWORD)


def test_guessing_the_current_password_is_throttled(ana: User) -> None:
    client = signed_in(ana)
    guess = {"current": "guessed", "new": NEW, "repeated": NEW}

    codes = [client.post("/account/password/", guess).status_code for _ in range(6)]

    assert codes == [302] * 5 + [429]


def test_a_token_is_shown_once_and_works(ana: User) -> None:
    client = signed_in(ana)

    made = client.post("/account/tokens/", {"name": "laptop", "scopes": ["work", "read"], "days": "30"})

    secret = re.search(r"assay_[\w-]{40,}", text(made))
    assert secret is not None
    holder = authenticate_token(secret[0], now=now())
    assert holder is not None
    assert (holder.user_id, holder.scopes) == (ana.pk, frozenset({"work", "read"}))
    assert "no-store" in made.headers["Cache-Control"]
    assert secret[0] not in text(client.get("/account/"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Give the token a name, so that you know it again later."),
        ({"scopes": []}, "Choose at least one thing the token may do."),
        ({"days": "9999"}, "A token lives 1 to 366 days."),
        ({"days": "soon"}, "A token lives 1 to 366 days."),
    ],
)
def test_a_token_that_cannot_be_made(given: dict[str, object], sentence: str, ana: User) -> None:
    form = {"name": "laptop", "scopes": ["read"], "days": "30", **given}

    response = signed_in(ana).post("/account/tokens/", form)

    assert response.status_code == 422
    assert sentence in text(response)
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_only(ana: User) -> None:
    zoe = create_user(None, email="zoe@example.org", name="Zoe", now=now())
    token = token_of(ana)

    strangers = signed_in(zoe).post(f"/account/tokens/{token.uid}/revoke/")
    token.refresh_from_db()
    assert (strangers.status_code, token.revoked_at) == (404, None)

    own = signed_in(ana).post(f"/account/tokens/{token.uid}/revoke/", follow=True)
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "The token no longer works." in text(own)
    assert signed_in(ana).post(f"/account/tokens/{new_uid()}/revoke/").status_code == 404


def test_others_tokens_are_not_listed(ana: User) -> None:
    zoe = create_user(None, email="zoe@example.org", name="Zoe", now=now())
    token_of(zoe, "zoes-laptop")
    token_of(ana, "anas-laptop")

    page = text(signed_in(ana).get("/account/"))

    assert ("anas-laptop" in page, "zoes-laptop" in page) == (True, False)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_page_asks_as_often_for_one_token_as_for_three(
    n_rows: int, ana: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(n_rows):
        token_of(ana, f"token {nth}")
    client = signed_in(ana)

    with django_assert_max_num_queries(10):
        client.get("/account/")
