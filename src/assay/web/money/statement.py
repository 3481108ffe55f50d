"""A month's statement of somebody's own account: on a page, as PDF and as a workbook; and where they are paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import text_of
from assay.kit.papers import PDF, XLSX, Paper, Table, pdf_of, xlsx_of
from assay.kit.reasons import NotFound, Refused
from assay.kit.typesetting import can_typeset
from assay.money.actions.payees import forget_payee, set_payee
from assay.money.enums import PayoutState, PostingKind
from assay.money.models import ExtraPay, Payout
from assay.money.queries.earnings import own_contributor
from assay.money.queries.payees import opened_payee, own_details
from assay.money.queries.statements import Account, ProjectLine, Statement, statement_of
from assay.money.rules.bank_accounts import Payee
from assay.money.rules.payouts import minor_text
from assay.money.rules.periods import parse_month
from assay.web.money.amounts import amount
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of

FIELDS = ("holder", "iban", "bic", "number")
KINDS = {
    PostingKind.ACCRUAL.value: gettext_noop("Earned by your answers"),
    PostingKind.TOP_UP.value: gettext_noop("Topped up to the minimum of an hour"),
    PostingKind.BONUS.value: gettext_noop("Bonuses"),
    PostingKind.PAYOUT.value: gettext_noop("Paid out"),
    PostingKind.RETURNED.value: gettext_noop("Came back from the bank"),
    PostingKind.MANUAL.value: gettext_noop("Corrections"),
    PostingKind.REVERSAL.value: gettext_noop("Corrections taken back"),
}
OTHER = gettext_noop("Other pay")
STATES = {
    PayoutState.PAID: (gettext_noop("Under way to your bank"), ""),
    PayoutState.ACCEPTED: (gettext_noop("Paid"), "good"),
    PayoutState.REJECTED: (gettext_noop("Came back"), "bad"),
}


@dataclass(frozen=True, slots=True)
class ShownPayout:
    payout: Payout
    paid: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: ProjectLine
    hours: float
    earned: str


@dataclass(frozen=True, slots=True)
class ShownTopUp:
    """`least`: the minimum of an hour."""

    extra: ExtraPay
    hours: float
    earned: str
    least: str
    added: str


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """In the order of a statement: before, what moved, after."""

    currency: str
    lines: Sequence[tuple[str, str]]
    closing: str


@signed_in
@require_GET
def statement(request: HttpRequest, month: str) -> HttpResponse:
    """One month; a file of it where `as` says which."""
    person = user_of(request)
    contributor = own_contributor(person)
    first = parse_month(month)
    if first is None:
        raise NotFound
    found = statement_of(contributor, first)
    wanted = request.GET.get("as", "")
    if wanted in ("pdf", "xlsx"):
        return _file(_paper(found, contributor.pseudonym), wanted, f"statement-{month}")
    context = {
        "month": first,
        "accounts": [_shown_account(each) for each in found.accounts],
        "projects": [
            ShownLine(each, each.seconds / 3600, amount(each.micro, each.currency)) for each in found.projects
        ],
        "top_ups": [_top_up(each) for each in found.extras if each.line],
        "bonuses": [_top_up(each) for each in found.extras if each.rule],
        "payouts": shown_payouts(found.payouts),
        "can_typeset": can_typeset(),
    }
    return render(request, "web/money/statement.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def paid_to(request: HttpRequest) -> HttpResponse:
    """Where one is paid; only the last characters of what is there are shown."""
    person = user_of(request)
    contributor = own_contributor(person)
    form = Filled(dict.fromkeys(FIELDS, ""))
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            set_payee(person, payee=Payee(**texts), now=now())
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Kept. The next payment goes there."))
            return redirect("own-paid-to")
    details = own_details(contributor)
    context = {
        "details": details,
        "payee": opened_payee(details.sealed, person) if details else None,
        "form": form,
    }
    return render(request, "web/money/paid_to.html", context, status=form.status)


@signed_in
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Nothing is paid out until another account is said."""
    person = user_of(request)
    own_contributor(person)
    return done(
        request, lambda: forget_payee(person), _("Forgotten. Nothing is paid out for now."), "own-paid-to"
    )


