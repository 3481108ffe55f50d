"""Answers in the reader's words: whole in one line, or result by result."""

from assay.web.wording import Wording
from tests.web.test_gold_answers import SCHEMA

GIVEN = {"rank": {"r1": "good", "r2": "bad"}, "flaws": ["bad"], "why": "So."}


def test_answers_stand_result_by_result() -> None:
    found = Wording(SCHEMA, "en").all_of(GIVEN)

    assert found == (
        ("Relevance · r1", "Good"),
        ("Relevance · r2", "Bad"),
        ("Flaws", "Bad"),
        ("Why", "So."),
    )


def test_what_is_unknown_or_missing_is_one_part() -> None:
    wording = Wording(SCHEMA, "en")

    assert wording.parts("rank", None) == {"Relevance": None}
    assert wording.parts("gone", {"r1": "good"}) == {"gone": {"r1": "good"}}
