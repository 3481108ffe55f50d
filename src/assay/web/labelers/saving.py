"""What filled-in answers did to people, as the page tells it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.labelers.enums import UseMode
from assay.labelers.models import MachineLabeler
from assay.labelers.queries.saving import n_gold_silent, newest_suggesting, sides_of
from assay.labelers.queries.uses import newest_use
from assay.labelers.rules.saving import Side, saved
from assay.stats.sampling import Share
from assay.web.templatetags.figures import rounded


@dataclass(frozen=True, slots=True)
class ShownSide:
    name: str
    same: Share
    seconds: str


@dataclass(frozen=True, slots=True)
class ShownSuggesting:
    """`n_gold_silent`: gold tasks that never come in the place of a task with a suggestion."""

    version: int
    sides: tuple[ShownSide, ...]
    saved: str
    n_gold_silent: int


def shown_suggesting(labeler: MachineLabeler) -> ShownSuggesting | None:
    """None where it never filled in anything."""
    use = newest_suggesting(labeler)
    if use is None:
        return None
    suggested, left = sides_of(use)
    difference = saved(suggested, left)
    newest = newest_use(labeler, use.stage)
    is_in_force = newest is not None and newest.pk == use.pk and newest.mode == UseMode.SUGGEST
    return ShownSuggesting(
        use.version.number,
        (_side(_("With suggestions"), suggested), _side(_("Left without"), left)),
        ""
        if difference is None
        else _("%(seconds)s s saved on each answer (95 %%: %(low)s to %(high)s).")
        % {
            "seconds": rounded(difference.seconds, 1),
            "low": rounded(difference.low, 1),
            "high": rounded(difference.high, 1),
        },
        n_gold_silent(use) if is_in_force else 0,
    )


def _side(name: str, side: Side) -> ShownSide:
    return ShownSide(name, side.same, f"{rounded(side.mean_seconds, 1)} s" if side.n else "–")
