"""One call, so that nothing of what it costs is lost: what it can cost at most stands written before it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import F

from assay.kit.audit import act_as
from assay.kit.clock import now as read_clock
from assay.kit.money import text_of
from assay.kit.reasons import Reason, Refused
from assay.kit.sealing import Unreadable, unseal
from assay.labelers.actions.consents import require_consent
from assay.labelers.actions.endpoint_service import NoReply, Reply, ask
from assay.labelers.actions.predicting import Said, store_predictions
from assay.labelers.actions.registry import lock
from assay.labelers.enums import CallOutcome
from assay.labelers.models import (
    Endpoint,
    EndpointAnswer,
    EndpointCall,
    EndpointDay,
    EndpointPending,
    LabelerVersion,
    MachineLabeler,
)
from assay.labelers.queries.endpoints import endpoint_by, key_of, pending_calls
from assay.labelers.rules import endpoints as rules
from assay.money.queries.budgets import stopping_budget
from assay.people.models import User
from assay.projects.enums import ProjectState

PURPOSE = "labelers.endpoint"
MOST_SAID = 500
# About the account or the address, not about a task; and so is every redirect.
FINAL = frozenset({*range(300, 400), 401, 402, 403, 404, 405, 407})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by which terms. The key is read for each call, and kept nowhere."""

    by: User | None
    endpoint: Endpoint

    @property
    def version(self) -> LabelerVersion:
        return self.endpoint.version


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer says: only with `answers_json` it becomes a prediction."""

    outcome: CallOutcome
    answers_json: str = ""
    confidence: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """`reason`: why there is no answer; `is_final`: no other call would get one; `retry_after` in seconds."""

    outcome: CallOutcome
    micro: int
    text: str = ""
    n_in: int | None = None
    n_out: int | None = None
    is_estimated: bool = False
    reason: Reason | None = None
    is_final: bool = False
    retry_after: float | None = None


Reading = Callable[[Reply], CallOutcome | Answered]


def call(caller: Caller, *, task_id: int | None, message: str, read: Reading, now: datetime) -> Settled:
    """Reserve, ask, settle: three steps, of which the two that write are transactions of their own."""
    key = secret_of(caller.endpoint)
    reserved = reserve(caller, task_id=task_id, message=message, now=now)
    try:
        reply = ask(caller.endpoint, key, message)
    except NoReply as problem:
        # What was not sent costs nothing; of what was, nobody knows.
        nothing = CallOutcome.DENIED if problem.is_final else CallOutcome.BUSY
        outcome = CallOutcome.LOST if problem.may_cost else nothing
        micro = reserved.reserved_micro if problem.may_cost else 0
        settled = Settled(
            outcome, micro, is_estimated=problem.may_cost, reason=problem.reason, is_final=problem.is_final
        )
        _settle(caller, reserved, settled, Answered(outcome, why=problem.reason.text))
        return settled
    return _replied(caller, reserved, reply, read, message=message)


def secret_of(endpoint: Endpoint) -> str:
    """The key of its labeler, for the server that these terms ask alone; empty where none was given."""
    kept = key_of(endpoint.version.labeler)
    if kept is None:
        return ""
    if kept.origin != rules.origin_of(endpoint.base_url):
        raise Refused(rules.OTHER_SERVER(origin=kept.origin))
    try:
        return unseal(kept.sealed, purpose=PURPOSE)
    except Unreadable as error:
        raise Refused(rules.KEY_UNREADABLE()) from error


def reserve(caller: Caller, *, task_id: int | None, message: str, now: datetime) -> EndpointCall:
    """Refused where nobody has said that content may be sent, and where the day's limit would not hold."""
    endpoint = caller.endpoint
    n_in = rules.most_tokens([endpoint.prompt, message])
    most = rules.cost_of(n_in, endpoint.most_output, endpoint.in_micro, endpoint.out_micro)
    with transaction.atomic():
        act_as(caller.by)
        labeler = lock(caller.version.labeler)
        if task_id is not None:
            if labeler.project.state != ProjectState.OPEN:
                raise Refused(rules.NOT_OPEN())
            # Under the lock under which it is taken back.
            require_consent(endpoint)
        if budget := stopping_budget(labeler.project):
            raise Refused(rules.BUDGET_USED_UP(budget=budget.name))
        day = _day(labeler, endpoint, day_of(now))
        if day.micro + most > endpoint.day_micro:
            raise Refused(
                rules.DAY_LIMIT(
                    spent=text_of(day.micro),
                    currency=endpoint.currency,
                    next=text_of(most),
                    limit=text_of(endpoint.day_micro),
                )
            )
        EndpointDay.objects.filter(pk=day.pk).update(micro=F("micro") + most)
        made = EndpointCall.objects.create(
            version=caller.version, task_id=task_id, reserved_micro=most, asked_at=now
        )
        EndpointPending.objects.create(call=made)
        return made


