"""Answers that are marked critical are judged twice, also where nothing else asks for a second judgment."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import critical, mapped
from assay.work.actions.retargeting import ask_more
from assay.work.queries.done import DoneItem, judgments_in_order


def ask_twice(stage: Stage, items: Sequence[DoneItem], *, now: datetime) -> int:
    """Of tasks that one person has judged, those with a critical answer go to a second one; how many."""
    schema = parsed_schema(stage.project.schema_version_id or 0)
    once = {item.task_id: item.item_id for item in items if item.n_judgments == 1}
    wanted = {
        once[task_id]: 2
        for task_id, _contributor, answers in judgments_in_order(stage.pk, list(once))
        if critical(schema, mapped(schema, msgspec.json.decode(answers)))
    }
    return ask_more(wanted, now=now) if wanted else 0
