"""A machine fills in answers, in a real browser: a contributor sees that it did, and says otherwise."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.browsing import Shoot
from tests.e2e.trying import call, document, project_of, put_away, submitted, work_on

Open = Callable[..., Page]
OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
SCHEMA = document(
    [{"kind": "text", "field": "text"}],
    [{"id": "kettle", "kind": "choice", "label": "Is it a kettle?", "options": OPTIONS}],
)
TEXTS = [{"text": f"Kettle number {nth}"} for nth in range(3)]
# Predictions are put to use once a minute.
PATIENCE_SECONDS = 100


def suggest(lea: Page, project: str) -> None:
    """A model of Lea's says no to every task, and what it says is filled in."""
    labeler = call(lea, "POST", f"/projects/{project}/labelers", {"name": "Own model"})["uid"]
    version = call(lea, "POST", f"/labelers/{labeler}/versions", {})["uid"]
    said = [{"task": f"t{nth}", "answers": {"kettle": "no"}} for nth in range(len(TEXTS))]
    call(lea, "POST", f"/labeler-versions/{version}/predictions", {"predictions": said})
    use = {"version": version, "mode": "suggest", "left_share": 0.01, "reason": "Tried."}
    call(lea, "POST", f"/labelers/{labeler}/use", use)
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while "suggested" not in call(lea, "GET", f"/labelers/{labeler}")["uses"][0]["fates"]:
        assert time.monotonic() < give_up_at, "Nothing was filled in."
        lea.wait_for_timeout(500)


def test_ana_sees_what_was_filled_in_and_changes_it(
    page_as: Open, axe: Callable[[Page], None], shoot: Shoot
) -> None:
    lea, ana = page_as("lea"), page_as("ana")
    project = project_of(lea, ana, SCHEMA, TEXTS)
    suggest(lea, project)
    work_on(ana, project)
    notice = ana.locator("[data-view=suggested]")
    for _ in range(len(TEXTS) - 1):
        # One in a hundred tasks is left to people, by chance.
        if notice.is_hidden():
            ana.keyboard.press("1")
            submitted(ana)

    expect(notice).to_have_text(
        "A program has filled in these answers. Check each of them before you submit."
    )
    expect(ana.get_by_role("radio", name="No")).to_be_checked()
    above, bench = notice.bounding_box(), ana.locator(".bench").bounding_box()
    assert above is not None
    assert bench is not None
    assert round(above["width"]) == round(bench["width"])
    axe(ana)
    shoot(ana, "suggested")
    ana.get_by_role("radio", name="Yes").check(force=True)

    assert submitted(ana)["answers"] == {"kettle": "yes"}
    put_away(lea, ana, project)
