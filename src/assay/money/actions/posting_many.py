"""Many postings at once, of a chunk of a job: as `post`, with a fixed number of statements."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.money.actions.posting import Draft, lock_month, refuse_closed
from assay.money.models import LedgerEntry, Posting
from assay.money.rules import ledger as rules
from assay.people.models import User


def post_many(by: User | None, *, drafts: Sequence[Draft], booked_on: date, now: datetime) -> list[Posting]:
    """In the order of the drafts, all on one day. Keys that stand in the ledger already are refused by the database."""
    for draft in drafts:
        if problems := rules.problems(draft.lines):
            raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        lock_month(booked_on, alone=False)
        refuse_closed(booked_on)
        made = Posting.objects.bulk_create(
            Posting(
                key=draft.key,
                kind=draft.kind,
                booked_on=booked_on,
                memo=draft.memo[:2000],
                reverses=draft.reverses,
                posted_at=now,
                posted_by=by,
            )
            for draft in drafts
        )
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                posting=posting,
                account_id=line.account,
                currency=line.currency,
                amount_micro=line.micro,
                booked_on=booked_on,
            )
            for posting, draft in zip(made, drafts, strict=True)
            for line in draft.lines
        )
    return made
