"""Recruiting in a real browser: the talent pool, from a search to an invitation that is accepted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.trying import call

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


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
