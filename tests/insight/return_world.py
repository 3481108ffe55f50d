"""A delivery that was paid and accepted, and a model that was trained with it at six sizes."""

from dataclasses import dataclass
from datetime import date

from assay.delivery.actions.acceptance import accept
from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release
from assay.insight.actions.results import NewWorth, define_metric, record_result, say_worth
from assay.insight.enums import GoodDirection, ResultPart, ResultUnit
from assay.insight.models import ModelMetric, ModelResult
from assay.insight.rules.results import Measured, MetricTerms
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.people.models import User
from assay.quality.actions.consensus import run_consensus
from tests.money.pay_world import paid_world
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World

ERROR = MetricTerms("Ranker", "Error", ResultUnit.SHARE, "", GoodDirection.LOWER)
SIZES = (100, 200, 400, 800, 1600, 3200)
EURO = 1_000_000


@dataclass(frozen=True)
class Trained:
    """Five people were paid 0.05 EUR for each of three tasks: 0.75 EUR, and 0.25 EUR for each of three labels."""

    world: World
    cast: Cast
    release: Release

    @property
    def rita(self) -> User:
        return self.cast.rita


def trained(*, n_people: int = 5, is_accepted: bool = True) -> Trained:
    world = paid_world(n_people=n_people, n_tasks=3)
    cast, moment = cast_of(world), now()
    run = run_consensus(None, stage=world.stage, now=moment)
    release, job = build_release(world.owner, run=run, now=moment)
    run_now(job)
    release.refresh_from_db()
    if is_accepted:
        accept(cast.rita, release=release, now=now())
    return Trained(world, cast, release)


def measured(n_labels: int, value: float, *, part: ResultPart = ResultPart.SIZE) -> Measured:
    return Measured(part, n_labels, value, today(), n=2000)


def today() -> date:
    return now().date()


def metric_of(found: Trained, terms: MetricTerms = ERROR, market: str = "") -> ModelMetric:
    return define_metric(found.rita, project=found.world.project, terms=terms, market=market, now=now())


def record(found: Trained, metric: ModelMetric, n_labels: int, value: float) -> ModelResult:
    given = measured(n_labels, value)
    return record_result(found.rita, metric=metric, release=found.release, given=given, now=now())


def oracle(found: Trained, metric: ModelMetric) -> list[ModelResult]:
    """The error is 0.05 + 1.2 n^-0.5."""
    return [record(found, metric, n, 0.05 + 1.2 * n**-0.5) for n in SIZES]


def worth(found: Trained, metric: ModelMetric, micro: int = 20_000 * EURO, currency: str = "EUR") -> None:
    said = NewWorth(micro, currency, "Conversion moves with it.")
    say_worth(found.rita, metric=metric, worth=said, now=now())
