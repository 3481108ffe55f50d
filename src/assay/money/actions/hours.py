"""Pay by the hour: every approved second is accounted for once; a correction is a reversal and a new posting.

The key of a posting names the sheet and its turn. A sheet never changes: whoever corrects a day withdraws its sheet and
approves another one, so that each version is a source of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.money.actions.account_rows import Whose, owed, posted_lines
from assay.money.actions.accruing import hold_progress
from assay.money.actions.costs import Cost, CostOf, add_costs
from assay.money.actions.posting import Draft, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import HourEarning, HourLook, PendingHours, Posting, ReleasedHours
from assay.money.queries.hours import Market, idle_seconds, only_markets, worked_by_sheet
from assay.money.queries.rates import Card, all_cards, chosen
from assay.money.rules.hours import WINDOW, Day, Part, hours_micro, parts_of, promised_at
from assay.money.rules.ledger import Line
from assay.money.rules.rates import Piece, hour_line_for
from assay.people.models import TimeSheet

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What the days of a chunk are priced by, each read once."""

    worked: Mapping[int, Mapping[int, float]]
    cards: Mapping[int | None, Sequence[Card]]
    markets: Mapping[int, Market]


def accrue_hours(*, now: datetime) -> int:
    """Sheets that were approved or withdrawn since the last time; how many."""
    n_settled = 0
    while True:
        with transaction.atomic():
            hold_progress()
            looks = list(HourLook.objects.order_by("pk").values_list("pk", "sheet_id")[:CHUNK])
            if not looks:
                return n_settled
            n_settled += _settle(sorted({sheet for _, sheet in looks}), now)
            HourLook.objects.filter(pk__in=[pk for pk, _ in looks]).delete()


def release_hours(*, now: datetime) -> int:
    """Days whose window is over become available; how many."""
    n_released = 0
    while True:
        with transaction.atomic():
            hold_progress()
            due = PendingHours.objects.filter(final_at__lte=now).order_by("pk").values_list("pk", flat=True)
            sheets = list(due[:CHUNK])
            if not sheets:
                return n_released
            for sheet in TimeSheet.objects.filter(pk__in=sheets).order_by("pk"):
                _release(sheet, now)
            PendingHours.objects.filter(pk__in=sheets).delete()
            n_released += len(sheets)


def _settle(sheet_ids: Sequence[int], now: datetime) -> int:
    sheets = list(TimeSheet.objects.select_related("site").filter(pk__in=sheet_ids).order_by("pk"))
    turns = Counter[int]()
    for pk, nth in HourEarning.objects.filter(sheet__in=sheets).values_list("sheet_id", "nth"):
        turns[pk] = max(turns[pk], nth)
    new = [each for each in sheets if each.withdrawn_at is None and not turns[each.pk] and each.paid_seconds]
    for sheet in sheets:
        if sheet.withdrawn_at is not None and turns[sheet.pk] == 1:
            _take_back(sheet, now)
    if new:
        worked = worked_by_sheet(new)
        projects = {project for by_project in worked.values() for project in by_project}
        known = Known(worked, all_cards(projects), only_markets([each.contributor_id for each in new]))
        for sheet in new:
            _earn(sheet, known, now)
    return len(sheets)


def _earn(sheet: TimeSheet, known: Known, now: datetime) -> None:
    day = Day(sheet.paid_seconds, idle_seconds(sheet), known.worked.get(sheet.pk, {}))
    parts = [_priced(sheet, part, known, now) for part in parts_of(day)]
    if any(each.amount_micro for each in parts):
        draft = Draft(f"hours:{sheet.uid}:1", PostingKind.HOURS, now.date(), _lines(parts))
        posting = post(None, draft=draft, now=now)
        for each in parts:
            each.posting = posting if each.amount_micro else None
        PendingHours.objects.create(sheet=sheet, final_at=sheet.approved_at + WINDOW)
    HourEarning.objects.bulk_create(parts)
    _keep_costs(parts)


