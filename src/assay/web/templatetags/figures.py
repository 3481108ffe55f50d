"""Figures as people read them: grouped counts, and shares that never stand without their n and interval."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assay.stats.sampling import Share, wilson

register = template.Library()


def rounded(value: float, places: int) -> str:
    """Django's own number_format cuts digits off; a figure is rounded."""
    return str(number_format(round(value, places), decimal_pos=places, force_grouping=True))


@register.filter
def count(n: int | None) -> str:
    """1204 as 1,204 in the reader's language; nothing where there is nothing."""
    return "" if n is None else str(number_format(n, decimal_pos=0, force_grouping=True))


@register.filter
def percent(share: float | None, places: int = 1) -> str:
    """0.9408 as 94.1 %; a dash where it is undefined."""
    return "–" if share is None else f"{rounded(share * 100, places)} %"


@register.filter
def figure(value: float | None, places: int = 2) -> str:
    """A number with so many decimal places; a dash where it is undefined."""
    return "–" if value is None else rounded(value, places)


@register.filter
def interval(share: Share) -> str:
    """What a share rests on: n and its 95 % interval."""
    if not share.is_defined:
        return _("n = 0: not measured")
    low, high = (rounded((edge or 0) * 100, 1) for edge in (share.low, share.high))
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


@register.simple_tag
def agreed(k: int, n: int) -> SafeString:
    """k of n as a share with its interval."""
    return rate(wilson(k, n))


@register.filter
def unlocalised(value: float) -> str:
    """For attributes of HTML, which know no other decimal point."""
    return repr(value)


@register.simple_tag
def interval_bar(share: Share) -> SafeString:
    """The interval on a line from 0 to 1, with the share as a mark; the figures stand beside it."""
    if share.value is None or share.low is None or share.high is None:
        return SafeString("")
    low, width, value = (
        f"{number * 100:.2f}" for number in (share.low, share.high - share.low, min(share.value, 0.99))
    )
    return format_html(
        '<svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="interval-all" x="0" y="4" width="100" height="2"/>'
        '<rect class="interval-span" x="{}" y="2" width="{}" height="6"/>'
        '<rect class="interval-mark" x="{}" y="0" width="1" height="10"/></svg>',
        low,
        width,
        value,
    )
