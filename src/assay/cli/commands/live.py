"""Live sessions: planned, attended, and whether the trained errors became rarer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("uid", "title", "state", "starts_at", "n_invited", "n_came", "n_marked")
PEOPLE = ("contributor", "pseudonym", "presence", "marked_at")
EFFECT = ("error", "who", "people", "before", "n_before", "since", "n_since", "change", "low", "high", "said")
OWN = ("title", "state", "starts_at", "place", "trainer", "presence")


def register(app: typer.Typer) -> None:
    live = group("Live sessions: who was there, and whether it helped.")
    command(live, "list")(list_sessions)
    command(live, "plan")(plan)
    command(live, "invite")(invite)
    command(live, "people")(people)
    command(live, "attend")(attend)
    command(live, "effect")(effect)
    command(live, "cancel")(cancel)
    command(live, "mine")(mine)
    app.add_typer(live, name="live")


def list_sessions(*, project: InProject) -> None:
    """Those with people in your sight, the latest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/live-sessions", limit=finding.AT_ONCE))
    output.table({"sessions": found}, COLUMNS, found)


def plan(
    title: str,
    starts: Annotated[datetime, typer.Argument(formats=["%Y-%m-%dT%H:%M"], help="In the time zone.")],
    *,
    project: InProject,
    zone: Annotated[str, typer.Option(help="Time zone, such as Europe/Lisbon.")],
    place: Annotated[str, typer.Option(help="A room, or the link of a call.")],
    minutes: Annotated[int, typer.Option(help="How long it takes.")] = 45,
    note: Annotated[str, typer.Option(help="Who is invited reads it.")] = "",
    language: Annotated[str, typer.Option(help="BCP 47, such as pt-BR.")] = "",
    error: Annotated[
        list[str] | None, typer.Option(help="A trained error type by its key; repeat it.")
    ] = None,
    quiz: Annotated[UUID | None, typer.Option(help="A published course with practice.")] = None,
    quiz_size: Annotated[int, typer.Option(help="Make a quiz of so many gold tasks.")] = 0,
) -> None:
    """Plan a session of which you are the trainer."""
    from assay.cli.client import connect

    asked = {
        "title": title,
        "starts_at": starts.replace(tzinfo=_zone(zone)).isoformat(),
        "minutes": minutes,
        "time_zone": zone,
        "place": place,
        "note": note,
        "language": language,
        "error_keys": error or [],
        "quiz": str(quiz) if quiz else None,
        "quiz_size": quiz_size,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/live-sessions", asked)
    output.show(made, f"{made['uid']}: invite people next.")


def invite(
    session: UUID,
    contributors: Annotated[list[UUID] | None, typer.Argument(help="People of the project.")] = None,
    *,
    site: Annotated[list[UUID] | None, typer.Option(help="A whole site; repeat it.")] = None,
    team: Annotated[list[UUID] | None, typer.Option(help="A whole team; repeat it.")] = None,
) -> None:
    """Invite people, sites and teams; who is new is told."""
    from assay.cli.client import connect

    given = {"contributors": contributors, "sites": site, "teams": team}
    asked = {name: [str(each) for each in uids or []] for name, uids in given.items()}
    with connect() as server:
        made = server.post(f"/live-sessions/{session}/people", asked)
    output.show(made, f"{made['n_new']} people are invited anew.")


def people(session: UUID) -> None:
    """Who is invited, and who was there."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/live-sessions/{session}/people", limit=finding.AT_ONCE))
    output.table({"people": found}, PEOPLE, found)


def attend(
    session: UUID,
    *,
    present: Annotated[list[UUID] | None, typer.Option(help="A contributor who came; repeat it.")] = None,
    late: Annotated[list[UUID] | None, typer.Option(help="Who came late; repeat it.")] = None,
    absent: Annotated[list[UUID] | None, typer.Option(help="Who did not come; repeat it.")] = None,
    rest: Annotated[str | None, typer.Option(help="Everybody else: present, late or absent.")] = None,
) -> None:
    """Note attendance; who was there is given the check quiz."""
    from assay.cli.client import connect

    given = {"present": present, "late": late, "absent": absent}
    marks = {str(uid): mark for mark, uids in given.items() for uid in uids or []}
    with connect() as server:
        made = server.put(f"/live-sessions/{session}/attendance", {"marks": marks, "rest": rest})
    output.show(made, f"{made['n_changed']} marks are new.")


def effect(session: UUID) -> None:
    """Judgments without the trained errors before and since, of who came and who did not."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/live-sessions/{session}/effect")
    rows = [
        {
            "error": each["error_key"] or "all",
            "who": who,
            "people": each[f"n_{who}"],
            **{name: each[who][name]["value"] for name in ("before", "since")},
            **{f"n_{name}": each[who][name]["n"] for name in ("before", "since")},
            **{name: each[who][name] for name in ("change", "low", "high", "said")},
        }
        for each in found["errors"]
        for who in ("came", "absent")
    ]
    output.table(found, EFFECT, rows)


def cancel(session: UUID, *, reason: Annotated[str, typer.Option(help="Who is invited reads it.")]) -> None:
    """It is not held."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/live-sessions/{session}/cancel", {"reason": reason})
    output.show(found, f"{found['title']} is cancelled.")


def mine() -> None:
    """The sessions you are invited to."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/live-sessions")
    output.table(found, OWN, found["sessions"])


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise typer.BadParameter(f"There is no time zone {name}.") from None
