"""Gold: tasks with a known answer and the reason for it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any  # Answers are JSON.

import typer

from assay.cli import bad_rows, finding
from assay.cli.app import command, group
from assay.cli.bad_rows import BadRowsFile
from assay.cli.finding import InProject
from assay.cli.outcome import ExitCode, Failed, unusable
from assay.cli.output import output

FIELDS = ("external_id", "answers", "reason")
MOST_LISTED = 1_000
MARKET_COLUMNS = ("market", "language", "n_in_use", "n_proposed", "n_retired", "n_scores", "n_missed")
PROPOSAL_COLUMNS = ("uid", "external_id", "market", "speaker", "origin", "state", "n_opinions", "n_wanted")


def register(app: typer.Typer) -> None:
    gold = group("Gold: tasks with a known answer.")
    command(gold, "add")(add)
    command(gold, "import")(import_gold)
    command(gold, "library")(library)
    command(gold, "propose")(propose)
    command(gold, "proposals")(proposals)
    app.add_typer(gold, name="gold")


def add(
    external_id: Annotated[str, typer.Argument(help="Of a task in a gold batch.")],
    *,
    project: InProject,
    answer: Annotated[list[str], typer.Option(help="QUESTION=VALUE; again for every accepted value.")],
    reason: Annotated[str, typer.Option(help="Why this is the answer; shown as feedback.")],
) -> None:
    """Give one task its accepted answers and the reason."""
    from assay.cli.client import connect

    asked = {"external_id": external_id, "answers": accepted(answer), "reason": reason}
    with connect() as server:
        made = server.post(f"/projects/{finding.project(server, project)['uid']}/gold", asked)
    output.show(made, f"{made['external_id']} is gold: {made['uid']}")


def import_gold(file: Path, *, project: InProject, bad_rows_file: BadRowsFile = None) -> None:
    """Give many tasks their answers: .jsonl with {external_id, answers, reason}.

    `answers` maps a question to the list of accepted values. What is left out is listed; the exit code is 6 then.
    """
    from assay.cli.client import connect

    rows = list(_rows(file))
    result: dict[str, Any] = {"n_rows": len(rows), "n_added": 0, "n_bad": 0, "bad_rows": []}
    with connect() as server, output.progress("Adding gold", len(rows)) as advance:
        address = f"/projects/{finding.project(server, project)['uid']}/gold"
        for line, cells, fault in rows:
            problem = fault or _refused(server, address, cells)
            if problem:
                _note(result, line, cells, problem)
            else:
                result["n_added"] += 1
            advance(1)
    result = bad_rows.report(result, file, bad_rows_file)
    output.show(result, f"{result['n_added']:,} of {result['n_rows']:,} are gold now.")
    bad_rows.end(result)


def library(*, project: InProject) -> None:
    """How much gold each market has, and who runs out of unseen gold first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/gold-library")
    days = [person["days"] for person in found["people"] if person["days"] is not None]
    output.table(found, MARKET_COLUMNS, found["markets"])
    if days:
        output.say(f"Unseen gold lasts {min(days):.1f} days of work for the first of {len(days)} people.")


def propose(
    external_id: Annotated[str, typer.Argument(help="Of a task in a gold batch.")],
    *,
    project: InProject,
    answer: Annotated[list[str], typer.Option(help="QUESTION=VALUE; again for every accepted value.")],
    reason: Annotated[str, typer.Option(help="Why this is the answer; shown as feedback.")],
    speaker: Annotated[str, typer.Option(help="Pseudonym of the native speaker whose words it is in.")],
    origin: Annotated[str, typer.Option(help="original or rewritten.")] = "original",
    experts: Annotated[int, typer.Option(min=2, max=9, help="Who must all agree.")] = 2,
) -> None:
    """Propose gold in a native speaker's words; experts answer it without seeing what was proposed."""
    from assay.cli.client import connect

    asked = {
        "external_id": external_id,
        "answers": accepted(answer),
        "reason": reason,
        "speaker": speaker,
        "origin": origin,
        "n_wanted": experts,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/gold-proposals", asked)
    output.show(made, f"{made['external_id']} waits for {made['n_wanted']} experts: {made['uid']}")


def proposals(*, project: InProject) -> None:
    """What was proposed as gold, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/gold-proposals", limit=finding.AT_ONCE))
    output.table({"proposals": found}, PROPOSAL_COLUMNS, found)


def accepted(answers: list[str]) -> dict[str, list[Any]]:
    """QUESTION=VALUE pairs as the API wants them; a value that is JSON (3, true) is taken as such."""
    import msgspec

    found: dict[str, list[Any]] = {}
    for pair in answers:
        question, sign, text = pair.partition("=")
        if not sign or not question or not text:
            raise unusable(f"{pair} is no answer: write QUESTION=VALUE.")
        try:
            value = msgspec.json.decode(text)
        except msgspec.MsgspecError:
            value = text
        found.setdefault(question, []).append(value)
    return found


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any], Failed | None]]:
    from assay.kit.rows import Unreadable, json_rows

    try:
        with file.open("rb") as source:
            for row in json_rows(source):
                yield row.line, row.cells, _fault(row.fault, row.cells)
    except OSError as error:
        raise unusable(f"{file} cannot be read ({error.strerror}).") from error
    except Unreadable as error:
        raise unusable(f"{file}: {error}") from error


def _fault(fault: str, cells: Mapping[str, Any]) -> Failed | None:
    missing = [name for name in FIELDS if name not in cells]
    if fault or missing:
        return Failed(f"This row cannot be read: {fault or f'{missing[0]} is missing'}.", code="cli.bad_row")
    return None


def _refused(server: Any, address: str, cells: Mapping[str, Any]) -> Failed | None:
    """Why the server does not want it; what is wrong with the server itself ends the command."""
    try:
        server.post(address, {name: cells[name] for name in FIELDS})
    except Failed as failed:
        if failed.exit_code == ExitCode.NOT_FOUND:
            return Failed(f"There is no task {cells['external_id']} in a gold batch.", code=failed.code)
        if failed.exit_code != ExitCode.REFUSED:
            raise
        return failed
    return None


def _note(result: dict[str, Any], line: int, cells: Mapping[str, Any], problem: Failed) -> None:
    result["n_bad"] += 1
    if len(result["bad_rows"]) < MOST_LISTED:
        reason = {"code": problem.code, "text": problem.sentence, "field": None}
        external_id = str(cells.get("external_id", ""))
        result["bad_rows"].append({"line": line, "external_id": external_id, "reasons": [reason]})
