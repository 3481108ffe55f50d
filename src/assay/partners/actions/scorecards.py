"""Reckoning scorecards of a week, and publishing by which weights and targets."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard, ScorecardRun, ScorecardTerms
from assay.partners.queries.counting import counted
from assay.partners.queries.scorecards import end_of, terms_in_force
from assay.partners.rules.scorecard import Card, Term, card_of, refuse_terms
from assay.people.models import User
from assay.people.queries.grains import Grain
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

# Every card counts the four weeks up to the end of its week, so that few reviews make no jumps.
WINDOW = timedelta(weeks=4)
LOCK = "SELECT pg_advisory_xact_lock(4231, 7)"


def reckon_week(week_on: date, *, now: datetime) -> ScorecardRun:
    """All cards of a week, in place of those that were reckoned before it was over."""
    until = min(end_of(week_on), now)
    terms = terms_in_force()
    values = counted(until - WINDOW, until, terms.measures)
    with transaction.atomic():
        act_as(None)
        rows(LOCK, {})
        ScorecardRun.objects.filter(week_on=week_on).delete()
        run = ScorecardRun.objects.create(
            week_on=week_on,
            since=until - WINDOW,
            until=until,
            terms_number=terms.number,
            computed_at=now,
        )
        Scorecard.objects.bulk_create(
            (
                _row(run, grain, card_of(terms.measures, found))
                for grain, found in sorted(values.items(), key=_order)
            ),
            batch_size=500,
        )
    return run


def publish_terms(
    by: User | None, *, measures: Mapping[ScoreMeasure, Term], reason: str, now: datetime
) -> ScorecardTerms:
    """They hold for what is reckoned from now on; earlier weeks keep theirs."""
    require_everywhere(by, Permission.SET_STANDARDS)
    if problems := refuse_terms(measures, reason):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        return ScorecardTerms.objects.create(
            number=terms_in_force().number + 1,
            measures={measure.value: asdict(term) for measure, term in measures.items()},
            reason=reason.strip()[:2000],
            published_at=now,
            published_by=by,
        )


def _order(each: tuple[Grain, object]) -> tuple[int, int, int]:
    grain = each[0]
    return grain.vendor, grain.site or 0, grain.market or 0


def _row(run: ScorecardRun, grain: Grain, card: Card) -> Scorecard:
    return Scorecard(
        run=run,
        vendor_id=grain.vendor,
        site_id=grain.site,
        market_id=grain.market,
        score=card.score,
        ungated=card.ungated,
        failed_gates=[each.value for each in card.failed_gates],
        figures={
            each.measure.value: {
                "value": each.measured.value if each.measured else None,
                "low": each.measured.low if each.measured else None,
                "high": each.measured.high if each.measured else None,
                "n": each.measured.n if each.measured else 0,
                **asdict(each.term),
                "points": each.points,
            }
            for each in card.figures
        },
    )
