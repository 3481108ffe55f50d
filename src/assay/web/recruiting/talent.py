"""The talent pool: searched, saved as segments, invited to projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import project_for, visible_projects
from assay.recruiting.actions.inviting import invite
from assay.recruiting.actions.inviting_to_campaigns import invite_to_campaign
from assay.recruiting.actions.segments import change_segment, retire_segment, save_segment
from assay.recruiting.models import TalentCard, TalentSegment
from assay.recruiting.queries.campaigns import campaign_for, open_campaigns
from assay.recruiting.queries.talent import (
    Counted,
    declared_by,
    search_of,
    searched,
    segment_for,
    segments_of,
    unknown_in,
)
from assay.recruiting.rules import reasons
from assay.recruiting.rules.talent import MOST_INVITED, Invited, Search, problems
from assay.stats.sampling import Share, wilson
from assay.web.people.shown import Row, row_of
from assay.web.projects.forms import Filled, refused
from assay.web.recruiting.talent_form import choices, search_from, typed_of
from assay.web.requests import page_of, signed_in, user_of

FIELDS = ("languages", "level", "markets", "skills", "places", "gold_least", "worked_within", "idle_for")
MOST_PROJECTS = 500


@dataclass(frozen=True, slots=True)
class ShownTalent:
    row: Row
    last_worked_on: date | None
    week_hours: float
    gold: Share
    is_measured: bool
    declared: Sequence[str]


@signed_in
@require_GET
def talent(request: HttpRequest) -> HttpResponse:
    """The search is in the address; a saved segment brings its own."""
    person, at = user_of(request), the_time()
    segments = list(segments_of(person))
    segment = _segment(request, segments)
    search = search_of(segment) if segment else search_from(request.GET)
    typed = typed_of(search)
    why = [*problems(search), *unknown_in(search)]
    filled = refused(typed.values, Refused(*why), FIELDS) if why else Filled(typed.values)
    people = searched(person, search, at)
    counted = Counted(people.none() if why else people)
    page = page_of(request, counted)
    declared = declared_by(page)
    context = {
        "form": filled,
        "segments": segments,
        "segment": segment,
        "is_own": segment is not None and segment.owner_id == person.pk,
        "n": counted.n,
        "page": page,
        "rows": [_shown(each, at, declared.get(each.pk, ())) for each in page],
        "kept": f"segment={segment.uid}" if segment else typed.kept,
        "typed": typed.pairs,
        "projects": _projects(person),
        "campaigns": open_campaigns(person, at.date())[:MOST_PROJECTS],
        "most": MOST_INVITED,
        **choices(person),
    }
    return render(request, "web/recruiting/talent.html", context, status=filled.status)


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """A new segment, or the one that is named with another search, name or sharing; `retire` takes it away."""
    person = user_of(request)
    asked = parse_uid(request.POST.get("segment", ""))
    old = segment_for(person, asked) if asked else None
    search = search_from(request.POST)
    kept = typed_of(search).kept
    try:
        found = _save(request, person, old, search)
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
        return redirect(f"{reverse('talent')}?{f'segment={old.uid}' if old else kept}")
    messages.success(request, _("The segment is saved.") if found else _("The segment is retired."))
    return redirect(f"{reverse('talent')}?{f'segment={found.uid}' if found else kept}")


@signed_in
@require_POST
def invite_people(request: HttpRequest) -> HttpResponse:
    """Everybody who fits, once each, in their inbox and on their ways out of it."""
    person = user_of(request)
    asked = parse_uid(request.POST.get("segment", ""))
    segment = segment_for(person, asked) if asked else None
    search = search_of(segment) if segment else search_from(request.POST)
    project = _project(person, request.POST.get("project", ""))
    try:
        if project is None:
            raise Refused(reasons.CHOOSE_ONE(field="project"))
        found = invite(person, project=project, search=search, segment=segment, now=the_time())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        _say(request, found, _("Members already: %(n)s."))
    kept = f"segment={segment.uid}" if segment else typed_of(search).kept
    return redirect(f"{reverse('talent')}?{kept}")


@signed_in
@require_POST
def invite_to(request: HttpRequest) -> HttpResponse:
    """Everybody who fits to a campaign, once each."""
    person = user_of(request)
    asked, campaign = (parse_uid(request.POST.get(each, "")) for each in ("segment", "campaign"))
    segment = segment_for(person, asked) if asked else None
    search = search_of(segment) if segment else search_from(request.POST)
    try:
        if campaign is None:
            raise Refused(reasons.CHOOSE_ONE(field="campaign"))
        _say(
            request,
            invite_to_campaign(
                person,
                campaign=campaign_for(person, campaign),
                search=search,
                segment=segment,
                now=the_time(),
            ),
            _("Came by it already: %(n)s."),
        )
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    kept = f"segment={segment.uid}" if segment else typed_of(search).kept
    return redirect(f"{reverse('talent')}?{kept}")


def _save(
    request: HttpRequest, person: User, old: TalentSegment | None, search: Search
) -> TalentSegment | None:
    posted, at = request.POST, the_time()
    name, is_common = posted.get("name", ""), posted.get("is_common") == "on"
    if old is None:
        return save_segment(person, name=name, search=search, is_common=is_common, now=at)
    if posted.get("retire"):
        retire_segment(person, segment=old, now=at)
        return None
    # The form does not say everything: what was saved over the API stays where nobody touched the fields.
    unchanged = typed_of(search_of(old)).kept == typed_of(search).kept
    search = search_of(old) if unchanged else search
    return change_segment(person, segment=old, name=name, search=search, is_common=is_common, now=at)


def _segment(request: HttpRequest, segments: Iterable[TalentSegment]) -> TalentSegment | None:
    uid = parse_uid(request.GET.get("segment", ""))
    if uid is None:
        return None
    found = next((each for each in segments if each.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def _projects(person: User) -> list[tuple[UUID, str]]:
    found = visible_projects(person, Permission.ALLOCATE_WORK).filter(state=ProjectState.OPEN)
    return list(found.order_by("name", "pk").values_list("uid", "name")[:MOST_PROJECTS])


def _project(person: User, text: str) -> Project | None:
    uid = parse_uid(text)
    return project_for(person, uid, Permission.ALLOCATE_WORK) if uid else None


def _shown(person: Contributor, at: datetime, declared: Sequence[str]) -> ShownTalent:
    card: TalentCard | None = getattr(person, "talent_card", None)
    row = row_of(person, at)
    if card is None:
        return ShownTalent(row, None, 0, wilson(0, 0), is_measured=False, declared=declared)
    gold = wilson(card.n_gold_right, card.n_gold)
    return ShownTalent(row, card.last_worked_on, card.week_hours, gold, is_measured=True, declared=declared)


def _say(request: HttpRequest, found: Invited, members: str) -> None:
    said = [ngettext("%(n)s person is invited.", "%(n)s people are invited.", found.n) % {"n": found.n}]
    for n, sentence in (
        (found.n_before, _("Invited before: %(n)s.")),
        (found.n_members, members),
        (found.n_unwilling, _("Want no invitations: %(n)s.")),
        (found.n_left, _("Left for the next time: %(n)s.")),
    ):
        said += [sentence % {"n": n}] if n else []
    (messages.success if found.n else messages.warning)(request, " ".join(said))
