"""What evidence is worth on a day, worked out by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from assay.partners.enums import Proof
from assay.partners.rules.compliance import HandedIn, best_of, end_of, proof_of, refuse_evidence, refuse_item

TODAY = date(2027, 3, 1)


@dataclass(frozen=True)
class Paper:
    expires_on: date | None


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("papers", "best", "proof"),
    [
        ([], None, Proof.MISSING),
        ([None], None, Proof.VALID),
        ([ahead(31)], ahead(31), Proof.VALID),
        ([ahead(30)], ahead(30), Proof.EXPIRING),
        ([ahead(0)], ahead(0), Proof.EXPIRING),
        ([ahead(-1)], ahead(-1), Proof.EXPIRED),
        ([ahead(-1), ahead(40), ahead(3)], ahead(40), Proof.VALID),
        ([ahead(40), None], None, Proof.VALID),
    ],
)
def test_what_lasts_longest_counts(papers: list[date | None], best: date | None, proof: Proof) -> None:
    found = best_of(Paper(each) for each in papers)

    assert (found.expires_on if found else None, proof_of(found, TODAY)) == (best, proof)


@pytest.mark.parametrize(
    ("expires_on", "every_days", "ends"),
    [
        (None, None, None),
        (None, 10, ahead(10)),
        (ahead(5), 10, ahead(5)),
        (ahead(50), 10, ahead(10)),
        (ahead(50), None, ahead(50)),
    ],
)
def test_evidence_lasts_as_long_as_it_says_and_the_item_allows(
    expires_on: date | None, every_days: int | None, ends: date | None
) -> None:
    assert end_of(HandedIn(TODAY, expires_on), every_days) == ends


@pytest.mark.parametrize(
    ("handed", "codes"),
    [
        (HandedIn(TODAY, None), []),
        (HandedIn(ahead(1), None), ["evidence_dates"]),
        (HandedIn(TODAY, TODAY), ["evidence_dates"]),
        (HandedIn(date(1, 1, 1), None), ["evidence_dates"]),
        (HandedIn(TODAY, date(9999, 12, 31)), ["evidence_dates"]),
        (HandedIn(TODAY, None, "x" * 301), ["evidence_note"]),
        (HandedIn(TODAY, None, "a\0b"), ["evidence_note"]),
    ],
)
def test_evidence_is_refused_with_every_problem(handed: HandedIn, codes: list[str]) -> None:
    assert [each.code for each in refuse_evidence(handed, today=TODAY)] == [
        f"partners.{code}" for code in codes
    ]


def test_an_item_says_what_it_asks() -> None:
    assert refuse_item("Insurance", "The policy.", 365) == refuse_item("Insurance", "The policy.", None) == []
    assert [each.code for each in refuse_item(" ", "", 0)] == [
        "partners.item_name",
        "partners.item_asks",
        "partners.item_days",
    ]
