"""A contributor's own work: the next task, and an answer to it."""

from pathlib import Path
from typing import Annotated, Any  # Tasks and answers are JSON.
from uuid import UUID

import typer

from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.ids import new_uid


def register(app: typer.Typer) -> None:
    work = group("Your own tasks.")
    command(work, "next")(take)
    command(work, "submit")(submit)
    app.add_typer(work, name="work")


def take(
    *,
    project: Annotated[UUID | None, typer.Option(help="Only of this project.")] = None,
    n: Annotated[int, typer.Option(min=1, max=20, help="How many tasks to hold.")] = 1,
) -> None:
    """Take the next task, or hear why there is none."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post("/work/step", {"project": project and str(project), "n": n})
    shown = [_text(task) for task in found["tasks"]] or [found["nothing"]["sentence"]]
    output.show(found, "\n\n".join(shown))


def submit(
    claim: UUID,
    *,
    answers: Annotated[Path, typer.Option(help="A JSON file, question to answer; - reads standard input.")],
    schema_version: Annotated[UUID, typer.Option(help="As it stood with the task.")],
    seconds: Annotated[float, typer.Option(min=0, max=86400, help="How long you worked on it.")] = 0.0,
) -> None:
    """Answer a claimed task."""
    from assay.cli.client import connect

    body = {
        "client_key": new_uid().hex,
        "schema_version": str(schema_version),
        "answers": _answers(answers),
        "handling_seconds": seconds,
    }
    with connect() as server:
        found = server.post(f"/work/claims/{claim}/submit", body)
    until = found["receipt"]["undo_until"]
    output.show(
        found, f"Submitted: {found['receipt']['judgment']}{f', can be undone until {until}' if until else ''}"
    )


def _answers(file: Path) -> Any:
    import sys

    import msgspec

    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return msgspec.json.decode(content, type=dict[str, Any])
    except OSError as error:
        raise unusable(f"{file} cannot be read ({error.strerror}).") from error
    except msgspec.MsgspecError as error:
        raise unusable(f"{file} is not a JSON object: {error}.") from error


def _text(task: dict[str, Any]) -> str:
    content = "\n".join(f"  {name}: {value}" for name, value in task["content"].items())
    head = f"claim {task['claim']}, until {task['expires_at']}, schema version {task['schema_version']}"
    return f"{task['project']['name']}: {head}\n{content}"
