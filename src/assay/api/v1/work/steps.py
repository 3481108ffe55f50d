"""The hot path: claim and submit. Parse, one statement, encode; nothing else."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from assay.api.frame.callers import caller_of
from assay.api.v1.work import messages
from assay.api.v1.work.answers import checked
from assay.api.v1.work.shapes import answered, decoded, explained, receipt_of, today_of, with_html, worker_of
from assay.kit.clock import now as the_time
from assay.work.actions import claiming

_step = msgspec.json.Decoder(messages.Step)
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
    nothing = None
    if asked.n and not work.n_tasks:
        nothing = explained(worker, asked.project, now)
    receipt = receipt_of(work.receipt) if work.receipt else None
    return answered(messages.StepOut(receipt, with_html(work.tasks), nothing, today_of(work.today)))


def submit(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Submit the answer to one claim. The same client key again gives the same receipt."""
    caller = caller_of(request)
    answer = decoded(request, _answer.decode)
    now = the_time()
    worker = worker_of(caller, now)
    receipt, today = claiming.submit(worker, checked(worker, claim, answer), now=now)
    return answered(messages.Submitted(receipt_of(receipt), today_of(today)))
