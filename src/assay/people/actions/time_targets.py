"""Targets of time are published, in versions."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.models import TimeTargets, User
from assay.people.queries.scope import require_everywhere
from assay.people.queries.time_targets import time_targets
from assay.people.rules.roles import Permission
from assay.people.rules.time_targets import Targets, refuse_targets

LOCK = "SELECT pg_advisory_xact_lock(4231, 23)"


def publish_time_targets(by: User, *, targets: Targets, reason: str, now: datetime) -> TimeTargets:
    """They hold from now on, for what is shown of weeks before as well: time is reckoned, not judged, by them."""
    require_everywhere(by, Permission.SET_STANDARDS)
    if problems := refuse_targets(targets, reason):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        return TimeTargets.objects.create(
            number=time_targets().number + 1,
            targets={
                group.value: {measure.value: share for measure, share in each.items()}
                for group, each in targets.items()
            },
            reason=reason.strip()[:2000],
            published_at=now,
            published_by=by,
        )
