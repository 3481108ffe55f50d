"""Extra pay: what was proposed, each with what it was worked out from, and who decides many at once."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.money.actions.extras import decide_extras
from assay.money.enums import ExtraKind, ExtraState
from assay.money.models import ExtraPay
from assay.money.queries import extras as queries
from assay.money.rules.rates import hourly_micro
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.stats.sampling import Share, wilson
from assay.web.money.amounts import amount
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.templatetags.figures import percent

HOUR = 3600
TONES = {ExtraState.PROPOSED: "warn", ExtraState.APPROVED: "good", ExtraState.DECLINED: ""}


@dataclass(frozen=True, slots=True)
class ShownExtra:
    """`came_to`, `least`: an hour, and its minimum; of a bonus `right`, and the share that its rule asks for."""

    extra: ExtraPay
    kind: str
    hours: float
    earned: str
    came_to: str
    least: str
    right: Share | None
    paid: str
    state: str
    tone: str
    may_decide: bool


@signed_in
@require_GET
def extras(request: HttpRequest) -> HttpResponse:
    """What waits, or (`show=all`) everything."""
    person = user_of(request)
    shows_all = request.GET.get("show") == "all"
    page = page_of(request, queries.extras(person, None if shows_all else ExtraState.PROPOSED))
    may_decide = may(person, Permission.APPROVE_PAYOUTS)
    shown = [shown_extra(each, person, may_decide=may_decide) for each in page]
    context = {
        "part": "extras",
        "page": page,
        "rows": shown,
        "waiting": [amount(micro, currency) for currency, micro in queries.waiting(person)],
        "shows_all": shows_all,
        "may_decide": any(each.may_decide for each in shown),
    }
    return render(request, "web/money/extras.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """All that were ticked, or none of them."""
    person = user_of(request)
    ticked = [uid for each in request.POST.getlist("extra") if (uid := parse_uid(each)) is not None]
    found = queries.chosen_extras(person, ticked)
    is_approved = request.POST.get("decision") == "approve"
    said = _("Approved and posted.") if is_approved else _("Declined. Nothing was posted.")
    return done(
        request,
        lambda: decide_extras(
            person,
            chosen_ones=found,
            is_approved=is_approved,
            ruling=request.POST.get("ruling", ""),
            now=now(),
        ),
        said,
        reverse("ledger-extras"),
    )


def shown_extra(each: ExtraPay, person: User, *, may_decide: bool) -> ShownExtra:
    state, currency = ExtraState(each.state), each.currency
    came_to = hourly_micro(each.earned_micro, each.seconds)
    least = amount(each.line.amount_micro, currency) if each.line else "–"
    is_open = state == ExtraState.PROPOSED
    return ShownExtra(
        each,
        each.rule.name if each.rule else _(str(ExtraKind(each.kind).label)),
        each.seconds / HOUR,
        amount(each.earned_micro, currency),
        amount(came_to, currency) if came_to is not None else "–",
        percent(each.rule.least_share) if each.rule else least,
        wilson(each.n_right, each.n) if each.rule else None,
        amount(each.amount_micro, currency),
        _(str(state.label)),
        TONES[state],
        may_decide=is_open
        and may_decide
        and each.contributor.user_id != person.pk
        and not (each.rule and each.rule.set_by_id == person.pk),
    )
