"""What changed between two versions of a guideline, marked inside the text as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.projects.rules.guideline_diff import PartChange, Piece
from assay.projects.rules.rendered_diff import Marked, Spoken, diff_html, html_of


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """`marked` is safe HTML: the rule has cleaned it."""

    market: str
    fate: str
    has_moved: bool
    title: tuple[Piece, ...]
    marked: Marked


def marked_parts(changes: Iterable[PartChange]) -> list[MarkedPart]:
    """Those that differ."""
    spoken = Spoken(_("[added]"), _("[taken out]"), _("[end]"))
    return [
        MarkedPart(
            each.market,
            each.fate.value,
            each.has_moved,
            each.title,
            diff_html(html_of(each.before), html_of(each.after), spoken),
        )
        for each in changes
        if not each.is_quiet
    ]
