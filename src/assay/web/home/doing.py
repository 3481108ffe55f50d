"""How the person is doing: their share of right answers, its weeks, examples of wrong ones, and their band."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.models import Contributor
from assay.quality.models import Review
from assay.quality.queries.own_place import OwnPlace, own_places
from assay.quality.queries.own_quality import WEEKS, OwnWeek, own_trend, own_wrong
from assay.quality.rules.place import FEWEST_PEOPLE, Band
from assay.stats.sampling import Share, wilson
from assay.web.review.shown import ShownDone, shown_done
from assay.web.wording import wording_of

MOST_WEEKS = 5
BANDS = {
    Band.UPPER: gettext_noop("in the upper quarter of those who do the same work"),
    Band.MIDDLE: gettext_noop("in the middle half of those who do the same work"),
    Band.LOWER: gettext_noop("in the lower quarter of those who do the same work"),
}


@dataclass(frozen=True, slots=True)
class ShownPlace:
    project: str
    market: str
    band: str


@dataclass(frozen=True, slots=True)
class ShownWrong:
    """An answer that was found wrong: what was said, what is right where the reviewer gave it, and why."""

    external_id: str
    project: str
    given: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    done: ShownDone


@dataclass(frozen=True, slots=True)
class Doing:
    """Of the last weeks; `weeks` has the newest of them only."""

    accuracy: Share
    n_weeks: int
    weeks: tuple[OwnWeek, ...]
    places: tuple[ShownPlace, ...]
    counted_at: datetime | None
    fewest: int
    wrong: tuple[ShownWrong, ...]


def doing_of(contributor: Contributor, *, now: datetime) -> Doing | None:
    """Nothing where nothing was reviewed; else in a fixed number of queries."""
    trend = own_trend(contributor, now=now)
    if not trend:
        return None
    places = own_places(contributor, now=now)
    return Doing(
        accuracy=wilson(sum(each.accuracy.k for each in trend), sum(each.accuracy.n for each in trend)),
        n_weeks=WEEKS,
        weeks=tuple(trend[-MOST_WEEKS:]),
        places=tuple(_place(each) for each in places),
        counted_at=min((each.counted_at for each in places), default=None),
        fewest=FEWEST_PEOPLE,
        wrong=tuple(_wrong(each) for each in own_wrong(contributor, now=now)),
    )


def _place(own: OwnPlace) -> ShownPlace:
    return ShownPlace(own.project, own.market, _(BANDS[own.band]))


def _wrong(review: Review) -> ShownWrong:
    wording = wording_of(review.judgment.schema_version_id)
    right = review.answers if review.answers != review.judgment.answers else None
    return ShownWrong(
        external_id=review.judgment.task.external_id,
        project=review.project.name,
        given=wording.all_of(review.judgment.answers),
        right=wording.all_of(right) if right else (),
        done=shown_done(review),
    )
