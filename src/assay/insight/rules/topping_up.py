"""Holes of an evaluation as tasks: what they show is what is known of a document, or what came along in a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any  # Content is whatever the label schema says.
from urllib.parse import unquote
from uuid import UUID

from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels, safe_id
from assay.insight.rules.run_files import BAD_LINE, FILE_UNREADABLE, LONGEST_ID, MOST_TOLD, BadLines
from assay.kit.reasons import Reason, declare
from assay.kit.rows import Unreadable, csv_rows, json_rows
from assay.stats.ranking import Hole

MOST_CONTENT_BYTES = 16 * 1024**2
MOST_ASKED = 1_000

ASKED_RANGE = declare(
    "top_up.asked_range", "Say how many holes should become tasks: from 1 to {most}.", status=422
)
NO_HOLES = declare("top_up.no_holes", "This evaluation has no holes that would tell its runs apart.")
QUERY_IS_ITEM = declare(
    "top_up.query_is_item",
    "The queries of this delivery are the items themselves, so a new task would be another query: deliver qrels with a "
    "content field as query.",
)
MADE_ALREADY = declare(
    "top_up.made_already", "The holes of this evaluation are tasks already, in the batch {batch}."
)
NOTHING_TO_SHOW = declare(
    "top_up.nothing_to_show",
    "Nothing is known of these documents: add a file with what a task shows of each.",
    status=422,
)

KNOWN_ALREADY = declare("top_up.known_already", "These documents are tasks of this project already.")

Contents = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A hole that should become part of a task; ids as they are in content."""

    query: str
    document: str
    market: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A task that shows one hole or, of a list, several of one query."""

    external_id: str
    content: Mapping[str, Any]
    market: str
    n_holes: int


def asked_of(holes: Iterable[Hole], n: int) -> list[Asked]:
    """The first `n` of the holes of an evaluation, whose queries are topics: a market and a query."""
    found = []
    for hole in islice(holes, n):
        market, _, query = hole.query.partition("\t")
        found.append(Asked(unquote(query), unquote(hole.document), market))
    return found


def common_fields(contents: Iterable[Mapping[str, Any]], *, apart: str) -> dict[str, Any] | None:
    """What tasks about one thing show alike, though the field `apart` differs; None where that never differs.

    Of one task alone nobody knows which of its fields belong to the document and which to the query.
    """
    found = list(contents)
    if len({str(each.get(apart)) for each in found}) < 2:
        return None
    first = found[0]
    return {
        name: value
        for name, value in first.items()
        if all(name in each and each[name] == value for each in found)
    }


def read_contents(source: IO[bytes], *, is_csv: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """(query or empty, document) to the fields that a task shows of it. Raises BadLines.

    Rows have a `document`; with a `query`, they are about it in that query alone.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    problems: list[Reason] = []
    try:
        for row in csv_rows(source, needed=("document",)) if is_csv else json_rows(source):
            fields = dict(row.cells)
            document, query = fields.pop("document", None), fields.pop("query", "") or ""
            key = (query, document)
            if why := row.fault or _fault(query, document) or ("it is there already" if key in found else ""):
                problems.append(BAD_LINE(field="file", line=row.line, why=why))
                if len(problems) >= MOST_TOLD:
                    break
            else:
                found[query, str(document)] = fields
    except Unreadable as error:
        raise BadLines(FILE_UNREADABLE(field="file", why=str(error))) from error
    if problems:
        raise BadLines(*problems)
    return found


def _fault(query: object, document: object) -> str:
    is_named = isinstance(document, str) and 0 < len(document) <= LONGEST_ID
    return "" if is_named and isinstance(query, str) else "it names no document"


def tasks_of(
    asked: Sequence[Asked],
    settings: Qrels,
    *,
    of_queries: Contents,
    of_documents: Contents,
    key: UUID,
    results: str,
) -> list[Shown]:
    """Tasks with what is known: a hole of which nothing is known is left out.

    `of_queries` holds what is known by (market, query), `of_documents` by (query or empty, document); `results` is the
    field of the list, where results are judged within one.
    """
    pairs = _lists if settings.document == "" else _pairs
    return list(pairs(asked, settings, of_queries, of_documents, key=key, results=results))


def _pairs(
    asked: Sequence[Asked],
    settings: Qrels,
    of_queries: Contents,
    of_documents: Contents,
    *,
    key: UUID,
    results: str,
) -> Iterator[Shown]:
    for nth, hole in enumerate(asked, 1):
        known = _known(of_documents, hole)
        if known is None:
            continue
        content = {**of_queries.get((hole.market, hole.query), {}), **known}
        content[settings.query] = hole.query
        if settings.document == EXTERNAL_ID:
            yield Shown(hole.document, content, hole.market, 1)
            continue
        content[settings.document] = hole.document
        yield Shown(_external_id(key, nth), content, hole.market, 1)


def _lists(
    asked: Sequence[Asked],
    settings: Qrels,
    of_queries: Contents,
    of_documents: Contents,
    *,
    key: UUID,
    results: str,
) -> Iterator[Shown]:
    """One task per query with all its holes, in the order of the proposal."""
    by_query: dict[tuple[str, str], list[Asked]] = {}
    for hole in asked:
        by_query.setdefault((hole.market, hole.query), []).append(hole)
    for nth, ((market, query), holes) in enumerate(by_query.items(), 1):
        known = [(hole, _known(of_documents, hole)) for hole in holes]
        items = [{**fields, "id": hole.document} for hole, fields in known if fields]
        if items:
            content = {**of_queries.get((market, query), {}), settings.query: query, results: items}
            yield Shown(_external_id(key, nth), content, market, len(items))


def _known(of_documents: Contents, hole: Asked) -> Mapping[str, Any] | None:
    return of_documents.get((hole.query, hole.document), of_documents.get(("", hole.document)))


def _external_id(key: UUID, nth: int) -> str:
    return f"top-up-{safe_id(key.hex[-12:])}-{nth}"
