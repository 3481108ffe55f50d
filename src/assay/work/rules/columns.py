"""Which column of a file means what: suggested from the names, chosen by a person, applied to every row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any  # Cells are JSON.
from zoneinfo import ZoneInfo

import msgspec

from assay.kit.reasons import Reason, Refused
from assay.projects.rules.label_schema import LabelSchema
from assay.work.enums import ContentCategory, ContentSeverity, Priority
from assay.work.rules import reasons

# Content that is more than one text comes as JSON; in a cell of a table that is a text with JSON in it.
TEXTS = frozenset({"text", "markdown", "image", "video", "audio", "link"})
NAMED = (
    "external_id",
    "market",
    "priority",
    "expires_at",
    "gold_reason",
    "content_severity",
    "content_category",
)
PRIORITIES = {str(each.value): each for each in Priority} | {each.name.lower(): each for each in Priority}
SEVERITIES = {str(each.value): each for each in ContentSeverity} | {
    each.name.lower(): each for each in ContentSeverity
}
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """For each meaning the column it is read from; empty: from none. `gold` maps questions to columns."""

    external_id: str
    fields: Mapping[str, str]
    market: str = ""
    priority: str = ""
    expires_at: str = ""
    gold: Mapping[str, str] = field(default_factory=dict)
    gold_reason: str = ""
    content_severity: str = ""
    content_category: str = ""

    def document(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says; `problems` where a cell cannot be what its column means."""

    external_id: str
    content: Mapping[str, Any]
    market: str | None = None
    priority: Priority | None = None
    expires_at: datetime | None = None
    gold: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    gold_reason: str = ""
    content_severity: ContentSeverity | None = None
    content_category: str = ""
    problems: tuple[Reason, ...] = ()


def fields_of(schema: LabelSchema) -> tuple[str, ...]:
    """The content fields that the schema shows, in its order."""
    named = [name for block in schema.content for name in (block.field, block.query) if name]
    return tuple(dict.fromkeys(named))


def suggested(schema: LabelSchema, names: Sequence[str]) -> Columns:
    """Columns by their names; a field of the schema that is named like `market` keeps its column."""
    fields = fields_of(schema)
    free = [name for name in names if name not in fields]
    by_name = {name: name for name in NAMED if name in free}
    gold = {
        question.id: f"gold.{question.id}" for question in schema.questions if f"gold.{question.id}" in free
    }
    taken = {*by_name.values(), *gold.values()}
    rest = [name for name in names if name not in taken and "." not in name]
    return Columns(
        external_id=by_name.pop("external_id", ""),
        fields={name: name for name in rest},
        gold=gold,
        **by_name,
    )


def parsed(document: Mapping[str, Any]) -> Columns:
    """Columns as a request or an earlier import gives them. Raises Refused."""
    try:
        columns = msgspec.convert(document, Columns)
    except msgspec.ValidationError as error:
        raise Refused(reasons.COLUMNS_INVALID(field="columns", why=str(error)[:200])) from error
    if not columns.external_id:
        raise Refused(reasons.COLUMNS_INVALID(field="columns", why="No column names the external id"))
    if not columns.fields:
        raise Refused(reasons.COLUMNS_INVALID(field="columns", why="No column is content"))
    if len(columns.fields) + len(columns.gold) > MOST_COLUMNS:
        raise Refused(reasons.COLUMNS_INVALID(field="columns", why=f"{MOST_COLUMNS} columns are the most"))
    return columns


def columns_of(text: str) -> Columns:
    """The same from a text with JSON. Raises Refused."""
    try:
        return parsed(msgspec.json.decode(text, type=dict[str, Any]))
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Refused(reasons.COLUMNS_INVALID(field="columns", why=str(error)[:200])) from error


def missing(columns: Columns, names: Iterable[str]) -> list[str]:
    """Columns that a file with these names does not have."""
    wanted = (
        *(columns.external_id, columns.market, columns.priority, columns.expires_at, columns.gold_reason),
        *(columns.content_severity, columns.content_category),
        *columns.fields.values(),
        *columns.gold.values(),
    )
    there = set(names)
    return sorted(
        {name for name in wanted if name and name.split(".", 1)[0] not in there and name not in there}
    )


