"""The base of the browser tests: one demo and one browser for all of them.

A test asks for `page_as` and gets pages of the cast: `page = page_as("ana", viewport="phone", dark=True)`.
Errors on the console, in scripts and of requests fail the test; one that provokes them on purpose takes them out of
`faults`. The fixtures end with this folder: while Playwright lives, the thread has a running loop.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any  # What somebody's session is kept as.

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assay.config.supervisor import Platform
from tests.e2e import browsing
from tests.e2e.browsing import Visits
from tests.e2e.running import running_demo

HERE = Path(__file__).parent
# What a page may take on a machine that does something else beside.
PATIENCE_MS = 30_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them go to one process: there the demo is started once."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = browsing.open_browser(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def demo(browser: Browser) -> Iterator[Platform]:
    """The platform, after the browser: without one there is nothing to start it for."""
    with running_demo() as platform:
        yield platform


@pytest.fixture(scope="package")
def sessions() -> dict[str, Any]:
    return {}


@pytest.fixture
def visits(browser: Browser, demo: Platform, sessions: dict[str, Any]) -> Iterator[Visits]:
    opened = Visits(browser, demo.url, sessions)
    yield opened
    opened.close()
    assert opened.faults == []


@pytest.fixture
def faults(visits: Visits) -> list[str]:
    """What went wrong so far: a test that wants a refusal clears it."""
    return visits.faults


@pytest.fixture
def page_as(visits: Visits) -> Callable[..., Page]:
    def opened(person: str | None, **options: Any) -> Page:
        page = visits.page_as(person, **options)
        page.set_default_timeout(PATIENCE_MS)
        return page

    return opened


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing is wrong for people who use it with a screen reader or a keyboard."""

    def nothing_found(page: Page) -> None:
        assert browsing.axe_violations(page) == []

    return nothing_found


@pytest.fixture
def shoot() -> browsing.Shoot:
    return browsing.shoot
