"""What changed between two versions: applying it gives the new text, turning it round gives the old."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.projects.rules.guideline_diff import Fate, Op, Piece, apply, diff_guidelines, diff_words

WORDS = st.text(alphabet="ab é\n\t.,😀\u2028\x0b", max_size=60)
SECTION = st.builds(
    lambda name, text: {"id": name, "title": name, "markdown": text}, st.sampled_from("pqrstu"), WORDS
)
SECTIONS = st.lists(SECTION, max_size=6, unique_by=lambda each: each["id"])


def section(name: str, text: str = "text", **more: object) -> dict[str, object]:
    return {"id": name, "title": name.upper(), "markdown": text, **more}


@given(WORDS, WORDS)
def test_applying_the_difference_gives_the_new_text(before: str, after: str) -> None:
    pieces = diff_words(before, after)

    assert apply(pieces) == after
    assert "".join(each.text for each in pieces if each.op != Op.ADDED) == before
    assert all(one.op != other.op for one, other in pairwise(pieces))


@given(SECTIONS, SECTIONS)
def test_every_section_has_one_fate_and_the_new_order_is_kept(
    before: list[dict[str, object]], after: list[dict[str, object]]
) -> None:
    changes = diff_guidelines(before, after)

    kept = [each.key for each in changes if each.fate != Fate.REMOVED]
    assert kept == [each["id"] for each in after]
    gone = {str(each["id"]) for each in before} - {str(each["id"]) for each in after}
    assert {each.key for each in changes if each.fate == Fate.REMOVED} == gone
    texts = {each.key: apply(each.text) for each in changes if each.fate != Fate.REMOVED}
    assert texts == {each["id"]: str(each["markdown"]).rstrip().strip("\n") for each in after}


@given(SECTIONS)
def test_nothing_differs_from_itself(sections: list[dict[str, object]]) -> None:
    assert all(each.is_quiet for each in diff_guidelines(sections, sections))


def test_words_are_compared_within_changed_lines() -> None:
    assert diff_words("Keep this.\nA red shoe.\n", "Keep this.\nA blue shoe.\n") == (
        Piece(Op.KEPT, "Keep this.\nA "),
        Piece(Op.REMOVED, "red"),
        Piece(Op.ADDED, "blue"),
        Piece(Op.KEPT, " shoe.\n"),
    )


@pytest.mark.parametrize(
    ("before", "after", "fates"),
    [
        ("abc", "abc", "a= b= c="),
        ("abc", "acb", "a= c= b>"),
        ("abcd", "dabc", "d> a= b= c="),
        ("abc", "ac", "a= b- c="),
        ("bc", "abc", "a+ b= c="),
        ("abc", "", "a- b- c-"),
    ],
)
def test_what_moved_is_the_least_that_explains_the_order(before: str, after: str, fates: str) -> None:
    signs = {Fate.UNCHANGED: "=", Fate.MOVED: ">", Fate.REMOVED: "-", Fate.ADDED: "+"}

    found = diff_guidelines([section(each) for each in before], [section(each) for each in after])

    assert " ".join(each.key + signs[each.fate] for each in found) == fates


def test_examples_and_variants_are_compared_too() -> None:
    example = {"kind": "example", "content": "a shoe", "answer": "yes", "why": "it is one"}
    before = [section("a", examples=[example])]
    after = [
        section(
            "a", examples=[example | {"answer": "no"}], variants=[{"market": "DE-de", "markdown": "Nein"}]
        )
    ]

    changed, variant = diff_guidelines(before, after)

    assert (changed.fate, Piece(Op.ADDED, "no") in changed.text) == (Fate.CHANGED, True)
    assert (variant.key, variant.market, variant.fate) == ("a@DE-de", "DE-de", Fate.ADDED)


def test_a_huge_rewritten_passage_is_shown_as_a_whole() -> None:
    before, after = "a " * 2_000, "b " * 2_000

    assert diff_words(before, after) == (Piece(Op.REMOVED, before), Piece(Op.ADDED, after))
