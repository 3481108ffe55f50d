"""Calibration: sessions of a project, how near people answered to the benchmark, and how sites have come along."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

COLUMNS = ("uid", "title", "state", "due_at", "closed_at")
ITEMS = ("uid", "external_id", "pick", "benchmark", "ruling")
ALIGNED = ("of", "name", "share", "low", "high", "n", "n_items")
SERIES = ("closed_at", "title", "name", "share", "low", "high", "n", "n_items")


def register(app: typer.Typer) -> None:
    calibration = group("Calibration: the same items, answered blind by many, compared with one benchmark.")
    command(calibration, "list")(list_sessions)
    command(calibration, "create")(create)
    command(calibration, "add-items")(add_items)
    command(calibration, "invite")(invite)
    command(calibration, "items")(list_items)
    command(calibration, "move")(move)
    command(calibration, "rule")(rule)
    command(calibration, "alignment")(alignment)
    command(calibration, "series")(series)
    app.add_typer(calibration, name="calibration")


def list_sessions(*, project: InProject) -> None:
    """The project's sessions, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/calibration-sessions", limit=finding.AT_ONCE))
    output.table({"sessions": found}, COLUMNS, found)


def create(
    title: str,
    *,
    project: InProject,
    due: Annotated[str, typer.Option(help="Until when people answer, as 2026-12-01T18:00+01:00.")],
    note: Annotated[str, typer.Option(help="What people are told.")] = "",
) -> None:
    """Prepare a session; choose its items and people next."""
    from assay.cli.client import connect

    asked = {"title": title, "due_at": _moment(due), "note": note}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/calibration-sessions", asked)
    output.show(made, f"{made['title']} is being prepared: {made['uid']}")


def add_items(
    session: UUID,
    external_id: Annotated[list[str] | None, typer.Argument(help="Tasks by name.")] = None,
    *,
    pick: Annotated[str | None, typer.Option(help="uncertain (low agreement) or adjudicated.")] = None,
    n: Annotated[int, typer.Option(min=1, max=30, help="How many to pick.")] = 5,
) -> None:
    """Add tasks by name, or those most worth discussing."""
    from assay.cli.client import connect

    if not external_id and not pick:
        raise unusable("Name tasks, or say --pick uncertain.")
    asked = {"external_ids": external_id or [], "pick": pick, "n": n}
    with connect() as server:
        found = server.post(f"/calibration-sessions/{session}/items", asked)
        items = server.get(f"/calibration-sessions/{session}/items")["items"]
    output.show(found, f"{found['title']} has {len(items)} items.")


def invite(
    session: UUID, people: Annotated[list[UUID], typer.Argument(help="Contributors or reviewers.")]
) -> None:
    """Ask people to answer, before the session opens."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/calibration-sessions/{session}/people", {"people": [str(p) for p in people]})
    output.show(found, f"{len(people)} people are asked once {found['title']} opens.")


def list_items(session: UUID) -> None:
    """The items of a session, each with what is right once that was said."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/calibration-sessions/{session}/items")
    output.table(found, ITEMS, found["items"])


def rule(
    item: UUID,
    *,
    answer: Annotated[list[str], typer.Option(help="QUESTION=VALUE; once for every question.")],
    ruling: Annotated[str, typer.Option(help="Why; everybody who answered reads it.")],
) -> None:
    """Say what is right of one item, and why."""
    from assay.cli.client import connect
    from assay.cli.commands.gold import accepted

    benchmark = {question: values[-1] for question, values in accepted(answer).items()}
    with connect() as server:
        found = server.post(f"/calibration-items/{item}/ruling", {"benchmark": benchmark, "ruling": ruling})
    output.show(found, f"{found['external_id']}: the benchmark is set.")


def move(
    session: UUID,
    to: Annotated[str, typer.Argument(help="open, ruling (nobody answers any more), closed or cancelled.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is cancelled.")] = "",
) -> None:
    """Open a session, end its answers, close it, or cancel it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/calibration-sessions/{session}/move/{to}", {"reason": reason})
    output.show(found, f"{found['title']} is {found['state']}.")


def alignment(session: UUID) -> None:
    """How near people, sites and questions were, each with n and its 95 % interval."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/calibration-sessions/{session}/alignment")
    parts = [("all", [{**found["overall"], "name": ""}])]
    parts += [(name, found[f"{name}s"]) for name in ("site", "question")] + [("person", found["people"])]
    output.table(found, ALIGNED, [{"of": of, **_rounded(row)} for of, rows in parts for row in rows])


def series(*, project: InProject) -> None:
    """Alignment per site, session by session."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/calibration-series")
    rows = [
        {"closed_at": point["closed_at"], "title": point["title"], **_rounded(site)}
        for point in found["sessions"]
        for site in point["sites"]
    ]
    output.table(found, SERIES, rows)


def _rounded(row: dict[str, object]) -> dict[str, object]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise unusable(f"{text} is no moment: write it as 2026-12-01T18:00+01:00.") from error
    if found.tzinfo is None:
        raise unusable(f"{text} says no time zone: write it as 2026-12-01T18:00+01:00.")
    return found.isoformat()
