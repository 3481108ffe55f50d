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
    reviewed: Share
    dot: tuple[str, float, Share, int]


def shown_person(row: BoardContributor, by: str) -> ShownPerson:
    """`by`: whether the map's height is accuracy on gold, accuracy by reviews, or agreement with the others."""
    # A mean of shares varies less than a share of yes and no, so that this interval is rather too wide.
    agreed = wilson(round((row.agreed_share or 0.0) * row.n_compared), row.n_compared)
    gold = wilson(row.n_gold_right, row.n_gold)
    reviewed = _reviewed(row)
    shown = {"gold": gold, "review": reviewed}.get(by, agreed)
    name = row.contributor.pseudonym
    return ShownPerson(
        uid=row.contributor.uid,
        pseudonym=name,
        n_judgments=row.n_judgments,
        median_seconds=row.median_seconds,
        agreed=agreed,
        gold=gold,
        reviewed=reviewed,
        dot=(name, row.median_seconds, shown, row.n_judgments),
    )


def _reviewed(row: BoardContributor) -> Share:
    """A weighted share with its own interval: k only says how much that is of n."""
    if row.reviewed_share is None:
        return wilson(0, 0)
    k = round(row.reviewed_share * row.n_reviewed)
    return Share(k, row.n_reviewed, row.reviewed_share, row.reviewed_low, row.reviewed_high, 0.95, "")
