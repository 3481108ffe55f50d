"""Contributors' pages in the languages of Assay: nothing of the catalogue is left in English, and all of it fits."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_workbench_looks import fits
from tests.e2e.working import open_bench, speak
from tools.catalogues import read

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PAGES = ("/", "/inbox/", "/account/")
# Of one's own, but those that other tests look at from right to left.
OWN = (
    *PAGES,
    *("/account/data/", "/announcements/", "/agreements/", "/invitations/"),
    *("/earnings/paid-to/", "/my-quality/", "/recommend/", "/wellbeing/", "/wellbeing/viewing/"),
)
# Everything a person sees or hears of a page, but what people have written themselves and what is named for machines.
TEXTS = """() => {
  const found = [], skipped = "kbd, script, style, body [lang], [dir=auto], .url, code, noscript";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, element = node.nodeType === 3 ? node.parentElement : node;
    if (element.closest(skipped)) continue;
    if (node.nodeType === 3) found.push(node.textContent.trim());
    else found.push(...["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? ""));
  }
  return found.filter(Boolean);
}"""


def english_left(page: Page, language: str) -> set[str]:
    """Texts of the page that are a sentence of the catalogue before its translation; waits for the page."""
    page.wait_for_load_state("domcontentloaded")
    messages = [message for message in read(language) if isinstance(message.id, str)]
    sentences = {message.id for message in messages if message.id and message.id != message.string}
    return {re.sub(r"\s+", " ", text) for text in page.evaluate(TEXTS)} & sentences


@pytest.fixture(params=["ar", "fr"])
def language(request: pytest.FixtureRequest, page_as: Open) -> Iterator[str]:
    """Ade reads Assay in this language, and in English again for the tests after."""
    page = page_as("ade")
    speak(page, request.param)
    yield request.param
    speak(page, "en")


def test_the_workbench_speaks_the_language_and_fits_a_phone(language: str, page_as: Open, axe: Axe) -> None:
    page = page_as("ade", viewport="phone")
    open_bench(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    for key in ("g", "s"):
        page.keyboard.press(key)
        assert english_left(page, language) == set()
        assert fits(page)
        axe(page)
        page.keyboard.press("Escape")


def test_ones_own_pages_speak_the_language_and_fit_a_phone(language: str, page_as: Open, axe: Axe) -> None:
    page = page_as("ade", viewport="phone")

    for address in OWN if language == "ar" else PAGES:
        answered = page.goto(address)
        assert answered is not None
        assert (address, answered.status) == (address, 200)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        assert (address, english_left(page, language)) == (address, set())
        assert fits(page), address
        axe(page)


def test_a_language_is_chosen_by_keyboard_before_signing_in(page_as: Open, axe: Axe) -> None:
    page = page_as(None, viewport="phone")
    page.goto("/accounts/login/?next=/work/")

    page.get_by_role("button", name="العربية").focus()
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page).to_have_url(re.compile(r"\?next=/work/$"))
    assert english_left(page, "ar") == set()
    axe(page)
