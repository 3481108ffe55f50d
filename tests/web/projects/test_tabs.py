"""The tabs of a project: one line of groups, one of pages; what a person may not open is not there."""

import re

import pytest
from django.test import Client

from tests.web.quality_cast import address, cast_of, signed_in, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a>')


def bar(shown: str, label: str) -> dict[str, str]:
    """Every link of a navigation with what its aria-current says."""
    found = re.search(f'<nav class="[a-z-]+" aria-label="{label}">(.*?)</nav>', shown, re.S)
    return {name: current for _href, current, name in LINK.findall(found[1])} if found else {}


def tabs(client: Client, world: World, page: str) -> tuple[dict[str, str], dict[str, str]]:
    """The first line, and the second where its own group has one."""
    shown = text(client, address(page, world.project.uid))
    first = bar(shown, "Parts of the project")
    here = next((name for name, current in first.items() if current), "")
    return first, bar(shown, f"Pages of {here}")


def current(line: dict[str, str]) -> dict[str, str]:
    return {name: said for name, said in line.items() if said}


def test_eight_tabs_lead_whoever_owns_the_project_everywhere() -> None:
    world = make_world()
    lea = signed_in(cast_of(world).lea)

    first, second = tabs(lea, world, "project-triage")

    assert list(first) == [
        *("Overview", "Work", "People", "Guideline", "Quality", "Plan", "Releases", "Settings")
    ]
    assert current(first) == {"Work": "true"}
    assert list(second) == ["Tasks", "Batches", "Queues", "Files", "Triage"]
    assert current(second) == {"Triage": "page"}


@pytest.mark.parametrize(
    ("page", "tab", "said"),
    [
        ("project", "Overview", "page"),
        ("project-contributors", "People", "true"),
        ("project-schema", "Guideline", "true"),
        ("project-guideline", "Guideline", "true"),
        ("consensus-runs", "Quality", "true"),
        ("adaptive", "Quality", "true"),
        ("reviews", "Quality", "true"),
        ("raci", "Plan", "true"),
        ("standards", "Plan", "true"),
        ("releases", "Releases", "true"),
        ("project-return", "Releases", "true"),
        ("project-settings", "Settings", "true"),
    ],
)
def test_a_page_marks_its_tab(page: str, tab: str, said: str) -> None:
    world = make_world()

    first, _second = tabs(signed_in(cast_of(world).lea), world, page)

    assert current(first) == {tab: said}


@pytest.mark.parametrize(
    ("page", "line", "label"),
    [
        ("consensus-runs", "Pages of quality", "Consensus"),
        ("adaptive", "Pages of quality", "Adaptive"),
        ("project-schema", "Pages of the guideline", "Label schema"),
        ("raci", "Pages of Plan", "Responsibilities"),
    ],
)
def test_the_second_line_marks_the_page(page: str, line: str, label: str) -> None:
    world = make_world()
    shown = text(signed_in(cast_of(world).lea), address(page, world.project.uid))

    found = bar(shown, line) or {
        name: said for _href, said, name in LINK.findall(shown[shown.index(f'aria-label="{line}"') :]) if said
    }

    assert current(found) == {label: "page"}


def test_a_tab_of_which_one_page_is_open_goes_by_that_page() -> None:
    world = make_world()
    cast = cast_of(world)

    first, second = tabs(signed_in(cast.ravi), world, "standards")

    assert current(first) == {"Standards": "page"}
    assert second == {}
    assert "Plan" not in first
    assert "Settings" not in first


def test_a_reviewer_finds_adjudication_within_quality() -> None:
    world = make_world()
    ben = signed_in(cast_of(world).ben)

    first, _second = tabs(ben, world, "adjudications")

    assert current(first) == {"Quality": "true"}
    assert ben.get(address("quality", world.project.uid)).status_code == 302
