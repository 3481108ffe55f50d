"""What a contributor does in the workbench, by keyboard."""

from playwright.sync_api import Page, expect


def open_bench(page: Page, address: str = "/work/") -> None:
    page.goto(address)
    expect(page.locator("#submit")).to_be_visible()


def speak(page: Page, language: str) -> None:
    """The language the person has chosen for Assay, as their account page saves it."""
    page.goto("/account/")
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "csrftoken")
    chosen: dict[str, str | float | bool] = {"name": "Ade", "locale": language, "time_zone": "Africa/Lagos"}
    chosen["csrfmiddlewaretoken"] = token
    assert page.request.post("/account/", form=chosen, headers={"Referer": page.url}).ok


def open_fresh(page: Page) -> None:
    """A task that nobody has begun with: what other tests left behind as a draft is submitted first."""
    open_bench(page)
    answer(page)
    submit(page)


def query(page: Page) -> str:
    """What tells the tasks of the search project apart."""
    return page.locator(".query").inner_text()


def n_today(page: Page) -> int:
    return int(page.locator(".strip strong").first.inner_text())


def answer(page: Page, grade: str = "2") -> None:
    """A grade for each result, then the intent: every key answers the active question and leads to the next."""
    for _ in range(page.locator(".per-result .question").count()):
        page.keyboard.press(grade)
    page.keyboard.press("1")
    expect(page.locator("#submit")).to_be_focused()


def submit(page: Page) -> None:
    """The answer counts, and another task is there."""
    before = query(page)
    page.keyboard.press("Enter")
    expect(page.locator(".query")).not_to_have_text(before)
    expect(page.locator(".bench")).not_to_have_attribute("aria-busy", "")
    expect(page.locator(".bench[aria-busy]")).to_have_count(0)


def submit_one_that_can_be_undone(page: Page) -> str:
    """Answers until one was no gold task whose right answer was shown; the query of that one."""
    for _ in range(10):
        answered = query(page)
        answer(page)
        submit(page)
        if page.locator("[data-key=u]").is_visible():
            return answered
    raise AssertionError("Ten gold tasks in a row.")
