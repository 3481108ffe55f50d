"""The market policy matrix as a table for spreadsheets: a policy a line, and for each market its rule and its note."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # Policies are JSON.

from assay.kit.csv_safety import guard, unguard
from assay.kit.reasons import Reason, declare
from assay.projects.enums import MarketRule
from assay.projects.rules.guideline_parts import Json
from assay.projects.rules.guideline_policies import markets_named, ruling_of

FIRST = ("id", "policy")
NOTE = " note"
MOST_CHARACTERS = 1_000_000
TABLE_HEAD = declare(
    "guideline.table_head",
    "The first line names the columns: id, policy, and for each market its code and, for notes, “code note”.",
    status=422,
)
TABLE_RULE = declare(
    "guideline.table_rule", "Line {line}, {market}: “{rule}” is none of {allowed}.", status=422
)
TABLE_NOTE = declare(
    "guideline.table_note",
    "Line {line}, {market}: there is a note, but no rule that it explains.",
    status=422,
)
TABLE_LONG = declare("guideline.table_long", "The table is longer than {most} characters.", status=422)


@dataclass(frozen=True, slots=True)
class Table:
    policies: tuple[dict[str, Any], ...]
    problems: tuple[Reason, ...] = ()


def as_table(policies: Sequence[Json], markets: Sequence[str] = ()) -> str:
    """Every market that is named, and the others given, as columns."""
    codes = sorted({*markets, *markets_named(policies)})
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([*FIRST, *(cell for code in codes for cell in (code, f"{code}{NOTE}"))])
    for each in policies:
        rulings = [ruling_of(each, code) for code in codes]
        cells = [cell for ruling in rulings for cell in (ruling.rule, guard(ruling.note))]
        lines.writerow([each["id"], guard(each["title"]), *cells])
    return text.getvalue()


def read_table(text: str) -> Table:
    """Lines without a policy are left out; a new one needs no id. Commas, semicolons or tabs part the columns."""
    if len(text) > MOST_CHARACTERS:
        return Table((), (TABLE_LONG(field="table", most=MOST_CHARACTERS),))
    text = text.removeprefix("\ufeff").replace("\0", "")
    head = text.split("\n", 1)[0]
    part = max(",;\t", key=head.count)
    lines = csv.reader(io.StringIO(text), delimiter=part)
    try:
        columns = [name.strip() for name in next(lines, [])]
        rows = [(lines.line_num, row) for row in lines]
    except csv.Error:
        return Table((), (TABLE_HEAD(field="table"),))
    if tuple(columns[:2]) != FIRST or not _is_good_head(columns[2:]):
        return Table((), (TABLE_HEAD(field="table"),))
    return _table(columns, rows)


def free_id(title: str, taken: set[str]) -> str:
    """From the title, where it has Latin letters; a number where that id is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "policy"
    found, n = stem, 1
    while found in taken:
        n += 1
        found = f"{stem}-{n}"
    return found


def _is_good_head(columns: Sequence[str]) -> bool:
    """Each market once; a note only beside its market."""
    codes = [name for name in columns if not name.endswith(NOTE)]
    notes = {name.removesuffix(NOTE) for name in columns if name.endswith(NOTE)}
    return all(columns) and len(set(columns)) == len(columns) and notes <= set(codes)


def _table(columns: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Table:
    problems: list[Reason] = []
    policies: list[dict[str, Any]] = []
    taken = {row[0].strip() for _line, row in rows if row}
    for line, row in rows:
        cells = {name: unguard(cell.strip()) for name, cell in zip(columns, row, strict=False)}
        title = cells.get("policy", "")
        if not title:
            continue
        name = cells["id"] or free_id(title, taken)
        taken.add(name)
        problems += _problems(line, cells, columns[2:])
        policies.append({"id": name, "title": title, "markets": _markets(cells, columns[2:])})
    return Table(tuple(policies), tuple(problems))


def _markets(cells: Mapping[str, str], columns: Sequence[str]) -> dict[str, dict[str, str]]:
    return {
        code: {"rule": rule, "note": cells.get(f"{code}{NOTE}", "")}
        for code in columns
        if not code.endswith(NOTE) and (rule := cells.get(code, "")) in MarketRule.values
    }


def _problems(line: int, cells: Mapping[str, str], columns: Sequence[str]) -> Iterator[Reason]:
    for code in columns:
        rule, note = cells.get(code, ""), cells.get(f"{code}{NOTE}", "")
        if code.endswith(NOTE):
            continue
        if rule and rule not in MarketRule.values:
            allowed = ", ".join(MarketRule.values)
            yield TABLE_RULE(field="table", line=line, market=code, rule=rule[:60], allowed=allowed)
        elif note and not rule:
            yield TABLE_NOTE(field="table", line=line, market=code)
