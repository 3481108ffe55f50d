"""Holes that tell two runs apart become tasks, through the import that every task comes in by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Content is whatever the label schema says.

from django.db import transaction

from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels
from assay.insight.actions.evaluating import Upload, checked
from assay.insight.models import Evaluation, TopUp
from assay.insight.queries.evaluations import measured_in, tasks_measured
from assay.insight.rules import topping_up as rules
from assay.insight.rules.topping_up import (
    Asked,
    Contents,
    Shown,
    asked_of,
    common_fields,
    read_contents,
    tasks_of,
)
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import TaskRow, import_tasks
from assay.work.queries.showing import contents_with

_Groups = defaultdict[tuple[str, str], list[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How the batch is called, how many holes, and what a task shows of each document where nothing is known yet."""

    name: str
    n: int
    contents: Contents = field(default_factory=dict)


def contents_in(upload: Upload) -> Contents:
    """A file of documents with their fields. Raises Refused with the lines that are wrong."""
    most = rules.MOST_CONTENT_BYTES
    with checked(upload, lambda source: read_contents(source, is_csv=upload.is_csv), most=most) as (_, found):
        return found


def top_up(by: User, *, evaluation: Evaluation, proposal: Proposal, now: datetime) -> TopUp:
    """A batch of the first holes, once for an evaluation.

    Of a document that nothing is known of there is no task. A row that the import refuses refuses the batch.
    """
    project, n = evaluation.first.release.project, proposal.n
    require(by, project, Permission.WEIGH_RETURN)
    require(by, project, Permission.MANAGE_TASKS)
    if not 1 <= n <= rules.MOST_ASKED:
        raise Refused(rules.ASKED_RANGE(field="n", most=rules.MOST_ASKED))
    # One that is not measured yet has no grades: it has no holes either.
    if evaluation.grades.get("query") == EXTERNAL_ID:
        raise Refused(rules.QUERY_IS_ITEM())
    asked = asked_of(measured_in(evaluation).holes, n)
    if not asked:
        raise Refused(rules.NO_HOLES())
    shown = _tasks(project, evaluation, asked, proposal.contents)
    if not shown:
        raise Refused(rules.NOTHING_TO_SHOW(field="file"))
    with transaction.atomic():
        act_as(by)
        Evaluation.objects.select_for_update(no_key=True).only("pk").get(pk=evaluation.pk)
        made = TopUp.objects.select_related("batch").filter(evaluation=evaluation).first()
        if made is not None:
            raise Refused(rules.MADE_ALREADY(batch=made.batch.name))
        batch = create_batch(by, project=project, name=proposal.name, now=now)
        rows = [
            TaskRow(nth, each.external_id, each.content, each.market or None)
            for nth, each in enumerate(shown, 1)
        ]
        report = import_tasks(by, batch=batch, rows=rows, now=now)
        if report.bad_rows:
            raise Refused(*report.bad_rows[0].reasons)
        if not report.n_added:
            raise Refused(rules.KNOWN_ALREADY())
        is_whole = report.n_added == len(shown)
        act_as(by)
        return TopUp.objects.create(
            evaluation=evaluation,
            batch=batch,
            n_asked=len(asked),
            n_holes=sum(each.n_holes for each in shown) if is_whole else report.n_added,
            created_at=now,
            created_by=by,
        )


def _tasks(project: Project, evaluation: Evaluation, asked: Sequence[Asked], given: Contents) -> list[Shown]:
    settings = Qrels(**evaluation.grades)
    of_queries, of_documents = _known(evaluation, settings, asked)
    return tasks_of(
        asked,
        settings,
        of_queries=of_queries,
        of_documents={**of_documents, **given},
        key=evaluation.uid,
        results=_field_of_results(project, settings),
    )


def _known(evaluation: Evaluation, settings: Qrels, asked: Sequence[Asked]) -> tuple[Contents, Contents]:
    """What tasks of the release show of queries, by market, and of documents, whatever was searched for.

    A task of a list is about its query, and of its documents nothing is known; of pairs it is what several show alike.
    """
    values: dict[str, set[str]] = {settings.query: {hole.query for hole in asked}}
    has_documents = settings.document not in ("", EXTERNAL_ID)
    if has_documents:
        values.setdefault(settings.document, set()).update(hole.document for hole in asked)
    of_queries, of_documents = _Groups(list), _Groups(list)
    for market, shown, content in contents_with(tasks_measured(evaluation), values=values):
        query, document = shown[settings.query] or "", shown.get(settings.document) or ""
        if query in values[settings.query]:
            of_queries[market, query].append(content)
        if has_documents and document in values[settings.document]:
            of_documents["", document].append(content)
    if not settings.document:
        return {key: contents[-1] for key, contents in of_queries.items()}, {}
    return _alike(of_queries, apart=settings.document), _alike(of_documents, apart=settings.query)


def _alike(groups: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], *, apart: str) -> Contents:
    found = {key: common_fields(contents, apart=apart) for key, contents in groups.items()}
    return {key: fields for key, fields in found.items() if fields is not None}


def _field_of_results(project: Project, settings: Qrels) -> str:
    """The list that the question is asked about; empty where each document is a task."""
    if settings.document or project.schema_version_id is None:
        return ""
    schema = parsed_schema(project.schema_version_id)
    question = schema.question(settings.question)
    return (schema.subject_field(question) or "") if question else ""
