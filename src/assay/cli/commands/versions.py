"""What a project asks and how it is to be answered: label schema and guideline, each published as a version."""

from pathlib import Path
from typing import Annotated, Any  # A schema document is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.commands import guideline_changes, guideline_drafts, guideline_reading
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

Note = Annotated[str, typer.Option(help="What is new, for those who read it.")]


def register(app: typer.Typer) -> None:
    schema = group("Label schemas: the questions of a project.")
    command(schema, "publish")(publish_schema)
    command(schema, "show")(show_schema)
    app.add_typer(schema, name="schema")
    guideline = group("Guidelines: how the questions are to be answered.")
    command(guideline, "publish")(publish_guideline)
    guideline_drafts.register(guideline)
    guideline_reading.register(guideline)
    guideline_changes.register(guideline)
    app.add_typer(guideline, name="guideline")


def publish_schema(file: Path, *, project: InProject, note: Note = "") -> None:
    """Publish a label schema (a JSON document); it is in force at once."""
    from assay.cli.client import connect

    document = _document(file)
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/schema-versions", {"document": document, "note": note})
    output.show(made, f"Version {made['number']} is in force: {made['uid']}")


def show_schema(*, project: InProject) -> None:
    """The document in force, to edit and publish again."""
    import msgspec

    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["schema_version"]
        if uid is None:
            raise unusable("This project has no label schema yet.")
        version = server.get(f"/projects/schema-versions/{uid}")
    output.show(version, msgspec.json.format(msgspec.json.encode(version["document"]), indent=2).decode())


def publish_guideline(
    file: Path,
    *,
    project: InProject,
    title: Annotated[str | None, typer.Option(help="Else the first heading of level 1.")] = None,
    note: Note = "",
    minor: Annotated[bool, typer.Option("--minor", help="Nobody needs to acknowledge it again.")] = False,
) -> None:
    """Publish a guideline written in markdown: its headings become sections. It is in force at once."""
    from assay.cli.client import connect
    from assay.cli.guidelines import parted

    try:
        written = parted(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise unusable(f"{file} cannot be read as UTF-8 text ({error}).") from error
    asked = {
        "title": title or written.title or file.stem,
        "sections": [section.as_json() for section in written.sections],
        "change_note": note,
        "needs_acknowledgment": not minor,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/guideline-versions", asked)
    titles = ", ".join(section["title"] for section in made["sections"])
    output.show(made, f"Version {made['number']} is in force: {made['title']} ({titles}).")


def _document(file: Path) -> dict[str, Any]:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except OSError as error:
        raise unusable(f"{file} cannot be read ({error.strerror}).") from error
    except msgspec.MsgspecError as error:
        raise unusable(f"{file} is not a JSON object: {error}.") from error
