"""Projects: list, show, create, open, pause, close."""

from enum import StrEnum
from typing import Annotated

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.output import output

Named = Annotated[str, typer.Argument(metavar="PROJECT", help="Its name or its identifier.")]
Why = Annotated[str, typer.Option("--reason", help="Shown to everybody who is stopped by it.")]


class State(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


def register(app: typer.Typer) -> None:
    projects = group("Projects in your scope.")
    for name, function in (
        ("list", list_projects),
        ("show", show),
        ("create", create),
        ("open", open_project),
        ("set", change_settings),
        ("pause", pause),
        ("close", close),
    ):
        command(projects, name)(function)
    app.add_typer(projects, name="projects")


def list_projects() -> None:
    """The projects in your scope, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/projects", limit=finding.AT_ONCE))
    output.table({"projects": found}, ("uid", "state", "segment", "name"), found)


def show(project: Named) -> None:
    """One project: state, versions in force, settings of its stages."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}")
    lines = [f"{name}: {found[name]}" for name in ("name", "uid", "state", "segment", "purpose", "time_zone")]
    for stage in found["stages"]:
        settings = ", ".join(f"{name} {value}" for name, value in stage.items() if name not in _NOT_SETTINGS)
        lines.append(f"stage {stage['name']}: {settings}")
    output.show(found, "\n".join(lines))


def create(
    name: str,
    *,
    segment: Annotated[str, typer.Option(help="What it is for, such as search_ranking.")] = "other",
    purpose: Annotated[str, typer.Option(help="What the labels are wanted for.")] = "",
    time_zone: Annotated[str, typer.Option(help="An IANA zone, such as Europe/Berlin.")] = "UTC",
    test_share: Annotated[float, typer.Option(min=0, max=1, help="Share of items kept for testing.")] = 0.0,
    overlap: Annotated[int, typer.Option(min=1, help="Judgments wanted per task.")] = 1,
) -> None:
    """Create a draft project with its label stage; you own it."""
    from assay.cli.client import connect

    asked = {
        "name": name,
        "segment": segment,
        "purpose": purpose,
        "time_zone": time_zone,
        "test_share": test_share,
        "stage": {"overlap": overlap, "overlap_max": overlap},
    }
    with connect() as server:
        made = server.post("/projects", asked)
    output.show(made, f"{made['name']} is a draft: {made['uid']}")


def change_settings(
    project: Named,
    *,
    dispute_days: Annotated[int | None, typer.Option(help="So long an error can be disputed.")] = None,
    appeal_days: Annotated[int | None, typer.Option(help="So long a step can be appealed.")] = None,
    ruling_days: Annotated[int | None, typer.Option(help="Both are decided within.")] = None,
    answer_hours: Annotated[int | None, typer.Option(help="Questions are answered within.")] = None,
) -> None:
    """Set time limits: for what is charged, taken or asked from now on; without an option they are shown."""
    from assay.cli.client import connect

    given = {
        "dispute_days": dispute_days,
        "appeal_days": appeal_days,
        "ruling_days": ruling_days,
        "answer_hours": answer_hours,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    with connect() as server:
        address = f"/projects/{finding.project(server, project)['uid']}"
        found = server.patch(address, changes) if changes else server.get(address)
    output.show(found, "\n".join(f"{name.replace('_', ' ')}: {found[name]}" for name in given))


def open_project(project: Named) -> None:
    """Open a project: its tasks are given out from now on."""
    _change(project, State.OPEN, "")


def pause(project: Named, *, reason: Why) -> None:
    """Pause a project; nobody gets a task until it is opened again."""
    _change(project, State.PAUSED, reason)


def close(project: Named, *, reason: Why = "") -> None:
    """Close a project."""
    _change(project, State.CLOSED, reason)


def _change(named: str, state: State, reason: str) -> None:
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, named)["uid"]
        found = server.post(f"/projects/{uid}/state", {"state": state.value, "reason": reason})
    output.show(found, f"{found['name']} is {found['state']}.")


_NOT_SETTINGS = {"uid", "kind", "name"}
