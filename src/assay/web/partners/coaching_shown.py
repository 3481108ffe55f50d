"""A coaching session as its two people see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.partners.queries.coaching import Goal
from assay.partners.rules.coaching import LEAST, Progress
from assay.stats.sampling import Estimate
from assay.web.partners.coaching_words import METRICS, MOVEMENTS
from assay.web.templatetags.figures import count, percent, rounded


@dataclass(frozen=True, slots=True)
class ShownGoal:
    goal: Goal
    name: str
    target: str
    movement: str
    tone: str
    change: str


def shown_goal(found: Goal) -> ShownGoal:
    label, tone = MOVEMENTS[found.progress.movement]
    return ShownGoal(
        found,
        _(METRICS[found.goal.metric]),
        f"≥ {percent(found.goal.target)}",
        _(label),
        tone,
        change_of(found.progress),
    )


def change_of(found: Progress) -> str:
    """In points of per cent with its interval; or how much is missing to say something."""
    if found.before.n < LEAST or found.after.n < LEAST:
        return _("n = %(before)s before and %(after)s after: it takes %(least)s of each") % {
            "before": count(found.before.n),
            "after": count(found.after.n),
            "least": LEAST,
        }
    return points(found.change)


def points(change: Estimate) -> str:
    """A difference of two shares in points of per cent, with its interval."""
    value, low, high = (
        f"{'+' if edge > 0 else ''}{rounded(edge * 100, 1)}"
        for edge in (change.value or 0, change.low or 0, change.high or 0)
    )
    return _("%(value)s points · 95 %%: %(low)s to %(high)s") % {"value": value, "low": low, "high": high}
