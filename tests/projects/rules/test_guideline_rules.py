"""What a guideline, its quiz and its draft may be."""

import pytest

from assay.projects.enums import ChangeKind, DraftState, DraftVerdict
from assay.projects.rules.guideline import refuse_change, refuse_policies, refuse_sections
from assay.projects.rules.guideline_parts import Change
from assay.projects.rules.guideline_quiz import Published, due_quiz, mark
from assay.projects.rules.guideline_states import TRANSITIONS, after_verdicts

S, V = DraftState, DraftVerdict
SECTION = {"id": "a", "title": "A", "markdown": "text"}
EXAMPLE = {"kind": "example", "content": "a shoe", "answer": "yes", "why": "it is one"}
QUESTION = {
    "id": "q1",
    "text": "Is a lace a shoe?",
    "options": [{"id": "o1", "text": "Yes"}, {"id": "o2", "text": "No"}],
    "right": "o2",
    "why": "It goes with one.",
}


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"examples": [EXAMPLE]}, []),
        ({"examples": [EXAMPLE | {"kind": "odd"}]}, ["guideline.bad_example"]),
        ({"examples": [EXAMPLE | {"why": " "}]}, ["guideline.bad_example"]),
        ({"examples": [EXAMPLE] * 41}, ["guideline.too_many_parts"]),
        ({"examples": "none"}, ["guideline.bad_section"]),
        ({"variants": [{"market": "DE-de", "markdown": "Nein"}]}, []),
        ({"variants": [{"market": "", "markdown": "Nein"}]}, ["guideline.bad_variant"]),
        ({"variants": [{"market": "DE-de", "markdown": "x"}] * 2}, ["guideline.bad_variant"]),
        ({"colour": "red"}, ["guideline.bad_section"]),
    ],
)
def test_sections(more: dict[str, object], codes: list[str]) -> None:
    assert [each.code for each in refuse_sections("Title", [SECTION | more])] == codes


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (Change(), []),
        (Change(ChangeKind.EDITORIAL), []),
        (Change(ChangeKind.EDITORIAL, grace_hours=1), ["guideline.grace"]),
        (Change(grace_hours=-1), ["guideline.grace"]),
        (Change(grace_hours=24 * 90 + 1), ["guideline.grace"]),
        (Change(quiz=[QUESTION]), ["guideline.quiz_length"]),
        (Change(ChangeKind.POLICY), ["guideline.quiz_length"]),
        (Change(ChangeKind.POLICY, quiz=[QUESTION]), []),
        (Change(ChangeKind.POLICY, quiz=[QUESTION] * 6), ["guideline.quiz_length"]),
        (Change(ChangeKind.POLICY, quiz=[QUESTION | {"right": "o3"}]), ["guideline.bad_question"]),
        (Change(ChangeKind.POLICY, quiz=[QUESTION | {"why": ""}]), ["guideline.bad_question"]),
        (Change(concerns={"questions": {"match": ["yes"]}, "markets": ["DE-de"]}), []),
        (Change(concerns={"questions": ["match"]}), ["guideline.bad_concerns"]),
        (Change(concerns={"colour": {}}), ["guideline.bad_concerns"]),
    ],
)
def test_what_a_version_asks(change: Change, codes: list[str]) -> None:
    assert [each.code for each in refuse_change(change)] == codes


@pytest.mark.parametrize(
    ("policy", "is_good"),
    [
        (
            {"id": "knives", "title": "Knives", "markets": {"DE-de": {"rule": "age_gated", "note": "18"}}},
            True,
        ),
        ({"id": "knives", "title": "Knives", "markets": {}}, True),
        ({"id": "knives", "title": "", "markets": {}}, False),
        ({"id": "knives", "title": "Knives", "markets": {"DE-de": {"rule": "perhaps"}}}, False),
        (
            {"id": "knives", "title": "Knives", "markets": {"DE-de": {"rule": "allowed", "note": "x" * 501}}},
            False,
        ),
        ({"title": "Knives", "markets": {}}, False),
    ],
)
def test_policies(policy: dict[str, object], is_good: bool) -> None:
    assert (refuse_policies([policy]) == []) == is_good
    assert refuse_policies([policy, policy]) != []


def test_the_way_of_a_draft() -> None:
    allowed = {(here, there) for here in S for there in S if TRANSITIONS.refuse(here, there) is None}

    assert allowed == {
        (S.DRAFT, S.IN_REVIEW),
        (S.DRAFT, S.IN_FORCE),
        (S.DRAFT, S.DISCARDED),
        (S.IN_REVIEW, S.APPROVED),
        (S.IN_REVIEW, S.DRAFT),
        (S.IN_REVIEW, S.DISCARDED),
        (S.APPROVED, S.IN_FORCE),
        (S.APPROVED, S.DRAFT),
        (S.APPROVED, S.DISCARDED),
    }


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([V.WAITING], S.IN_REVIEW),
        ([V.APPROVED, V.WAITING], S.IN_REVIEW),
        ([V.APPROVED, V.APPROVED], S.APPROVED),
        ([V.APPROVED, V.CHANGES], S.DRAFT),
        ([V.WAITING, V.CHANGES], S.DRAFT),
        ([], S.IN_REVIEW),
    ],
)
def test_verdicts_decide_a_round(verdicts: list[DraftVerdict], state: DraftState) -> None:
    assert after_verdicts(verdicts) == state


@pytest.mark.parametrize(
    ("versions", "acknowledged", "upto", "due"),
    [
        ([], 0, 3, None),
        ([Published(1, has_quiz=False)], 0, 1, None),
        ([Published(2, has_quiz=True)], 1, 2, 2),
        ([Published(2, has_quiz=True, is_passed=True)], 1, 2, None),
        ([Published(2, has_quiz=True), Published(3, has_quiz=True)], 1, 3, 2),
        ([Published(2, has_quiz=True, is_passed=True), Published(3, has_quiz=True)], 1, 3, 3),
        ([Published(2, has_quiz=True), Published(3, has_quiz=True)], 0, 3, 3),
        ([Published(2, has_quiz=True), Published(3, has_quiz=True)], 3, 3, None),
        ([Published(2, has_quiz=True), Published(3, has_quiz=True)], 1, 2, 2),
    ],
)
def test_which_quiz_is_due(versions: list[Published], acknowledged: int, upto: int, due: int | None) -> None:
    assert due_quiz(versions, acknowledged=acknowledged, upto=upto) == due


@pytest.mark.parametrize(("answer", "is_right"), [("o2", True), ("o1", False), ("", False), (None, False)])
def test_an_answer_is_right_or_wrong(answer: str | None, is_right: bool) -> None:
    answers = {} if answer is None else {"q1": answer}

    assert [each.is_right for each in mark([QUESTION], answers)] == [is_right]
