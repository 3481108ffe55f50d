"""Who takes a request where; what it lacks; what may stand in it; what a change would change."""

from datetime import date
from itertools import product

import pytest

from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.rules.changes import differences, read, refuse_decision, refuse_proposal, stored
from assay.intake.rules.clocks import CLOCKED, refuse_hours
from assay.intake.rules.completeness import NEEDED, SECTIONS, RequestFacts, missing, n_filled
from assay.intake.rules.fields import VolumeRow, refuse_fields, refuse_volumes
from assay.intake.rules.states import (
    OVER,
    STEPS,
    TRANSITIONS,
    refuse_step,
    step_between,
    steps_open,
    waits_for,
)
from tests.intake.world import ASKED

R, A, J = Part.REQUESTER, Part.APPROVER, Part.JUDGE
# The whole table again, as people would say it: from, to, who, whether a reason is needed.
SAID = {
    (S.DRAFT, S.SUBMITTED): ({R}, False),
    (S.DRAFT, S.WITHDRAWN): ({R}, False),
    (S.SUBMITTED, S.FEASIBLE): ({J}, False),
    (S.SUBMITTED, S.CLARIFYING): ({J, A}, True),
    (S.SUBMITTED, S.NOT_FEASIBLE): ({J}, True),
    (S.SUBMITTED, S.WITHDRAWN): ({R}, True),
    (S.CLARIFYING, S.SUBMITTED): ({R}, True),
    (S.CLARIFYING, S.WITHDRAWN): ({R}, True),
    (S.FEASIBLE, S.APPROVED): ({A}, False),
    (S.FEASIBLE, S.NOT_FEASIBLE): ({A}, True),
    (S.FEASIBLE, S.CLARIFYING): ({J, A}, True),
    (S.FEASIBLE, S.WITHDRAWN): ({R}, True),
    (S.NOT_FEASIBLE, S.SUBMITTED): ({R}, True),
    (S.NOT_FEASIBLE, S.CLOSED): ({R, J}, False),
    (S.APPROVED, S.IN_DELIVERY): ({J}, False),
    (S.APPROVED, S.WITHDRAWN): ({R}, True),
    (S.IN_DELIVERY, S.ACCEPTED): ({R}, False),
    (S.IN_DELIVERY, S.WITHDRAWN): ({R}, True),
    (S.ACCEPTED, S.IN_DELIVERY): ({R}, True),
    (S.ACCEPTED, S.CLOSED): ({R, J}, False),
}


@pytest.mark.parametrize(("before", "after", "part"), list(product(S, S, Part)))
def test_every_step_by_everybody(before: S, after: S, part: Part) -> None:
    who, needs_reason = SAID.get((before, after), (set(), False))

    silent = [each.code for each in refuse_step(before, after, frozenset({part}), reason=" ")]
    spoken = refuse_step(before, after, frozenset({part}), reason="Because.")

    if not who:
        assert silent == ["state.not_from_here"]
    elif part not in who:
        assert silent == ["intake.not_your_step"]
    else:
        assert silent == (["intake.needs_reason"] if needs_reason else [])
        assert spoken == []


def test_there_is_one_table_and_it_has_no_dead_end() -> None:
    assert len({(each.before, each.after) for each in STEPS}) == len(STEPS) == len(SAID)
    assert {state for state in S if not TRANSITIONS.allowed[state]} == OVER
    assert all(step_between(each.before, each.after) == each for each in STEPS)


def test_somebody_is_expected_to_act_until_it_is_over() -> None:
    assert {state: waits_for(state) for state in S} == {
        **dict.fromkeys((S.DRAFT, S.CLARIFYING, S.NOT_FEASIBLE, S.IN_DELIVERY), frozenset({R})),
        **dict.fromkeys((S.SUBMITTED, S.APPROVED), frozenset({J})),
        S.FEASIBLE: frozenset({A}),
        S.ACCEPTED: frozenset({R, J}),
        **dict.fromkeys((S.CLOSED, S.WITHDRAWN), frozenset()),
    }


def test_what_is_expected_comes_first() -> None:
    assert [each.name for each in steps_open(S.SUBMITTED, frozenset({J}))] == [
        *("find_feasible", "ask", "find_not_feasible")
    ]
    assert [each.name for each in steps_open(S.CLOSED, frozenset(Part))] == []


WHOLE = {**ASKED, "schema": "search-relevance", "volumes": 3000, "budget": 1, "approvers": 1}


def test_a_whole_request_lacks_nothing() -> None:
    assert missing(RequestFacts(WHOLE)) == []
    assert n_filled(RequestFacts(WHOLE)) == len(NEEDED)


@pytest.mark.parametrize("name", list(NEEDED))
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_each_field_that_is_empty_is_missing(name: str, empty: object) -> None:
    lacking = missing(RequestFacts({**WHOLE, name: empty}))

    assert [(each.code, each.field) for each in lacking] == [("intake.missing", name)]


def test_a_metric_at_zero_is_filled_in() -> None:
    assert missing(RequestFacts({**WHOLE, "metric_baseline": 0.0})) == []


def test_every_needed_field_is_in_one_section() -> None:
    assert sorted(name for _section, names in SECTIONS for name in names) == sorted(NEEDED)