def give_up_lost(labeler: MachineLabeler | None = None, *, before: datetime | None = None) -> int:
    """Calls of which it never became known what came back: they count at what they can have cost; how many."""
    n = 0
    for each in pending_calls(labeler):
        if before is None or each.asked_at < before:
            lost = Settled(CallOutcome.LOST, each.reserved_micro, is_estimated=True)
            caller = Caller(None, endpoint_by(each.version))
            n += _settle(caller, each, lost, Answered(CallOutcome.LOST))
    return n


def day_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _told_micro(endpoint: Endpoint, reply: Reply, message: str) -> int | None:
    """What the server says it cost; None where it does not say, or says more than can be."""
    if reply.n_in is None or reply.n_out is None:
        return None
    if reply.n_in > rules.most_tokens([endpoint.prompt, message]) or reply.n_out > endpoint.most_output:
        return None
    return rules.cost_of(reply.n_in, reply.n_out, endpoint.in_micro, endpoint.out_micro)


def _replied(caller: Caller, reserved: EndpointCall, reply: Reply, read: Reading, *, message: str) -> Settled:
    if reply.status != 200:
        is_final = reply.status in FINAL
        refused = CallOutcome.DENIED if is_final else CallOutcome.REFUSED
        outcome = CallOutcome.BUSY if reply.is_busy else refused
        reason = rules.SAID_NO(status=reply.status, said=reply.said)
        settled = Settled(outcome, 0, reason=reason, is_final=is_final, retry_after=reply.retry_after)
        _settle(caller, reserved, settled, Answered(outcome, why=f"{reply.status} {reply.said}"))
        return settled
    found = read(reply)
    answered = found if isinstance(found, Answered) else Answered(found)
    micro = _told_micro(caller.endpoint, reply, message)
    is_told = micro is not None
    micro = reserved.reserved_micro if micro is None else micro
    settled = Settled(
        answered.outcome, micro, reply.text[:MOST_SAID], reply.n_in, reply.n_out, is_estimated=not is_told
    )
    _settle(caller, reserved, settled, answered)
    return settled


def _settle(caller: Caller, reserved: EndpointCall, settled: Settled, answered: Answered) -> bool:
    """The answer, its prediction, and what the day has cost, together; False where it was settled already.

    A labeler that was retired meanwhile takes no prediction; what it cost counts all the same.
    """
    now = read_clock()
    with transaction.atomic():
        act_as(caller.by)
        labeler = MachineLabeler.objects.select_for_update(no_key=True).get(pk=caller.version.labeler_id)
        if not EndpointPending.objects.filter(call=reserved).delete()[0]:
            return False
        EndpointAnswer.objects.create(
            call=reserved,
            version=caller.version,
            outcome=settled.outcome,
            n_in=settled.n_in,
            n_out=settled.n_out,
            micro=settled.micro,
            is_estimated=settled.is_estimated,
            said=answered.why.replace("\0", "")[:MOST_SAID],
            answered_at=now,
        )
        day = _day(labeler, caller.endpoint, day_of(reserved.asked_at))
        EndpointDay.objects.filter(pk=day.pk).update(
            micro=F("micro") + settled.micro - reserved.reserved_micro
        )
        if answered.answers_json and reserved.task_id and labeler.retired_at is None:
            said = Said(reserved.task_id, answered.answers_json, answered.confidence)
            store_predictions(caller.version, caller.endpoint.schema_version_id, [said], now=now)
        return True


def _day(labeler: MachineLabeler, endpoint: Endpoint, day_on: date) -> EndpointDay:
    """Of the labeler, whichever version asks: a new version does not begin a new limit."""
    return EndpointDay.objects.get_or_create(labeler=labeler, day_on=day_on, currency=endpoint.currency)[0]
