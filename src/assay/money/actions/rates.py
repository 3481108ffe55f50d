"""Publishing rate cards and floors: versions that never change, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused, declare
from assay.kit.sql import rows
from assay.money.models import PayFloor, RateCard, RateLine
from assay.money.queries.rates import newest_number
from assay.money.rules.ledger import CURRENCY
from assay.money.rules.rates import MOST_MICRO, NEEDS_CURRENCY, RateTerms, refuse_card
from assay.people.models import Market, Skill, User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require

UNKNOWN_MARKET = declare("rates.unknown_market", "There is no market {code}.", status=422)
UNKNOWN_SKILL = declare("rates.unknown_skill", "There is no skill {code}.", status=422)
NEEDS_SOURCE = declare("rates.needs_source", "Say where the figure comes from.", status=422)
FLOOR_RANGE = declare(
    "rates.floor_range", "An hour comes to more than nothing, and at most 1,000.", status=422
)
# Versions are numbered one after the other; cards change rarely enough for one lock.
LOCK = "SELECT pg_advisory_xact_lock(4241, 1)"


@dataclass(frozen=True, slots=True)
class NewCard:
    """`lines`: what an accepted judgment, a task or an hour pays, under which conditions."""

    lines: Sequence[RateTerms]
    currency: str
    effective_on: date
    reason: str
    pays_idle: bool = True


def publish_card(by: User | None, *, project: Project | None, card: NewCard, now: datetime) -> RateCard:
    """A card of a project, or (None) the organisation's; what was done before keeps what it was promised."""
    _require(by, project)
    problems = refuse_card(
        card.lines,
        currency=card.currency,
        effective_on=card.effective_on,
        today=now.date(),
        reason=card.reason,
    )
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        made = RateCard.objects.create(
            project=project,
            number=newest_number(project) + 1,
            currency=card.currency,
            effective_on=card.effective_on,
            pays_idle=card.pays_idle,
            reason=_text(card.reason),
            published_at=now,
            published_by=by,
        )
        RateLine.objects.bulk_create(_line(made, each) for each in card.lines)
        return made


def set_floor(
    by: User | None, *, market: str, currency: str, hourly_micro: int, source: str, now: datetime
) -> PayFloor:
    """What an hour must come to in a market; the one before stays to be read."""
    if by is not None:
        require_everywhere(by, Permission.EDIT_RATES)
    if not CURRENCY.fullmatch(currency):
        raise Refused(NEEDS_CURRENCY(field="currency"))
    if not 0 < hourly_micro <= MOST_MICRO:
        raise Refused(FLOOR_RANGE(field="hourly"))
    if not source.strip():
        raise Refused(NEEDS_SOURCE(field="source"))
    with transaction.atomic():
        act_as(by)
        return PayFloor.objects.create(
            market=_market(market),
            currency=currency,
            hourly_micro=hourly_micro,
            source=_text(source),
            set_at=now,
            set_by=by,
        )


def _require(by: User | None, project: Project | None) -> None:
    if project is not None:
        require(by, project, Permission.EDIT_RATES)
    else:
        require_everywhere(by, Permission.EDIT_RATES)


def _line(card: RateCard, terms: RateTerms) -> RateLine:
    skill = Skill.objects.filter(code=terms.skill).first() if terms.skill else None
    if terms.skill and skill is None:
        raise Refused(UNKNOWN_SKILL(field="lines", code=terms.skill[:60]))
    return RateLine(
        card=card,
        market=_market(terms.market) if terms.market else None,
        language=terms.language,
        skill=skill,
        severity=terms.severity,
        amount_micro=terms.micro,
        unit=terms.unit,
    )


def _market(code: str) -> Market:
    found = Market.objects.filter(code=code).first()
    if found is None:
        raise Refused(UNKNOWN_MARKET(field="market", code=code[:20]))
    return found


def _text(text: str) -> str:
    return text.strip().replace("\0", "")[:2000]
