"""Disputes alone: who may dispute and who may arbitrate, and what is left of a review."""

import pytest

from assay.quality.enums import ReviewVerdict
from assay.quality.rules.disputes import (
    Arbitrator,
    Disputant,
    adjusted,
    refuse_arbitrator,
    refuse_dispute,
)
from assay.quality.rules.review import Found, Weighed

CRITICAL, MAJOR, MINOR = Weighed("critical", 1.0), Weighed("major", 0.5), Weighed("minor", 0.1)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Disputant(is_the_person=True, leads_their_site=False), None),
        (Disputant(is_the_person=False, leads_their_site=True), None),
        (Disputant(is_the_person=False, leads_their_site=False), "dispute.not_yours"),
        (Disputant(is_the_person=True, leads_their_site=False, is_charged=False), "dispute.nothing_charged"),
        (Disputant(is_the_person=True, leads_their_site=False, was_disputed=True), "dispute.once"),
        (Disputant(is_the_person=False, leads_their_site=True, is_late=True), "dispute.too_late"),
        (
            Disputant(
                is_the_person=False, leads_their_site=False, is_charged=False, is_late=True, was_disputed=True
            ),
            "dispute.not_yours",
        ),
    ],
)
def test_who_may_dispute(facts: Disputant, code: str | None) -> None:
    refused = refuse_dispute(facts)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((False, False, False, False), None),
        ((True, False, False, False), "dispute.own_case"),
        ((False, True, False, False), "dispute.own_review"),
        ((False, False, True, False), "dispute.raised_it"),
        ((False, False, False, True), "dispute.had_task"),
        ((True, True, True, True), "dispute.own_case"),
        ((False, True, True, True), "dispute.own_review"),
        ((False, False, True, True), "dispute.raised_it"),
    ],
)
def test_who_may_arbitrate(facts: tuple[bool, bool, bool, bool], code: str | None) -> None:
    refused = refuse_arbitrator(Arbitrator(*facts))

    assert (refused.code if refused else None) == code


REJECTED, ACCEPTED, FIXED = ReviewVerdict.REJECTED, ReviewVerdict.ACCEPTED, ReviewVerdict.FIXED
FREE = Found(is_correct=True, is_critical=False, points=0.0)


@pytest.mark.parametrize(
    ("verdict", "errors", "overturned", "whole", "expected"),
    [
        (REJECTED, {1: CRITICAL}, {1}, False, FREE),
        (REJECTED, {1: MAJOR, 2: MINOR}, {1}, False, Found(False, False, 0.1)),
        (REJECTED, {1: MAJOR, 2: MINOR}, {1, 2}, False, FREE),
        (REJECTED, {1: MAJOR}, set(), True, FREE),
        (REJECTED, {}, set(), False, Found(False, False, 0.0)),
        (FIXED, {1: CRITICAL, 2: MINOR}, {1}, False, Found(True, False, 0.1)),
        (FIXED, {1: MAJOR, 2: MAJOR}, {1}, False, Found(False, False, 0.5)),
        (FIXED, {1: MAJOR, 2: MINOR}, {2}, False, Found(False, False, 0.5)),
        (ACCEPTED, {1: MINOR}, {1}, False, FREE),
    ],
)
def test_what_is_left_of_a_review(
    verdict: ReviewVerdict, errors: dict[int, Weighed], overturned: set[int], whole: bool, expected: Found
) -> None:
    assert adjusted(verdict, errors, overturned, is_overturned=whole, fails_at=0.5) == expected
