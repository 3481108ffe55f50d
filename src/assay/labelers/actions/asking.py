"""A model behind an address is asked for task after task, as a job that goes on where it was killed."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Content and cursors are JSON.

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.labelers.actions.calling import Answered, Caller, Reading, Settled, call, give_up_lost
from assay.labelers.actions.checking import check_gold
from assay.labelers.actions.consents import require_consent
from assay.labelers.actions.endpoint_service import Reply
from assay.labelers.actions.endpoints import ready
from assay.labelers.enums import CallOutcome
from assay.labelers.models import Endpoint, EndpointBooking, LabelerVersion, MachineLabeler
from assay.labelers.queries.endpoints import (
    content_to_send,
    endpoint_by,
    held_back_of,
    unasked,
    unbooked,
    versions_to_book,
)
from assay.labelers.queries.registry import KEEPS
from assay.labelers.rules import endpoints as rules
from assay.labelers.rules.prompting import message_of, read_answer
from assay.money.actions.machines import book_machine_costs
from assay.people.models import User
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.importing_files import starter_of

ASKING = "labelers.ask"
# So many refusals one after the other are about no task.
AT_ONCE, TRIES, MOST_REFUSED = 20, 5, 5
# Seconds before the second try; twice as many before each further one. A server that asks for more than the most is
# left alone: the job ends with its reason, and is resumed later.
BACKOFF, MOST_WAIT = 1.0, 60.0
# Longer than any call may take: what has no answer by then gets none.
LOST_AFTER = timedelta(minutes=15)
log = logging.getLogger(__name__)


def start_asking(by: User, *, labeler: MachineLabeler, most: int | None = None, now: datetime) -> Job:
    """Put it on the list: gold first, then tasks, `most` of them at most; one job at a time of a labeler."""
    require(by, labeler.project, KEEPS)
    endpoint = ready(labeler)
    require_consent(endpoint)
    params = {"labeler": str(labeler.uid), "version": str(endpoint.version.uid), "most": most}
    key = f"{ASKING}:{labeler.uid}"
    project_uid = labeler.project.uid
    return jobs.start(by, kind=ASKING, key=key, params=params, project_uid=project_uid, now=now)


@job(ASKING, resumes=True)
def ask_all(running: RunningJob) -> None:
    """By the version for which it was started. Each answer is kept as it comes; each chunk is booked."""
    endpoint = endpoint_by(LabelerVersion.objects.get(uid=running.params["version"]))
    version = endpoint.version
    by = starter_of(running.row)
    require(by, version.labeler.project, KEEPS)
    give_up_lost(version.labeler)
    caller = Caller(by, endpoint)
    schema = parsed_schema(endpoint.schema_version_id)
    asking = _Asking(caller, schema, _Pace(endpoint.per_minute))
    cursor: dict[str, Any] = {
        "is_gold": True,
        "after": 0,
        "n_asked": 0,
        "n_answered": 0,
        "n_tries": 0,
        "n_refused": 0,
    }
    cursor |= running.cursor
    try:
        while tasks := _next(endpoint, cursor, running.params["most"]):
            for task_id in tasks:
                settled = _ask(running, asking, cursor, task_id)
                _go_on(running, cursor, task_id, settled)
            book(version, now=running.now)
    finally:
        # Also of what was stopped: what was answered is measured, and stands in the ledger.
        book(version, now=running.now)
        check_gold(version, now=running.now)
    n_held_back = held_back_of(endpoint).n
    running.finish_with(
        {"n_asked": cursor["n_asked"], "n_predictions": cursor["n_answered"], "n_held_back": n_held_back}
    )


def book(version: LabelerVersion, *, now: datetime) -> int:
    """What was answered since the last booking becomes a cost of the project, once; how much in millionths."""
    with transaction.atomic():
        act_as(None)
        MachineLabeler.objects.select_for_update(no_key=True).get(pk=version.labeler_id)
        upto, costs = unbooked(version)
        if not costs:
            return 0
        posting = book_machine_costs(
            key=f"machine:{version.uid}:{upto}",
            project_id=version.labeler.project_id,
            currency=endpoint_by(version).currency,
            costs=costs,
            now=now,
        )
        EndpointBooking.objects.create(version=version, answer_id=upto, posting=posting)
        return sum(costs.values())


def look_after_endpoints(*, now: datetime) -> None:
    """Once a minute: what a killed process left is given up and booked."""
    try:
        give_up_lost(before=now - LOST_AFTER)
    except Exception:
        log.exception("Lost calls could not be given up")
    for version in versions_to_book():
        try:
            book(version, now=now)
        except Exception:
            log.exception("The calls of version %s could not be booked", version.uid)


class _Pace:
    """So many a minute, evenly: no minute has more."""

    def __init__(self, per_minute: int) -> None:
        self.seconds, self.at = 60 / per_minute, 0.0

    def wait(self) -> None:
        time.sleep(max(0.0, self.at - time.monotonic()))
        self.at = time.monotonic() + self.seconds


@dataclass(frozen=True, slots=True)
class _Asking:
    caller: Caller
    schema: LabelSchema
    pace: _Pace


def _next(endpoint: Endpoint, cursor: dict[str, Any], most: int | None) -> list[int]:
    """Gold, then what is not; empty when there is nothing more, or enough was asked."""
    left = AT_ONCE if most is None else min(AT_ONCE, most - cursor["n_asked"])
    if left <= 0:
        return []
    found = unasked(endpoint, is_gold=cursor["is_gold"], after=cursor["after"], most=left)
    if not found and cursor["is_gold"]:
        cursor |= {"is_gold": False, "after": 0}
        return unasked(endpoint, is_gold=False, after=0, most=left)
    return found


def _go_on(running: RunningJob, cursor: dict[str, Any], task_id: int, settled: Settled | None) -> None:
    """To the next task; not after one refusal upon another, which are about no task, and are asked again later."""
    cursor["after"] = task_id
    refused = settled.reason if settled and settled.outcome == CallOutcome.REFUSED else None
    if settled is not None:
        cursor["n_asked"] += 1
        cursor["n_answered"] += settled.outcome == CallOutcome.ANSWERED
        cursor["n_refused"] = cursor["n_refused"] + 1 if refused else 0
    is_over = refused is not None and cursor["n_refused"] >= MOST_REFUSED
    cursor["n_refused"] = 0 if is_over else cursor["n_refused"]
    running.progress(cursor["n_asked"], running.params["most"], cursor)
    if refused and is_over:
        raise Refused(refused)


def _reading(schema: LabelSchema, content: Mapping[str, Any]) -> Reading:
    def read(reply: Reply) -> Answered:
        found = read_answer(schema, reply.text, content)
        why = "" if found.outcome == CallOutcome.ANSWERED else found.why or reply.said
        return Answered(found.outcome, found.answers_json, found.confidence, why)

    return read


def _ask(running: RunningJob, asking: _Asking, cursor: dict[str, Any], task_id: int) -> Settled | None:
    """Until there is an answer, or the reason why there is none: then the job ends with it.

    Before each call the job gives way when its turn is over; tries of this task are counted across turns. What is sent
    is read just before; None where it may not be sent any more.
    """
    for nth in range(cursor["n_tries"] + 1, TRIES + 1):
        asking.pace.wait()
        running.give_way()
        content = content_to_send(asking.caller.endpoint, task_id)
        if content is None:
            cursor["n_tries"] = 0
            return None
        settled = call(
            asking.caller,
            task_id=task_id,
            message=message_of(asking.schema, content),
            read=_reading(asking.schema, content),
            now=running.now,
        )
        if settled.reason is None or settled.outcome == CallOutcome.REFUSED:
            cursor["n_tries"] = 0
            return settled
        seconds = BACKOFF * 2 ** (nth - 1) if settled.retry_after is None else settled.retry_after
        is_over = settled.is_final or nth == TRIES or seconds > MOST_WAIT
        cursor["n_tries"] = 0 if is_over else nth
        if nth == TRIES and settled.outcome == CallOutcome.LOST:
            # Perhaps it is the task: whoever resumes the job does not pay for it again.
            cursor["after"] = task_id
        running.progress(cursor["n_asked"], running.params["most"], cursor)
        if settled.is_final:
            raise Refused(settled.reason)
        if is_over:
            raise Refused(rules.TOO_BUSY(n=nth, said=settled.reason.text))
        time.sleep(seconds)
    raise AssertionError("A try returns, or ends the job.")
