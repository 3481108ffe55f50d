"""Who may review, what a decision needs, what errors say of a unit, and that quotas are kept."""

from collections import Counter
from itertools import pairwise
from typing import Any  # Rules are JSON.

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.projects.enums import Segment
from assay.quality.enums import ReviewVerdict
from assay.quality.rules.review import Found, Reviewer, Weighed, found, refuse_decision, refuse_person
from assay.quality.rules.sampling import (
    JudgmentFacts,
    Quota,
    Rule,
    choose,
    n_due,
    parse_rules,
    refuse_rules,
    rule_for,
    stratum_of,
)
from assay.quality.rules.taxonomy import (
    MOST_TYPES,
    Difference,
    TypeOfError,
    defaults_for,
    differences,
    refuse_types,
)

MAJOR, MINOR, CRITICAL = Weighed("major", 0.5), Weighed("minor", 0.1), Weighed("critical", 1.0)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((False, False, False, False), None),
        ((True, False, False, False), "review.own_work"),
        ((True, True, True, True), "review.own_work"),
        ((False, True, False, False), "review.own_review"),
        ((False, False, True, False), "review.reserved"),
        ((False, False, False, True), "review.held"),
    ],
)
def test_who_may_review(facts: tuple[bool, bool, bool, bool], code: str | None) -> None:
    refused = refuse_person(Reviewer(*facts))

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("verdict", "errors", "wanted"),
    [
        ("accepted", [], Found(is_correct=True, is_critical=False, points=0.0)),
        ("accepted", [MINOR], Found(is_correct=True, is_critical=False, points=0.1)),
        ("fixed", [MAJOR], Found(is_correct=False, is_critical=False, points=0.5)),
        ("fixed", [MINOR] * 4, Found(is_correct=True, is_critical=False, points=0.4)),
        ("fixed", [MINOR] * 5, Found(is_correct=False, is_critical=False, points=0.5)),
        ("fixed", [CRITICAL], Found(is_correct=False, is_critical=True, points=1.0)),
        ("fixed", [Weighed("critical", 0.0)], Found(is_correct=False, is_critical=True, points=1.0)),
        ("rejected", [MINOR], Found(is_correct=False, is_critical=False, points=0.1)),
        ("rejected", [MAJOR] * 3, Found(is_correct=False, is_critical=False, points=1.0)),
    ],
)
def test_what_errors_say_of_a_unit(verdict: str, errors: list[Weighed], wanted: Found) -> None:
    said = found(verdict, errors, fails_at=0.5)

    assert (said.is_correct, said.is_critical) == (wanted.is_correct, wanted.is_critical)
    assert said.points == pytest.approx(wanted.points)


@pytest.mark.parametrize(
    ("verdict", "errors", "more", "codes"),
    [
        ("accepted", [], {}, []),
        ("accepted", [MINOR], {}, []),
        ("accepted", [MAJOR], {}, ["review.only_remarks"]),
        ("accepted", [], {"outcome": "rework"}, ["review.only_rejected"]),
        ("fixed", [MAJOR], {"has_answers": True}, []),
        ("fixed", [], {}, ["review.needs_error", "review.needs_answers"]),
        ("rejected", [MAJOR], {"comment": "Another brand."}, []),
        ("rejected", [MAJOR], {"comment": "Another brand.", "outcome": "recollect"}, []),
        ("rejected", [], {}, ["review.needs_error", "review.needs_comment"]),
    ],
)
def test_what_a_decision_needs(
    verdict: ReviewVerdict, errors: list[Weighed], more: dict[str, Any], codes: list[str]
) -> None:
    asked = {"comment": "", "outcome": "none", "has_answers": False, **more}

    assert [reason.code for reason in refuse_decision(verdict, errors, **asked)] == codes


def a_type(**fields: object) -> TypeOfError:
    return TypeOfError(**{"key": "wrong", "name": "Wrong", "severity": "major", "weight": 0.5, **fields})  # type: ignore[arg-type]  # As a form sends them.


@pytest.mark.parametrize(
    ("types", "limit", "codes"),
    [
        ([a_type()], 0.5, []),
        ([], 0.5, ["taxonomy.no_types"]),
        ([a_type(is_retired=True)], 0.5, ["taxonomy.no_types"]),
        ([a_type(key="Not A Key")], 0.5, ["taxonomy.bad_key"]),
        ([a_type(), a_type()], 0.5, ["taxonomy.key_twice"]),
        ([a_type(name=" ")], 0.5, ["taxonomy.no_name"]),
        ([a_type(severity="huge")], 0.5, ["taxonomy.bad_severity"]),
        ([a_type(origin="moon")], 0.5, ["taxonomy.bad_origin"]),
        ([a_type(weight=1.5)], 0.5, ["taxonomy.bad_weight"]),
        ([a_type()], 0.0, ["taxonomy.bad_limit"]),
        ([a_type(key=f"k{nth}") for nth in range(MOST_TYPES + 1)], 0.5, ["taxonomy.too_many"]),
    ],
)
def test_what_a_taxonomy_must_be(types: list[TypeOfError], limit: float, codes: list[str]) -> None:
    assert [reason.code for reason in refuse_types(types, fails_at=limit)] == codes


@pytest.mark.parametrize("segment", Segment.values)
def test_every_segment_begins_with_types_of_its_own(segment: str) -> None:
    types = defaults_for(segment)

    assert refuse_types(types, fails_at=0.5) == []
    assert {each.severity for each in types} == {"critical", "major", "minor"}


