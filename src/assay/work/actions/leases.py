"""Ways a lease ends without an answer: its time is over, the task is skipped or given back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assay.kit.reasons import Moment, NotFound, Refused
from assay.kit.sql import rows, rows_locked
from assay.work.actions.claiming import PERSON_LOCK
from assay.work.actions.rerouting import lock_task, reroute
from assay.work.actions.statements import END, GIVE_BACK
from assay.work.enums import ClaimState, SkipReason
from assay.work.facts import Worker
from assay.work.rules import reasons
from assay.work.rules.triage import parked_at


def give_back_ended_leases(*, now: datetime, most: int = 1000) -> int:
    """Expire leases that are over and give their slots back; how many."""
    return int(rows(GIVE_BACK, {"now": now, "most": most})[0][0])


def skip(
    worker: Worker, *, claim: UUID, reason: SkipReason, comment: str = "", market: str = "", now: datetime
) -> None:
    """The person does not answer this task and never sees it again; somebody else gets it.

    Whoever names the market it belongs to sends it there; what several people skip for one reason is parked.
    """
    with transaction.atomic():
        task = lock_task(worker, claim) if market and reason == SkipReason.WRONG_LANGUAGE else None
        _end(worker, claim, ClaimState.SKIPPED, now=now, reason=reason, comment=comment)
        if task is not None:
            reroute(task, market=market, now=now)


def release(worker: Worker, *, claim: UUID, now: datetime) -> None:
    """The person gives the task back unseen; they may get it again."""
    _end(worker, claim, ClaimState.RELEASED, now=now)


_REFUSALS = {
    ClaimState.SUBMITTED: reasons.ALREADY_SUBMITTED,
    ClaimState.RELEASED: reasons.ALREADY_RELEASED,
    ClaimState.WITHDRAWN: reasons.WITHDRAWN,
    ClaimState.SKIPPED: reasons.ALREADY_SKIPPED,
}


def _end(
    worker: Worker, claim: UUID, state: ClaimState, *, now: datetime, reason: str = "", comment: str = ""
) -> None:
    params = {
        "contributor": worker.contributor_id,
        "claim": claim,
        "state": state.value,
        "reason": reason,
        "parked_at": parked_at(reason),
        "comment": comment[:2000],
        "day": worker.day_on,
        "now": now,
    }
    found = rows_locked((PERSON_LOCK, worker.contributor_id % 2**31), END, params)
    if not found:
        raise NotFound
    was, expires_at, ended = found[0]
    if ended or was == state:
        return
    if was == ClaimState.EXPIRED or was == ClaimState.OPEN:
        raise Refused(reasons.LEASE_ENDED(at=Moment(expires_at.isoformat(timespec="seconds"))))
    raise Refused(_REFUSALS[ClaimState(was)]())
