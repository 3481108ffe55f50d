"""What a version of a guideline changed, on the command line: its impact, and labels that may be wrong now."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command
from assay.cli.finding import InProject
from assay.cli.outcome import ExitCode, Failed
from assay.cli.output import output

Number = Annotated[int, typer.Argument(help="Of the version.")]


def register(guideline: typer.Typer) -> None:
    command(guideline, "versions")(versions)
    command(guideline, "impact")(impact)
    command(guideline, "invalidated")(invalidated)
    command(guideline, "again")(again)
    command(guideline, "keep")(keep)
    command(guideline, "redone")(redone)
    command(guideline, "deliver")(deliver)


def versions(*, project: InProject) -> None:
    """Every version, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/guideline-versions", limit=finding.AT_ONCE))
    output.table({"versions": found}, ("number", "kind", "title", "change_note", "created_at"), found)


def impact(
    number: Number,
    *,
    project: InProject,
    compute: Annotated[bool, typer.Option("--compute", help="Anew, and wait for it.")] = False,
) -> None:
    """Accuracy, agreement and handling time before a version and under it, with intervals."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        where = f"{_version(server, project, number)}/impact"
        if compute:
            finished(server, server.post(where), "Computing the impact")
        found = server.get(where)
    rows = [
        {"measure": name, "side": side, **sides[side]}
        for name, sides in found["measures"].items()
        for side in ("before", "after")
    ]
    output.table(found, ("measure", "side", "value", "low", "high", "n"), rows)


def invalidated(number: Number, *, project: InProject) -> None:
    """The labels that a policy change may have made wrong, and what was decided about them."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"{_version(server, project, number)}/invalidated")
    said = f"{found['n_labels']} labels on {found['n_tasks']} tasks: {found['state']}."
    output.show(found, said)


def again(number: Number, *, project: InProject) -> None:
    """Have them done again by others, under the version in force."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        where = f"{_version(server, project, number)}/invalidated/again"
        made = finished(server, server.post(where), "Queueing tasks again")
    output.show(made, f"{made['result']['n_requeued']} tasks are queued again.")


def keep(number: Number, *, project: InProject, note: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Let them stay as they are."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"{_version(server, project, number)}/invalidated/keep", {"note": note})
    output.show(made, f"They are {made['state']}.")


def redone(number: Number, *, project: InProject) -> None:
    """How many labels that are done again are decided, and what is missing before they can be delivered."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"{_version(server, project, number)}/invalidated/correction")
    said = f"{found['n_decided']} of {found['n_tasks']} tasks are decided again."
    output.show(found, f"{said} {found['why_not']}".strip())


def deliver(
    number: Number,
    *,
    project: InProject,
    against: Annotated[UUID | None, typer.Option(help="A whole release; else the newest before.")] = None,
    note: Annotated[str, typer.Option(help="For the requester.")] = "",
) -> None:
    """Deliver the labels that changed, in a release that corrects the one before."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    asked = {"against": str(against) if against else None, "note": note}
    with connect() as server:
        where = f"{_version(server, project, number)}/invalidated/correction"
        made = finished(server, server.post(where, asked), "Labels and their correction")["result"]
    said = f"{made['n_differ']} of {made['n_labels']} labels changed"
    output.show(
        made, f"{said}: release {made['release']}" if "release" in made else f"{said}: nothing to deliver"
    )


def _version(server: Any, project: str, number: int) -> str:  # The client, imported when it is used.
    """The address of a version."""
    uid = finding.project(server, project)["uid"]
    for each in server.pages(f"/projects/{uid}/guideline-versions", limit=finding.AT_ONCE):
        if each["number"] == number:
            return f"/projects/guideline-versions/{each['uid']}"
    raise Failed(
        f"This project has no version {number} of its guideline.",
        exit_code=ExitCode.NOT_FOUND,
        code="cli.unknown_version",
    )
