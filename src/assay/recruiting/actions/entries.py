"""What was spent on a link and how many were invited to it is entered, and taken back by its mirror."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.recruiting.models import InvitationRound, Spending, TrackedLink
from assay.recruiting.queries.campaigns import require_recruiting
from assay.recruiting.rules import reasons
from assay.recruiting.rules.entries import refuse_round, refuse_spending


def enter_spending(
    by: User | None,
    *,
    link: TrackedLink,
    amount_micro: int | None,
    currency: str,
    spent_on: date | None,
    note: str,
    now: datetime,
) -> Spending:
    """In any currency; the budget is compared with its own."""
    require_recruiting(by, link.campaign.market)
    if found := refuse_spending(
        amount_micro=amount_micro,
        currency=currency,
        spent_on=spent_on,
        note=note,
        opens_on=link.campaign.opens_on,
        today=now.date(),
    ):
        raise Refused(*found)
    assert amount_micro is not None and spent_on is not None  # noqa: PT018  # The rule has refused both.
    with transaction.atomic():
        act_as(by)
        return Spending.objects.create(
            link=link,
            amount_micro=amount_micro,
            currency=currency,
            spent_on=spent_on,
            note=note.strip(),
            entered_at=now,
            entered_by=by,
        )


def enter_round(
    by: User | None, *, link: TrackedLink, n: int, invited_on: date | None, note: str, now: datetime
) -> InvitationRound:
    """People who were invited to the link outside Assay, as a count."""
    require_recruiting(by, link.campaign.market)
    opens_on = link.campaign.opens_on
    if found := refuse_round(n=n, invited_on=invited_on, note=note, opens_on=opens_on, today=now.date()):
        raise Refused(*found)
    assert invited_on is not None
    with transaction.atomic():
        act_as(by)
        return InvitationRound.objects.create(
            link=link, n=n, invited_on=invited_on, note=note.strip(), entered_at=now, entered_by=by
        )


def take_entry_back(by: User | None, *, entry: Spending | InvitationRound, now: datetime) -> None:
    """By an entry that is its mirror; once."""
    require_recruiting(by, entry.link.campaign.market)
    if entry.reverses_id is not None:
        raise Refused(reasons.ENTRY_TAKEN_BACK())
    mirror = _mirror(entry)
    mirror.note, mirror.entered_at, mirror.entered_by = entry.note, now, by
    try:
        with transaction.atomic():
            act_as(by)
            mirror.save()
    except IntegrityError as error:
        raise Refused(reasons.ENTRY_TAKEN_BACK()) from error


def _mirror(entry: Spending | InvitationRound) -> Spending | InvitationRound:
    if isinstance(entry, InvitationRound):
        return InvitationRound(link=entry.link, n=-entry.n, invited_on=entry.invited_on, reverses=entry)
    return Spending(
        link=entry.link,
        amount_micro=-entry.amount_micro,
        currency=entry.currency,
        spent_on=entry.spent_on,
        reverses=entry,
    )