def read_row(columns: Columns, schema: LabelSchema, cells: Mapping[str, Any], zone: str) -> Read:
    """The row under these columns."""
    kinds = {block.field: block.kind for block in schema.content}
    content = {}
    for name, column in columns.fields.items():
        cell = _cell(cells, column)
        if cell is not None:
            content[name] = _content(kinds.get(name, ""), cell)
    gold = {key: _gold(_cell(cells, column)) for key, column in columns.gold.items()}
    return read_named(
        {name: _cell(cells, getattr(columns, name)) for name in NAMED},
        content=content,
        gold={key: accepted for key, accepted in gold.items() if accepted},
        zone=zone,
    )


def read_named(
    named: Mapping[str, Any], *, content: Mapping[str, Any], gold: Mapping[str, Sequence[Any]], zone: str
) -> Read:
    """The row from its named parts."""
    problems: list[Reason] = []
    market = named.get("market")
    return Read(
        external_id=name_of(named.get("external_id")),
        content=content,
        market=str(market).strip() if market not in (None, "") else None,
        priority=_priority(named.get("priority"), problems),
        expires_at=_moment(named.get("expires_at"), zone, problems),
        gold=gold,
        gold_reason=str(named.get("gold_reason") or "")[:5000],
        content_severity=_severity(named.get("content_severity"), problems),
        content_category=_category(named.get("content_category"), problems),
        problems=tuple(problems),
    )


def name_of(cell: object) -> str:
    """An identifier of the outside: a text or a whole number, and nothing where it is neither."""
    return str(cell) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def _cell(cells: Mapping[str, Any], column: str) -> Any:
    """`content.query` is the query within the content, where no column has that very name."""
    if not column:
        return None
    if column in cells or "." not in column:
        return cells.get(column)
    outer, inner = column.split(".", 1)
    found = cells.get(outer)
    return found.get(inner) if isinstance(found, dict) else None


def _content(kind: str, cell: Any) -> Any:
    if kind in TEXTS:
        return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
    if kind and isinstance(cell, str) and cell[:1] in ("[", "{"):
        try:
            return msgspec.json.decode(cell)
        except (msgspec.MsgspecError, RecursionError):
            return cell
    return cell


def _gold(cell: Any) -> Sequence[Any]:
    """Accepted answers: a list of them, or one; in a table several are JSON, or parted by |."""
    if cell is None or cell == "":
        return ()
    if isinstance(cell, list):
        return cell
    if isinstance(cell, str) and cell[:1] in ("[", "{"):
        try:
            found = msgspec.json.decode(cell)
        except (msgspec.MsgspecError, RecursionError):
            return (cell,)
        return found if isinstance(found, list) else (found,)
    return tuple(part.strip() for part in cell.split("|")) if isinstance(cell, str) else (cell,)


def _priority(cell: Any, problems: list[Reason]) -> Priority | None:
    if cell is None or cell == "":
        return None
    found = PRIORITIES.get(str(cell).strip().lower())
    if found is None:
        problems.append(reasons.PRIORITY_INVALID(field="priority", value=str(cell)[:40]))
    return found


def _severity(cell: Any, problems: list[Reason]) -> ContentSeverity | None:
    if cell is None or cell == "":
        return None
    found = SEVERITIES.get(str(cell).strip().lower())
    if found is None:
        problems.append(reasons.SEVERITY_INVALID(field="content_severity", value=str(cell)[:40]))
    return found


def _category(cell: Any, problems: list[Reason]) -> str:
    text = str(cell or "").strip().lower()
    if text and text not in ContentCategory.values:
        known = ", ".join(ContentCategory.values)
        problems.append(reasons.CATEGORY_INVALID(field="content_category", value=text[:40], known=known))
        return ""
    return text


def _moment(cell: Any, zone: str, problems: list[Reason]) -> datetime | None:
    """A date is its beginning, and a moment without an offset is one, in the project's time zone."""
    if cell is None or cell == "":
        return None
    try:
        text = str(cell).strip()
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-03-02"):
            found = datetime.combine(found.date(), time())
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        problems.append(reasons.MOMENT_INVALID(field="expires_at", value=str(cell)[:40]))
        return None
