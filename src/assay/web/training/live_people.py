"""One live session: who is invited, who was there, how the quiz went, and whether the trained errors became rarer."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.stats.sampling import Share
from assay.training.actions.live import invite_live, take_attendance, take_back_invitation
from assay.training.enums import LiveChange, LivePresence, LiveState
from assay.training.models import LiveInvitation, LiveSession
from assay.training.queries.courses import assignable
from assay.training.queries.live import (
    error_types_of,
    invited_to,
    leads,
    live_session_for,
    quiz_results,
    state_of_session,
)
from assay.training.queries.live_effect import ErrorEffect, SessionEffect, effect_after
from assay.training.rules.live import EARLY, LEAST, NOBODY, STRETCH, Effect
from assay.web.partners.coaching_shown import points
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import count
from assay.web.training.live import led, uids_of

MOST_OFFERED = 500
SAID = {
    LiveChange.NOT_ENOUGH: (gettext_noop("Not yet enough to say"), ""),
    LiveChange.BETTER: (gettext_noop("Better"), "good"),
    LiveChange.WORSE: (gettext_noop("Worse"), "bad"),
    LiveChange.UNCLEAR: (gettext_noop("No clear change"), "warn"),
}


@dataclass(frozen=True, slots=True)
class ShownEffect:
    before: Share
    after: Share
    said: str
    tone: str
    change: str


@dataclass(frozen=True, slots=True)
class ShownPerson:
    invitation: LiveInvitation
    quiz: Share | None
    is_quiz_done: bool
    effect: ShownEffect | None


@dataclass(frozen=True, slots=True)
class ShownError:
    """Of one error type; `more` says by how much those who came changed more than those who were absent."""

    name: str
    came: ShownEffect
    absent: ShownEffect
    n_came: int
    n_absent: int
    more: str


@signed_in
@require_GET
def session(request: HttpRequest, live: UUID) -> HttpResponse:
    """Everything of it on one page; attendance is taken here."""
    person, moment = user_of(request), now()
    found = live_session_for(person, live)
    state = state_of_session(found, moment)
    invitations = list(invited_to(person, found))
    effect = effect_after(found, invitations, now=moment)
    may_lead = leads(person, found) and state != LiveState.CANCELLED
    names = {each.key: each.name for each in error_types_of(found.project)}
    context = {
        "project": found.project,
        "session": found,
        "state": state,
        "may_lead": may_lead,
        "is_ahead": state == LiveState.PLANNED,
        "may_mark": may_lead and moment >= found.starts_at - EARLY,
        "people": _people(found, invitations, effect),
        "errors": [_error(each, names) for each in effect.errors] if effect else [],
        "trained": [names.get(key, key) for key in found.error_keys],
        "effect": effect,
        "weeks": STRETCH.days // 7,
        "least": LEAST,
        "presences": [
            (LivePresence.PRESENT, _("Present")),
            (LivePresence.LATE, _("Late")),
            (LivePresence.ABSENT, _("Absent")),
        ],
        "to_invite": _to_invite(person, found, invitations) if may_lead else [],
    }
    return render(request, "web/training/live_session.html", context)


@signed_in
@require_POST
def invite(request: HttpRequest, live: UUID) -> HttpResponse:
    """Whole sites and teams, and people by hand."""
    person = user_of(request)
    found = led(person, live)

    def act() -> None:
        people = _chosen(person, found, request.POST)
        invite_live(person, session=found, people=people, now=now())

    return done(request, act, _("Invited; they are told."), reverse("live-session", args=[found.uid]))


@signed_in
@require_POST
def take_back(request: HttpRequest, live: UUID, contributor: UUID) -> HttpResponse:
    """Somebody need not come."""
    person = user_of(request)
    found = led(person, live)
    invitation = invited_to(person, found).filter(contributor__uid=contributor).first()
    if invitation is None:
        raise NotFound
    return done(
        request,
        lambda: take_back_invitation(person, invitation=invitation, now=now()),
        _("Taken back; the person is told."),
        reverse("live-session", args=[found.uid]),
    )


@signed_in
@require_POST
def attendance(request: HttpRequest, live: UUID) -> HttpResponse:
    """The marks that were made; with `rest` everybody else is noted likewise."""
    person, form = user_of(request), request.POST
    found = led(person, live)
    marks = {}
    for name, value in form.items():
        uid = parse_uid(name.removeprefix("mark-")) if name.startswith("mark-") else None
        if uid and value in LivePresence.values:
            marks[uid] = LivePresence(str(value))
    rest = LivePresence(form["rest"]) if form.get("rest") in LivePresence.values else None
    return done(
        request,
        lambda: take_attendance(person, session=found, marks=marks, rest=rest, now=now()),
        _("Attendance is noted."),
        reverse("live-session", args=[found.uid]),
    )


def _chosen(person: User, session: LiveSession, form: QueryDict) -> list[Contributor]:
    """Of the ticked sites, teams and people, whom the person looks after and who were not asked yet."""
    uids = {name: uids_of(*form.getlist(name)) for name in ("site", "team", "person")}
    people = assignable(person, session.project).exclude(pk__in=session.invitations.values("contributor"))
    found = people.filter(site__uid__in=uids["site"]) | people.filter(team__uid__in=uids["team"])
    found = found | people.filter(uid__in=uids["person"])
    if not any(uids.values()):
        raise Refused(NOBODY(field="people"))
    return list(found.distinct())


def _to_invite(person: User, session: LiveSession, invitations: list[LiveInvitation]) -> list[Contributor]:
    invited = {each.contributor_id for each in invitations}
    people = assignable(person, session.project).exclude(pk__in=invited)
    return list(
        people.select_related("site", "team").order_by("site__name", "team__name", "pseudonym")[:MOST_OFFERED]
    )


def _people(
    session: LiveSession, invitations: list[LiveInvitation], effect: SessionEffect | None
) -> list[ShownPerson]:
    people = [each.contributor_id for each in invitations if each.presence in {"present", "late"}]
    quiz = quiz_results(session, people, now=now()) if session.quiz else {}
    effects = {each.invitation.pk: _effect(each.effect) for each in effect.people} if effect else {}
    return [
        ShownPerson(
            each,
            quiz[each.contributor_id].first_right if each.contributor_id in quiz else None,
            each.contributor_id in quiz and quiz[each.contributor_id].assignment.finished_at is not None,
            effects.get(each.pk),
        )
        for each in invitations
    ]


def _effect(found: Effect) -> ShownEffect:
    label, tone = SAID[found.said]
    is_enough = found.said != LiveChange.NOT_ENOUGH
    return ShownEffect(found.before, found.after, _(label), tone, points(found.change) if is_enough else "")


def _error(found: ErrorEffect, names: dict[str, str]) -> ShownError:
    more = (
        points(found.beyond)
        if found.beyond is not None
        else _("%(least)s judgments before and after are needed of both") % {"least": count(LEAST)}
    )
    name = names.get(found.key, found.key) if found.key else _("All of them together")
    return ShownError(name, _effect(found.came), _effect(found.absent), found.n_came, found.n_absent, more)
