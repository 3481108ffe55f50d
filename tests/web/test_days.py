"""Days with their weekday, in the order of each language."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from assay.web.templatetags.days import short_weekday, weekday

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Thursday 5 March", "Thu 5 Mar"),
        ("de", "Donnerstag, 5. März", "Do, 5. Mär"),
        ("es", "jueves, 5 de marzo", "jue 5 Mar"),
        ("ja", "3月5日(木)", "3月5日(木)"),
        ("pl", "Czwartek, 5 marca", "Czw, 5 marca"),
        ("tr", "5 Mart Perşembe", "5 Mar Prş"),
        ("vi", "Thứ 5, 5/3", "Thứ 5, 5/3"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(language: str, long: str, short: str) -> None:
    with translation.override(language):
        said = (weekday(DAY), short_weekday(DAY))

    assert said == (long, short)


def test_a_moment_is_on_the_day_of_the_readers_zone() -> None:
    page = Template("{% load days %}{{ at|weekday }}")

    with timezone.override("Asia/Tokyo"):
        shown = page.render(Context({"at": datetime(2026, 3, 5, 20, tzinfo=UTC)}))

    assert shown == "Friday 6 March"
