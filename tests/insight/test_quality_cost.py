"""The cost of quality: the oracle, earnings told apart by what they were for, and nothing where nothing is booked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assay.insight.actions.quality_cost import start_quality_cost
from assay.insight.enums import QualityPart, QualityShare, WhyNot
from assay.insight.models import QualityCost
from assay.insight.queries.quality_cost import next_month, parts_of
from assay.insight.rules.quality_cost import (
    PARTS,
    PartCost,
    ShareCost,
    base_of,
    month_of,
    per_correct,
    shares,
    total,
)
from assay.insight.rules.returns import Figure
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import JobState
from assay.kit.reasons import NotFound, Refused
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import RateUnit
from assay.money.rules.rates import RateTerms
from assay.stats.sampling import Estimate
from assay.work.actions.taking_back import take_back_work
from assay.work.models import Judgment
from tests.api.calling import Api, token_of
from tests.insight.return_world import Trained, trained
from tests.money.hour_world import HOURLY, approved_hours
from tests.money.pay_world import EACH
from tests.web.quality_cast import address, n_queries, signed_in, statuses, text

P, S = QualityPart, QualityShare
K = 1_000 * 1_000_000


def test_bradshaws_oracle() -> None:
    """Of 5,000 k: 100, 140, 200 and 260 k are 14.00 %; at 3 % it would be 550 k less."""
    parts = [
        *(PartCost(P.GUIDELINE, 43_500_000_000), PartCost(P.TRAINING, 56_500_000_000)),
        *(PartCost(P.GOLD, 54 * K), PartCost(P.REVIEW, 40 * K), PartCost(P.AUDIT, 46 * K)),
        *(PartCost(P.REWORK, 125 * K), PartCost(P.DISCARDED, 75 * K), PartCost(P.RETURNS, 260 * K)),
    ]

    found = shares(parts, 5_000 * K)

    assert found == [
        ShareCost(S.PREVENTION, 100 * K, 0.02, is_whole=True),
        ShareCost(S.APPRAISAL, 140 * K, 0.028, is_whole=True),
        ShareCost(S.INTERNAL, 200 * K, 0.04, is_whole=True),
        ShareCost(S.EXTERNAL, 260 * K, 0.052, is_whole=True),
    ]
    assert (total(found), total(found) / (5_000 * K)) == (700 * K, 0.14)
    assert total(found) - round(0.03 * 5_000 * K) == 550 * K


def test_browns_oracle() -> None:
    """Of 8,100 k: 6.67, 2.00, 1.42 and 6.58 % are 1,350 k, or 16.67 %."""
    of = {P.TRAINING: 540, P.REVIEW: 162, P.REWORK: 115, P.RETURNS: 533}

    found = shares([PartCost(part, k * K) for part, k in of.items()], 8_100 * K)

    assert [round(100 * (each.share or 0), 2) for each in found] == [6.67, 2.0, 1.42, 6.58]
    assert (total(found), round(100 * total(found) / (8_100 * K), 2)) == (1_350 * K, 16.67)


def test_what_is_not_booked_is_no_cost_of_nothing() -> None:
    parts = [PartCost(P.GUIDELINE, None), PartCost(P.GOLD, 5), PartCost(P.REVIEW, None, 3, 90.0)]

    found = shares(parts, 0)

    assert found[:2] == [
        ShareCost(S.PREVENTION, None, None, is_whole=False),
        ShareCost(S.APPRAISAL, 5, None, is_whole=False),
    ]
    assert base_of(parts) == 5
    assert set(PARTS) == set(P)


def test_months() -> None:
    today = date(2026, 3, 2)

    assert [month_of(each, today) for each in ("2026-03", "2026-04", "2026-3", "1999-12", "2026-13", "")] == [
        date(2026, 3, 1),
        *[None] * 5,
    ]
    assert [next_month(date(2026, n, 1)) for n in (1, 12)] == [date(2026, 2, 1), date(2027, 1, 1)]


def test_a_correct_label_costs_more_than_an_accepted_one() -> None:
    right = Estimate(0.8, None, 0.5, 1.0, 40)

    assert per_correct(0.4, right) == Figure(0.5, 0.4, 0.8)
    assert per_correct(0.4, replace(right, value=None, low=None, high=None)) == WhyNot.NO_REVIEW


@pytest.fixture
def found(db: None) -> Trained:
    return trained()


def reckoned(found: Trained) -> QualityCost:
    month = f"{Judgment.objects.latest('pk').work_on:%Y-%m}"
    job = start_quality_cost(found.cast.lea, project=found.world.project, month=month, now=now())
    assert run_now(job).state == JobState.DONE, job.error
    return QualityCost.objects.get()


def booked(report: QualityCost) -> dict[str, tuple[int | None, int | None]]:
    return {each.part.value: (each.micro, each.n) for each in parts_of(report, "EUR") if each.n}


def test_earnings_are_told_apart_by_what_they_were_for(found: Trained) -> None:
    """Three tasks, five answers each, at 0.05 EUR: one of each is the first, four are overlap."""
    assert booked(reckoned(found)) == {"first": (150_000, 3), "overlap": (600_000, 12)}


def test_approved_hours_are_part_of_what_the_work_cost(found: Trained) -> None:
    """Eight hours at 9 EUR of somebody who answered for this project alone on that day."""
    person = type(found.world.people[0]).objects.select_related("site").get(pk=found.world.people[0].pk)
    assert person.site is not None
    # Two hours after midnight the work was yesterday's: the card is to hold before that day begins.
    before = now() - timedelta(days=2)
    lines = [RateTerms(EACH), RateTerms(HOURLY, unit=RateUnit.HOUR)]
    card = NewCard(lines, "EUR", before.date(), "By the hour, too.")
    publish_card(None, project=found.world.project, card=card, now=before)
    day = Judgment.objects.latest("pk").work_on
    approved_hours(person, person.site, found.cast.lea, days_ago=(now().date() - day).days)

    report = reckoned(found)

    assert booked(report)["hours"] == (8 * HOURLY, 1)
    assert base_of(parts_of(report, "EUR")) == 750_000 + 8 * HOURLY


def test_answers_that_no_longer_count_are_failures_that_were_paid(found: Trained) -> None:
    person = found.world.people[1]
    take_back_work(None, project=found.world.project, contributor=person, reason="Removed.", now=now())

    report = reckoned(found)

    assert booked(report) == {"first": (150_000, 3), "overlap": (450_000, 9), "discarded": (150_000, 3)}
    assert base_of(parts_of(report, "EUR")) == 750_000
    assert booked(reckoned(found)) == booked(report)


def test_another_month_and_another_project_cost_nothing_here(found: Trained) -> None:
    job = start_quality_cost(None, project=found.world.project, month="2020-01", now=now())
    run_now(job)

    assert (QualityCost.objects.get().booked, QualityCost.objects.get().spent) == ({}, {})


def test_who_may_reckon_and_read(found: Trained) -> None:
    sees = {"nobody": 302, "lea": 200, "ben": 403, "rita": 403, "ravi": 403, "zoe": 404}
    where, api = (
        address("quality-cost", found.world.project.uid),
        f"/projects/{found.world.project.uid}/quality-cost",
    )

    assert statuses(found.cast, where) == sees
    for name in ("ben", "rita", "ravi", "zoe"):
        person = getattr(found.cast, name)
        assert (
            signed_in(person).post(address("quality-cost-reckon", found.world.project.uid)).status_code
            == sees[name]
        )
        assert Api(token_of(person)).get(api).status_code == sees[name]
        assert Api(token_of(person)).post(api, {"month": "2020-01"}).status_code == sees[name]
        with pytest.raises(NotFound if name == "zoe" else Refused):
            start_quality_cost(person, project=found.world.project, month="2020-01", now=now())


def test_the_page_and_the_api_say_the_same(found: Trained) -> None:
    lea, where = signed_in(found.cast.lea), address("quality-cost", found.world.project.uid)
    assert "Not reckoned yet" in text(lea, where)
    reckoned(found)

    page = text(lea, where)
    asked = f"/projects/{found.world.project.uid}/quality-cost"
    (month,) = Api(token_of(found.cast.lea)).get(asked).json()["months"]

    assert "0.00 EUR of 0.75 EUR" in page
    assert "not measured: nothing is booked for such work" in page
    assert "Cost of a correct label: <strong>not measured: no answer was reviewed" in page
    (currency,) = month["currencies"]
    assert (currency["currency"], currency["base_micro"]) == ("EUR", 750_000)
    assert [(each["kind"], each["micro"]) for each in currency["shares"]] == [
        *(("prevention", None), ("appraisal", 0), ("internal", 0), ("external", None))
    ]


def test_a_month_that_is_none_is_refused_and_more_months_ask_no_more(found: Trained) -> None:
    lea, project = signed_in(found.cast.lea), found.world.project
    refused = lea.post(address("quality-cost-reckon", project.uid), {"month": "soon"}, follow=True)
    reckoned(found)
    one = n_queries(lea, address("quality-cost", project.uid))
    for month in ("2020-01", "2020-02"):
        run_now(start_quality_cost(None, project=project, month=month, now=now()))

    assert "Name a month as 2026-03" in refused.content.decode()
    assert n_queries(lea, address("quality-cost", project.uid)) == one