def test_an_empty_request_lacks_everything_in_the_order_of_the_form() -> None:
    assert [each.field for each in missing(RequestFacts({}))] == list(NEEDED)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", "x" * 161, "intake.too_long"),
        ("title", "a\0b", "intake.too_long"),
        ("segment", "cars", "intake.not_one_of"),
        ("accuracy_unit", "", "intake.not_one_of"),
        ("template", "nothing", "intake.no_template"),
        ("metric_gain", "much", "intake.no_number"),
        ("metric_gain", float("nan"), "intake.no_number"),
        ("metric_baseline", True, "intake.no_number"),
        ("accuracy_target", 0.49, "intake.accuracy_range"),
        ("accuracy_target", 95, "intake.accuracy_range"),
        ("accuracy_target", "high", "intake.no_number"),
        ("deadline_on", "soon", "intake.no_date"),
        ("budget_micro", 0, "intake.out_of_range"),
        ("budget_micro", "12.5", "intake.no_number"),
        ("currency", "euro", "intake.no_currency"),
        ("state", "approved", "intake.no_field"),
    ],
)
def test_what_cannot_stand_there(name: str, value: object, code: str) -> None:
    assert [each.code for each in refuse_fields({name: value})] == [code]


def test_everything_may_stay_empty_in_a_draft() -> None:
    texts = dict.fromkeys(("title", "segment", "purpose", "template", "cadence", "currency"), "")
    others = dict.fromkeys(("metric_baseline", "accuracy_target", "deadline_on", "budget_micro"))

    assert refuse_fields({**texts, **others}) == []
    assert refuse_fields(ASKED) == []


def test_a_budget_needs_its_currency() -> None:
    refused = refuse_fields({"budget_micro": 5_000_000, "currency": ""})

    assert [(each.code, each.field) for each in refused] == [("intake.no_currency", "currency")]


LANGUAGES = {"pt-BR": "pt-BR", "de-DE": "de-DE"}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([VolumeRow("pt-BR", 1), VolumeRow("pt-BR", 1, "es")], []),
        ([VolumeRow("pt-BR", 1), VolumeRow("pt-BR", 1, "pt-BR")], ["intake.volume_twice"]),
        ([VolumeRow("xx-XX", 1)], ["intake.unknown_market"]),
        ([VolumeRow("pt-BR", 0)], ["intake.out_of_range"]),
        ([VolumeRow("pt-BR", 1, "p")], ["people.language_invalid"]),
        ([VolumeRow("pt-BR", 1)] * 201, ["intake.too_many_rows"]),
    ],
)
def test_rows_of_volume(rows: list[VolumeRow], codes: list[str]) -> None:
    assert [each.code for each in refuse_volumes(rows, LANGUAGES)] == codes


@pytest.mark.parametrize("state", list(S))
def test_some_states_have_a_clock(state: S) -> None:
    codes = [
        refused.code for hours in (None, 1, 2000, 0, 2001, True) if (refused := refuse_hours(state, hours))
    ]

    assert codes == (["intake.bad_hours"] * 3 if state in CLOCKED else ["intake.no_clock"] * 6)


def test_a_change_is_told_field_by_field() -> None:
    before = {"title": "Old", "deadline_on": "2026-06-01", "cadence": "weekly"}
    after = stored({"deadline_on": date(2026, 6, 15), "title": "New", "cadence": "weekly"})

    changed = differences(before, after)

    assert [(each.field, each.before, each.after) for each in changed] == [
        ("title", "Old", "New"),
        ("deadline_on", "2026-06-01", "2026-06-15"),
    ]
    assert read(after) == {"deadline_on": date(2026, 6, 15), "title": "New", "cadence": "weekly"}


def test_a_change_needs_a_reason_and_a_difference() -> None:
    changed = differences({"title": "Old"}, {"title": "New"})

    assert [each.code for each in refuse_proposal([], why=" ", state=S.SUBMITTED)] == [
        *("intake.needs_reason", "intake.nothing_changed")
    ]
    assert [each.code for each in refuse_proposal(changed, why="So.", state=S.CLOSED)] == ["intake.is_over"]
    assert [each.code for each in refuse_proposal(changed, why="So.", state=S.DRAFT)] == [
        "intake.still_written"
    ]
    assert refuse_proposal(changed, why="So.", state=S.APPROVED) == []


@pytest.mark.parametrize(
    ("is_proposed", "is_other_side", "is_stale", "accepts", "note", "codes"),
    [
        (True, True, False, True, "", []),
        (True, True, True, False, "No.", []),
        (True, True, False, False, " ", ["intake.needs_reason"]),
        (True, True, True, True, "", ["intake.change_stale"]),
        (True, False, False, True, "", ["intake.other_side"]),
        (False, True, False, True, "", ["intake.change_decided"]),
    ],
)
def test_who_decides_a_change(
    *, is_proposed: bool, is_other_side: bool, is_stale: bool, accepts: bool, note: str, codes: list[str]
) -> None:
    refused = refuse_decision(
        is_proposed=is_proposed, is_other_side=is_other_side, is_stale=is_stale, accepts=accepts, note=note
    )

    assert [each.code for each in refused] == codes
