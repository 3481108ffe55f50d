"""The public page of a campaign: read and filled in without an account or a script, in the applicant's language."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from assay.kit.clock import now
from assay.people.models import Skill
from assay.recruiting.actions.campaigns import close_campaign, write_text
from assay.recruiting.actions.deciding import accept, carry_out
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.own import confirm
from assay.recruiting.models import ApplicantSaid, Application, Campaign, TrackedLink
from assay.recruiting.queries.applications import token_of
from assay.recruiting.rules.campaigns import Wording
from assay.web.joining import visitor
from tests.recruiting.cast import applied, campaign, mia
from tests.web.quality_cast import signed_in, somebody, text

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Noor",
    "email": "noor@example.org",
    "born_on": "1998-05-04",
    "level_pt-BR": "7",
    "more_1": "ar",
    "more_level_1": "5",
    "device": "phone",
    "tie": "lives",
    "consent": "1",
}


@pytest.fixture
def link() -> TrackedLink:
    campaign()
    today = now().date()
    Campaign.objects.update(opens_on=today, closes_on=today + timedelta(days=9))
    return TrackedLink.objects.select_related("campaign__market").get()


def hidden(client: Client, link: TrackedLink, language: str = "en") -> dict[str, str]:
    """What the page put into its form; shown ten seconds ago."""
    page = client.get(f"/join/{link.code}/", headers={"accept-language": language}).content.decode()
    agreed = re.findall(r'name="agreed" value="(\w+)"', page)[0]
    return {"agreed": agreed, "shown": visitor.stamp(link.code, now() - timedelta(seconds=10))}


def sent(client: Client, link: TrackedLink, language: str = "en", **changes: str) -> tuple[int, str]:
    form = FORM | hidden(client, link, language) | changes
    response = client.post(f"/join/{link.code}/", form, headers={"accept-language": language})
    return response.status_code, response.content.decode()


def test_a_visitor_applies_confirms_and_withdraws(link: TrackedLink) -> None:
    client = Client()

    assert sent(client, link)[0] == 302
    kept = Application.objects.get()
    send_letters(now=now())
    (address,) = re.findall(r"http\S+", str(mail.outbox[0].body))
    own = urlsplit(address).path
    first = client.get(own)
    done = [
        client.post(own, {"step": step}, follow=True).content.decode() for step in ("confirm", "withdraw")
    ]

    assert (kept.languages, kept.device, kept.tie) == ({"ar": 5, "pt-BR": 7}, "phone", "lives")
    assert (Application.objects.get().state, Application.objects.get().name) == ("withdrawn", "")
    assert first.headers["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in first.content.decode()
    assert "Confirm my address" in first.content.decode()
    assert "Noor" in first.content.decode()
    assert "Your address is confirmed." in done[0]
    assert "What you sent is erased." in done[1]
    assert "no-store" in first.headers["Cache-Control"]


def test_known_and_unknown_addresses_get_the_same_page(link: TrackedLink) -> None:
    somebody("Ben", now())
    forms = [
        FORM | hidden(Client(), link) | {"email": f"{name}@example.org"} for name in ("new", "new", "ben")
    ]

    answers = [Client().post(f"/join/{link.code}/", form) for form in forms]

    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (302, f"/join/{link.code}/sent/")
    }


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(link: TrackedLink) -> None:
    status, page = sent(Client(), link, email="", born_on="0001-01-01", consent="", device="x")

    assert status == 422
    assert page.count('class="problem"') == 4
    assert 'value="Noor"' in page
    assert '<option value="7" selected>' in page
    assert not Application.objects.exists()


def test_what_one_can_and_who_one_is_may_be_said_and_the_screener_reads_the_first_alone(
    link: TrackedLink,
) -> None:
    Skill.objects.create(code="maps", name="Maps")
    Skill.objects.create(code="ads", name="Ads")
    Campaign.objects.update(skills=["maps"])
    link.refresh_from_db()
    first = Client().get(f"/join/{link.code}/").content.decode()

    wrong = sent(Client(), link, skills="ads", gender="woman", email="")
    right = sent(Client(), link, skills="maps", gender="woman", age="")

    assert all(each in first for each in ("Which of these can you do?", "Maps", "never sees your answers"))
    assert "Ads" not in first
    assert '<option value="woman" selected>' not in first
    assert wrong[0] == 422
    assert '<option value="woman" selected>' in wrong[1]
    assert right[0] == 302
    kept = confirm(Application.objects.get(), now=now())
    assert (kept.skills, ApplicantSaid.objects.count()) == (["maps"], 1)
    lead, address = signed_in(mia()), f"/recruiting/{link.campaign.uid}/"
    page = text(lead, address)
    assert ("1 of 1 looked for" in page, "oman" in page) == (True, False)
    lead.post(
        f"{address}screening/", {"fact": "skill", "value": "maps", "level": "", "then": "accept", "says": ""}
    )
    assert "Says that they can: Maps" in text(lead, address)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"website": "http://buy.example"}, "it is not for people"),
        ({"shown": "nobody signed this"}, "open for long"),
        ({"agreed": "0" * 64}, "has changed meanwhile"),
        ({"name": "A\0B", "email": "a\0"}, "no e-mail address"),
    ],
)
def test_what_no_person_sends_is_refused(link: TrackedLink, changes: dict[str, str], says: str) -> None:
    status, page = sent(Client(), link, **changes)

    assert (status in {409, 422}, says in page) == (True, True)
    assert not Application.objects.exists()


def test_a_form_that_was_just_shown_or_belongs_to_another_page_is_not_taken(link: TrackedLink) -> None:
    just, other = visitor.stamp(link.code, now()), visitor.stamp("another", now() - timedelta(minutes=1))

    assert "That was quick." in sent(Client(), link, shown=just)[1]
    assert "open for long" in sent(Client(), link, shown=other)[1]


def test_one_network_sends_only_so_many(link: TrackedLink, settings: Settings) -> None:
    settings.ASSAY_APPLICATIONS_PER_MINUTE, settings.ASSAY_PROXIES = 2, 1

    def status(forwarded: str) -> int:
        form = FORM | hidden(Client(), link) | {"name": ""}
        headers = {"x-forwarded-for": forwarded}
        return Client().post(f"/join/{link.code}/", form, headers=headers).status_code

    assert [status("6.6.6.6, 192.0.2.7") for _ in range(3)] == [422, 422, 429]
    assert status("192.0.2.7, 192.0.2.8") == 422


def test_the_page_speaks_the_visitors_language(link: TrackedLink) -> None:
    write_text(None, campaign=link.campaign, wording=Wording("ar", "قيّم النتائج", "نص."), now=now())
    client = Client()

    page = client.get(f"/join/{link.code}/", headers={"accept-language": "ar"}).content.decode()
    status, _ = sent(client, link, "ar")

    assert 'dir="rtl"' in page
    assert "قيّم النتائج" in page
    assert (status, Application.objects.get().locale) == (302, "ar")


def test_a_campaign_that_is_over_says_so_and_one_that_never_was_is_not_there(link: TrackedLink) -> None:
    close_campaign(None, campaign=link.campaign, reason="Enough.", now=now())

    page = Client().get(f"/join/{link.code}/").content.decode()

    assert "Nobody can apply here any more." in page
    assert "apply-title" not in page
    for gone in ("/join/nothing1/", "/join/nothing1/sent/", "/application/nothing/"):
        assert Client().get(gone).status_code == 404


def test_an_accepted_applicant_chooses_a_password_and_is_in(link: TrackedLink) -> None:
    lead, client = mia(), Client()
    found = confirm(applied(link, now=now()), now=now())
    own = f"/application/{token_of(found)}/"
    accept(lead, campaign=link.campaign, applications=[found], now=now())
    waits = client.get(own).content.decode()
    carry_out(lead, campaign=link.campaign, now=now())
    form = {"step": "password", "password": "a long way to go", "repeated": "a long way to go"}

    weak = client.post(own, form | {"password": "short", "repeated": "short"})
    done = client.post(own, form, follow=True)

    assert "We look at your application" in waits
    assert weak.status_code == 422
    assert done.redirect_chain == [("/", 302)]
    assert done.context["user"].email == "ana@example.org"
    assert "Sign in" in Client().get(own).content.decode()
