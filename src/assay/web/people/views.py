"""Contributors: finding them, and changing the standing of several at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.actions.standings import Changes
from assay.people.actions.standings import change_standings as change
from assay.people.enums import Standing
from assay.people.queries.organisation import markets, places, skills
from assay.people.queries.scope import agents_of, may, others_visible, scope_of
from assay.people.queries.search import search, with_abilities
from assay.people.rules import reasons
from assay.people.rules.roles import Permission
from assay.web.people.reading import criteria_of, standing_of
from assay.web.people.shown import row_of
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The contributors in the person's scope."""
    person, now = user_of(request), the_time()
    visible, criteria = others_visible(person), criteria_of(request.GET)
    page = page_of(request, with_abilities(search(visible, criteria)))
    may_see_all = may(person, Permission.VIEW_PEOPLE)
    context = {
        "page": page,
        "rows": [row_of(each, now) for each in page],
        "criteria": criteria,
        "kept": _kept(request.GET),
        "standings": Standing.choices,
        "markets": markets().filter(retired_at=None),
        "skills": skills().filter(retired_at=None),
        "places": places(None if may_see_all else visible),
        "may_manage": may(person, Permission.MANAGE_PEOPLE),
        "may_send_file": may(person, Permission.MANAGE_PEOPLE) or not agents_of(person).is_empty,
        "may_see_organisation": may_see_all,
        "may_see_sites": visible.filter(site__isnull=False).order_by().exists(),
        "may_see_exposure": not scope_of(person, Permission.VIEW_EXPOSURE).is_empty,
        "may_administer": may(person, Permission.ADMINISTER),
    }
    return render(request, "web/people/list.html", context)


@signed_in
@require_POST
def change_standings(request: HttpRequest) -> HttpResponse:
    """The same standing for everybody who was ticked; who cannot change is named with the reason."""
    person = user_of(request)
    uids = [uid for uid in map(parse_uid, request.POST.getlist("contributor")) if uid]
    chosen = list(others_visible(person).filter(uid__in=uids))
    try:
        asked = standing_of(request.POST, person.time_zone)
        if not chosen:
            raise Refused(reasons.NOBODY_CHOSEN(field="contributor"))
        changes = change(
            person,
            contributors=chosen,
            standing=asked.standing,
            reason=asked.reason,
            until=asked.until,
            way_back=asked.way_back,
            now=the_time(),
        )
    except Refused as refused:
        messages.error(request, "; ".join(reason.said for reason in refused.reasons))
    else:
        _say(request, changes)
    return redirect(_back(request))


def _say(request: HttpRequest, changes: Changes) -> None:
    if changes.n_changed:
        sentence = ngettext("%(n)s person was changed.", "%(n)s people were changed.", changes.n_changed)
        messages.success(request, sentence % {"n": changes.n_changed})
    for contributor, reason in changes.refused[:10]:
        messages.error(request, f"{contributor.pseudonym}: {reason.said}")
    if len(changes.refused) > 10:
        messages.error(request, _("%(n)s more were not changed.") % {"n": len(changes.refused) - 10})


def _back(request: HttpRequest) -> str:
    """To the list as it was filtered."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith(reverse("people")):
        return wanted
    return reverse("people")


def _kept(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()