def test_what_a_version_changed_is_said_field_by_field() -> None:
    before = [a_type(), a_type(key="gone", name="Gone")]
    after = [a_type(severity="critical", weight=1.0), a_type(key="new", name="New", markets=("BR-pt",))]

    assert differences(before, after) == [
        Difference("wrong", "Wrong", "severity", "major", "critical"),
        Difference("wrong", "Wrong", "weight", "0.5", "1.0"),
        Difference("new", "New", "", "", ""),
        Difference("gone", "Gone", "is_there", "yes", "no"),
    ]


def facts(nth: int = 1, **fields: Any) -> JudgmentFacts:
    usual = {
        "contributor": "ana",
        "site": "North",
        "market": "BR-pt",
        "day": "2026-03-02",
        "answers": {"match": "no"},
    }
    return JudgmentFacts(judgment_id=nth, **{**usual, "n_before": 40, "n_days": 10, "seconds": 6.0, **fields})


@pytest.mark.parametrize(
    ("when", "does_fit"),
    [
        ({"contributors": ["ana"]}, True),
        ({"contributors": ["ade"]}, False),
        ({"sites": ["North"]}, True),
        ({"markets": ["US-en"]}, False),
        ({"judgments_below": 40}, False),
        ({"judgments_below": 41}, True),
        ({"judgments_from": 40}, True),
        ({"days_below": 10}, False),
        ({"days_from": 10}, True),
        ({"seconds_below": 6.5}, True),
        ({"confidence_below": 0.8}, False),
        ({"answers": {"match": ["no", "unsure"]}}, True),
        ({"answers": {"match": ["yes"]}}, False),
        ({"answers": {"other": ["no"]}}, False),
        ({"critical": True}, False),
        ({"markets": ["BR-pt"], "days_from": 11}, False),
    ],
)
def test_conditions_of_a_rule(when: dict[str, Any], does_fit: bool) -> None:
    rules = [Rule("first", "First", 1.0, when), Rule("rest", "Rest", 0.1)]

    assert rule_for(rules, facts()).key == ("first" if does_fit else "rest")


def test_a_low_confidence_is_one_that_is_known() -> None:
    rules = [Rule("unsure", "Unsure", 1.0, {"confidence_below": 0.8}), Rule("rest", "Rest", 0.1)]

    assert rule_for(rules, facts(confidence=0.7)).key == "unsure"
    assert rule_for(rules, facts(confidence=None)).key == "rest"


REST = {"key": "rest", "name": "Rest", "share": 0.1}


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        ([REST], []),
        ([], ["sampling.no_rules"]),
        ([{**REST, "when": {"days_below": 7}}], ["sampling.no_catch_all"]),
        ([REST, {**REST, "key": "more"}], ["sampling.catches_early"]),
        ([{**REST, "when": {"days_below": 7}}, REST], ["sampling.key_twice"]),
        ([{**REST, "share": 1.1}], ["sampling.bad_rule"]),
        ([{**REST, "share": True}], ["sampling.bad_rule"]),
        ([{**REST, "strata": ["moon"]}], ["sampling.unknown_stratum"]),
        ([{**REST, "strata": ["contributor", "answer:match"]}], []),
        ([{**REST, "key": "a", "when": {"moon": 1}}, REST], ["sampling.unknown_condition"]),
        ([{**REST, "key": "a", "when": {"days_below": "7"}}, REST], ["sampling.bad_condition"]),
        ([{**REST, "key": "a", "when": {"critical": False}}, REST], ["sampling.bad_condition"]),
    ],
)
def test_what_rules_must_be(document: list[Any], codes: list[str]) -> None:
    assert [reason.code for reason in refuse_rules(document)] == codes


def test_strata_are_named_in_the_order_of_the_rule() -> None:
    [rule] = parse_rules([{**REST, "strata": ["market", "answer:match"]}])

    assert stratum_of(rule, facts()) == "market=BR-pt | match=no"


@given(share=st.floats(0, 1), n=st.integers(0, 3000), seed=st.integers(0, 2**31))
def test_a_quota_is_never_one_away_from_its_share(share: float, n: int, seed: int) -> None:
    due = n_due(share, n, seed=seed, name="all")

    assert abs(due - share * n) < 1
    assert n_due(share, n + 1, seed=seed, name="all") >= due


def test_which_one_is_next_cannot_be_counted_out() -> None:
    taken = [
        n for n in range(1, 400) if n_due(0.1, n, seed=3, name="all") > n_due(0.1, n - 1, seed=3, name="all")
    ]

    gaps = Counter(right - left for left, right in pairwise(taken))
    assert len(taken) in {39, 40}
    assert len(gaps) > 5


@settings(max_examples=60, deadline=None)
@given(
    share=st.sampled_from([0.05, 0.1, 0.3, 0.5, 1.0]),
    chunks=st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=40), min_size=1, max_size=12),
    seed=st.integers(0, 1000),
)
def test_quotas_hold_whatever_comes_in_whatever_portions(
    share: float, chunks: list[list[str]], seed: int
) -> None:
    rule = Rule("all", "All", share, {}, ("contributor",))
    quotas: dict[str, Quota] = {}
    taken: Counter[str] = Counter()
    nth = 0
    for people in chunks:
        found_ = [facts(nth + each, contributor=person) for each, person in enumerate(people)]
        nth += len(people)
        taken.update(each.contributor for each, _ in choose(rule, found_, quotas, seed=seed))

    seen = Counter(person for people in chunks for person in people)
    assert abs(sum(taken.values()) - share * nth) < 1
    assert all(abs(taken[person] - share * seen[person]) < 2 for person in seen)
    assert (quotas[""].n_seen, quotas[""].n_taken) == (nth, sum(taken.values()))
