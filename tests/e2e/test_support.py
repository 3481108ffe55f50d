"""Help in a real browser: asked on a phone in Arabic from the page one is on, answered with a macro, rated."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Axe = Callable[[Page], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ana_asks_on_a_phone_in_arabic_and_mia_answers_in_arabic(page_as: Open, axe: Axe) -> None:
    ana, mia = page_as("ana", viewport="phone", locale="ar"), page_as("mia")
    ana.goto("/help/answers/")
    axe(ana)
    ana.locator("a[href^='/help/new/?page=']").press("Enter")
    expect(ana.locator("html")).to_have_attribute("dir", "rtl")
    axe(ana)
    fits(ana)
    ana.locator("#id_category").select_option("pay")
    ana.locator("#id_subject").press_sequentially("When am I paid")
    expect(ana.locator("#suggested a").first).to_be_visible()
    ana.locator("#id_text").fill("أرباحي")
    ana.locator("main form button.btn-primary").press("Enter")
    expect(ana.locator("ol.talk > li")).to_have_count(1)
    axe(ana)
    fits(ana)
    uid = ana.url.rstrip("/").rpartition("/")[2]

    mia.goto("/support/")
    axe(mia)
    mia.locator(f"a[href='/support/{uid}/']").press("Enter")
    axe(mia)
    mia.keyboard.press("m")
    expect(mia.locator("select#id_to option:checked")).to_have_text("Mia")
    mia.locator("form[method=get] button").last.press("Enter")
    expect(mia.locator("#id_text")).to_contain_text("مرحبًا Ana")
    mia.locator("#id_then").select_option("solved")
    mia.locator("#id_text").press("Tab")
    mia.locator(f"form[action='/support/{uid}/answer/'] button").press("Enter")
    expect(mia.locator("ol.talk > li")).to_have_count(2)

    ana.reload()
    expect(ana.locator("ol.talk > li.is-answer")).to_contain_text("Mia")
    ana.locator("input[name=score][value='5']").check()
    ana.locator(f"form[action='/help/{uid}/rate/'] button").press("Enter")
    expect(ana.locator("input[name=score]:checked")).to_have_value("5")
    axe(ana)
    fits(ana)


def test_mia_sets_the_hours_of_a_site_by_keyboard(page_as: Open, axe: Axe, faults: list[str]) -> None:
    """What is wrong is said beside what was typed, and nothing is changed: the demo is everybody's."""
    mia = page_as("mia")
    mia.goto("/support/")
    mia.get_by_role("link", name="Clocks", exact=True).press("Enter")
    expect(mia.get_by_role("heading", level=1)).to_have_text("How soon tickets are answered")
    axe(mia)
    fits(mia)
    pay = mia.get_by_label("Hours to the first answer: What I am paid")
    usual = pay.input_value()
    pay.fill("x")
    pay.press("Enter")
    pay = mia.get_by_label("Hours to the first answer: What I am paid")
    expect(pay).to_have_attribute("aria-invalid", "true")
    axe(mia)
    pay.fill(usual)
    pay.press("Enter")
    expect(pay).not_to_have_attribute("aria-invalid", "true")

    mia.locator("main summary").first.press("Enter")
    form = mia.locator("main details[open] form")
    form.get_by_label("Holidays, one a line").fill("Christmas")
    form.get_by_role("button", name="Save").press("Enter")
    expect(mia.get_by_role("alert")).to_contain_text("“Christmas” is no day: write it as 2026-12-25.")
    axe(mia)
    # The browser notes that the page answered 422: what was typed was wrong.
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()
