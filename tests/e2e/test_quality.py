"""From gold to a delivery in a real browser: Ben keeps quality, Lea delivers, Rita downloads, others find nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import LOOKS_AND_RIGHT_TO_LEFT, Shoot, open_part

Open = Callable[..., Page]
Axe = Callable[[Page], None]
PROJECT = "Shop search relevance"
# The worker may have other things to do.
JOB_MS = 120_000


def tab(page: Page, name: str) -> Page:
    """One tab of the project."""
    page.goto("/projects/")
    page.get_by_role("link", name=PROJECT, exact=True).first.click()
    open_part(page, name)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def newest_release(page: Page) -> str:
    """The address of the newest release that is ready."""
    tab(page, "Releases")
    row = page.locator("main tbody tr", has_text="Ready").first
    return str(row.get_by_role("link").first.get_attribute("href"))


def a_why(page: Page) -> str:
    """The address of a label's why, in the newest run."""
    tab(page, "Consensus").locator("main tbody th a").first.click()
    page.get_by_role("link", name="Labels", exact=True).click()
    return str(page.locator("main tbody td a").first.get_attribute("href"))


def test_ben_changes_what_is_right_and_why(page_as: Open, axe: Axe) -> None:
    page = tab(page_as("ben"), "Quality")
    page.get_by_role("navigation", name="Pages of quality").get_by_role(
        "link", name="Gold", exact=True
    ).click()
    axe(page)

    page.get_by_role("link", name="Edit ").first.click()
    axe(page)
    page.get_by_label("Why this is the answer").fill("The query names the brand, and this is another one.")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".messages")).to_contain_text("The task is gold from now on")
    expect(page.locator("main")).to_contain_text("The query names the brand, and this is another one.")
    page.get_by_role("link", name="People", exact=True).last.click()
    expect(page.locator("main tbody tr").first).to_contain_text("95 %")
    axe(page)


def test_ben_runs_consensus_and_asks_why(page_as: Open, axe: Axe) -> None:
    page = tab(page_as("ben"), "Consensus")

    page.keyboard.press("n")
    page.get_by_label("Majority vote").check()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Open the consensus run").click(timeout=JOB_MS)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Consensus run")
    axe(page)
    page.get_by_role("link", name="Labels", exact=True).click()
    axe(page)
    page.locator("main tbody td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why")
    expect(page.locator("table", has_text="The judgments behind it")).to_contain_text("guideline")
    axe(page)


def test_lea_builds_a_release_and_reads_its_certificate(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = tab(page_as("lea"), "Releases")

    page.get_by_label("Training items").check()
    page.get_by_label("Note").fill("Built in a browser.")
    page.get_by_role("button", name="Build", exact=True).click()
    page.get_by_role("link", name="Open the release and its certificate").click(timeout=JOB_MS)

    expect(page.locator("main")).to_contain_text("Built in a browser.")
    for heading in ("What was asked", "Known limits", "How it was labeled"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator(".tile", has_text="Estimated accuracy")).to_contain_text("n = ")
    axe(page)
    shoot(page, "certificate", full=True)


def test_rita_downloads_what_the_certificate_names(page_as: Open, tmp_path: Path) -> None:
    page = page_as("rita")
    page.goto(newest_release(page))
    row = page.locator("main tbody tr", has_text=".csv")

    with page.expect_download() as download:
        row.get_by_role("link").click()

    download.value.save_as(tmp_path / "labels.csv")
    digest = hashlib.sha256((tmp_path / "labels.csv").read_bytes()).hexdigest()
    expect(row).to_contain_text(digest)


@pytest.mark.parametrize("person", ["ravi", "zoe"])
def test_who_has_no_deliveries_finds_nothing(person: str, page_as: Open, faults: list[str]) -> None:
    rita = page_as("rita")
    addresses = [newest_release(rita), a_why(rita)]
    page = page_as(person)

    statuses = []
    for address in addresses:
        answer = page.goto(address)
        statuses.append(answer.status if answer else 0)

    assert statuses == [404, 404]
    expect(page.locator("main")).to_contain_text("There is nothing here")
    # The browser notes every 404 on its console.
    faults.clear()


@pytest.mark.parametrize("look", LOOKS_AND_RIGHT_TO_LEFT)
def test_certificate_and_why_are_clean_everywhere(look: str, page_as: Open, axe: Axe, shoot: Shoot) -> None:
    rita = page_as("rita")
    addresses = {"certificate": newest_release(rita), "why": a_why(rita)}
    page = page_as("rita", **LOOKS_AND_RIGHT_TO_LEFT[look])

    for name, address in addresses.items():
        page.goto(address)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} is wider than the {look} screen"
        axe(page)
        shoot(page, f"{name}-{look}")


def test_why_is_worth_a_picture(page_as: Open, axe: Axe, shoot: Shoot) -> None:
    page = page_as("rita")
    page.goto(a_why(page))

    axe(page)
    shoot(page, "why", full=True)
