"""How sure the judgments of `assay stats rank` are: a probability per query, document and grade."""

import csv
from math import isfinite
from pathlib import Path

from assay.cli.outcome import unusable

Grades = dict[str, dict[str, float]]
COLUMNS = ("query", "document", "grade", "probability")
# Enough for the ends of an interval of 95 %; each costs one evaluation of every run.
N_DRAWS = 200
NEAR_ONE = 1e-6


def drawn_grades(path: Path, judged: Grades, *, seed: int) -> list[Grades]:
    """The judgments as they may truly be, drawn so many times; what the file does not hold is taken as certain."""
    from assay.stats.ranking import draw_grades

    shares = read_shares(path, judged)
    scale = sorted({grade for each in shares.values() for grade in each} | _grades(judged))
    posteriors = {
        query: {
            document: [shares.get((query, document), {grade: 1.0}).get(each, 0.0) for each in scale]
            for document, grade in documents.items()
        }
        for query, documents in judged.items()
    }
    return draw_grades(posteriors, scale, n_draws=N_DRAWS, seed=seed)


def read_shares(path: Path, judged: Grades) -> dict[tuple[str, str], dict[float, float]]:
    """(query, document) to grade to probability. Ends the command with the row that is wrong."""
    shares: dict[tuple[str, str], dict[float, float]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or [])]:
            raise unusable(f"{path} has no column {missing[0]}: it needs {', '.join(COLUMNS)}.")
        for nth, row in enumerate(reader, 2):
            where = (row["query"], row["document"])
            if where[1] not in judged.get(where[0], {}):
                raise unusable(
                    f"{path}: line {nth} is about {where[1]} of query {where[0]}, which nobody judged."
                )
            grade, share = _number(row["grade"], path, nth), _number(row["probability"], path, nth)
            if not 0 <= share <= 1 or grade in shares.setdefault(where, {}):
                raise unusable(f"{path}: line {nth} says a grade twice, or a probability outside 0 to 1.")
            shares[where][grade] = share
    for (query, document), each in shares.items():
        if abs(sum(each.values()) - 1) > NEAR_ONE:
            raise unusable(
                f"{path}: the probabilities of {document} of query {query} sum to {sum(each.values()):g}."
            )
    return shares


def _grades(judged: Grades) -> set[float]:
    return {grade for documents in judged.values() for grade in documents.values()}


def _number(cell: str | None, path: Path, nth: int) -> float:
    try:
        value = float(cell or "")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise unusable(f"{path}: line {nth} has {cell!r} where a number belongs.")
    return value
