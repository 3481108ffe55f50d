"""What else a contributor does with a claimed task: draft, skip, give back, undo."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from assay.api.frame import reasons
from assay.api.frame.callers import caller_of
from assay.api.v1.work import messages
from assay.api.v1.work.shapes import answered, decoded, explained, worker_of
from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.projects.rules.answers import too_large
from assay.quality.queries.returned import returned as why_returned
from assay.work.actions import asking, drafts, leases, reporting, undoing
from assay.work.enums import ReportKind, SkipReason

_draft = msgspec.json.Decoder(messages.DraftIn)
_skip = msgspec.json.Decoder(messages.SkipIn)
_ask = msgspec.json.Decoder(messages.AskIn)
_report = msgspec.json.Decoder(messages.ReportIn)


def draft(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Keep what was typed so far, and the lease with it. Drafts need not be valid answers."""
    typed = decoded(request, _draft.decode)
    if refused := too_large(msgspec.json.encode(typed.answers)):
        raise Refused(refused)
    now = the_time()
    expires_at = drafts.save_draft(
        worker_of(caller_of(request), now),
        claim=claim,
        answers=typed.answers,
        handling_seconds=typed.handling_seconds,
        now=now,
    )
    return answered(messages.DraftSaved(expires_at))


def skip(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Do not answer this task, and say why. Somebody else gets it; you never see it again."""
    asked = decoded(request, _skip.decode)
    if asked.reason not in SkipReason.values:
        allowed = ", ".join(SkipReason.values)
        raise Refused(reasons.INVALID(field="reason", why=f"The reason must be one of {allowed}."))
    now = the_time()
    worker = worker_of(caller_of(request), now)
    leases.skip(
        worker,
        claim=claim,
        reason=SkipReason(asked.reason),
        comment=asked.comment,
        market=asked.market,
        now=now,
    )
    return HttpResponse(status=204)


def returned(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Of a task that came back to you: what the reviewer said of your answer; 204 where nobody sent it back."""
    contributor = caller_of(request).contributor_id
    if contributor is None:
        raise NotFound
    found = why_returned(contributor, claim)
    if found is None:
        return HttpResponse(status=204)
    errors = [
        messages.ReturnedError(
            name=each.error_type.name,
            description=each.error_type.description,
            severity=each.severity,
            question=each.question,
            subject=each.subject,
            comment=each.comment,
        )
        for each in found.errors
    ]
    return answered(messages.Returned(found.comment, errors, found.due_at))


def ask(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Ask the project owner about a task you have or had; the answer comes to your inbox."""
    asked = decoded(request, _ask.decode)
    now = the_time()
    worker = worker_of(caller_of(request), now)
    question = asking.ask_question(worker, claim=claim, text=asked.text, now=now)
    return answered(messages.Asked(question.uid))


def report(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Report illegal content or danger: the task is locked for everybody at once, and people are called."""
    asked = decoded(request, _report.decode)
    if asked.kind not in ReportKind.values:
        allowed = ", ".join(ReportKind.values)
        raise Refused(reasons.INVALID(field="kind", why=f"The kind must be one of {allowed}."))
    now = the_time()
    worker = worker_of(caller_of(request), now)
    found = reporting.report_now(worker, claim=claim, kind=ReportKind(asked.kind), text=asked.text, now=now)
    return answered(messages.Reported(found.uid, found.due_at))


def release(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Give the task back; you may get it again."""
    now = the_time()
    leases.release(worker_of(caller_of(request), now), claim=claim, now=now)
    return HttpResponse(status=204)


def undo(request: HttpRequest, judgment: UUID) -> HttpResponse:
    """Take an answer back within its undo time; it becomes the draft of the reopened task."""
    now = the_time()
    claim = undoing.undo(worker_of(caller_of(request), now), judgment=judgment, now=now)
    return answered(messages.Undone(claim.uid, claim.expires_at))


def why(request: HttpRequest) -> HttpResponse:
    """Why there is nothing to do, with the number of tasks behind each reason."""
    now = the_time()
    asked = request.GET.get("project")
    project = parse_uid(asked) if asked else None
    if asked and project is None:
        raise NotFound
    return answered(explained(worker_of(caller_of(request), now), project, now))
