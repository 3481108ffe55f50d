"""The market matrix as a spreadsheet: what goes out comes in again, and what is wrong is named by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.projects.enums import MarketRule
from assay.projects.rules.policy_table import Table, as_table, free_id, read_table

KNIVES = {"id": "knives", "title": "Knives", "markets": {"DE-de": {"rule": "age_gated", "note": "18"}}}
TEXT = st.text(alphabet="a;, \"'=@+-é\n", max_size=12).map(str.strip)
CELL = st.builds(lambda rule, note: {"rule": rule, "note": note}, st.sampled_from(MarketRule.values), TEXT)
POLICY = st.builds(
    lambda name, title, markets: {"id": name, "title": f"x{title}", "markets": markets},
    st.sampled_from("abcdef"),
    TEXT,
    st.dictionaries(st.sampled_from(["DE-de", "PT-pt", "BR_pt"]), CELL, max_size=3),
)


@given(st.lists(POLICY, max_size=5, unique_by=lambda each: each["id"]))
def test_what_is_written_is_read_again(policies: list[dict[str, object]]) -> None:
    assert read_table(as_table(policies)) == Table(tuple(policies))


def test_a_market_without_a_rule_has_its_columns_and_formulas_are_guarded() -> None:
    text = as_table([KNIVES | {"title": "=1+1"}], ["AT-de", "DE-de"])

    assert text.splitlines() == [
        "id,policy,AT-de,AT-de note,DE-de,DE-de note",
        "knives,'=1+1,,,age_gated,18",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "id,policy,DE-de\nknives,Knives,age_gated\n",
        "\ufeffid;policy;DE-de\r\nknives;Knives;age_gated\r\n;;\r\n",
        "id\tpolicy\tDE-de\nknives\tKnives\tage_gated",
        "id,policy,DE-de\n,Knives,age_gated\n",
    ],
)
def test_spreadsheets_write_it_in_their_own_way(text: str) -> None:
    cell = {"rule": "age_gated", "note": ""}

    assert read_table(text) == Table(({"id": "knives", "title": "Knives", "markets": {"DE-de": cell}},))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "guideline.table_head", None),
        ("policy,id\n", "guideline.table_head", None),
        ("id,policy,DE-de,DE-de\n", "guideline.table_head", None),
        ("id,policy,DE-de note\n", "guideline.table_head", None),
        ("id,policy,\n", "guideline.table_head", None),
        ('id,policy,DE-de\n"a\n\n,b,maybe\n', None, None),
        ("id,policy,DE-de\na,A,allowed\nb,B,maybe\n", "guideline.table_rule", 3),
        ("id,policy,DE-de,DE-de note\nb,B,,because\n", "guideline.table_note", 2),
        ("x" * 1_000_001, "guideline.table_long", None),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text: str, code: str | None, line: int | None) -> None:
    problems = read_table(text).problems

    assert [each.code for each in problems] == ([code] if code else [])
    assert [each.params.get("line") for each in problems] == ([line] if code else [])


def test_ids_are_made_from_titles() -> None:
    assert free_id("Knïves & swords", set()) == "knives-swords"
    assert free_id("刀", {"policy", "policy-2"}) == "policy-3"