def shown_payouts(found: Sequence[Payout]) -> list[ShownPayout]:
    """Payouts with their state in words."""
    return [
        ShownPayout(each, f"{minor_text(each.minor, each.currency)} {each.currency}", _(said), tone)
        for each in found
        for said, tone in [STATES[PayoutState(each.state)]]
    ]


def _shown_account(each: Account) -> ShownAccount:
    lines = [(_("Owed to you before"), each.opening), *_moves(each)]
    said = [(name, _signed(micro, each.currency)) for name, micro in lines]
    return ShownAccount(each.currency, said, amount(each.closing, each.currency))


def _moves(each: Account) -> list[tuple[str, int]]:
    known = [(_(said), each.moved[kind]) for kind, said in KINDS.items() if kind in each.moved]
    other = sum(micro for kind, micro in each.moved.items() if kind not in KINDS)
    return [*known, *([(_(OTHER), other)] if other else [])]


def _top_up(each: ExtraPay) -> ShownTopUp:
    least = amount(each.line.amount_micro, each.currency) if each.line else ""
    earned, added = amount(each.earned_micro, each.currency), amount(each.amount_micro, each.currency)
    return ShownTopUp(each, each.seconds / 3600, earned, least, added)


def _signed(micro: int, currency: str) -> str:
    return f"−{amount(-micro, currency)}" if micro < 0 else amount(micro, currency)


def _paper(found: Statement, pseudonym: str) -> Paper:
    """What the page shows, for one's own books."""
    month = date_format(found.month, "YEAR_MONTH_FORMAT")
    account = Table(
        _("Account"),
        [_("What"), _("Currency"), _("Amount")],
        [
            row
            for each in found.accounts
            for row in (
                (_("Owed to you before"), each.currency, _number(each.opening)),
                *((name, each.currency, _number(micro)) for name, micro in _moves(each)),
                (_("Owed to you after"), each.currency, _number(each.closing)),
            )
        ],
    )
    projects = Table(
        _("Projects"),
        [_("Project"), _("Answers"), _("Active hours"), _("Currency"), _("Earned")],
        [
            (each.name, each.n, Decimal(f"{each.seconds / 3600:.2f}"), each.currency, _number(each.micro))
            for each in found.projects
        ],
    )
    payouts = Table(
        _("Payments"),
        [_("Day"), _("Amount"), _("Currency"), _("State")],
        [_paid_row(each) for each in found.payouts],
    )
    top_ups = Table(
        _("Topped up to the minimum of an hour"),
        [
            _("Day"),
            _("Project"),
            _("Active hours"),
            _("Earned"),
            _("An hour at least"),
            _("Currency"),
            _("Added"),
        ],
        [_top_up_row(each) for each in found.extras if each.line],
    )
    return Paper(
        _("Statement"),
        month,
        pseudonym,
        [(_("Month"), month), (_("Account of"), pseudonym)],
        [account, projects, *([top_ups] if top_ups.rows else []), payouts],
        language=(get_language() or "en").split("-")[0],
        is_right_to_left=get_language_bidi(),
    )


def _paid_row(each: Payout) -> tuple[str, Decimal, str, str]:
    paid = Decimal(minor_text(each.minor, each.currency))
    return each.batch.pay_on.isoformat(), paid, each.currency, _(STATES[PayoutState(each.state)][0])


def _top_up_row(each: ExtraPay) -> tuple[str | Decimal, ...]:
    least = _number(each.line.amount_micro) if each.line else ""
    hours = Decimal(f"{each.seconds / 3600:.2f}")
    earned, added = _number(each.earned_micro), _number(each.amount_micro)
    return (each.starts_on.isoformat(), each.project.name, hours, earned, least, each.currency, added)


def _number(micro: int) -> Decimal:
    return Decimal(text_of(micro)) if micro >= 0 else -Decimal(text_of(-micro))


def _file(paper: Paper, wanted: str, name: str) -> HttpResponse:
    """Neither is kept: it is made again from the ledger."""
    if wanted == "pdf" and not can_typeset():
        raise NotFound
    content = pdf_of(paper) if wanted == "pdf" else xlsx_of(paper)
    response = HttpResponse(content, content_type=PDF if wanted == "pdf" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    return response
