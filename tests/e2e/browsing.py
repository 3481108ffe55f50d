"""A browser as a person uses it: signed in as one of the cast, and nothing may go wrong unseen."""

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # Playwright's options and axe's report are JSON.

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
)

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
VIEWPORTS = {"desktop": DESKTOP, "phone": PHONE}
# Both sizes and both colours, and what a language from right to left turns round.
LOOKS: dict[str, dict[str, Any]] = {"desktop": {}, "dark phone": {"viewport": "phone", "dark": True}}
LOOKS_AND_RIGHT_TO_LEFT = LOOKS | {"right to left": {"locale": "ar"}}
# The first one has no window of its own to draw: a third of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
Shoot = Callable[..., None]


def open_browser(playwright: Playwright) -> Browser:
    """The machine's Chromium, else Playwright's own; where there is neither, the tests say so and skip."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    arguments = ["--disable-gpu", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    try:
        return playwright.chromium.launch(executable_path=found, args=arguments)
    except Error as error:
        pytest.skip(f"No browser: install Chromium to run these tests ({error.message.splitlines()[0]}).")


@dataclass
class Visits:
    """Opens pages of one demo, and notes everything that went wrong in them."""

    browser: Browser
    url: str
    signed_in: dict[str, Any]
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page_as(
        self,
        person: str | None,
        *,
        viewport: str = "desktop",
        dark: bool = False,
        locale: str = "en",
        **options: Any,
    ) -> Page:
        """A fresh page of `ana`, `lea`, … (None: nobody) that knows where the demo is: `page.goto("/work/")`."""
        state = self.state_of(person) if person else None
        return self.new_page(
            storage_state=state,
            viewport=VIEWPORTS[viewport],
            has_touch=viewport == "phone",
            is_mobile=viewport == "phone",
            color_scheme="dark" if dark else "light",
            locale=locale,
            **options,
        )

    def new_page(self, **options: Any) -> Page:
        context = self.browser.new_context(base_url=self.url, reduced_motion="reduce", **options)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.faults.append(f"Error on {page.url}: {error}"))
        page.on("requestfailed", self.note_request)
        return page

    def state_of(self, person: str) -> Any:
        """The cookies of somebody who has signed in with one click; once per person."""
        if person not in self.signed_in:
            page = self.new_page()
            page.goto(f"/demo/sign-in/{person}/")
            page.locator("main form button").click()
            page.wait_for_url(lambda address: "/demo/sign-in/" not in address)
            self.signed_in[person] = page.context.storage_state()
        return self.signed_in[person]

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"Console on {message.location.get('url')}: {message.text}")

    def note_request(self, request: Request) -> None:
        """A page that is left aborts what it was asking for: that is no fault."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"Request {request.method} {request.url}: {request.failure}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong, each with its rule, what it says and where."""
    # What is in order is not told of: half the time.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {each['help']} — {node['html'][:200]} {summary(node)}"
        for each in found
        for node in each["nodes"]
    ]


def summary(node: Mapping[str, Any]) -> str:
    return re.sub(r"\s+", " ", str(node.get("failureSummary", "")))


def shoot(page: Page, name: str, *, full: bool = False) -> None:
    """A screenshot for the documentation, written only where ASSAY_DOC_IMAGES is set."""
    if os.environ.get("ASSAY_DOC_IMAGES"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=IMAGES / f"{name}.png", full_page=full)


# Pages of a project that stand in the second line, by the tab they are in.
IN_TAB = {
    **dict.fromkeys(("Tasks", "Batches", "Queues", "Files", "Triage"), "Work"),
    **dict.fromkeys(("Members", "Contributors"), "People"),
    **dict.fromkeys(("Standards", "Risks", "Responsibilities", "Feasibility", "Cost of quality"), "Plan"),
    **dict.fromkeys(("Consensus", "Adjudication", "Machines"), "Quality"),
    "Label schema": "Guideline",
    **dict.fromkeys(("Return", "Quarters", "Search runs", "Classifiers"), "Releases"),
}


def open_part(page: Page, name: str) -> None:
    """A page of a project by its tab; the page itself, where the tab holds several."""
    tabs = page.get_by_role("navigation", name="Parts of the project")
    expect(tabs).to_be_visible()
    tab = tabs.get_by_role("link", name=IN_TAB.get(name, name), exact=True)
    if tab.count():
        tab.click()
        page.wait_for_load_state()
    if name in IN_TAB:
        pages = page.get_by_role("navigation", name=re.compile("^(Pages of|Parts of the project)"))
        pages.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_load_state()
