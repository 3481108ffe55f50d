"""What the requester says of a release: accept, reject, flag labels; and the correction that follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any  # Rows become JSON.
from uuid import UUID

import typer

from assay.cli.app import command
from assay.cli.outcome import ExitCode, unusable
from assay.cli.output import output

CELLS = ("external_id", "question", "subject", "reason", "answer")
AT_ONCE = 1_000


def register(release: typer.Typer) -> None:
    command(release, "accept")(accept)
    command(release, "reject")(reject)
    command(release, "flag")(flag)
    command(release, "correct")(correct)


def accept(release: UUID) -> None:
    """Take the release."""
    from assay.cli.client import connect

    with connect() as server:
        said = server.post(f"/releases/{release}/accept")
    output.show(said, f"Release {said['number']} is accepted.")


def reject(
    release: UUID, *, reason: Annotated[str, typer.Option(help="The project owner reads it.")]
) -> None:
    """Do not take the release, and say why."""
    from assay.cli.client import connect

    with connect() as server:
        said = server.post(f"/releases/{release}/reject", {"reason": reason})
    output.show(said, f"Release {said['number']} is rejected.")


def flag(
    release: UUID,
    items: Annotated[list[str] | None, typer.Argument(help="External ids of the items.")] = None,
    *,
    reason: Annotated[str, typer.Option(help="What is wrong.")] = "",
    question: Annotated[str, typer.Option(help="Which answer; else the only one that fits.")] = "",
    subject: Annotated[str, typer.Option(help="Of a list the id of the result.")] = "",
    answer: Annotated[str, typer.Option(help="What would be right, if you know.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="CSV: external_id, and where they differ the others.")
    ] = None,
) -> None:
    """Call labels wrong; each goes to a reviewer. Rows that fit no label are listed, and the exit code is 6 then."""
    from assay.cli.client import connect

    shared = {"question": question, "subject": subject, "reason": reason, "answer": answer}
    rows = list(_rows(items or [], file, shared))
    result: dict[str, Any] = {"n_rows": 0, "n_new": 0, "n_again": 0, "problems": []}
    with connect() as server, output.progress("Flagging", len(rows)) as advance:
        for first in range(0, len(rows) or 1, AT_ONCE):
            said = server.post(f"/releases/{release}/flags", {"flags": rows[first : first + AT_ONCE]})
            for name in ("n_rows", "n_new", "n_again"):
                result[name] += said[name]
            result["problems"] += [{**each, "row": each["row"] + first} for each in said["problems"]]
            advance(said["n_rows"])
    lines = [
        f"{result['n_new']:,} of {result['n_rows']:,} rows are flagged, {result['n_again']:,} were before."
    ]
    lines += [f"Row {each['row']}: {each['text']}" for each in result["problems"]]
    output.show(result, "\n".join(lines))
    if result["problems"]:
        raise typer.Exit(ExitCode.PARTLY)


def correct(release: UUID) -> None:
    """Build a release of only the labels that flags have corrected."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        started = server.post(f"/releases/{release}/corrections")
        finished(server, started["job"], "Building the correction")
        made = server.get(f"/releases/{started['release']['uid']}")
    output.show(made, f"Release {made['number']} with {made['n_labels']:,} labels is ready: {made['uid']}")


def _rows(items: list[str], file: Path | None, shared: dict[str, str]) -> Iterator[dict[str, str]]:
    from assay.kit.rows import Unreadable, csv_rows

    yield from ({"external_id": item, **shared} for item in items)
    if file is None:
        return
    try:
        with file.open("rb") as source:
            for row in csv_rows(source, needed=("external_id",)):
                given = {name: str(row.cells.get(name) or "").strip() for name in CELLS}
                yield {name: text or shared.get(name, "") for name, text in given.items()}
    except OSError as error:
        raise unusable(f"{file} cannot be read ({error.strerror}).") from error
    except Unreadable as error:
        raise unusable(f"{file}: {error}") from error
