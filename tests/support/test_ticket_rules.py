"""Who answers first and then, by category."""

import pytest

from assay.support.enums import TicketCategory
from assay.support.rules.categories import LEVELS, PRIVATE, TERMS, first_level, next_level
from assay.support.rules.names import first_name

LEAD, CROWD, OPERATIONS = LEVELS


@pytest.mark.parametrize(
    ("category", "manned", "first"),
    [
        ("task", LEVELS, LEAD),
        ("task", (CROWD, OPERATIONS), CROWD),
        ("pay", LEVELS, CROWD),
        ("treatment", LEVELS, CROWD),
        ("wellbeing", (LEAD, OPERATIONS), OPERATIONS),
        ("treatment", (LEAD,), OPERATIONS),
        ("task", (), OPERATIONS),
    ],
)
def test_the_lowest_level_that_somebody_holds_answers_first(
    category: str, manned: tuple[str, ...], first: str
) -> None:
    assert first_level(category, manned) == first


@pytest.mark.parametrize(
    ("category", "level", "manned", "above"),
    [
        ("task", LEAD, LEVELS, CROWD),
        ("task", LEAD, (LEAD, OPERATIONS), OPERATIONS),
        ("task", CROWD, LEVELS, OPERATIONS),
        ("task", OPERATIONS, LEVELS, None),
        ("pay", CROWD, (LEAD, CROWD), None),
        ("treatment", LEAD, LEVELS, CROWD),
    ],
)
def test_it_goes_up_the_path_of_its_category(
    category: str, level: str, manned: tuple[str, ...], above: str | None
) -> None:
    assert next_level(category, level, manned) == above


def test_what_is_private_has_no_site_lead_on_its_path() -> None:
    assert PRIVATE == ("treatment", "wellbeing")
    assert [category for category in PRIVATE if LEAD in TERMS[category].path] == []
    assert set(TERMS) == set(TicketCategory.values)


def test_staff_are_shown_by_their_first_name() -> None:
    assert [first_name(name) for name in ("Mia", "Mia von Berg", " Mia  Berg", "")] == [
        "Mia",
        "Mia",
        "Mia",
        "",
    ]
