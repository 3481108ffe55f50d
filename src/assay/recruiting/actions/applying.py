"""Somebody applies without an account. What they are answered tells nobody whether the address is known here."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.kit.sealing import seal
from assay.people.queries.users import has_account
from assay.recruiting.actions.about_applicants import answered, keep_said
from assay.recruiting.actions.letters import post_letter
from assay.recruiting.enums import CampaignState, LetterKind
from assay.recruiting.models import Application, ConsentText, TrackedLink
from assay.recruiting.queries.applications import SEALED_FOR, digest_of, open_of
from assay.recruiting.queries.campaigns import asked_skills
from assay.recruiting.queries.consent import Consent
from assay.recruiting.queries.diversity import varieties
from assay.recruiting.rules import reasons
from assay.recruiting.rules.applying import Sent, Written, problems, refuse_sending
from assay.recruiting.rules.campaigns import state_of
from assay.recruiting.rules.diversity import refuse_answers

MOST_IN_EMAIL = 254


def apply(*, link: TrackedLink, written: Written, sent: Sent, consent: Consent, now: datetime) -> None:
    """Keep the application and ask its address to confirm it; a known address is told so in its letter alone."""
    if found := _problems(link, written, sent, now):
        raise Refused(*found)
    with transaction.atomic():
        act_as(None)
        _answer(link, written, consent, now)


def _answer(link: TrackedLink, written: Written, consent: Consent, now: datetime) -> None:
    email, locale = written.email.strip(), consent.language
    if has_account(email):
        post_letter(LetterKind.ACCOUNT, email=email, locale=locale, now=now)
    elif known := open_of(email) or _keep(link, written, consent, now):
        post_letter(LetterKind.AGAIN, email=email, locale=locale, now=now, application=known)


def _keep(link: TrackedLink, written: Written, consent: Consent, now: datetime) -> Application | None:
    """Kept, with the letter that asks to confirm; or the one that was sent at the same moment."""
    made = _application(link, written, consent, now)
    try:
        with transaction.atomic():
            made.save()
            keep_said(made, written.about)
    except IntegrityError:
        return open_of(written.email)
    post_letter(
        LetterKind.CONFIRM, email=written.email.strip(), locale=made.locale, now=now, application=made
    )
    return None


def _application(link: TrackedLink, written: Written, consent: Consent, now: datetime) -> Application:
    email = written.email.strip()
    agreed, _ = ConsentText.objects.get_or_create(
        sha256=consent.sha256, defaults={"language": consent.language, "text": consent.text, "since": now}
    )
    return Application(
        campaign=link.campaign,
        link=link,
        locale=consent.language,
        name=written.name.strip(),
        email_sealed=seal(email, purpose=SEALED_FOR),
        email_digest=digest_of(email),
        languages=dict(written.languages),
        skills=list(dict.fromkeys(written.skills)),
        device=written.device,
        tie=written.tie,
        least_age=link.campaign.least_age,
        consent=agreed,
        applied_at=now,
    )


def _problems(link: TrackedLink, written: Written, sent: Sent, now: datetime) -> list[Reason]:
    campaign, today = link.campaign, now.date()
    state = state_of(campaign.opens_on, campaign.closes_on, campaign.closed_at, today)
    if state != CampaignState.OPEN or link.retired_at is not None:
        return [reasons.NOT_OPEN()]
    if refused := refuse_sending(sent):
        return [refused]
    found = problems(
        written,
        least_age=campaign.least_age,
        today=today,
        skills=[each.code for each in asked_skills(campaign)],
    )
    found += refuse_answers(answered(written.about), varieties())
    return [*found, reasons.EMAIL_INVALID(field="email")] if not _is_email(written.email) else found


def _is_email(email: str) -> bool:
    try:
        validate_email(email.strip())
    except ValidationError:
        return False
    return len(email.strip()) <= MOST_IN_EMAIL
