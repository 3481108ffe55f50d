"""Files of search runs and of verdicts: read line by line; a wrong line is told by its number, and nothing is kept.

Lines of one query stand together, as search engines write them: so a file of any length is checked in little memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from math import isfinite
from typing import IO

from assay.delivery.rules.qrels import safe_id
from assay.kit.reasons import Reason, declare
from assay.kit.rows import Unreadable, csv_rows, text_rows
from assay.stats.ranking import ranked

# Of a wrong file the first problems are told: whoever mends them sees what the others are like.
MOST_TOLD = 5
MOST_RUN_BYTES = 32 * 1024**2
MOST_QUERIES, MOST_DEPTH, MOST_VERDICTS = 50_000, 10_000, 500_000
# Deeper results are checked and not kept: no measure looks further down.
DEEPEST = 100
LONGEST_ID = 200
MOST_KINDS = 1_000
RUN_COLUMNS = ("query", "document", "score")
VERDICT_COLUMNS = ("external_id", "verdict", "weight")

FILE_UNREADABLE = declare("evaluations.file_unreadable", "The file cannot be read: {why}", status=422)
FILE_EMPTY = declare("evaluations.file_empty", "There is not one line in the file.", status=422)
BAD_LINE = declare("evaluations.bad_line", "Line {line}: {why}.", status=422)


@dataclass(frozen=True, slots=True)
class RunLine:
    line: int
    query: str
    document: str
    score: float


@dataclass(frozen=True, slots=True)
class RunCounts:
    n_queries: int
    n_results: int


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """`weight` is one over the chance with which the item was drawn; `stratum` is what it was drawn from, or empty."""

    line: int
    external_id: str
    verdict: str
    weight: float
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    n: int
    verdicts: frozenset[str]


class BadLines(Exception):
    """What is wrong, each problem with its line."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("; ".join(each.text for each in reasons))


def check_run(source: IO[bytes], *, is_csv: bool) -> RunCounts:
    """Every line of it. Raises BadLines."""
    n_queries, n_results = 0, 0
    for _, lines in _by_query(source, is_csv=is_csv):
        n_queries += 1
        n_results += len(lines)
    if not n_queries:
        raise BadLines(FILE_EMPTY(field="file"))
    return RunCounts(n_queries, n_results)


def read_run(source: IO[bytes], *, is_csv: bool) -> dict[str, dict[str, float]]:
    """Query to its best documents and their scores, no deeper than any measure looks. Raises BadLines."""
    found = {}
    for query, lines in _by_query(source, is_csv=is_csv):
        scores = {each.document: each.score for each in lines}
        found[query] = {document: scores[document] for document in ranked(scores)[:DEEPEST]}
    return found


def check_verdicts(source: IO[bytes]) -> VerdictCounts:
    """Every line of it. Raises BadLines."""
    n, verdicts = 0, set[str]()
    for each in read_verdicts(source):
        n += 1
        # Whoever reads the file refuses what is no answer: a thousand of them are enough to say so.
        if len(verdicts) < MOST_KINDS:
            verdicts.add(each.verdict)
    if not n:
        raise BadLines(FILE_EMPTY(field="file"))
    return VerdictCounts(n, frozenset(verdicts))


def read_verdicts(source: IO[bytes]) -> Iterator[VerdictLine]:
    """Verdicts with their weights, each item once. Raises BadLines once the file was read to its end."""
    seen: set[str] = set()
    problems = _Problems()
    try:
        for row in csv_rows(source, needed=VERDICT_COLUMNS):
            found = row.fault or _verdict(row.line, row.cells)
            if isinstance(found, str):
                problems.add(row.line, found)
            elif found.external_id in seen:
                problems.add(row.line, f"{found.external_id[:60]} has a verdict already")
            elif len(seen) >= MOST_VERDICTS:
                raise BadLines(
                    BAD_LINE(field="file", line=row.line, why=f"more than {MOST_VERDICTS:,} verdicts")
                )
            else:
                seen.add(found.external_id)
                yield found
    except Unreadable as error:
        raise BadLines(FILE_UNREADABLE(field="file", why=str(error))) from error
    problems.tell()


