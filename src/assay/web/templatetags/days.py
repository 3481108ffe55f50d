"""A day with its weekday, in the order that each language says them; Django has no format for that."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()

LONG = {
    "de": "l, j. F",
    "es": r"l, j \d\e F",
    "he": "l, j בF",
    "hi": "l, j F",
    "id": "l, j F",
    "ja": "n月j日(D)",
    "ko": "n월 j일 l",
    "ms": "l, j F",
    "pl": "l, j E",
    "pt": r"l, j \d\e F",
    "tr": "j F l",
    "vi": "l, j/n",
}
SHORT = {
    "de": "D, j. M",
    "he": "D, j בF",
    "hi": "D, j F",
    "ja": "n月j日(D)",
    "ko": "n월 j일 (D)",
    "pl": "D, j E",
    "tr": "j M D",
    "vi": "D, j/n",
}


@register.filter(expects_localtime=True)
def weekday(day: date) -> str:
    """Thursday 5 March, Donnerstag, 5. März, 3月5日(木)."""
    return date_format(day, LONG.get(get_language() or "en", "l j F"))


@register.filter(expects_localtime=True)
def short_weekday(day: date) -> str:
    """Thu 5 Mar, for tables."""
    return date_format(day, SHORT.get(get_language() or "en", "D j M"))
