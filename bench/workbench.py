"""From a key press to the next task on the screen, in a real browser on this machine."""

import statistics
from typing import Any  # JSON.

import pytest
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from assay.config.supervisor import Platform
from bench.sizes import Sizes
from tests.e2e.browsing import open_browser

# The moment of the key is the system's own; painted is the first turn of the page's loop after the frame that
# shows the next task.
WATCH = """
window.steps = [];
let pressed = null, shown = null;
document.addEventListener('keydown', event => { if (event.key === 'Enter') pressed = event.timeStamp; }, true);
const look = () => {
    const heading = document.getElementById('focus');
    if (heading === shown) return;
    shown = heading;
    if (pressed === null || heading === null) return;
    const from = pressed, { port1, port2 } = new MessageChannel();
    pressed = null;
    port1.onmessage = () => window.steps.push(performance.now() - from);
    requestAnimationFrame(() => port2.postMessage(null));
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
"""


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.load import shared_world

    client = Client()
    client.force_login(shared_world(sizes).people[-1].user)
    with sync_playwright() as playwright:
        try:
            browser = open_browser(playwright)
        except pytest.skip.Exception as missing:
            return {"missing": str(missing)}
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.add_init_script(WATCH)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": platform.url}
        page.context.add_cookies([session])  # type: ignore[list-item]  # A dict with the keys of its typed one.
        page.goto(f"{platform.url}/work/")
        page.wait_for_selector("#submit")
        paces = {"steady": steps(page, sizes.n_steps, waits=True)}
        paces["hurried"] = steps(page, sizes.n_steps, waits=False)
        browser.close()
    return {"n_tasks": sizes.n_hot_open + sizes.n_hot_done, "n_steps": sizes.n_steps, **paces}


def steps(page: Page, n: int, *, waits: bool) -> dict[str, float]:
    """Answer by key, n times: each after the answer before was taken, or as soon as the next task is there."""
    page.wait_for_selector(".bench:not([aria-busy]) #submit")
    page.evaluate("window.steps.length = 0")
    for nth in range(n):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.wait_for_function("n => window.steps.length > n", arg=nth)
        if waits:
            page.wait_for_selector(".bench:not([aria-busy]) #submit")
    found = sorted(page.evaluate("window.steps"))
    return {
        "median_ms": round(statistics.median(found), 1),
        "p95_ms": round(found[min(len(found) - 1, round(0.95 * len(found)))], 1),
    }
