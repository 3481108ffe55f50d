"""Between the messages of the hot path and the domain."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar  # Tasks are JSON.
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from assay.api.frame import reasons
from assay.api.frame.callers import Caller
from assay.api.frame.parsing import malformed, read_body
from assay.api.frame.problems import problem_reason
from assay.api.v1.work import messages
from assay.api.v1.work.answers import markdown_fields
from assay.kit.clock import working_day
from assay.kit.reasons import NotFound, Refused
from assay.projects.rules.markdown import to_html
from assay.quality.queries.feedback import feedback_of
from assay.work.actions.claiming import Receipt, Today
from assay.work.facts import Worker
from assay.work.queries.nothing import Obstacle, why_nothing

Message = TypeVar("Message")
_encode = msgspec.json.Encoder().encode


def decoded(request: HttpRequest, decode: Callable[[bytes], Message]) -> Message:
    body = read_body(request)
    try:
        return decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise malformed(error) from error


def answered(message: msgspec.Struct) -> HttpResponse:
    return HttpResponse(_encode(message), content_type="application/json")


def worker_of(caller: Caller, now: datetime) -> Worker:
    if caller.contributor_id is None:
        raise Refused(reasons.NO_CONTRIBUTOR())
    return Worker(caller.contributor_id, working_day(now, caller.time_zone))


def receipt_of(receipt: Receipt) -> messages.Receipt:
    """Where the known answer is shown, there is no way back."""
    feedback = _feedback(receipt.judgment) if receipt.is_gold and receipt.gold_feedback else None
    undo_until = None if feedback else receipt.submitted_at + timedelta(seconds=receipt.undo_seconds)
    return messages.Receipt(receipt.judgment, receipt.claim, receipt.submitted_at, undo_until, feedback)


def _feedback(judgment: UUID) -> messages.Feedback | None:
    found = feedback_of(judgment)
    return messages.Feedback(found.is_correct, dict(found.answers), found.reason) if found else None


def outcome_of(claim: UUID, end: Receipt | Refused | NotFound) -> messages.Outcome:
    if isinstance(end, Receipt):
        return messages.Outcome(claim, receipt_of(end), [])
    why = end.reasons if isinstance(end, Refused) else [reasons.NOT_FOUND()]
    return messages.Outcome(claim, None, [problem_reason(each) for each in why])


def today_of(today: Today) -> messages.Today:
    return messages.Today(today.n_submitted, today.n_skipped, today.handling_seconds, None)


def explained(worker: Worker, project: UUID | None, now: datetime) -> messages.NothingToDo:
    nothing = why_nothing(worker, now=now, project=project)
    obstacles = [_obstacle(each) for each in nothing.obstacles]
    return messages.NothingToDo(
        nothing.obstacles[0].reason.said, obstacles, nothing.counted_at, nothing.checked_at
    )


def _obstacle(obstacle: Obstacle) -> messages.Obstacle:
    reason = obstacle.reason
    return messages.Obstacle(reason.code, reason.said, obstacle.n, obstacle.n_is_capped, obstacle.project)


class _Shown(msgspec.Struct):
    schema_version: UUID


_shown = msgspec.json.Decoder(list[_Shown])
_tasks = msgspec.json.Decoder(list[dict[str, Any]])


def with_html(tasks: msgspec.Raw) -> msgspec.Raw:
    """Markdown fields as safe HTML; tasks without any, nearly all, pass as the bytes the database wrote."""
    versions = {each.schema_version for each in _shown.decode(tasks)}
    fields = {str(version): markdown_fields(version) for version in versions}
    if not any(fields.values()):
        return tasks
    return msgspec.Raw(
        _encode([_rendered(task, fields[task["schema_version"]]) for task in _tasks.decode(tasks)])
    )


def _rendered(task: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    html = {
        place: to_html(text, allow_images=True)
        for field in fields
        for place, text in _markdown(field, task["content"].get(field))
    }
    return {**task, "html": html}


def _markdown(field: str, value: object) -> Iterator[tuple[str, str]]:
    """The markdown of a field; of a chat that of every turn, as `field/turn`."""
    if isinstance(value, str):
        yield field, value
    for turn in value if isinstance(value, list) else ():
        if isinstance(turn, dict) and isinstance(turn.get("text"), str):
            yield f"{field}/{turn.get('id')}", turn["text"]
