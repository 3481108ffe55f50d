"""The weekly review of vendors: one line for each, and one vendor's with what is to be done."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.weeks import agree_on_action
from assay.partners.queries import weeks as queries
from assay.partners.queries.scorecards import Row
from assay.partners.rules.weeks import WEEK, monday_of, week_from
from assay.people.models import Vendor
from assay.people.queries.scope import may, require_everywhere
from assay.planning.queries.decisions import KEEPS_VENDORS, owners_for
from assay.planning.rules.decisions import NewDecision
from assay.web.partners.invoices_shown import shown_compared
from assay.web.partners.scorecards_shown import shown_row, tone_of
from assay.web.planning.decisions import FIELDS, day_from, owner_from, shown_decisions
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every vendor in sight."""
    week_on = _asked(request)
    rows = [(each, tone_of(each.score)) for each in queries.week_rows(user_of(request), week_on, now())]
    return render(request, "web/partners/weeks.html", {"rows": rows, **_around(week_on)})


@signed_in
@require_GET
def one(request: HttpRequest, vendor: UUID) -> HttpResponse:
    """One vendor's week."""
    found = queries.vendor_for_week(user_of(request), vendor)
    return _week(request, found, _asked(request), Filled(dict.fromkeys(FIELDS, "")))


@signed_in
@require_POST
def agree(request: HttpRequest, vendor: UUID, week: str) -> HttpResponse:
    """Write down what is to be done."""
    person, moment = user_of(request), now()
    found, week_on = queries.vendor_for_week(person, vendor), week_from(week, moment.date())
    require_everywhere(person, KEEPS_VENDORS)
    if week_on is None:
        raise NotFound
    texts = texts_of(request.POST, FIELDS)
    try:
        agree_on_action(
            person,
            vendor=found,
            week_on=week_on,
            owner=owner_from(owners_for(found), texts["owner"]),
            given=NewDecision(texts["what"], texts["why"], day_from(texts["due_on"])),
            now=moment,
        )
    except Refused as why:
        return _week(request, found, week_on, refused(texts, why, FIELDS))
    then = f"{reverse('vendor-week', args=[vendor])}?week={week_on}"
    return done(request, lambda: None, _("Written down."), then)


def _week(request: HttpRequest, vendor: Vendor, week_on: date, form: Filled) -> HttpResponse:
    person, moment = user_of(request), now()
    today = moment.date()
    found = queries.week_review(person, vendor, week_on, moment)
    may_agree = may(person, KEEPS_VENDORS)
    context = {
        "vendor": vendor,
        "cards": [shown_row(Row(each, (), None)) for each in found.cards],
        "differences": [
            (invoice, [shown_compared(each, invoice.currency) for each in differing])
            for invoice, differing in found.differences
        ],
        "actions": shown_decisions(found.actions, today),
        "carried": shown_decisions(found.carried, today),
        "n_overdue": found.overdue(today),
        "may_agree": may_agree,
        "owners": owners_for(vendor) if may_agree else [],
        "owner": form.values["owner"] or str(person.uid),
        "form": form,
        **_around(week_on),
    }
    return render(request, "web/partners/week.html", context, status=form.status)


def _asked(request: HttpRequest) -> date:
    """This week where none was asked for."""
    today = now().date()
    return week_from(request.GET.get("week", ""), today) or monday_of(today)


def _around(week_on: date) -> dict[str, object]:
    this = monday_of(now().date())
    later = week_on + WEEK if week_on < this else None
    return {"week_on": week_on, "earlier": week_on - WEEK, "later": later}
