"""Recruiting in a real browser: somebody applies on a phone in Arabic, Mia accepts, and the first page opens."""

from collections.abc import Callable
from uuid import UUID

from django.core.signing import Signer
from playwright.sync_api import Page, expect

from assay.config.supervisor import Platform
from assay.recruiting.queries.applications import TOKEN
from tests.e2e.browsing import Visits
from tests.e2e.trying import call

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PASSWORD = "a long way to go"
# A person reads for three seconds at least.
READS_MS = 3_200


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def apply(page: Page, address: str, axe: Axe) -> None:
    """Everything with the keyboard."""
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    axe(page)
    fits(page)
    page.locator("[name=name]").fill("Noor Hadid")
    page.locator("[name=email]").fill("noor.hadid@mail.example")
    page.locator("[name=born_on]").fill("1996-02-29")
    page.locator("[name=level_ar-EG]").select_option("7")
    page.locator("[name=skills][value=search-quality]").press("Space")
    page.locator("[name=tie][value=lives]").press("Space")
    page.locator("[name=device][value=phone]").press("Space")
    page.locator("form summary").press("Enter")
    page.locator("[name=gender]").select_option("woman")
    axe(page)
    fits(page)
    page.locator("[name=consent]").press("Space")
    page.wait_for_timeout(READS_MS)
    page.locator("main form button.btn-primary").press("Enter")
    expect(page).to_have_url(f"{address}sent/")


def page_of_letter(demo: Platform, application: str) -> str:
    """Where the letter leads: its link is signed with the key of the installation."""
    key = (demo.home / "secret_key").read_text().strip()
    return f"{demo.url}/application/{Signer(key=key, salt=TOKEN).sign(UUID(application).hex)}/"


def test_somebody_applies_in_arabic_is_accepted_and_begins(
    visits: Visits, demo: Platform, page_as: Open, axe: Axe
) -> None:
    mia = page_as("mia")
    mia.goto("/recruiting/")
    [campaign] = [each for each in call(mia, "GET", "/campaigns")["items"] if each["market"] == "ar-EG"]
    here = f"/campaigns/{campaign['uid']}"
    page = visits.new_page(viewport={"width": 390, "height": 844}, locale="ar")

    apply(page, call(mia, "GET", f"{here}/links")["links"][0]["address"], axe)
    newest = call(mia, "GET", f"{here}/applications?limit=1")["items"][0]
    letter = page_of_letter(demo, newest["uid"])
    page.goto(letter)
    page.locator("button[value=confirm]").press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("تأكّد عنوانك")

    mia.goto(f"/recruiting/{campaign['uid']}/")
    axe(mia)
    row = mia.locator("tr", has_text="Noor Hadid")
    expect(row).to_contain_text("Search quality")
    expect(row).to_contain_text("1 of 1 looked for")
    mia.get_by_label("Choose Noor Hadid").press("Space")
    mia.keyboard.press("a")
    expect(mia.locator("main")).to_contain_text("Will be accepted")
    mia.get_by_role("button", name="Tell them now").press("Enter")
    expect(mia.locator(".messages")).to_contain_text("Done")

    page.goto(letter)
    axe(page)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.locator("button[value=password]").press("Enter")
    expect(page).to_have_url(f"{demo.url}/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{demo.url}/about-me/")
    expect(page.locator("[name=gender]")).to_have_value("woman")
    fits(page)
    put_away(page_as("ada"))


def put_away(ada: Page) -> None:
    """Noor leaves, so that the demo's cast is as it was."""
    ada.goto("/users/")
    [noor] = [each for each in call(ada, "GET", "/users?limit=200")["items"] if each["name"] == "Noor Hadid"]
    call(ada, "POST", f"/users/{noor['uid']}/deactivate", {"reason": "The test is over."})


def test_the_talent_pool_is_searched_saved_invited_and_accepts_on_a_phone(page_as: Open, axe: Axe) -> None:
    """Mia with the keyboard alone; Ana on a phone."""
    ana, mia = page_as("ana", viewport="phone"), page_as("mia")
    own = call(ana, "GET", "/me")
    mia.goto("/recruiting/talent/")
    axe(mia)
    mia.keyboard.press("/")
    expect(mia.locator("#id_language")).to_be_focused()
    mia.keyboard.type("pt-BR")
    mia.keyboard.press("Enter")
    expect(mia.locator("#id_language")).to_have_value("pt-BR")
    mia.locator("form[action='/recruiting/talent/segments/'] #id_name").fill("Portuguese of today")
    mia.locator("form[action='/recruiting/talent/segments/'] button").first.press("Enter")
    expect(mia.locator(".view-tabs a[aria-current=page]")).to_have_text("Portuguese of today")
    axe(mia)
    campaigns = mia.locator("#id_campaign")
    brazil = next(each for each in call(mia, "GET", "/campaigns")["items"] if each["market"] == "pt-BR")
    campaigns.select_option(brazil["uid"])
    mia.locator("form[action='/recruiting/talent/invite-to-campaign/'] button").press("Enter")
    expect(mia.locator(".messages, [role=status]").first).to_contain_text("invited")

    assert own["contributor"]
    ana.goto("/")
    ana.locator("a[href='/invitations/']").press("Enter")
    axe(ana)
    fits(ana)
    ana.locator("button[name=answer][value=yes]").first.press("Enter")
    expect(ana.locator("main")).to_contain_text("Accepted")
    axe(ana)
    fits(ana)
    ana.goto("/about-me/")
    axe(ana)
    fits(ana)
    mia.goto(f"/recruiting/{brazil['uid']}/#invited")
    expect(mia.locator("#invited + *")).to_contain_text("Opened")
    axe(mia)
