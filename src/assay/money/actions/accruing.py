"""Accrual: what is owed for judgments becomes earnings and postings, continuously, in chunks that end together.

Each chunk is one transaction: earnings, their posting, and how far it has come. Whoever is killed leaves nothing of the
chunk; whoever comes at the same time waits for the row of the progress, and then finds nothing new. The database allows
one line of a number per judgment, earning and taking back in turn: so each is paid once at most, at any time.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.kit.sql import Row, rows
from assay.money.actions.account_rows import Whose, owed, posted_lines
from assay.money.actions.costs import Cost, CostOf, add_costs
from assay.money.actions.posting import Draft, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import (
    AccrualProgress,
    DueLook,
    Earning,
    PendingEarning,
    RateLine,
    ReleasedEarning,
)
from assay.money.queries.accrual import AGAIN, DUE, NEW, Candidate, candidates, skills_by_stage
from assay.money.queries.rates import Card, all_cards, chosen
from assay.money.rules.pay import is_owed
from assay.money.rules.rates import line_for, piece_micro

CHUNK = 2_000
RELEASED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Paying:
    """The cards and skills that a chunk asks for, each read once."""

    cards: Mapping[int | None, Sequence[Card]]
    skills: Mapping[int, frozenset[str]]

    def line(self, each: Candidate) -> tuple[RateLine, str, int] | None:
        """What pays it, and how much: by the card promised when it was submitted; None where no card was."""
        card = chosen(self.cards, each.project_id, each.facts.submitted_at)
        terms = line_for(card.lines, each.piece(self.skills)) if card else None
        if card is None or terms is None:
            return None
        return card.lines[terms], card.card.currency, piece_micro(terms, each.overlap)


def accrue(*, now: datetime, most: int = 50_000, below: int | None = None) -> int:
    """Everything that has come to count since the last time, and what was decided about it; how many lines.

    `below`: transactions before this one are known to have ended; by itself, as the database knows.
    """
    n_lines = n_seen = 0
    while n_seen < most:
        with transaction.atomic():
            seen, lines = _new(now, below)
        n_seen, n_lines = n_seen + seen, n_lines + lines
        if seen < CHUNK:
            break
    while True:
        with transaction.atomic():
            seen, lines = _again(now)
        n_lines += lines
        if seen < CHUNK:
            return n_lines


def release_due(*, now: datetime) -> int:
    """Pay whose window is over becomes available; how many earnings."""
    n_released = after = 0
    while True:
        with transaction.atomic():
            hold_progress()
            due = rows(DUE, {"now": now, "after": after, "most": RELEASED_AT_ONCE})
            if not due:
                return n_released
            _release(due, now)
        after, n_released = due[-1][0], n_released + len(due)


def _new(now: datetime, below: int | None) -> tuple[int, int]:
    progress = hold_progress()
    params = {
        "xid": progress.xid,
        "judgment": progress.judgment_id,
        "below": below,
        "now": now,
        "most": CHUNK,
    }
    found = candidates(NEW, params)
    if not found:
        return 0, 0
    n_lines = _settle(found, now)
    progress.xid, progress.judgment_id = found[-1].xid, found[-1].judgment_id
    progress.save(update_fields=["xid", "judgment_id"])
    return len(found), n_lines


def _again(now: datetime) -> tuple[int, int]:
    """Judgments that accrual has not come to yet are left to it."""
    progress = hold_progress()
    due = list(DueLook.objects.order_by("pk").values_list("pk", "judgment_id")[:CHUNK])
    if not due:
        return 0, 0
    found = candidates(AGAIN, {"judgments": sorted({judgment for _, judgment in due})})
    reached = (progress.xid, progress.judgment_id)
    n_lines = _settle([each for each in found if (each.xid, each.judgment_id) <= reached], now)
    DueLook.objects.filter(pk__in=[pk for pk, _ in due]).delete()
    return len(due), n_lines


def hold_progress() -> AccrualProgress:
    """The one row, held to the end of the transaction."""
    AccrualProgress.objects.get_or_create(pk=1)
    return AccrualProgress.objects.select_for_update(no_key=True).get(pk=1)


def _settle(found: Sequence[Candidate], now: datetime) -> int:
    """One more line for each whose pay is not what it should be; one posting for all of them."""
    paying = Paying(
        all_cards([each.project_id for each in found]), skills_by_stage([each.stage_id for each in found])
    )
    lines = [line for each in found if (line := _next_line(each, paying, now)) is not None]
    if not lines:
        return 0
    # What is earned and what is taken back are two postings: in one they could come to nothing between them.
    for part in ([each for each in lines if each.nth % 2], [each for each in lines if each.nth % 2 == 0]):
        _book(part, now)
    Earning.objects.bulk_create(lines, batch_size=1000)
    _keep_costs(lines, {each.judgment_id: each.market_id for each in found})
    waiting = [PendingEarning(earning=line, final_at=line.final_at) for line in lines if line.nth % 2]
    PendingEarning.objects.bulk_create(waiting, batch_size=1000)
    taken_back = {line.judgment_id for line in lines if line.nth % 2 == 0}
    before = [each.last.earning_id for each in found if each.judgment_id in taken_back]
    PendingEarning.objects.filter(earning__in=before).delete()
    return len(lines)


def _keep_costs(lines: Sequence[Earning], markets: Mapping[int, int | None]) -> None:
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for each in lines:
        of = CostOf(each.project_id, markets[each.judgment_id], each.work_on, each.currency)
        costs[of].n += 1 if each.amount_micro > 0 else -1
        costs[of].micro += each.amount_micro
    add_costs(costs)


def _book(lines: Sequence[Earning], now: datetime) -> None:
    if lines:
        posting = post(None, draft=_draft(lines, now), now=now)
        for line in lines:
            line.posting = posting


def _next_line(each: Candidate, paying: Paying, now: datetime) -> Earning | None:
    """None where its pay is as it should be; what has become available stays."""
    last, is_paid = each.last, each.last.nth % 2 == 1
    if each.contributor_id is None or last.is_released or is_owed(each.facts, now) == is_paid:
        return None
    if last.nth:
        return _earning(each, line=last.line_id, currency=last.currency, micro=-last.micro, now=now)
    found = paying.line(each)
    if found is None:
        return None
    line, currency, micro = found
    return _earning(each, line=line.pk, currency=currency, micro=micro, now=now)


def _earning(
    each: Candidate, *, line: int | None, currency: str | None, micro: int, now: datetime
) -> Earning:
    assert line is not None
    assert currency is not None
    assert each.contributor_id is not None
    return Earning(
        judgment_id=each.judgment_id,
        nth=each.last.nth + 1,
        project_id=each.project_id,
        contributor_id=each.contributor_id,
        vendor_id=each.vendor_id,
        site_id=each.site_id,
        line_id=line,
        currency=currency,
        amount_micro=micro,
        seconds=each.seconds if micro > 0 else -each.seconds,
        work_on=each.work_on,
        final_at=each.last.final_at or each.facts.final_at,
        earned_at=now,
    )


def _draft(lines: Sequence[Earning], now: datetime) -> Draft:
    """Debit what projects spend, credit what people are owed."""
    sums: Counter[Whose] = Counter()
    for each in lines:
        sums[Whose(AccountKind.LABOUR, each.currency, project=each.project_id)] += each.amount_micro
        sums[owed(AccountKind.PENDING, each.currency, each.contributor_id, each.vendor_id)] -= (
            each.amount_micro
        )
    named = ",".join(f"{each.judgment_id}:{each.nth}" for each in lines)
    key = f"accrual:{hashlib.sha256(named.encode()).hexdigest()}"
    return Draft(key, PostingKind.ACCRUAL, now.date(), posted_lines(sums))


def _release(due: Sequence[Row], now: datetime) -> None:
    sums: Counter[Whose] = Counter()
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for _pk, contributor, vendor, currency, micro, project, market, work_on in due:
        costs[CostOf(project, market, work_on, currency)].final += micro
        sums[owed(AccountKind.PENDING, currency, contributor, vendor)] += micro
        sums[owed(AccountKind.AVAILABLE, currency, contributor, vendor)] -= micro
    ids = [row[0] for row in due]
    key = f"release:{hashlib.sha256(','.join(map(str, ids)).encode()).hexdigest()}"
    posting = post(None, draft=Draft(key, PostingKind.RELEASE, now.date(), posted_lines(sums)), now=now)
    ReleasedEarning.objects.bulk_create(
        (ReleasedEarning(earning_id=pk, posting=posting) for pk in ids), batch_size=1000
    )
    PendingEarning.objects.filter(earning__in=ids).delete()
    add_costs(costs)
