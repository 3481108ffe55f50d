"""A project from a template of the gallery: schema, guideline, and the template's examples as its first gold."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.people.models import Market, User
from assay.projects.actions.projects import create_project
from assay.projects.actions.settings import set_markets
from assay.projects.actions.versions import publish_guideline, publish_schema
from assay.projects.enums import Segment
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.gallery import Example, Template
from assay.quality.actions.gold import add_gold
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import TaskRow, import_tasks

GOLD = "Examples"


def set_up_project(
    by: User,
    *,
    name: str,
    template: Template,
    now: datetime,
    purpose: str = "",
    time_zone: str = "UTC",
    markets: Sequence[Market] = (),
) -> Project:
    """A draft that lacks only its own tasks and its people; all of it or nothing."""
    with transaction.atomic():
        project = create_project(
            by,
            name=name,
            segment=Segment(template.segment),
            purpose=purpose.strip() or template.summary,
            time_zone=time_zone,
            now=now,
        )
        if markets:
            set_markets(by, project=project, markets=markets)
        publish_schema(by, project=project, document=template.schema, now=now)
        project.refresh_from_db()
        publish_guideline(
            by,
            project=project,
            title=template.guideline.title,
            sections=[section.as_json() for section in template.guideline.sections],
            now=now,
        )
        _add_examples(by, project, template.examples, now)
        return project


def _add_examples(by: User, project: Project, examples: Sequence[Example], now: datetime) -> None:
    """Tasks with a known answer and its reason: mixed in where the stage has a share of gold."""
    batch = create_batch(by, project=project, name=GOLD, is_gold=True, now=now)
    rows = [TaskRow(nth, each.external_id, each.content) for nth, each in enumerate(examples, 1)]
    import_tasks(by, batch=batch, rows=rows, now=now)
    # What is asked only on a condition has no answer of its own to be compared with.
    asked = {each.id for each in parsed_schema(project.schema_version_id or 0).questions if not each.when}
    for each in examples:
        accepted = {question: [answer] for question, answer in each.answers.items() if question in asked}
        add_gold(
            by, project=project, external_id=each.external_id, answers=accepted, reason=each.reason, now=now
        )
