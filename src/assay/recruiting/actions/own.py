"""What an applicant does on the page of their own application: confirm, withdraw, erase."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.users import set_password
from assay.people.models import User
from assay.people.rules.reasons import PASSWORDS_DIFFER
from assay.recruiting.actions.about_applicants import drop_said, hand_over_said
from assay.recruiting.actions.deciding import decide_by_rule
from assay.recruiting.actions.letters import drop_letters
from assay.recruiting.enums import ApplicationState, ScreeningOutcome
from assay.recruiting.models import ApplicantSaid, Application
from assay.recruiting.models.application import OPEN
from assay.recruiting.queries.applications import locked_application, was_refused
from assay.recruiting.queries.campaigns import asked_skills
from assay.recruiting.rules import reasons
from assay.recruiting.rules.applying import FORGOTTEN_AFTER, LAPSES_AFTER, PASSWORD_WITHIN, TRANSITIONS
from assay.recruiting.rules.screening import Applicant, rules_of, screen

MOST_AT_ONCE = 200


def confirm(application: Application, *, now: datetime) -> Application:
    """The letter has reached its reader. Doing it again changes nothing."""
    with transaction.atomic():
        act_as(None)
        locked = locked_application(application)
        if locked.state == ApplicationState.VERIFIED:
            return locked
        if TRANSITIONS.refuse(locked.state, ApplicationState.VERIFIED) or locked.verified_at:
            raise Refused(reasons.OVER())
        locked.state, locked.verified_at = ApplicationState.VERIFIED, now
        _screen(locked, now)
    return locked


def _screen(locked: Application, now: datetime) -> None:
    """What the campaign's rules say now that the address is known to be the applicant's."""
    campaign = locked.campaign
    applicant = Applicant(
        locked.languages,
        locked.device,
        locked.tie,
        was_refused(locked),
        skills=locked.skills,
        asked=[each.code for each in asked_skills(campaign)],
    )
    found = screen(rules_of(campaign.screening), applicant, otherwise=ScreeningOutcome(campaign.otherwise))
    locked.screened, locked.screened_by = found.outcome, found.rule
    locked.save(update_fields=["state", "verified_at", "screened", "screened_by"])
    decide_by_rule(locked, found.outcome, says=found.says, now=now)


def choose_password(application: Application, *, password: str, repeated: str, now: datetime) -> User:
    """The first one of the account that an acceptance made: whoever has the letter's link is its person."""
    with transaction.atomic():
        locked = locked_application(application)
        if locked.state != ApplicationState.ACCEPTED or locked.contributor is None or locked.ended_at is None:
            raise Refused(reasons.OVER())
        person = locked.contributor.user
        if person.has_usable_password():
            raise Refused(reasons.PASSWORD_SET())
        if now > locked.ended_at + PASSWORD_WITHIN or not person.is_active:
            raise Refused(reasons.LINK_OLD())
        if password != repeated:
            raise Refused(PASSWORDS_DIFFER(field="repeated"))
        set_password(person, user=person, password=password)
        hand_over_said(locked, locked.contributor)
    return person


def withdraw(application: Application, *, now: datetime) -> Application:
    """The applicant ends it, or after a refusal erases it; either way what was personal is gone at once."""
    with transaction.atomic():
        act_as(None)
        locked = locked_application(application)
        if locked.state in OPEN or locked.due_at is not None:
            locked.state, locked.ended_at, locked.due_at = ApplicationState.WITHDRAWN, now, None
        elif locked.state != ApplicationState.REFUSED:
            raise Refused(reasons.OVER())
        _erase(locked, now)
    return locked


def forget(*, now: datetime) -> int:
    """What nobody confirmed lapses, and who was not taken on is forgotten; how many."""
    # Accepted, but never came: the link of the password is over.
    stayed_away = Application.objects.filter(
        state=ApplicationState.ACCEPTED, ended_at__lte=now - PASSWORD_WITHIN
    )
    ApplicantSaid.objects.filter(application__in=stayed_away).delete()
    never = Application.objects.filter(state=ApplicationState.APPLIED, applied_at__lte=now - LAPSES_AFTER)
    refused = Application.objects.filter(
        state=ApplicationState.REFUSED, erased_at=None, ended_at__lte=now - FORGOTTEN_AFTER
    )
    n = 0
    for rows in (never, refused):
        with transaction.atomic():
            act_as(None)
            for each in rows.select_for_update(no_key=True, skip_locked=True).order_by("pk")[:MOST_AT_ONCE]:
                if each.state == ApplicationState.APPLIED:
                    each.state, each.ended_at = ApplicationState.LAPSED, now
                _erase(each, now)
                n += 1
    return n


def forget_person(user_id: int, *, now: datetime) -> None:
    """What somebody sent before they had the account that is erased now."""
    for each in Application.objects.filter(contributor__user_id=user_id, erased_at=None):
        _erase(each, now)


def _erase(application: Application, now: datetime) -> None:
    application.name, application.email_sealed, application.email_digest = "", "", None
    application.languages, application.device, application.tie = {}, "", ""
    application.skills = []
    drop_said(application)
    application.erased_at = application.erased_at or now
    application.save()
    drop_letters(application, now=now)
