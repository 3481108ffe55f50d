"""What forms of calibration say: moments, numbers, answers as JSON; and the form that asks a task's questions."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any  # Answers and content are JSON.

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import get_language

from assay.kit.reasons import Refused, declare
from assay.projects.models import LabelSchemaVersion
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.markdown import to_html
from assay.web.contributor.words import words
from assay.work.models import Task

BAD_MOMENT = declare("form.bad_moment", "Give a day and a time.", status=422)
BAD_ANSWERS = declare("form.bad_answers", "The answers did not arrive whole: load the page anew.", status=422)


def read_moment(text: str, field: str) -> datetime:
    """A moment as a form gives it, in the person's own time."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused(BAD_MOMENT(field=field))
    return make_aware(found, get_current_timezone()) if is_naive(found) else found


def read_number(text: str, usual: int, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 6 else usual


def read_answers(form: QueryDict) -> dict[str, Any]:
    """What the questions of the form were answered with."""
    try:
        found = json.loads(form.get("answers", ""))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(BAD_ANSWERS(field="answers"))
    return found


def question_form(version: LabelSchemaVersion, task: Task, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The workbench's own view of a task, inside a page: what it needs to ask."""
    return {
        "schema": version.document,
        "content": task.content,
        "html": dict(_markdown(version, task.content)),
        "answers": dict(given or {}),
        "task": str(task.uid),
        "language": get_language() or "en",
        "words": words(),
    }


def _markdown(version: LabelSchemaVersion, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for block in parsed_schema(version.pk).content:
        value = content.get(block.field)
        if block.kind == "markdown" and isinstance(value, str):
            yield block.field, to_html(value, allow_images=True)
        for turn in value if block.is_markdown and isinstance(value, list) else ():
            if isinstance(turn, dict) and isinstance(turn.get("text"), str):
                yield f"{block.field}/{turn.get('id')}", to_html(turn["text"], allow_images=True)
