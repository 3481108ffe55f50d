"""No cell of an export is a formula for any spreadsheet, and every one can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.kit.csv_safety import guard, unguard

DANGEROUS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("first", DANGEROUS)
def test_what_a_spreadsheet_would_run_is_guarded(first: str) -> None:
    assert guard(f"{first}cmd|'/c calc'!A1") == f"'{first}cmd|'/c calc'!A1"


@given(st.text())
def test_what_is_guarded_comes_back_as_it_was(cell: str) -> None:
    guarded = guard(cell)

    assert unguard(guarded) == cell
    assert not guarded.startswith(tuple(DANGEROUS))
