"""Dates and figures in every language: as its readers write them, with the digits that all of them read."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from assay.web.templatetags.figures import count, rounded

AT = datetime(2026, 3, 5, 15, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "n", "at"),
    [
        ("ar", "1.234.567", "5 مارس 2026، 15:07"),
        ("de", "1.234.567", "5. März 2026 15:07"),
        ("he", "1,234,567", "5 במרץ 2026 15:07"),
        ("hi", "12,34,567", "5 मार्च 2026, 15:07"),
        ("it", "1.234.567", "5 Marzo 2026 15:07"),
        ("ja", "1,234,567", "2026年3月5日 15:07"),
        ("ko", "1,234,567", "2026년 3월 5일 오후 3:07"),
        ("ms", "1,234,567", "5 Mar 2026, 15:07"),
        ("th", "1,234,567", "5 มีนาคม 2026, 15:07"),
        ("vi", "1.234.567", "15:07, 5 tháng 3, 2026"),
    ],
)
def test_figures_are_grouped_and_dates_in_order(language: str, n: str, at: str) -> None:
    with translation.override(language):
        assert (count(1234567), date_format(AT, "DATETIME_FORMAT")) == (n, at)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_language_of_assay_leaves_large_figures_in_one_piece(language: str) -> None:
    with translation.override(language):
        shown = rounded(1234567.5, 1)

    assert re.fullmatch(r"(1\D234|12\D34)\D567\D5", shown), shown
