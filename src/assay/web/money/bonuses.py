"""Bonus rules of a project: what they ask and give, the form of the next one, and ending one."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import micro_of
from assay.kit.reasons import Refused
from assay.money.actions.bonuses import end_bonus, set_bonus
from assay.money.models import BonusRule
from assay.money.queries.bonuses import rule_for, rules_of
from assay.money.rules.bonuses import BonusTerms
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.money.amounts import amount
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import percent

FIELDS = ("name", "share", "least", "amount", "unit", "cap", "currency", "reason")
USUAL = {"share": "95", "least": "50", "unit": "percent", "currency": "EUR"}
MOST = 100


@dataclass(frozen=True, slots=True)
class ShownRule:
    rule: BonusRule
    share: str
    gives: str
    cap: str


@signed_in
@require_http_methods(["GET", "POST"])
def bonuses(request: HttpRequest, project: UUID) -> HttpResponse:
    """What good work gives beside its pay."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_RATES)
    form = Filled(dict.fromkeys(FIELDS, "") | USUAL)
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            set_bonus(person, project=found, terms=_terms(texts), now=now())
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Set. It holds from this month on."))
            return redirect(request.path)
    context = {
        "project": found,
        "tab": "rates",
        "rows": [_shown(each) for each in rules_of(found)[:MOST]],
        "form": form,
        "may_edit": Permission.EDIT_RATES in permissions_in(person, found),
    }
    return render(request, "web/money/bonuses.html", context, status=form.status)


@signed_in
@require_POST
def end(request: HttpRequest, bonus: UUID) -> HttpResponse:
    """It gives nothing more for this month."""
    person = user_of(request)
    found = rule_for(person, bonus)
    return done(
        request,
        lambda: end_bonus(person, rule=found, now=now()),
        _("Ended. Months that are over are kept to."),
        reverse("project-bonuses", args=[found.project.uid]),
    )


def _terms(texts: Mapping[str, str]) -> BonusTerms:
    """What was typed; what is no number is 0, which the rules refuse."""
    is_percent = texts["unit"] == "percent"
    return BonusTerms(
        name=texts["name"],
        least_share=(micro_of(texts["share"]) or 0) / 100_000_000,
        least_n=_number(texts["least"]),
        cap_micro=micro_of(texts["cap"]) or 0,
        currency=texts["currency"].upper(),
        reason=texts["reason"],
        percent=_number(texts["amount"]) if is_percent else None,
        fixed_micro=None if is_percent else micro_of(texts["amount"]) or 0,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _shown(each: BonusRule) -> ShownRule:
    whole = _("%(percent)s %% of what was earned") % {"percent": each.percent}
    gives = whole if each.percent is not None else amount(each.fixed_micro or 0, each.currency)
    return ShownRule(each, percent(each.least_share), gives, amount(each.cap_micro, each.currency))
