"""Extra pay: proposed once a day by what cards and rules promise, and posted when a person approves it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.money.actions.account_rows import Whose, owed, posted_lines
from assay.money.actions.bonuses import propose_bonuses
from assay.money.actions.costs import Cost, CostOf, add_costs
from assay.money.actions.posting import Draft, post
from assay.money.enums import AccountKind, ExtraKind, ExtraState, PostingKind
from assay.money.models import ExtraLook, ExtraPay
from assay.money.queries.bonuses import has_rules
from assay.money.queries.extras import SettledDay, has_minimum, settled_days
from assay.money.queries.hours import Market, only_markets
from assay.money.queries.rates import Card, all_cards, chosen
from assay.money.rules import top_ups as rules
from assay.money.rules.bonuses import OWN_RULE
from assay.money.rules.hours import promised_at
from assay.money.rules.rates import Piece, minimum_line_for
from assay.money.rules.states import EXTRA
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

ACCOUNTS = {ExtraKind.TOP_UP: AccountKind.LABOUR, ExtraKind.BONUS: AccountKind.BONUS}
POSTED = {ExtraKind.TOP_UP: PostingKind.TOP_UP, ExtraKind.BONUS: PostingKind.BONUS}


def propose_extras(*, now: datetime) -> int:
    """Days that came to less than the minimum of their hours, and bonuses of months; how many. Once a day."""
    today = now.date()
    if ExtraLook.objects.filter(looked_on__gte=today).exists() or not (has_minimum() or has_rules()):
        return 0
    with transaction.atomic():
        first = {"looked_on": today - rules.BACK}
        look, _ = ExtraLook.objects.select_for_update(no_key=True).get_or_create(pk=1, defaults=first)
        if look.looked_on >= today:
            return 0
        n_made = _propose_top_ups(now) + propose_bonuses(now=now)
        look.looked_on = today
        look.save(update_fields=["looked_on"])
        return n_made


def _propose_top_ups(now: datetime) -> int:
    if not has_minimum():
        return 0
    today = now.date()
    days = settled_days(since=today - rules.BACK, today=today)
    cards = all_cards({each.project for each in days})
    markets = only_markets([each.contributor for each in days])
    found = [_top_up(each, cards, markets, now) for each in days]
    made = [each for each in found if each is not None]
    ExtraPay.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def decide_extras(
    by: User, *, chosen_ones: Sequence[ExtraPay], is_approved: bool, ruling: str, now: datetime
) -> list[ExtraPay]:
    """All of them or none: approved, each is posted in the same transaction; declining needs a reason."""
    require_everywhere(by, Permission.APPROVE_PAYOUTS)
    if not chosen_ones:
        raise Refused(rules.NOTHING_CHOSEN(field="extras"))
    if len(chosen_ones) > rules.MOST_AT_ONCE:
        raise Refused(rules.TOO_MANY(field="extras", most=rules.MOST_AT_ONCE))
    if not is_approved and not ruling.strip():
        raise Refused(rules.NEEDS_RULING(field="ruling"))
    state = ExtraState.APPROVED if is_approved else ExtraState.DECLINED
    with transaction.atomic():
        act_as(by)
        found = ExtraPay.objects.select_for_update(no_key=True, of=["self"]).select_related(
            "contributor", "rule"
        )
        locked = list(found.filter(pk__in=[each.pk for each in chosen_ones]).order_by("pk"))
        for each in locked:
            if refused := EXTRA.refuse(each.state, state):
                raise Refused(refused)
            if each.contributor.user_id == by.pk:
                raise Refused(rules.OWN_PAY())
            if each.rule is not None and each.rule.set_by_id == by.pk:
                raise Refused(OWN_RULE())
            each.state, each.ruling = state, ruling.strip().replace("\0", "")[:2000]
            each.decided_by, each.decided_at = by, now
            each.posting = post(by, draft=_draft(each, now), now=now) if is_approved else None
        ExtraPay.objects.bulk_update(locked, ["state", "ruling", "decided_by", "decided_at", "posting"])
        if is_approved:
            _keep_costs(locked)
        return locked


def _top_up(
    day: SettledDay, cards: Mapping[int | None, Sequence[Card]], markets: Mapping[int, Market], now: datetime
) -> ExtraPay | None:
    """By the card in force when the day began; what was paid in another currency cannot be held against it."""
    card = chosen(cards, day.project, promised_at(day.day_on))
    market = markets.get(day.contributor)
    piece = Piece(market.code, market.language) if market else Piece()
    terms = minimum_line_for(card.lines, piece) if card else None
    if card is None or terms is None or set(day.earned) - {card.card.currency}:
        return None
    earned = day.earned.get(card.card.currency, 0)
    micro = rules.top_up_micro(terms.micro, rules.WorkedDay(day.seconds, earned))
    if not micro:
        return None
    return ExtraPay(
        kind=ExtraKind.TOP_UP,
        contributor_id=day.contributor,
        project_id=day.project,
        line=card.lines[terms],
        starts_on=day.day_on,
        ends_on=day.day_on,
        seconds=round(day.seconds),
        earned_micro=earned,
        currency=card.card.currency,
        amount_micro=micro,
        proposed_at=now,
    )


def _draft(each: ExtraPay, now: datetime) -> Draft:
    """Debit what the project spends, credit what its person may be paid out."""
    kind = ExtraKind(each.kind)
    cost = Whose(ACCOUNTS[kind], each.currency, project=each.project_id)
    credit = owed(AccountKind.AVAILABLE, each.currency, each.contributor_id, None)
    lines = posted_lines({cost: each.amount_micro, credit: -each.amount_micro})
    return Draft(f"extra:{each.uid}", POSTED[kind], now.date(), lines)


def _keep_costs(approved: Sequence[ExtraPay]) -> None:
    """Final at once, on the last day that it is for, and of no market."""
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for each in approved:
        cost = costs[CostOf(each.project_id, None, each.ends_on, each.currency)]
        cost.micro += each.amount_micro
        cost.final += each.amount_micro
    add_costs(costs)
