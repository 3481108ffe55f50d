"""Terms, fates and measures as truth tables."""

from typing import Any  # Cells of a file are JSON.

import pytest

from assay.kit.reasons import Reason
from assay.labelers.enums import Fate, UseMode
from assay.labelers.rules.checking import compared, is_all_right
from assay.labelers.rules.measuring import (
    Counted,
    CountedUnit,
    Right,
    RightOfLabel,
    labels_of,
    shares_of,
)
from assay.labelers.rules.registry import confidence_of, refuse_name
from assay.labelers.rules.uses import Terms, fate_before, is_sure, refuse_terms
from assay.stats.sampling import wilson

NAN = float("nan")


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        (Terms(UseMode.OFF, 7, 7, 7), []),
        (Terms(UseMode.JUDGE), []),
        (Terms(UseMode.ALONE, 0.01, 0.999, 0.5), []),
        (Terms(UseMode.ALONE, 0.0), ["labelers.share_range"]),
        (Terms(UseMode.JUDGE, NAN, NAN, NAN), ["labelers.share_range", "labelers.target_range"]),
        (Terms(UseMode.JUDGE, 0.1, 0.9, 0.9), ["labelers.target_range"]),
        (Terms(UseMode.JUDGE, 0.1, 1.0, 0.9), ["labelers.target_range"]),
        (Terms(UseMode.JUDGE, 0.1, 0.9, 0.4), ["labelers.target_range"]),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(terms: Terms, codes: list[str]) -> None:
    assert [each.code for each in refuse_terms(terms)] == codes


def test_what_is_decided_before_the_task_is_looked_at() -> None:
    sure = {(c, t): is_sure(c, t) for c in (None, 0.4, 0.9) for t in (None, 0.9)}
    fates = {(left, s): fate_before(is_left=left, is_sure=s) for left in (True, False) for s in (True, False)}

    assert sure == {
        (None, None): True,
        (None, 0.9): False,
        (0.4, None): True,
        (0.4, 0.9): False,
        (0.9, None): True,
        (0.9, 0.9): True,
    }
    assert fates == {
        (True, True): Fate.LEFT,
        (True, False): Fate.LEFT,
        (False, True): None,
        (False, False): Fate.UNSURE,
    }


@pytest.mark.parametrize("given", [True, "0.9", -0.1, 1.1, 10**400, NAN, [], {}])
def test_what_is_no_confidence_is_refused(given: Any) -> None:
    assert isinstance(confidence_of({"confidence": given}), Reason)
    assert [confidence_of(each) for each in ({}, {"confidence": None}, {"confidence": 1})] == [
        None,
        None,
        1.0,
    ]


def test_names() -> None:
    assert [bool(refuse_name(name)) for name in ("Ranker", "", " ", "a\nb", "x" * 81)] == [
        False, True, True, True, True,
    ]  # fmt: skip


def test_what_it_said_is_held_against_what_is_known() -> None:
    mine = {("kind", ""): "a", ("tags", "x"): True, ("size", ""): 3.0}
    truth = {("kind", ""): "b", ("tags", "x"): True, ("tags", "y"): False, ("size", ""): 3, ("why", ""): "z"}

    units = compared(mine, truth, by_option=["tags"])

    assert [unit.document() for unit in units] == [
        ["kind", "", "a", "b"],
        ["size", "", "3", "3"],
        ["tags", "x", "yes", "yes"],
        ["tags", "y", "no", "no"],
        ["why", "", "", "z"],
    ]
    assert not is_all_right(units)
    assert is_all_right(units[1:4])


def test_sources_are_never_pooled() -> None:
    found = shares_of(
        [
            Counted("gold", "BR-pt", "pt", 10, 9),
            Counted("gold", "PT-pt", "pt", 10, 5),
            Counted("people", "", "", 4, 4),
        ]
    )
    labels = labels_of(
        [
            CountedUnit("gold", "match", "", "yes", "yes", 8),
            CountedUnit("gold", "match", "", "yes", "no", 2),
            CountedUnit("gold", "match", "", "", "no", 3),
        ]
    )

    assert found == [
        Right("gold", "", "", wilson(14, 20)),
        Right("gold", "language", "pt", wilson(14, 20)),
        Right("gold", "market", "BR-pt", wilson(9, 10)),
        Right("gold", "market", "PT-pt", wilson(5, 10)),
        Right("people", "", "", wilson(4, 4)),
    ]
    assert labels == [
        RightOfLabel("gold", "match", "", "no", wilson(0, 0), wilson(0, 5)),
        RightOfLabel("gold", "match", "", "yes", wilson(8, 10), wilson(8, 8)),
    ]
