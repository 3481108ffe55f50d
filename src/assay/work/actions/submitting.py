"""Many answers and the next tasks at once: one round trip, one transaction, an outcome for each answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import Row
from assay.work.actions.claiming import (
    Dice,
    Receipt,
    Submission,
    Today,
    Work,
    claim,
    claim_params,
    raw,
    receipt_from,
    run_each,
    submit_params,
)
from assay.work.actions.statements import STEP, SUBMIT
from assay.work.facts import Worker

Outcome = Receipt | Refused | NotFound


def step_many(
    worker: Worker,
    submissions: Sequence[Submission],
    *,
    n: int,
    now: datetime,
    project: UUID | None = None,
    dice: Dice | None = None,
) -> tuple[list[Outcome], Work]:
    """Submit every answer, and take the next tasks; what becomes of one answer changes nothing for the others."""
    if not submissions:
        return [], claim(worker, n=n, now=now, project=project, dice=dice)
    # In the order in which the tasks were handed out: two people with the same tasks do not wait for each other.
    order = sorted(range(len(submissions)), key=lambda nth: submissions[nth].claim)
    params = [submit_params(worker, submissions[nth], now) for nth in order]
    last = {**params[-1], **claim_params(worker, n, project=project, now=now, dice=dice)}
    found = run_each(worker, [*((SUBMIT, each) for each in params[:-1]), (STEP, last)])
    outcomes = {
        nth: _outcome(rows, worker, submissions[nth], now) for nth, rows in zip(order, found, strict=True)
    }
    work = _work(found[-1])
    if work is None or (work.n_tasks == 0 and n > 0):
        work = claim(worker, n=n, now=now, project=project, dice=dice)
    return [outcomes[nth] for nth in range(len(submissions))], work


def _outcome(found: list[Row], worker: Worker, submission: Submission, now: datetime) -> Outcome:
    try:
        return receipt_from(found, worker, submission, now)
    except (Refused, NotFound) as error:
        return error


def _work(found: list[Row]) -> Work | None:
    """None where the last claim is not known at all, so that its statement has answered nothing."""
    if not found:
        return None
    row = found[0]
    return Work(raw(row[11]), row[12], Today(*row[8:11]))
