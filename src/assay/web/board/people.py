"""Contributors as the map and its table show them."""

from dataclasses import dataclass
from uuid import UUID

from assay.quality.models import BoardContributor
from assay.stats.sampling import Share, wilson

# So many dots can be told apart; the table has everybody.
DOTS = 300


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """`agreed` is the mean share of the others' answers like the own, with the interval of a share of n answers."""

    uid: UUID
    pseudonym: str
    n_judgments: int
    median_seconds: float
    agreed: Share
    gold: Share
    dot: tuple[str, float, Share, int]


def shown_person(row: BoardContributor, by: str) -> ShownPerson:
    """`by`: whether the map's height is accuracy on gold, or agreement with the others."""
    # A mean of shares varies less than a share of yes and no, so that this interval is rather too wide.
    agreed = wilson(round((row.agreed_share or 0.0) * row.n_compared), row.n_compared)
    gold = wilson(row.n_gold_right, row.n_gold)
    shown = gold if by == "gold" else agreed
    name = row.contributor.pseudonym
    return ShownPerson(
        uid=row.contributor.uid,
        pseudonym=name,
        n_judgments=row.n_judgments,
        median_seconds=row.median_seconds,
        agreed=agreed,
        gold=gold,
        dot=(name, row.median_seconds, shown, row.n_judgments),
    )
