"""Ways in: e-mail and password for everybody, one click in the demo, and nothing else of allauth."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from assay.kit.clock import now
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role
from assay.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    """What throttles guesses is kept in a cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def lea() -> User:
    user = create_user(None, email="lea@example.org", name="Lea", password=PASSWORD, now=now())
    grant_role(None, user=user, role=Role.PROJECT_OWNER, now=now())
    return user


@pytest.mark.parametrize("email", ["lea@example.org", "Lea@Example.org"])
def test_the_right_password_leads_where_one_wanted_to_go(email: str, lea: User) -> None:
    client = Client()

    response = client.post("/accounts/login/", {"login": email, "password": PASSWORD, "next": "/account/"})

    assert (response.status_code, response.headers["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200


def test_nobody_is_led_to_another_house(lea: User) -> None:
    form = {"login": lea.email, "password": PASSWORD, "next": "https://elsewhere.example/"}

    assert Client().post("/accounts/login/", form).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password"), [("lea@example.org", "wrong"), ("nobody@example.org", "wrong")]
)
def test_a_failure_does_not_tell_whether_the_address_is_known(email: str, password: str, lea: User) -> None:
    response = Client().post("/accounts/login/", {"login": email, "password": password})

    page = " ".join(response.content.decode().split())
    assert "The email address and/or password you specified are not correct." in page
    assert f'value="{email}"' in page
    assert password not in page


def test_guesses_are_throttled_and_that_is_said(lea: User) -> None:
    client = Client()
    for _ in range(5):
        client.post("/accounts/login/", {"login": lea.email, "password": "wrong"})

    response = client.post("/accounts/login/", {"login": lea.email, "password": PASSWORD})

    assert response.status_code == 200
    assert "Too many failed login attempts. Try again later." in response.content.decode()


def test_a_deactivated_person_does_not_come_in(lea: User) -> None:
    User.objects.filter(pk=lea.pk).update(is_active=False)
    client = Client()

    client.post("/accounts/login/", {"login": lea.email, "password": PASSWORD})

    assert client.get("/account/").status_code == 302


def test_signing_out_asks_first_and_ends_the_session(lea: User) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": lea.email, "password": PASSWORD})

    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/account/").status_code == 302


def test_accounts_are_not_made_by_signing_up() -> None:
    form = {"email": "new@example.org", "password1": PASSWORD}

    page = Client().get("/accounts/signup/").content.decode()
    Client().post("/accounts/signup/", form)

    assert "Accounts are not made here" in page
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "page", ["email/", "password/change/", "password/set/", "password/reset/", "login/code/"]
)
def test_what_would_go_past_the_actions_is_not_there(page: str, lea: User) -> None:
    client = Client()
    client.force_login(lea, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(f"/accounts/{page}").status_code == 404


def test_one_click_exists_in_the_demo_only(lea: User) -> None:
    client = Client()

    assert [client.get("/demo/sign-in/lea/").status_code, client.post("/demo/sign-in/lea/").status_code] == [
        404,
        404,
    ]
    assert "one click" not in client.get("/accounts/login/").content.decode()


def test_the_demo_offers_its_people_with_what_they_are(lea: User, settings: Settings) -> None:
    settings.ASSAY_DEMO = True
    create_user(None, email="zoe@example.org", name="Zoe", password="sees nothing", now=now())
    create_user(None, email="ines@example.org", name="Ines", now=now())
    create_user(None, email="fink@simulated.invalid", name="Fink", is_simulated=True, now=now())
    gone = create_user(None, email="gone@example.org", name="Gone", now=now())
    User.objects.filter(pk=gone.pk).update(is_active=False)

    page = " ".join(Client().get("/accounts/login/").content.decode().split())

    assert '<strong>Lea</strong> <span class="detail">Project owner</span>' in page
    assert '<strong>Zoe</strong> <span class="detail">No role: sees nothing</span>' in page
    assert not any(name in page for name in ("Fink", "Gone", "Ines"))
    for stranger in ("fink", "gone", "ines", "nobody"):
        assert Client().post(f"/demo/sign-in/{stranger}/").status_code == 404


def test_one_click_is_a_post_with_its_token(lea: User, settings: Settings) -> None:
    settings.ASSAY_DEMO = True
    client, forged = Client(), Client(enforce_csrf_checks=True)

    assert "Sign in as Lea" in client.get("/demo/sign-in/lea/").content.decode()
    assert client.get("/account/").status_code == 302
    assert forged.post("/demo/sign-in/lea/").status_code == 403
    assert client.post("/demo/sign-in/lea/").headers["Location"] == "/"
    assert client.get("/account/").status_code == 200
