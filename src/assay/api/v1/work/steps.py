"""The hot path: claim and submit. Parse, one statement, encode; nothing else."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from assay.api.frame.callers import caller_of
from assay.api.v1.work import messages
from assay.api.v1.work.answers import checked
from assay.api.v1.work.shapes import (
    answered,
    decoded,
    explained,
    outcome_of,
    receipt_of,
    today_of,
    with_html,
    worker_of,
)
from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound, Refused
from assay.work.actions import claiming, submitting
from assay.work.actions.claiming import Submission
from assay.work.facts import Worker

_step = msgspec.json.Decoder(messages.Step)
_steps = msgspec.json.Decoder(messages.Steps)
_answer = msgspec.json.Decoder(messages.Answer)


def step(request: HttpRequest) -> HttpResponse:
    """Submit one answer and take the next tasks, in one request and one statement."""
    caller = caller_of(request)
    asked = decoded(request, _step.decode)
    now = the_time()
    worker = worker_of(caller, now)
    if asked.submit is None:
        work = claiming.claim(worker, n=asked.n, now=now, project=asked.project)
    else:
        submission = checked(worker, asked.submit.claim, asked.submit)
        work = claiming.step(worker, submission, n=asked.n, now=now, project=asked.project)
    nothing = explained(worker, asked.project, now) if asked.n and not work.n_tasks else None
    receipt = receipt_of(work.receipt) if work.receipt else None
    return answered(messages.StepOut(receipt, with_html(work.tasks), nothing, today_of(work.today)))


def many(request: HttpRequest) -> HttpResponse:
    """Submit up to 20 answers and take the next tasks. One answer that is refused keeps no other one back."""
    caller = caller_of(request)
    asked = decoded(request, _steps.decode)
    now = the_time()
    worker = worker_of(caller, now)
    checks = [_checked(worker, each) for each in asked.submits]
    sound = [each for each in checks if isinstance(each, Submission)]
    found, work = submitting.step_many(worker, sound, n=asked.n, now=now, project=asked.project)
    stored = iter(found)
    ends = (next(stored) if isinstance(each, Submission) else each for each in checks)
    outcomes = [outcome_of(each.claim, end) for each, end in zip(asked.submits, ends, strict=True)]
    nothing = explained(worker, asked.project, now) if asked.n and not work.n_tasks else None
    return answered(messages.StepsOut(outcomes, with_html(work.tasks), nothing, today_of(work.today)))


def _checked(worker: Worker, answer: messages.Submission) -> Submission | Refused | NotFound:
    try:
        return checked(worker, answer.claim, answer)
    except (Refused, NotFound) as error:
        return error


def submit(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Submit the answer to one claim. The same client key again gives the same receipt."""
    caller = caller_of(request)
    answer = decoded(request, _answer.decode)
    now = the_time()
    worker = worker_of(caller, now)
    receipt, today = claiming.submit(worker, checked(worker, claim, answer), now=now)
    return answered(messages.Submitted(receipt_of(receipt), today_of(today)))