def _priced(sheet: TimeSheet, part: Part, known: Known, now: datetime) -> HourEarning:
    """By the card in force when the day began; where none pays hours, they are written down without an amount."""
    card = chosen(known.cards, part.project, promised_at(sheet.day_on))
    market = known.markets.get(sheet.contributor_id)
    piece = Piece(market.code, market.language) if market else Piece()
    terms = hour_line_for(card.lines, piece) if card else None
    unpaid = part.idle_seconds if card and terms and not card.card.pays_idle else 0
    return HourEarning(
        sheet=sheet,
        nth=1,
        project_id=part.project,
        contributor_id=sheet.contributor_id,
        vendor_id=sheet.site.vendor_id,
        line=card.lines[terms] if card and terms else None,
        currency=card.card.currency if card and terms else "",
        seconds=part.seconds,
        unpaid_seconds=unpaid,
        amount_micro=hours_micro(terms.micro, part.seconds - unpaid) if terms else 0,
        day_on=sheet.day_on,
        earned_at=now,
    )


def _lines(parts: Sequence[HourEarning]) -> list[Line]:
    """Debit what projects spend (or nobody's), credit what the vendor is owed."""
    sums: Counter[Whose] = Counter()
    for each in parts:
        kind = AccountKind.OVERHEAD if each.project_id is None else AccountKind.LABOUR
        if each.amount_micro:
            sums[Whose(kind, each.currency, project=each.project_id)] += each.amount_micro
            owing = owed(AccountKind.PENDING, each.currency, each.contributor_id, each.vendor_id)
            sums[owing] -= each.amount_micro
    return posted_lines(sums)


def _take_back(sheet: TimeSheet, now: datetime) -> None:
    """The mirror of all that the sheet has moved; its parts stand beside those that they take back."""
    earned = list(HourEarning.objects.filter(sheet=sheet, nth=1).select_related("posting").order_by("pk"))
    released = ReleasedHours.objects.select_related("posting").filter(sheet=sheet).first()
    if released is not None:
        _reverse(released.posting, now)
    posted = {each.posting for each in earned if each.posting is not None}
    postings = {posting.pk: _reverse(posting, now) for posting in posted}
    mirrored = HourEarning.objects.bulk_create(_mirrored(each, postings, now) for each in earned)
    _keep_costs(mirrored, is_final=released is not None)
    PendingHours.objects.filter(sheet=sheet).delete()


def _keep_costs(parts: Sequence[HourEarning], *, is_final: bool = False) -> None:
    """Hours are a cost of their project, and of no market."""
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for each in parts:
        if each.project_id is not None and each.amount_micro:
            cost = costs[CostOf(each.project_id, None, each.day_on, each.currency)]
            cost.micro += each.amount_micro
            cost.final += each.amount_micro if is_final else 0
    add_costs(costs)


def _mirrored(each: HourEarning, postings: Mapping[int, Posting], now: datetime) -> HourEarning:
    return HourEarning(
        sheet_id=each.sheet_id,
        nth=2,
        project_id=each.project_id,
        contributor_id=each.contributor_id,
        vendor_id=each.vendor_id,
        line_id=each.line_id,
        currency=each.currency,
        seconds=-each.seconds,
        unpaid_seconds=-each.unpaid_seconds,
        amount_micro=-each.amount_micro,
        day_on=each.day_on,
        earned_at=now,
        posting=postings[each.posting_id] if each.posting_id else None,
    )


def _reverse(posting: Posting, now: datetime) -> Posting:
    lines = [Line(each.account_id, each.currency, -each.amount_micro) for each in posting.entries.all()]
    key = f"{posting.key}:back"
    draft = Draft(key, PostingKind.REVERSAL, now.date(), lines, "The day was withdrawn.", posting)
    return post(None, draft=draft, now=now)


def _release(sheet: TimeSheet, now: datetime) -> None:
    sums: Counter[Whose] = Counter()
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for each in HourEarning.objects.filter(sheet=sheet, nth=1).exclude(amount_micro=0):
        if each.project_id is not None:
            costs[CostOf(each.project_id, None, each.day_on, each.currency)].final += each.amount_micro
        for kind, micro in (
            (AccountKind.PENDING, each.amount_micro),
            (AccountKind.AVAILABLE, -each.amount_micro),
        ):
            sums[owed(kind, each.currency, each.contributor_id, each.vendor_id)] += micro
    draft = Draft(f"hours:{sheet.uid}:available", PostingKind.MATURED, now.date(), posted_lines(sums))
    ReleasedHours.objects.create(sheet=sheet, posting=post(None, draft=draft, now=now))
    add_costs(costs)
