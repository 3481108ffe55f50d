"""Rows of an import that were left out: said on standard error, kept in a file beside the imported one."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any  # A job's result is JSON.

import typer

from assay.cli.outcome import ExitCode
from assay.cli.output import output
from assay.kit.csv_safety import guard

COLUMNS = ("line", "external_id", "field", "code", "reason")
MOST_SAID = 5
BadRowsFile = Annotated[
    Path | None, typer.Option(help="Where rows that were left out are listed; else FILE-bad-rows.csv.")
]


def report(result: Mapping[str, Any], imported: Path, wanted: Path | None) -> dict[str, Any]:
    """The result with the file of bad rows in it, if there are any."""
    if not result["n_bad"]:
        return {**result, "bad_rows_file": None}
    file = wanted or imported.with_name(f"{imported.stem}-bad-rows.csv")
    keep(result["bad_rows"], file)
    for row in result["bad_rows"][:MOST_SAID]:
        output.say(f"Line {row['line']} was left out: {row['reasons'][0]['text']}")
    more = result["n_bad"] - min(MOST_SAID, len(result["bad_rows"]))
    output.say(f"{f'So were {more:,} more; they' if more > 0 else 'They'} are listed in {file}.")
    return {**result, "bad_rows_file": str(file)}


def keep(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(COLUMNS)
        for row in rows:
            for reason in row["reasons"]:
                texts = (row.get("external_id", ""), reason["field"] or "", reason["code"], reason["text"])
                lines.writerow([row["line"], *map(guard, texts)])


def end(result: Mapping[str, Any]) -> None:
    """The exit code tells a script that something was left out."""
    if result["n_bad"]:
        raise typer.Exit(ExitCode.PARTLY)
