"""Things as people name them on the command line: a project by its name or its identifier."""

from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.outcome import ExitCode, Failed, unusable
from assay.kit.ids import parse_uid

if TYPE_CHECKING:
    from assay.cli.client import Json, Server

InProject = Annotated[str, typer.Option("--project", "-p", help="The project: its name or its identifier.")]
MaybeInProject = Annotated[
    str | None, typer.Option("--project", "-p", help="The project: its name or its identifier.")
]
AT_ONCE = 200


def project(server: "Server", named: str) -> "Json":
    """The project of that identifier, else the only one of that name in your scope."""
    if uid := parse_uid(named):
        return server.get(f"/projects/{uid}")
    found = [each for each in server.pages("/projects", limit=AT_ONCE) if each["name"] == named]
    if not found:
        raise Failed(
            f"There is no project named {named} in your scope.",
            exit_code=ExitCode.NOT_FOUND,
            code="cli.unknown_project",
        )
    if len(found) > 1:
        uids = ", ".join(each["uid"] for each in found[:5])
        raise unusable(f"{len(found)} projects are named {named}: give one's identifier ({uids}).")
    return found[0]


def newest_run(server: "Server", project_uid: str) -> "Json":
    """The newest finished consensus run of a project."""
    for run in server.pages(f"/projects/{project_uid}/consensus-runs", limit=AT_ONCE):
        if run["state"] == "done":
            return run
    raise Failed("No consensus was run on this project yet: assay consensus run.", code="cli.no_run")


def vendor(server: "Server", named: str) -> "Json":
    """The vendor of that identifier or name in your scope."""
    uid = parse_uid(named)
    for each in server.pages("/vendors", limit=AT_ONCE):
        if each["uid"] == str(uid) or each["name"] == named:
            return each
    raise Failed(
        f"There is no vendor {named} in your scope.",
        exit_code=ExitCode.NOT_FOUND,
        code="cli.unknown_vendor",
    )
