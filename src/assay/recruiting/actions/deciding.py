"""Applications are decided: by the campaign's rules, or by a person for many at once; and a decision becomes true.

A person's decision waits for some minutes, in which it can be taken back. Then the account is made and the letter
written, each in a transaction of its own, so that one that cannot be made keeps no other from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.actions.onboarding import Newcomer, take_on
from assay.people.models import Contributor, User
from assay.recruiting.actions.about_applicants import drop_said
from assay.recruiting.actions.letters import post_letter
from assay.recruiting.enums import ApplicationState, LetterKind, ScreeningOutcome
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.applications import due_decisions, email_of, locked_application
from assay.recruiting.queries.campaigns import require_recruiting
from assay.recruiting.rules import reasons
from assay.recruiting.rules.applying import TRANSITIONS, UNDO_WITHIN
from assay.recruiting.rules.screening import MOST_SAID

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Decided:
    """How many were decided, and why others were not."""

    n: int
    refused: Sequence[tuple[Application, Reason]]


def accept(by: User, *, campaign: Campaign, applications: Sequence[Application], now: datetime) -> Decided:
    """They get an account and a letter once the time to take it back is over."""
    return _each(
        by, campaign, applications, lambda each: _decide(by, each, ApplicationState.ACCEPTED, "", now=now)
    )


def refuse(
    by: User, *, campaign: Campaign, applications: Sequence[Application], why: str, now: datetime
) -> Decided:
    """With a reason that the applicant reads."""
    if not why.strip() or len(why) > MOST_SAID or "\0" in why:
        raise Refused(reasons.REFUSAL_UNSAID(field="why"))
    said = why.strip()
    return _each(
        by, campaign, applications, lambda each: _decide(by, each, ApplicationState.REFUSED, said, now=now)
    )


def recognise(by: User, *, application: Application, contributor: Contributor, now: datetime) -> Application:
    """The applicant is somebody who works here already: counted as recruited, and no second account is made."""
    require_recruiting(by, application.campaign.market)
    with transaction.atomic():
        act_as(by)
        locked = locked_application(application)
        if refused := TRANSITIONS.refuse(locked.state, ApplicationState.ACCEPTED):
            raise Refused(refused)
        if Application.objects.filter(contributor=contributor).exists():
            raise Refused(reasons.RECOGNISED_ALREADY(field="contributor", name=contributor.pseudonym))
        locked.state, locked.contributor = ApplicationState.ACCEPTED, contributor
        locked.decided_by, locked.ended_at = by, now
        locked.email_sealed, locked.email_digest = "", None
        locked.save()
        # They say of themselves what they want to on the page of their own.
        drop_said(locked)
    return locked


def take_back(by: User, *, campaign: Campaign, applications: Sequence[Application]) -> Decided:
    """What was decided and is not true yet waits again."""
    return _each(by, campaign, applications, lambda each: _take_back(by, each))


def carry_out(by: User | None, *, campaign: Campaign, now: datetime) -> Decided:
    """What waits to be true is, without waiting longer."""
    require_recruiting(by, campaign.market)
    return _carry_out(campaign.applications.exclude(due_at=None), now)


def carry_out_due(*, now: datetime) -> Decided:
    """The job of every minute."""
    return _carry_out(due_decisions(now), now)


def decide_by_rule(application: Application, outcome: ScreeningOutcome, *, says: str, now: datetime) -> None:
    """What the campaign's rules say of a locked application; nobody takes that back, so it is true at once."""
    if outcome == ScreeningOutcome.PERSON:
        return
    wanted = ApplicationState.ACCEPTED if outcome == ScreeningOutcome.ACCEPT else ApplicationState.REFUSED
    _set(application, None, wanted, says, now=now)
    _make_true(application, now)


def _carry_out(rows: QuerySet[Application], now: datetime) -> Decided:
    n, refused = 0, []
    for each in rows.order_by("pk")[:MOST_AT_ONCE]:
        try:
            with transaction.atomic():
                act_as(each.decided_by)
                locked = locked_application(each)
                if locked.due_at is not None:
                    _make_true(locked, now)
                    n += 1
        except Refused as why:
            refused.append((each, why.reasons[0]))
            _give_up(each, why.reasons[0])
    return Decided(n, refused)


def _make_true(application: Application, now: datetime) -> None:
    """The account, where it is an acceptance; and the letter."""
    email = email_of(application)
    is_accepted = application.state == ApplicationState.ACCEPTED
    if is_accepted:
        application.contributor = _contributor(application, email, now)
    application.due_at, application.ended_at = None, now
    if is_accepted:
        # From here on the address is the account's.
        application.email_sealed, application.email_digest = "", None
    application.save()
    if application.contributor is None:
        drop_said(application)
    kind = LetterKind.ACCEPTED if is_accepted else LetterKind.REFUSED
    post_letter(kind, email=email, locale=application.locale, now=now, application=application)


def _contributor(application: Application, email: str, now: datetime) -> Contributor:
    """Without a password: they choose it on the page of their application, to which only their letter leads."""
    if not email:
        raise Refused(reasons.ADDRESS_GONE())
    market = application.campaign.market
    newcomer = Newcomer(
        email=email,
        name=application.name,
        pseudonym=f"{market.code}-{application.uid.hex[-8:]}",
        locale=application.locale,
        languages=application.languages,
        markets=[market],
    )
    return take_on(application.decided_by, newcomer=newcomer, now=now)


def _give_up(application: Application, reason: Reason) -> None:
    """What cannot be made true waits for a person again, with why."""
    with transaction.atomic():
        act_as(application.decided_by)
        Application.objects.filter(pk=application.pk).exclude(due_at=None).update(
            state=ApplicationState.VERIFIED, due_at=None, ended_at=None, why="", problem=reason.text[:300]
        )


def _each(
    by: User, campaign: Campaign, applications: Sequence[Application], step: Callable[[Application], None]
) -> Decided:
    require_recruiting(by, campaign.market)
    if not applications:
        raise Refused(reasons.NOBODY_CHOSEN(field="application"))
    n, refused = 0, []
    with transaction.atomic():
        act_as(by)
        for each in sorted(applications, key=lambda each: each.pk):
            try:
                step(locked_application(each))
                n += 1
            except Refused as why:
                refused.append((each, why.reasons[0]))
    return Decided(n, refused)


def _decide(by: User, locked: Application, wanted: ApplicationState, why: str, *, now: datetime) -> None:
    if refused := TRANSITIONS.refuse(locked.state, wanted):
        raise Refused(refused)
    _set(locked, by, wanted, why, now=now)


def _set(
    application: Application, by: User | None, wanted: ApplicationState, why: str, *, now: datetime
) -> None:
    application.state, application.why, application.problem = wanted, why, ""
    application.decided_by, application.ended_at, application.due_at = by, now, now + UNDO_WITHIN
    application.save(update_fields=["state", "why", "problem", "decided_by", "ended_at", "due_at"])


def _take_back(by: User, locked: Application) -> None:
    if locked.due_at is None:
        raise Refused(reasons.DECIDED_FOR_GOOD())
    locked.state, locked.why, locked.decided_by = ApplicationState.VERIFIED, "", None
    locked.ended_at = locked.due_at = None
    locked.save(update_fields=["state", "why", "decided_by", "ended_at", "due_at"])
