"""The closed weeks of the pulse check, for whoever answers for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now as the_time
from assay.people.models import Site
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.requests import signed_in, user_of
from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.queries.pulse import PulseWeek, pulse_weeks
from assay.wellbeing.rules.pulse import Group, Spread


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A line of a week: its questions in their order."""

    name: str
    vendor: str
    spreads: Sequence[Spread]


@dataclass(frozen=True, slots=True)
class ShownWeek:
    week_on: date
    rows: Sequence[ShownGroup]


@signed_in
@require_GET
def pulse(request: HttpRequest) -> HttpResponse:
    """Twelve weeks, the newest first; of a week without a group that may be shown nothing is said."""
    weeks = [_shown(each) for each in pulse_weeks(user_of(request), now=the_time())]
    context = {
        "weeks": [each for each in weeks if each.rows],
        "labels": [_(str(each.label)) for each in PulseQuestion],
        "may_set_limits": may(user_of(request), Permission.SET_LIMITS),
    }
    return render(request, "web/wellbeing/pulse.html", context)


def _shown(week: PulseWeek) -> ShownWeek:
    rows = [_of_site(site, group) for site, group in week.sites]
    if week.others:
        rows.append(_group(_("Other sites together"), "", week.others))
    if week.together and len(rows) > 1:
        rows.append(_group(_("All of these"), "", week.together))
    return ShownWeek(week.week_on, rows)


def _of_site(site: Site | None, group: Group) -> ShownGroup:
    return _group(site.name, site.vendor.name, group) if site else _group(_("People of no site"), "", group)


def _group(name: str, vendor: str, group: Group) -> ShownGroup:
    return ShownGroup(name, vendor, [group[question] for question in PulseQuestion.values])
