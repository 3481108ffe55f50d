"""Hours in a real browser: Ana says on a phone, in Arabic, when she works and when she is away."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ana_says_on_a_phone_in_arabic_when_she_works(page_as: Open, axe: Axe) -> None:
    """And leaves it as it was: four hours on workdays, one of them away."""
    ana = page_as("ana", viewport="phone", locale="ar")
    ana.goto("/")
    axe(ana)
    fits(ana)
    ana.locator("main a[href='/hours/']").press("Enter")
    expect(ana.locator("#hours-0")).to_be_visible()
    expect(ana.locator("html")).to_have_attribute("dir", "rtl")
    axe(ana)
    fits(ana)
    say(ana, "2.5")
    say(ana, "4")

    days = ana.locator("main form[action='/hours/clear/']")
    before = days.count()
    ana.locator("#id_first").fill("2026-01-01")
    ana.locator("#id_first").press("Enter")
    expect(days).to_have_count(before)
    tomorrow = ana.evaluate("new Date(Date.now() + 2 * 864e5).toISOString().slice(0, 10)")
    ana.locator("#id_first").fill(tomorrow)
    ana.locator("#id_last").fill(tomorrow)
    ana.locator("form[action='/hours/days/'] button").press("Enter")
    expect(days).to_have_count(before + 1)
    days.filter(has=ana.locator(f"input[value='{tomorrow}']")).locator("button").press("Enter")
    expect(days).to_have_count(before)


def say(ana: Page, hours: str) -> None:
    ana.locator("#hours-0").fill(hours)
    ana.locator("form[action='/hours/week/'] button").press("Enter")
    ana.wait_for_load_state()
    expect(ana.locator("#hours-0")).to_have_value(f"{float(hours):.2f}".replace(".", ana_point(ana)))


def ana_point(ana: Page) -> str:
    """The decimal point as the page writes it."""
    return "," if "," in ana.locator("#hours-0").input_value() else "."
