"""A guideline in other languages, and who works by it, on the command line."""

from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

COUNTS = ("n_current", "n_grace", "n_outstanding")


def register(guideline: typer.Typer) -> None:
    command(guideline, "translations")(translations)
    command(guideline, "translate")(translate)
    command(guideline, "readers")(readers)
    command(guideline, "remind")(remind)


def translations(*, project: InProject) -> None:
    """Every section, and how far it is in each language of the project's markets."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/guideline-translations")
    rows = [{**each, **each["statuses"]} for each in found["parts"]]
    output.table(found, ("part", "title", *found["languages"]), rows)


def translate(
    language: Annotated[str, typer.Argument(help="BCP 47, such as pt-PT.")],
    part: Annotated[str, typer.Argument(help="As assay guideline translations names it.")],
    file: Annotated[Path, typer.Argument(help="JSON: title, markdown, examples.")],
    *,
    project: InProject,
    finished: Annotated[bool, typer.Option("--finished", help="Show it from now on.")] = False,
) -> None:
    """Keep a section in another language, as a draft or finished."""
    import msgspec

    from assay.cli.client import connect

    try:
        asked = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise unusable(f"{file} cannot be read as a JSON object: {error}") from error
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        where = f"/projects/{uid}/guideline-translations/{language}/{part}"
        made = server.put(where, asked | {"is_finished": finished})
    output.show(made, f"{part} in {language}: {made['state']}.")


def readers(
    *,
    project: InProject,
    people: Annotated[bool, typer.Option("--people", help="Person by person.")] = False,
) -> None:
    """Who works by the version in force, per site and market."""
    from assay.cli.client import connect

    with connect() as server:
        where = f"/projects/{finding.project(server, project)['uid']}/guideline-readers"
        if people:
            found = list(server.pages(f"{where}/people", limit=finding.AT_ONCE))
            columns = ("pseudonym", "standing", "read_number", "read_at")
            output.table({"people": found}, columns, found)
            return
        board = server.get(where)
    rows = [{"of": of, **each} for of in ("sites", "markets") for each in board[of]]
    output.table(board, ("of", "place", *COUNTS), rows)


def remind(*, project: InProject) -> None:
    """Tell everybody in your sight who has not read it, once a day at most."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.post(f"/projects/{uid}/guideline-readers/remind")
    output.show(found, f"{found['n']} people are reminded.")
