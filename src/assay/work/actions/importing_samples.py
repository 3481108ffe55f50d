"""The first rows of a file that was not written for an import: what can be a task of the project becomes one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from assay.kit.models import StoredFile
from assay.kit.reasons import Refused
from assay.kit.rows import Unreadable
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.checking_rows import TaskRow
from assay.work.actions.importing_files import task_of
from assay.work.actions.importing_tasks import ImportReport, import_tasks
from assay.work.actions.reading_files import glance, rows_of
from assay.work.models import Batch
from assay.work.rules import reasons
from assay.work.rules.columns import Columns, suggested
from assay.work.rules.formats import format_of

# A row without an identifier gets the number of its line.
_NAME = "sample-{line}"


def import_sample(
    by: User, *, batch: Batch, file: StoredFile, most: int, now: datetime, market: str | None = None
) -> ImportReport:
    """At most so many rows, in the request itself; `market` is that of rows that name none. Gold is left out."""
    require(by, batch.project, Permission.MANAGE_TASKS)
    if batch.project.schema_version_id is None:
        raise Refused(reasons.NO_SCHEMA())
    if format_of(file.name) is None:
        raise Refused(reasons.FILE_FORMAT(field="file"))
    rows = _rows(file, batch, most)
    return import_tasks(
        by, batch=batch, rows=[replace(row, market=row.market or market) for row in rows], now=now
    )


def _rows(file: StoredFile, batch: Batch, most: int) -> Iterator[TaskRow]:
    schema = parsed_schema(batch.project.schema_version_id or 0)
    columns, markets = _columns(file, schema), frozenset(_markets(batch))
    try:
        for row in islice(rows_of(file), most):
            found = task_of(row, columns, schema, batch.project.time_zone)
            name = found.external_id or _NAME.format(line=row.line)
            # A schema may show the market as content: then its column says both.
            said = row.cells.get("market")
            market = found.market or (said if isinstance(said, str) and said in markets else None)
            yield replace(found, external_id=name, market=market, gold={}, gold_reason="")
    except Unreadable as error:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=str(error))) from error


def _markets(batch: Batch) -> Iterator[str]:
    yield from batch.project.markets.values_list("market__code", flat=True)


def _columns(file: StoredFile, schema: LabelSchema) -> Columns | None:
    """By their names. None: rows whose content is one field of the row, as our own JSON Lines have it."""
    names = glance(file).columns
    says_content = any(name.partition(".")[0] == "content" for name in names)
    if says_content and "content" not in {block.field for block in schema.content}:
        return None
    return suggested(schema, names)
