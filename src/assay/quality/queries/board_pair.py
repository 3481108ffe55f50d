"""What was answered to the items of one pair, read when somebody opens it: of a hundred tasks at most."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.models import BoardPair
from assay.quality.queries.board import tasks_of_pair
from assay.quality.queries.inputs import class_name
from assay.work.models import Judgment, Retracted, Task


@dataclass(frozen=True, slots=True)
class Divided:
    """One item of the pair. `answers` says how many gave which class; empty where none counts any more."""

    task: Task
    subject: str
    answers: Mapping[str, int]


def divided_between(pair: BoardPair) -> list[Divided]:
    """The items in the order of the pair's tasks, each with what counts of it now."""
    schema = parsed_schema(pair.run.schema_version_id)
    given: dict[int, list[Judgment]] = {}
    for judgment in _judgments(pair):
        given.setdefault(judgment.task_id, []).append(judgment)
    found = []
    for task in tasks_of_pair(pair):
        items = list(_items(pair, schema, given.get(task.pk, [])))
        found += [Divided(task, subject, answers) for subject, answers in items] or [Divided(task, "", {})]
    return found


def _judgments(pair: BoardPair) -> QuerySet[Judgment]:
    """What the run could know, without what was taken back since."""
    gone = Retracted.objects.filter(judgment=OuterRef("pk"))
    found = Judgment.objects.filter(task__in=pair.tasks, stage=pair.run.stage_id, contributor__isnull=False)
    return found.filter(~Exists(gone), pk__lte=pair.run.last_judgment_id).order_by("pk")


def _items(
    pair: BoardPair, schema: LabelSchema, judgments: list[Judgment]
) -> Iterator[tuple[str, Mapping[str, int]]]:
    counts: dict[str, Counter[str]] = {}
    for judgment in judgments:
        for question, subject, value in flatten(schema, mapped(schema, judgment.answers)):
            if question == pair.question:
                counts.setdefault(subject, Counter())[class_name(value)] += 1
    for subject, answers in counts.items():
        if not pair.other:
            yield from _of_option(pair, subject, answers, len(judgments))
        elif answers[pair.one] and answers[pair.other]:
            yield subject, answers


def _of_option(
    pair: BoardPair, subject: str, answers: Mapping[str, int], n: int
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Some chose the option, the others had the item and did not."""
    chosen = answers.get("yes", 0)
    if subject.rpartition("/")[2] == pair.one and 0 < chosen < n:
        yield subject, {"yes": chosen, "no": n - chosen}
