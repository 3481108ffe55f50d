"""Claim, submit and step: the hot path. One prepared statement each."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
from psycopg.errors import DeadlockDetected, UniqueViolation

from assay.kit.ids import new_uid
from assay.kit.reasons import Moment, NotFound, Refused
from assay.kit.sql import Row, rows, rows_locked_each
from assay.work.actions.drafts import save_draft
from assay.work.actions.statements import CLAIM, GIVE_BACK, STEP, SUBMIT, WIND_BACK
from assay.work.facts import Worker
from assay.work.rules import reasons
from assay.work.rules.submission import check_key, check_seconds

# Every claim and submission of one person waits for this lock, so two tabs can never race each other.
PERSON_LOCK = 4201
MOST_TASKS = 20


@dataclass(frozen=True, slots=True)
class Submission:
    """One answer. The answers were validated against `schema_version` and are canonical JSON."""

    claim: UUID
    client_key: str
    schema_version: UUID
    answers_json: str
    handling_seconds: float
    interactions_json: str = "{}"


@dataclass(frozen=True, slots=True)
class Receipt:
    judgment: UUID
    claim: UUID
    submitted_at: datetime
    undo_seconds: int
    is_gold: bool
    gold_feedback: bool


@dataclass(frozen=True, slots=True)
class Today:
    n_submitted: int
    n_skipped: int
    handling_seconds: float


@dataclass(frozen=True, slots=True)
class Work:
    """What a claim hands out: the tasks as JSON text, as the database wrote it."""

    tasks: msgspec.Raw
    n_tasks: int
    today: Today
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance, as a parameter: whether gold is mixed in, and at which place."""

    share: float = field(default_factory=random.random)
    place: float = field(default_factory=random.random)


def claim(
    worker: Worker, *, n: int, now: datetime, project: UUID | None = None, dice: Dice | None = None
) -> Work:
    """Up to n tasks for the worker: those in hand first, then new ones."""
    params = {"claim": None, **claim_params(worker, n, project=project, now=now, dice=dice)}
    row = _run(worker, CLAIM, params)[0]
    if row[1] == 0:
        n_given_back = rows(GIVE_BACK, {"now": now, "most": 100})[0][0]
        from_start = _wind_back(worker, project, now)
        if n_given_back or from_start:
            row = _run(worker, CLAIM, {**params, "from_start": from_start})[0]
    return Work(raw(row[0]), row[1], Today(*row[2:5]))


def submit(worker: Worker, submission: Submission, *, now: datetime) -> tuple[Receipt, Today]:
    """Write one judgment; a retry with the same client key gets the same receipt."""
    found = _run(worker, SUBMIT, submit_params(worker, submission, now))
    receipt = receipt_from(found, worker, submission, now)
    return receipt, Today(*found[0][8:11])


def step(
    worker: Worker,
    submission: Submission,
    *,
    n: int,
    now: datetime,
    project: UUID | None = None,
    dice: Dice | None = None,
) -> Work:
    """Submit, and take the next tasks, in one statement."""
    params = {
        **submit_params(worker, submission, now),
        **claim_params(worker, n, project=project, now=now, dice=dice),
    }
    found = _run(worker, STEP, params)
    receipt = receipt_from(found, worker, submission, now)
    row = found[0]
    if row[12] == 0 and n > 0:
        work = claim(worker, n=n, now=now, project=project, dice=dice)
        return Work(work.tasks, work.n_tasks, work.today, receipt)
    return Work(raw(row[11]), row[12], Today(*row[8:11]), receipt)


def _run(worker: Worker, statement: str, params: Mapping[str, object]) -> list[Row]:
    return run_each(worker, [(statement, params)])[0]


def run_each(worker: Worker, statements: Sequence[tuple[str, Mapping[str, object]]]) -> list[list[Row]]:
    """The rows of every statement, in one transaction that holds the person's lock."""
    lock = (PERSON_LOCK, worker.contributor_id % 2**31)
    # A deadlock or a lost race undoes the whole transaction, so it is simply run again.
    for _ in range(3):
        try:
            return rows_locked_each(lock, statements)
        except (DeadlockDetected, UniqueViolation):
            continue
    return rows_locked_each(lock, statements)


def _wind_back(worker: Worker, project: UUID | None, now: datetime) -> bool:
    """Whether the queues are worth reading from their start once more."""
    params = {"contributor": worker.contributor_id, "project": project, "now": now}
    return bool(_run(worker, WIND_BACK, params))


def claim_params(
    worker: Worker, n: int, *, project: UUID | None, now: datetime, dice: Dice | None
) -> dict[str, object]:
    dice = dice or Dice()
    n = max(0, min(n, MOST_TASKS))
    return {
        "contributor": worker.contributor_id,
        "day": worker.day_on,
        "now": now,
        "n": n,
        "project": project,
        "from_start": False,
        "dice": dice.share,
        "place": dice.place,
        "uids": [new_uid() for _ in range(n + 1)],
    }


def submit_params(worker: Worker, submission: Submission, now: datetime) -> dict[str, object]:
    check_key(submission.client_key)
    check_seconds(submission.handling_seconds)
    return {
        "contributor": worker.contributor_id,
        "day": worker.day_on,
        "now": now,
        "claim": submission.claim,
        "client_key": submission.client_key,
        "schema_version": submission.schema_version,
        "answers": submission.answers_json,
        "handling_seconds": submission.handling_seconds,
        "interactions": submission.interactions_json,
        "judgment": new_uid(),
    }


_REFUSALS = {
    "key_reused": reasons.KEY_REUSED,
    "submitted": reasons.ALREADY_SUBMITTED,
    "skipped": reasons.ALREADY_SKIPPED,
    "released": reasons.ALREADY_RELEASED,
    "withdrawn": reasons.WITHDRAWN,
    "schema_changed": reasons.SCHEMA_CHANGED,
}


def receipt_from(found: list[Row], worker: Worker, submission: Submission, now: datetime) -> Receipt:
    if not found:
        raise NotFound
    outcome, claim_uid, judgment, submitted_at, expires_at, is_gold, undo_seconds, feedback = found[0][:8]
    if outcome in {"accepted", "repeated"}:
        return Receipt(judgment, claim_uid, submitted_at, undo_seconds, is_gold, feedback)
    if outcome == "lease_ended":
        _keep_late_answer(worker, submission, now)
        raise Refused(reasons.LEASE_ENDED(at=Moment(expires_at.isoformat(timespec="seconds"))))
    raise Refused(_REFUSALS[outcome]())


def _keep_late_answer(worker: Worker, submission: Submission, now: datetime) -> None:
    """What came too late is never lost: it is the draft when the person meets the task again."""
    save_draft(
        worker,
        claim=submission.claim,
        answers=msgspec.json.decode(submission.answers_json),
        handling_seconds=submission.handling_seconds,
        now=now,
    )


def raw(tasks: str | None) -> msgspec.Raw:
    return msgspec.Raw((tasks or "[]").encode())
