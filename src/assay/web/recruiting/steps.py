"""One step of a way that people go, as the funnel and the answers to invitations show it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.recruiting.queries.invitations import Answers
from assay.stats.sampling import Share
from assay.web.templatetags.figures import rounded


@dataclass(frozen=True, slots=True)
class ShownStep:
    """`of` are those who could have taken it; the edges are those of the 95 % interval, in per cent."""

    n: int
    share: float | None
    of: int | None
    edges: str


def shown_step(n: int, share: Share | None) -> ShownStep:
    if share is None or share.low is None or share.high is None:
        return ShownStep(n, None, share.n if share else None, "")
    edges = f"{rounded(share.low * 100, 1)}–{rounded(share.high * 100, 1)} %"
    return ShownStep(n, share.value, share.n, edges)


def shown_answers(found: Answers) -> list[tuple[str, ShownStep]]:
    """Nothing where nobody was invited."""
    if not found.n:
        return []
    return [
        (_("Invited"), shown_step(found.n, None)),
        (_("Opened"), shown_step(found.opened.k, found.opened)),
        (_("Applied"), shown_step(found.accepted.k, found.accepted)),
        (_("Declined"), shown_step(found.declined.k, found.declined)),
    ]