class _Problems:
    """Those of a file, until there are enough of them."""

    def __init__(self) -> None:
        self.found: list[Reason] = []

    def add(self, line: int, why: str) -> None:
        self.found.append(BAD_LINE(field="file", line=line, why=why))
        if len(self.found) >= MOST_TOLD:
            self.tell()

    def tell(self) -> None:
        if self.found:
            raise BadLines(*sorted(self.found, key=lambda each: int(each.params["line"])))


def _by_query(source: IO[bytes], *, is_csv: bool) -> Iterator[tuple[str, list[RunLine]]]:
    """Each query with its lines, once, without a document twice."""
    problems, seen = _Problems(), set[str]()
    rows = _good(_csv_lines(source) if is_csv else _trec_lines(source), problems)
    try:
        for query, group in groupby(rows, key=lambda each: each.query):
            lines = list(islice(group, MOST_DEPTH + 1))
            if len(lines) > MOST_DEPTH:
                problems.add(lines[-1].line, f"{query[:60]} has more than {MOST_DEPTH:,} results")
                problems.tell()
            if query in seen:
                problems.add(lines[0].line, f"{query[:60]} comes again: lines of one query stand together")
            if len(seen) >= MOST_QUERIES:
                problems.add(lines[0].line, f"there are more than {MOST_QUERIES:,} queries")
                problems.tell()
            seen.add(query)
            for again in _repeated(lines):
                problems.add(
                    again.line, f"{again.document[:60]} is there for the second time in {query[:60]}"
                )
            yield query, lines
    except Unreadable as error:
        raise BadLines(FILE_UNREADABLE(field="file", why=str(error))) from error
    problems.tell()


def _repeated(lines: Iterable[RunLine]) -> Iterator[RunLine]:
    there: set[str] = set()
    for each in lines:
        if each.document in there:
            yield each
        there.add(each.document)


def _good(found: Iterable[RunLine | tuple[int, str]], problems: _Problems) -> Iterator[RunLine]:
    for each in found:
        if isinstance(each, RunLine):
            yield each
        else:
            problems.add(*each)


def _trec_lines(source: IO[bytes]) -> Iterator[RunLine | tuple[int, str]]:
    """query Q0 document rank score tag, parted by white space; the rank is not read, as trec_eval does not."""
    for number, text in text_rows(source, kind="run"):
        fields = text.split()
        if not fields:
            continue
        if len(fields) != 6:
            yield (
                number,
                f"it has {len(fields)} fields, and a line of a run six: query Q0 document rank score tag",
            )
        else:
            yield _run_line(number, fields[0], fields[2], fields[4])


def _csv_lines(source: IO[bytes]) -> Iterator[RunLine | tuple[int, str]]:
    """Ids as they are in the content; they are written as qrels would have them."""
    for row in csv_rows(source, needed=RUN_COLUMNS):
        if row.fault:
            yield row.line, row.fault
            continue
        query, document, score = (row.cells[name].strip() for name in RUN_COLUMNS)
        yield _run_line(row.line, safe_id(query), safe_id(document), score)


def _run_line(line: int, query: str, document: str, score: str) -> RunLine | tuple[int, str]:
    if not (0 < len(query) <= 3 * LONGEST_ID and 0 < len(document) <= 3 * LONGEST_ID):
        return line, f"a query and a document have an id, of {LONGEST_ID} letters at most"
    value = _number(score)
    if value is None:
        return line, f"its score is no number: {score[:30]!r}"
    return RunLine(line, query, document, value)


def _verdict(line: int, cells: Mapping[str, str]) -> VerdictLine | str:
    external_id, verdict = cells["external_id"].strip(), cells["verdict"].strip()
    if not (0 < len(external_id) <= LONGEST_ID and 0 < len(verdict) <= LONGEST_ID):
        return f"an item has an external id and a verdict, of {LONGEST_ID} letters at most"
    weight = _number(cells["weight"].strip())
    if weight is None or not 1 <= weight <= 1e9:
        return "its weight is one over the chance with which it was drawn: 1 or more"
    return VerdictLine(line, external_id, verdict, weight, cells.get("stratum", "").strip()[:LONGEST_ID])


def _number(text: str) -> float | None:
    """Digits of any script and underscores would do for Python; a number of a file is plain ASCII."""
    if not text.isascii() or "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
