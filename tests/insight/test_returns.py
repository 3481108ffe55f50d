"""What was recorded of models: by whom, once, corrected by another row; and the price that the ledger says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from assay.insight.actions.results import (
    NewWorth,
    correct_result,
    define_metric,
    record_result,
    say_worth,
    withdraw_result,
)
from assay.insight.enums import Course, ResultPart, ReturnState, WhyNot
from assay.insight.models import ModelMetric, ModelResult, PointWorth
from assay.insight.queries.results import current_results, results_of
from assay.insight.queries.returns import ENOUGH_PEOPLE, alternatives, overlap_of, return_of
from assay.insight.rules.returns import Figure, Fitted, Price
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Market
from assay.stats.sampling import wilson
from tests.insight.return_world import ERROR, EURO, measured, metric_of, oracle, record, trained, worth
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_the_oracle_from_the_ledger_to_the_break_even() -> None:
    """At 0.25 EUR a label: (2,000,000 · 1.2 · 0.5 / 0.25)^(1/1.5)."""
    found = trained()
    metric = metric_of(found)
    oracle(found, metric)
    worth(found, metric)

    whole = return_of(found.world.project)
    (own,) = whole.returns

    assert whole.price == Price(750_000, 3, "EUR")
    assert isinstance(own.curve, Fitted)
    assert isinstance(own.break_even, Figure)
    assert own.break_even.value == pytest.approx((1_200_000 / 0.25) ** (2 / 3), rel=1e-3)
    assert (own.n_now, own.state) == (3200, ReturnState.PAYS)
    assert isinstance(own.gained, Figure)
    assert own.gained.value == pytest.approx(0.12 - 1.2 * 3200**-0.5)
    assert isinstance(own.earned, Figure)
    assert own.earned.value == pytest.approx(2_000_000 * own.gained.value)


def test_a_cheaper_point_is_past_its_break_even() -> None:
    found = trained()
    metric = metric_of(found)
    oracle(found, metric)
    worth(found, metric, 100 * EURO)

    (own,) = return_of(found.world.project).returns

    assert own.state == ReturnState.PAST


@pytest.mark.parametrize(
    ("n_people", "is_accepted", "why"),
    [(5, False, WhyNot.NOTHING_ACCEPTED), (ENOUGH_PEOPLE - 1, True, WhyNot.FEW_PEOPLE)],
)
def test_a_price_that_is_not_known_or_would_tell_somebodys_pay(
    n_people: int, is_accepted: bool, why: WhyNot
) -> None:
    found = trained(n_people=n_people, is_accepted=is_accepted)

    assert return_of(found.world.project).price == why


def test_a_project_without_anything_says_so() -> None:
    found = return_of(make_world().project)

    assert (found.price, list(found.returns)) == (WhyNot.NOTHING_ACCEPTED, [])


def test_a_second_release_of_the_same_labels_counts_once() -> None:
    from assay.delivery.actions.acceptance import accept
    from assay.delivery.actions.releases import build_release
    from assay.kit.jobs import run_now
    from assay.quality.actions.consensus import run_consensus

    found = trained()
    again, job = build_release(
        found.world.owner, run=run_consensus(None, stage=found.world.stage, now=now()), now=now()
    )
    run_now(job)
    again.refresh_from_db()
    accept(found.rita, release=again, now=now())

    assert return_of(found.world.project).price == Price(750_000, 3, "EUR")


def test_a_result_is_corrected_by_another_row_and_withdrawn_by_a_third() -> None:
    found = trained()
    metric = metric_of(found)
    first = record(found, metric, 100, 0.17)

    second = correct_result(
        found.cast.lea, result=first, given=measured(100, 0.18), reason="Duplicates.", now=now()
    )
    with pytest.raises(Refused) as twice:
        correct_result(found.rita, result=first, given=measured(100, 0.2), reason="Again.", now=now())
    with pytest.raises(Refused) as silent:
        withdraw_result(found.rita, result=second, reason=" ", now=now())
    standing = [each.value for each in current_results([metric.pk])]
    gone = withdraw_result(found.rita, result=second, reason="Another model.", now=now())

    assert codes(twice) == ["results.corrected_already"]
    assert codes(silent) == ["results.needs_reason"]
    assert standing == [0.18]
    assert list(current_results([metric.pk])) == []
    rows = [(each.pk, each.value, each.is_withdrawn) for each in results_of(metric)]
    assert rows == [(gone.pk, 0.18, True), (second.pk, 0.18, False), (first.pk, 0.17, False)]
    with pytest.raises(Refused) as over:
        correct_result(found.rita, result=gone, given=measured(100, 0.2), reason="Back.", now=now())
    assert codes(over) == ["results.corrected_already"]
    record(found, metric, 100, 0.19)


def test_one_size_has_one_result() -> None:
    found = trained()
    metric = metric_of(found)
    first, other = record(found, metric, 100, 0.17), record(found, metric, 200, 0.15)

    with pytest.raises(Refused) as again:
        record(found, metric, 100, 0.18)
    with pytest.raises(Refused) as onto:
        correct_result(found.rita, result=other, given=measured(100, 0.1), reason="Wrong.", now=now())

    assert (codes(again), codes(onto)) == (["results.recorded_already"], ["results.recorded_already"])
    assert [each.pk for each in current_results([metric.pk])] == [first.pk, other.pk]


def test_a_metric_is_kept_once_in_a_market() -> None:
    found = trained()
    Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    metric_of(found)
    metric_of(found, market="BR-pt")

    for market, code in (("", "metric_twice"), ("BR-pt", "metric_twice"), ("XX", "unknown_market")):
        with pytest.raises(Refused) as refused:
            metric_of(found, market=market)
        assert codes(refused) == [f"results.{code}"]
    assert ModelMetric.objects.count() == 2


def test_who_may_record() -> None:
    found = trained()
    metric = metric_of(found)
    given = measured(100, 0.17)

    for person, refused in (
        (found.cast.ben, Refused),
        (found.cast.zoe, NotFound),
        (found.cast.ravi, Refused),
    ):
        with pytest.raises(refused):
            record_result(person, metric=metric, release=found.release, given=given, now=now())
        with pytest.raises(refused):
            define_metric(person, project=found.world.project, terms=ERROR, now=now())
        with pytest.raises(refused):
            say_worth(person, metric=metric, worth=NewWorth(EURO, "EUR", "So."), now=now())
    assert (ModelResult.objects.count(), PointWorth.objects.count()) == (0, 0)
    made = record_result(None, metric=metric, release=found.release, given=given, now=now())
    assert made.recorded_by is None


def test_a_release_of_another_project_and_a_worth_of_nothing_are_refused() -> None:
    found = trained()
    metric = metric_of(found)
    other = replace(found, release=found.release)
    elsewhere = make_world(n_people=0).project
    other.release.project = elsewhere

    with pytest.raises(Refused) as foreign:
        record(other, metric, 100, 0.17)
    with pytest.raises(Refused) as nothing:
        say_worth(found.rita, metric=metric, worth=NewWorth(0, "euro", ""), now=now())

    assert codes(foreign) == ["results.other_project"]
    assert codes(nothing) == ["results.worth_amount", "results.worth_currency", "results.needs_reason"]


@pytest.mark.parametrize("table", ["modelmetric", "modelresult", "pointworth"])
def test_nothing_of_it_is_changed_or_deleted(table: str) -> None:
    found = trained()
    metric = metric_of(found)
    record(found, metric, 100, 0.17)
    worth(found, metric)

    for statement in (f"UPDATE insight_{table} SET uid = uid", f"DELETE FROM insight_{table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_alternatives_say_what_was_not_measured() -> None:
    found = trained()
    Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    metric, brazil = metric_of(found), metric_of(found, market="BR-pt")
    oracle(found, brazil)

    said = alternatives(return_of(found.world.project), metric)

    assert [(each.course, each.name) for each in said] == [
        *((Course.ITEMS, ""), (Course.OVERLAP, ""), (Course.GUIDELINE, ""), (Course.MARKET, "Brazil")),
    ]
    assert [each.found for each in said[:3]] == [WhyNot.NO_RESULT, WhyNot.NO_GOLD, WhyNot.NO_IMPACT]
    assert isinstance(said[3].found, Figure)
    back = alternatives(return_of(found.world.project), brazil)
    assert (back[3].course, back[3].found) == (Course.MARKET, WhyNot.NO_MARKET)


CERTIFICATE = {"labeled": {"mean_overlap": 3.0}, "asked": [{"mean_probability": 0.95}]}


@pytest.mark.parametrize(
    ("certificate", "n_gold", "why"),
    [
        (CERTIFICATE | {"asked": [{}, {}]}, 100, WhyNot.SEVERAL_QUESTIONS),
        (CERTIFICATE, 0, WhyNot.NO_GOLD),
        (CERTIFICATE | {"labeled": {"mean_overlap": 1.0}}, 100, WhyNot.NO_OVERLAP),
        (CERTIFICATE | {"asked": [{"mean_probability": None}]}, 100, WhyNot.NO_POSTERIOR),
    ],
)
def test_overlap_is_weighed_only_where_all_was_measured(
    certificate: dict[str, object], n_gold: int, why: WhyNot
) -> None:
    assert overlap_of(certificate, wilson(n_gold // 2, n_gold)) == why
    assert not isinstance(overlap_of(CERTIFICATE, wilson(50, 100)), WhyNot)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_record_the_same_size_at_once() -> None:
    found = trained()
    metric = metric_of(found)

    def attempt(value: float) -> str:
        try:
            record(found, metric, 100, value)
        except Refused as refused:
            return refused.reasons[0].code
        finally:
            connection.close()
        return "recorded"

    work: Callable[[float], str] = attempt
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(work, (0.17, 0.18, 0.19, 0.2)))

    assert sorted(said) == ["recorded", *["results.recorded_already"] * 3]


def test_before_and_after_are_a_change_without_a_curve() -> None:
    found = trained()
    metric = metric_of(found)
    before = measured(0, 0.30, part=ResultPart.BEFORE)
    record_result(found.rita, metric=metric, release=found.release, given=before, now=now())
    record(found, metric, 3, 0.25)

    (own,) = return_of(found.world.project).returns

    assert isinstance(own.gained, Figure)
    assert own.gained.value == pytest.approx(0.05)
    assert (own.curve, own.next_gain, own.break_even) == (WhyNot.FEW_SIZES,) * 3
