"""Requests: file one, see what is asked, take it on; how long each state may last."""

from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output

COLUMNS = ("title", "state", "due", "owner", "uid")
MINE = ("title", "state", "next", "labeled", "deliveries", "accuracy", "waits_for_you", "uid")
LEVELS = ("state", "hours", "changed_at")


def register(app: typer.Typer) -> None:
    request = group("Requests: what model teams ask for, from the draft to the delivery.")
    command(request, "list")(list_requests)
    command(request, "mine")(mine)
    command(request, "show")(show)
    command(request, "file")(file)
    command(request, "step")(step)
    command(request, "start")(start)
    command(request, "comment")(comment)
    command(request, "attach")(attach)
    command(request, "levels")(levels)
    app.add_typer(request, name="request")


def list_requests(
    *,
    state: Annotated[str | None, typer.Option(help="Only these.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose time is over.")] = False,
) -> None:
    """Those you see, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        query = {"state": state, "is_overdue": "true" if overdue else None}
        found = list(server.pages("/requests", limit=finding.AT_ONCE, **query))
    output.table({"requests": found}, COLUMNS, [_row(each) for each in found])


def mine() -> None:
    """Your own: what was delivered and how good, the next date, and what waits for you."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/requests/summary")
    output.table(found, MINE, [_own(each) for each in found["requests"]])


def show(request: UUID) -> None:
    """What is asked, what is missing, until when, and where you may take it."""
    from assay.cli.client import connect

    with connect() as server:
        _tell(server.get(f"/requests/{request}"))


def file(
    document: Annotated[Path, typer.Argument(help="A JSON file with the fields of a request.")],
    *,
    submit: Annotated[bool, typer.Option("--submit", help="Submit it at once.")] = False,
) -> None:
    """File a request from a document; without --submit it stays a draft."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post("/requests", _read(document))
        if submit:
            made = server.post(f"/requests/{made['uid']}/step", {"to": "submitted"})
    _tell(made)


def step(
    request: UUID,
    to: Annotated[str, typer.Argument(help="The state, such as feasible or clarifying.")],
    *,
    reason: Annotated[str, typer.Option(help="The others read it.")] = "",
) -> None:
    """Take it to another state."""
    from assay.cli.client import connect

    with connect() as server:
        _tell(server.post(f"/requests/{request}/step", {"to": to, "reason": reason}))


def start(
    request: UUID, *, name: Annotated[str, typer.Option(help="Else the request's title.")] = ""
) -> None:
    """Make the project of an approved request."""
    from assay.cli.client import connect

    with connect() as server:
        _tell(server.post(f"/requests/{request}/start", {"name": name}))


def comment(request: UUID, text: str) -> None:
    """Say something to everybody named in it."""
    from assay.cli.client import connect

    with connect() as server:
        said = server.post(f"/requests/{request}/comments", {"text": text})
    output.show(said, f"{said['by']}: {said['text']}")


def attach(request: UUID, file: Path, *, note: Annotated[str, typer.Option(help="What it is.")] = "") -> None:
    """Put a file beside it."""
    from assay.cli.client import connect

    if not file.is_file():
        raise unusable(f"There is no file {file}.")
    with connect() as server:
        made = server.upload(f"/requests/{request}/attachments", file, note=note)
    output.show(made, f"{made['name']}, {made['n_bytes']:,} bytes")


def levels(
    *,
    state: Annotated[str | None, typer.Option(help="Set this one.")] = None,
    hours: Annotated[int | None, typer.Option(help="Hours of working time; without it: no clock.")] = None,
) -> None:
    """How long a request may last in each state; with --state set one."""
    from assay.cli.client import connect

    with connect() as server:
        if state:
            server.put(f"/service-levels/{state}", {"hours": hours})
        found = server.get("/service-levels")["levels"]
    output.table({"levels": found}, LEVELS, found)


def _read(document: Path) -> dict[str, Any]:
    import msgspec

    try:
        found = msgspec.json.decode(document.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise unusable(f"{document} is no JSON document that can be read ({error}).") from error
    if not isinstance(found, dict):
        raise unusable(f"{document} holds no JSON object.")
    return found


def _row(found: dict[str, Any]) -> dict[str, Any]:
    clock = found["clock"] or {"due_at": None, "is_overdue": False, "is_paused": False}
    due = "paused" if clock["is_paused"] else clock["due_at"] or ""
    return {**found, "due": f"{due} overdue" if clock["is_overdue"] else due}


def _tell(found: dict[str, Any]) -> None:
    lines = [f"{found['title'] or 'Untitled'}: {found['state']}"]
    lines += [f"  {found['state_reason']}"] if found["state_reason"] else []
    lines += [f"  missing: {each['text']}" for each in found["missing"]] if found["state"] == "draft" else []
    lines += [f"  {each['market']}: {each['n_items']:,} items" for each in found["volumes"]]
    lines += [f"  due {_row(found)['due']}"] if found["clock"] else []
    lines += [f"  project {found['project']}"] if found["project"] else []
    lines += [f"  you may take it to: {', '.join(found['next'])}"] if found["next"] else []
    output.show(found, "\n".join([*lines, f"  {found['uid']}"]))


def _own(request: dict[str, Any]) -> dict[str, Any]:
    accuracy = request["accuracy"]
    waits = [request["waits_for_you"]] if request["waits_for_you"] else []
    waits += [f"{request['n_deliveries_awaited']} to answer"] if request["n_deliveries_awaited"] else []
    waits += [f"{request['n_changes_proposed']} to decide"] if request["n_changes_proposed"] else []
    return request | {
        "next": request["answer_by"] or request["deadline_on"],
        "labeled": f"{request['n_done']:,} of {request['n_tasks']:,}",
        "deliveries": request["n_deliveries"],
        "accuracy": f"{accuracy['value']:.3f} (n = {accuracy['n']:,})" if accuracy else "not measured",
        "waits_for_you": ", ".join(waits),
    }
