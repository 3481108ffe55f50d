"""Figures as people read them: grouped counts, and shares that never stand without their n and interval."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assay.stats.sampling import Share

register = template.Library()


@register.filter
def count(n: int | None) -> str:
    """1204 as 1,204 in the reader's language; nothing where there is nothing."""
    return "" if n is None else str(number_format(n, decimal_pos=0, force_grouping=True))


@register.filter
def percent(share: float | None, places: int = 1) -> str:
    """0.9408 as 94.1 %; a dash where it is undefined."""
    return "–" if share is None else f"{number_format(share * 100, decimal_pos=places)} %"


@register.filter
def figure(value: float | None, places: int = 2) -> str:
    """A number with so many decimal places; a dash where it is undefined."""
    return "–" if value is None else str(number_format(value, decimal_pos=places))


@register.filter
def interval(share: Share) -> str:
    """What a share rests on: n and its 95 % interval."""
    if not share.is_defined:
        return _("n = 0: not measured")
    low, high = (number_format((edge or 0) * 100, decimal_pos=1) for edge in (share.low, share.high))
    return _("n = %(n)s · 95 %%: %(low)s–%(high)s %%") % {"n": count(share.n), "low": low, "high": high}


@register.simple_tag
def rate(share: Share) -> SafeString:
    """A share with its n and interval beside it."""
    if not share.is_defined:
        return format_html('<span class="quiet-text">{}</span>', _("not measured (n = 0)"))
    return format_html(
        '<span class="rate"><strong>{}</strong> <span class="quiet-text">{}</span></span>',
        percent(share.value),
        interval(share),
    )
