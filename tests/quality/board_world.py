"""Judgments written straight into the tables, for the agreement board."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from assay.kit.ids import new_uid
from assay.people.models import Market
from assay.projects.models import GuidelineVersion
from assay.work.models import Judgment, Task
from tests.work.world import NOW, World

GERMANY, AUSTRIA, BRAZIL = ("DE-de", "DE", "de"), ("AT-de", "AT", "de"), ("BR-pt", "BR", "pt")


def market(kind: tuple[str, str, str]) -> Market:
    code, region, language = kind
    found, _ = Market.objects.get_or_create(
        code=code, defaults={"name": code, "region": region, "language": language}
    )
    return found


def guideline(world: World, number: int, at: datetime = NOW) -> GuidelineVersion:
    return GuidelineVersion.objects.create(
        project=world.project,
        number=number,
        title="Match",
        sections=[],
        change_note=f"Change {number}",
        created_at=at,
        created_by=world.owner,
    )


def judge(
    world: World, task: int, who: int, answers: Mapping[str, Any] | str, *, at: datetime = NOW, **fields: Any
) -> Judgment:
    """`fields` overrule; a text is the answer to the only question."""
    given = {"match": answers} if isinstance(answers, str) else dict(answers)
    values: dict[str, Any] = {
        "task": Task.objects.get(external_id=f"t{task}"),
        "stage": world.stage,
        "project": world.project,
        "contributor": world.people[who],
        "answers": given,
        "schema_version": world.schema,
        "client_key": new_uid().hex,
        "handling_seconds": 4.0 + who,
        "submitted_at": at - timedelta(hours=1),
        "work_on": at.date(),
    }
    return Judgment.objects.create(**values | fields)


def judge_all(world: World, table: list[str], **fields: Any) -> None:
    """One text per task: a letter per person, y, n, or a blank for nobody."""
    words = {"y": "yes", "n": "no"}
    for task, row in enumerate(table):
        for who, letter in enumerate(row):
            if letter != " ":
                judge(world, task, who, words[letter], **fields)
