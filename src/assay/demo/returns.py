"""What Rita's models measured with delivered labels: one project whose labels paid off, one past its break-even.

The figures are hers, recorded as a requester records them; what a label has cost comes from the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.demo.outcome import accept_newest, newest, release
from assay.demo.story import Story
from assay.insight.actions.quality_cost import start_quality_cost
from assay.insight.actions.results import NewWorth, define_metric, record_result, say_worth
from assay.insight.enums import GoodDirection, ResultPart, ResultUnit
from assay.insight.rules.results import Measured, MetricTerms
from assay.kit.jobs import run_now

EURO = 1_000_000
N_TESTED = 4000


@dataclass(frozen=True)
class Training:
    """Errors at a sixteenth, an eighth … and all of the labels; what a percentage point is worth."""

    terms: MetricTerms
    errors: Sequence[float]
    point_euros: int
    why: str
    note: str


SHARE, LOWER = ResultUnit.SHARE, GoodDirection.LOWER
RANKER = Training(
    MetricTerms("Shop ranker", "Wrong first results", SHARE, "", LOWER),
    (0.377, 0.325, 0.295, 0.267, 0.251),
    8_000,
    "A point fewer wrong first results sold 0.2 % more in the test of January.",
    "Trained on the labels of week 1, tested on queries of week 2.",
)
REWARD = Training(
    MetricTerms("Answer reward model", "Pairs in the wrong order", SHARE, "", LOWER),
    (0.375, 0.274, 0.230, 0.203, 0.193),
    10,
    "Answers are used in an internal help page with few readers.",
    "Tested on pairs that three experts agree on.",
)


def tell_returns(search: Story, preferences: Story) -> None:
    """The ranker is trained on the week that Rita accepted; the reward model on a release of its own."""
    agenda = search.agenda
    first = "First pairs, for the reward model."
    agenda.put(agenda.ago(days=11), lambda at: train(search, RANKER, at))
    agenda.put(agenda.ago(days=4, hours=3), lambda at: release(preferences, first, at))
    agenda.put(agenda.ago(days=3, hours=2), lambda at: accept_newest(preferences, at))
    agenda.put(agenda.ago(days=2, hours=5), lambda at: train(preferences, REWARD, at))


def reckon_month(search: Story, at: datetime) -> None:
    """What quality has cost in the month of two weeks ago."""
    month = f"{at.date() - timedelta(days=14):%Y-%m}"
    run_now(
        start_quality_cost(search.organisation.users["lea"], project=search.project, month=month, now=at),
        at=at,
    )


def train(story: Story, training: Training, at: datetime) -> None:
    """Every size of training, and what a point is worth."""
    rita, delivered = story.organisation.users["rita"], newest(story)
    metric = define_metric(rita, project=story.project, terms=training.terms, now=at)
    sizes = [max(1, delivered.n_labels >> nth) for nth in reversed(range(len(training.errors)))]
    for n_labels, error in zip(sizes, training.errors, strict=True):
        given = Measured(ResultPart.SIZE, n_labels, error, at.date(), n=N_TESTED, note=training.note)
        record_result(rita, metric=metric, release=delivered, given=given, now=at)
    worth = NewWorth(training.point_euros * EURO, "EUR", training.why)
    say_worth(rita, metric=metric, worth=worth, now=at)
