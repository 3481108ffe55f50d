"""Working, in a real browser: by keyboard alone, and without losing anything."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.e2e.working import (
    answer,
    n_today,
    open_bench,
    open_fresh,
    query,
    submit,
    submit_one_that_can_be_undone,
)

Open = Callable[..., Page]


def test_several_tasks_are_done_by_keyboard_alone(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    before, seen = n_today(page), [query(page)]

    for _ in range(3):
        answer(page)
        submit(page)
        seen.append(query(page))

    assert n_today(page) == before + 3
    assert len(set(seen)) == 4
    expect(page.locator("#focus")).to_be_focused()


def test_the_keys_walk_down_the_list_and_show_where_they_are(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    active = page.locator(".question[data-active]")
    places = [each.get_attribute("data-place") for each in page.locator(".question").all()]

    passed = []
    for _ in places:
        passed.append(active.get_attribute("data-place"))
        expect(active.locator("kbd").first).to_be_visible()
        page.keyboard.press("1")

    assert passed == places


def test_a_held_key_submits_once_and_an_unanswered_task_not_at_all(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    before, task = n_today(page), query(page)

    page.keyboard.press("Enter")

    problems = page.locator(".problem:visible")
    assert problems.count() == page.locator(".question").count()
    expect(page.locator(".question[data-active] input").first).to_be_focused()
    page.keyboard.press("1")
    assert problems.count() == page.locator(".question").count() - 1

    page.locator("#focus").focus()
    answer(page)
    page.keyboard.down("Enter")
    for _ in range(5):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator(".query")).not_to_have_text(task)
    expect(page.locator(".strip strong").first).to_have_text(str(before + 1))


def test_undo_brings_the_answer_back_to_be_changed(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    answered = submit_one_that_can_be_undone(page)
    before = n_today(page)

    page.keyboard.press("u")

    expect(page.locator(".query")).to_have_text(answered)
    assert page.locator(".per-result input[value='2']:checked").count() == page.locator(".result").count()
    assert n_today(page) == before - 1
    expect(page.locator("[data-key=u]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".query")).not_to_have_text(answered)
    expect(page.locator(".strip strong").first).to_have_text(str(before))


def test_skipping_asks_why_and_can_be_thought_over(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    task = query(page)
    skipped = page.locator(".strip strong").nth(1)
    before = int(skipped.inner_text())

    page.keyboard.press("s")
    expect(page.get_by_role("dialog", name="Why do you skip this task?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert query(page) == task
    page.keyboard.press("s")
    page.keyboard.press("2")
    page.keyboard.press("Enter")

    expect(page.locator(".query")).not_to_have_text(task)
    expect(skipped).to_have_text(str(before + 1))


def test_a_draft_survives_the_browser_and_the_server_keeps_it_too(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    task = query(page)

    with page.expect_response(lambda response: response.url.endswith("/draft") and response.ok):
        page.keyboard.press("3")
    page.reload()
    expect(page.locator(".per-result input[value='3']").first).to_be_checked()
    page.evaluate("localStorage.clear()")
    page.reload()

    expect(page.locator(".per-result input[value='3']").first).to_be_checked()
    assert query(page) == task


def test_a_lost_answer_is_sent_again_and_counts_once(page_as: Open, faults: list[str]) -> None:
    page = page_as("ana")
    open_fresh(page)
    before, task = n_today(page), query(page)
    answer(page)

    def lose(route: Route) -> None:
        """The server hears it and answers, but the answer does not arrive."""
        route.fetch()
        route.abort("connectionreset")

    # Every answer is lost until the person sees it: the workbench tries again by itself.
    page.route("**/work/step", lose)
    page.keyboard.press("Enter")
    expect(page.locator("[data-view=offline]")).to_be_visible()
    page.unroute("**/work/step", lose)
    page.get_by_role("button", name="Try again now").click()

    expect(page.locator("[data-view=offline]")).to_have_count(0)
    expect(page.locator(".strip strong").first).to_have_text(str(before + 1))
    assert query(page) != task
    page.reload()
    expect(page.locator("#submit")).to_be_visible()
    assert n_today(page) == before + 1
    faults.clear()


def test_without_a_connection_nothing_is_lost(page_as: Open, faults: list[str]) -> None:
    page = page_as("ana")
    open_fresh(page)
    before = n_today(page)
    answer(page)

    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-view=offline]")).to_be_visible()
    page.context.set_offline(False)

    expect(page.locator("[data-view=offline]")).to_have_count(0)
    expect(page.locator(".strip strong").first).to_have_text(str(before + 1))
    faults.clear()


def test_a_task_that_is_answered_in_another_tab_goes_from_this_one(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    other = page.context.new_page()
    open_bench(other)
    task = query(page)
    assert query(other) == task

    answer(page)
    submit(page)

    expect(other.locator(".query")).not_to_have_text(task)


def test_who_is_away_is_warned_before_the_time_ends_and_can_keep_the_task(page_as: Open) -> None:
    page = page_as("ana")
    page.clock.install()
    open_fresh(page)
    task = query(page)
    warning = page.locator("[data-view=lease]")

    page.clock.fast_forward(16 * 60 * 1000)

    expect(warning).to_be_visible()
    with page.expect_response(lambda response: response.url.endswith("/draft") and response.ok):
        page.get_by_role("button", name="Keep this task").click()
    page.clock.run_for(2000)
    expect(warning).to_have_count(0)
    assert query(page) == task


def test_the_guideline_opens_beside_the_task_and_is_searched(page_as: Open) -> None:
    page = page_as("ana")
    open_fresh(page)
    task = query(page)

    page.keyboard.press("g")
    guideline = page.get_by_role("complementary", name="Guideline")
    expect(guideline).to_be_focused()
    guideline.get_by_role("searchbox").fill("nothing says this at all")
    expect(guideline.get_by_text("No section says this.")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(guideline).to_have_count(0)
    assert query(page) == task
    expect(page.locator(".problem:visible")).to_have_count(0)
