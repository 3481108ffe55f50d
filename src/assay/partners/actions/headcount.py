"""Committing to a headcount: all lines of a plan or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.partners.models import Headcount
from assay.partners.rules.headcount import Commitment, refuse_commitments
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

LOCK = "SELECT pg_advisory_xact_lock(4231, 9)"


def commit_headcount(by: User | None, *, lines: Sequence[Commitment], now: datetime) -> int:
    """Each line replaces what was committed for its site, language and week; 0 takes it away. How many changed."""
    require_everywhere(by, Permission.KEEP_CONTRACTS)
    if problems := refuse_commitments(lines, today=now.date()):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        return sum(_keep(by, each, now) for each in lines)


def _keep(by: User | None, line: Commitment, now: datetime) -> bool:
    found = Headcount.objects.filter(
        site=line.site, week_on=line.week_on, language__iexact=line.language
    ).first()
    if (found.people if found else 0) == line.people:
        return False
    if found is None:
        Headcount.objects.create(
            site_id=line.site,
            language=line.language,
            week_on=line.week_on,
            people=line.people,
            set_at=now,
            set_by=by,
        )
    elif line.people:
        found.people, found.set_at, found.set_by = line.people, now, by
        found.save(update_fields=["people", "set_at", "set_by"])
    else:
        found.delete()
    return True
