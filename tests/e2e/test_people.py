"""People in the browser: Mia pauses somebody by keyboard, Ravi sees his site, and every page is fit for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import LOOKS_AND_RIGHT_TO_LEFT, Shoot

Open = Callable[..., Page]
Axe = Callable[[Page], None]
MIAS = (
    "/people/",
    "/people/new/",
    "/organisation/",
    "/organisation/markets/",
    "/organisation/skills/",
    "/roles/",
)
ADAS = ("/users/", "/users/new/", "/audit/")


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Only the Tab key, as somebody without a mouse; fails where it cannot be reached."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by keyboard")


def profile_of(page: Page, pseudonym: str) -> None:
    page.goto(f"/people/?q={pseudonym}")
    page.get_by_role("link", name=pseudonym, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=pseudonym)).to_be_visible()


def change_standing(page: Page, standing: str, reason: str, way_back: str = "") -> None:
    """Nothing but keys."""
    page.keyboard.press("s")
    tab_to(page, page.get_by_label("New standing"))
    page.keyboard.type(standing)
    tab_to(page, page.get_by_label("Reason", exact=True))
    page.keyboard.type(reason)
    tab_to(page, page.get_by_label("Way back", exact=True))
    page.keyboard.type(way_back)
    tab_to(page, page.get_by_role("button", name="Change standing"))
    page.keyboard.press("Enter")


def test_mia_pauses_somebody_by_keyboard_and_takes_them_back(page_as: Open, shoot: Shoot) -> None:
    page = page_as("mia")
    profile_of(page, "Meise")

    change_standing(page, "Paused", "Answers in two seconds each.")
    expect(page.get_by_text("A pause needs a reason, and an end or a way back.").first).to_be_visible()
    change_standing(
        page, "Paused", "Answers in two seconds each.", "Read section 2 again, then write to Mia."
    )

    expect(page.get_by_text("The standing was changed")).to_be_visible()
    history = page.get_by_role("region", name="History of standing")
    expect(history.get_by_text("Way back: Read section 2 again, then write to Mia.")).to_be_visible()
    expect(page.get_by_text("Is paused.").first).to_be_visible()
    shoot(page, "contributor", full=True)
    change_standing(page, "Active", "Has read it.")
    expect(page.get_by_text("The standing was changed")).to_be_visible()
    expect(page.get_by_text("Is paused.")).to_have_count(0)


def test_mia_changes_several_at_once(page_as: Open, shoot: Shoot) -> None:
    page = page_as("mia")
    page.goto("/people/?q=wren")
    shoot(page, "people")

    for standing in ("Probation", "Active"):
        page.get_by_label("Choose Wren").focus()
        page.keyboard.press("Space")
        change_standing(page, standing, "New on the project.")
        expect(page.get_by_text("1 person was changed.")).to_be_visible()
        expect(page.get_by_role("row", name="Wren").get_by_text(standing)).to_be_visible()


def test_ravi_sees_the_own_site_only(page_as: Open, faults: list[str]) -> None:
    mia = page_as("mia")
    profile_of(mia, "Hudhud")

    page = page_as("ravi")
    page.goto("/people/")
    places = page.locator("tbody tr td:last-child").all_inner_texts()
    stranger = page.goto(mia.url)

    assert places
    assert all(place.startswith("Lingua Partners · Lisbon") for place in places)
    assert stranger is not None
    assert stranger.status == 404
    faults.clear()


def test_ada_reads_in_the_trail_what_mia_did(page_as: Open, shoot: Shoot) -> None:
    page = page_as("ada")
    page.goto("/audit/?actor=mia@demo.example")

    expect(page.get_by_text("Mia changed the contributor").first).to_be_visible()
    shoot(page, "audit")
    page.get_by_role("button", name="Check the chain now").click()
    expect(page.get_by_text("Intact", exact=True)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS_AND_RIGHT_TO_LEFT)
@pytest.mark.parametrize(("person", "addresses"), [("mia", MIAS), ("ada", ADAS)])
def test_every_page_is_fit_for_everybody(
    page_as: Open, axe: Axe, person: str, addresses: tuple[str, ...], *, look: str
) -> None:
    page = page_as(person, **LOOKS_AND_RIGHT_TO_LEFT[look])

    for address in addresses:
        page.goto(address)
        axe(page)
        wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (address, wider) == (address, False)
