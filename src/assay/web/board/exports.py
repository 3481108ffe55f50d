"""The board's rows as CSV, for who works on them in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from assay.kit.csv_safety import guard
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.queries import board as queries
from assay.quality.queries.board_rows import COLUMNS, PARTS, row_of
from assay.web.requests import signed_in, user_of


class _Line:
    """What a csv writer writes to: it hands the line on."""

    def write(self, text: str) -> str:
        return text


@signed_in
@require_GET
def export(request: HttpRequest, project: UUID, part: str) -> StreamingHttpResponse:
    """One part of the newest run: cells, pairs, answers, disputed, series or contributors."""
    found = project_for(user_of(request), project, Permission.VIEW_ANSWERS)
    run = queries.newest_board(found)
    if run is None or part not in PARTS:
        raise NotFound
    rows = (row_of(part, each) for each in PARTS[part](run).iterator(chunk_size=500))
    response = StreamingHttpResponse(_lines(COLUMNS[part], rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="board-{run.number}-{part}.csv"'
    return response


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_text(row[name]) for name in columns])


def _text(value: object) -> str:
    """Numbers stay numbers; texts are guarded against spreadsheets that run them."""
    if value is None:
        return ""
    return guard(value) if isinstance(value, str) else str(value)
