"""Ways in for replayed and simulated people, who have no password."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.enums import TokenScope
from assay.people.models import ApiToken, Contributor, User
from assay.people.queries.scope import require_everywhere
from assay.people.queries.tokens import digest
from assay.people.rules import reasons
from assay.people.rules.roles import Permission

MOST_DAYS = 30


def issue_work_tokens(
    by: User | None, *, contributors: Sequence[Contributor], days: int, now: datetime
) -> dict[int, str]:
    """A token to work with for each of them, by contributor id; for simulated people only."""
    require_everywhere(by, Permission.ADMINISTER)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(reasons.TOKEN_LIFETIME(field="days"))
    if not all(each.user.is_simulated for each in contributors):
        raise Refused(reasons.NOT_SIMULATED())
    issued = {each.pk: f"assay_{secrets.token_urlsafe(32)}" for each in contributors}
    with transaction.atomic():
        act_as(by)
        ApiToken.objects.bulk_create(
            (
                ApiToken(
                    user_id=each.user_id,
                    name="simulated",
                    sha256=digest(issued[each.pk]),
                    scopes=[TokenScope.WORK.value],
                    created_at=now,
                    expires_at=now + timedelta(days=days),
                )
                for each in contributors
            ),
            batch_size=2000,
        )
    return issued
