"""Standing of a project's people: rules from a file, what they would have done, switched on and off; steps."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

CASES = ("uid", "pseudonym", "state", "outcome", "n_tasks", "opened_at")
COLUMNS = ("uid", "pseudonym", "step", "rule", "taken_at", "until", "state")


def register(app: typer.Typer) -> None:
    standing = group("Standing: who is warned, reads again, is on probation or paused, and by which rules.")
    command(standing, "steps")(steps)
    command(standing, "rules")(rules)
    command(standing, "switch-on")(switch_on)
    command(standing, "switch-off")(switch_off)
    command(standing, "lift")(lift)
    command(standing, "cases")(cases)
    command(standing, "decide")(decide)
    app.add_typer(standing, name="standing")


def steps(
    *,
    project: InProject,
    ended: Annotated[bool, typer.Option("--ended", help="Those that have ended.")] = False,
) -> None:
    """The steps in force, of the people in your sight."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        address = f"/projects/{uid}/standing-steps"
        found = list(server.pages(address, limit=finding.AT_ONCE, ended=str(ended).lower()))
    output.table({"steps": found}, COLUMNS, found)


def cases(
    *,
    project: InProject,
    decided: Annotated[bool, typer.Option("--decided", help="Those that were decided.")] = False,
) -> None:
    """Cases of integrity, of the people in your sight."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        address = f"/projects/{uid}/integrity-cases"
        found = list(server.pages(address, limit=finding.AT_ONCE, decided=str(decided).lower()))
    output.table({"cases": found}, CASES, found)


def decide(
    case: UUID,
    *,
    outcome: Annotated[str, typer.Option(help="nothing, warned, paused or off_boarded.")],
    why: Annotated[str, typer.Option(help="The person reads it.")],
    days: Annotated[int, typer.Option(min=0, max=365, help="Of a pause.")] = 0,
    way_back: Annotated[str, typer.Option(help="Of a pause; how to object when off-boarded.")] = "",
) -> None:
    """Decide a case of integrity; whom it warns or stops is told why, and can appeal."""
    from assay.cli.client import connect

    asked = {"outcome": outcome, "decision": why, "days": days, "way_back": way_back}
    with connect() as server:
        found = server.post(f"/integrity-cases/{case}/decision", asked)
    output.show(found, f"Decided: {found['outcome']}.")


def rules(
    file: Path, *, project: InProject, note: Annotated[str, typer.Option(help="What is new.")] = ""
) -> None:
    """Make a version of the rules from a JSON list, and see what it would have done in the past month."""
    import msgspec

    from assay.cli.client import connect
    from assay.cli.waiting import finished

    try:
        given = msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.MsgspecError) as error:
        raise unusable(f"{file} cannot be read as JSON: {error}") from error
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/standing-rules", {"rules": given, "note": note})
        finished(server, server.post(f"/standing-rules/{made['uid']}/simulate"), "Looking at the past month")
        found = server.get(f"/standing-rules/{made['uid']}")
    simulation = found["simulation"]
    said = (
        f"Version {found['number']}, {found['uid']}: {simulation['n_hit']} of {simulation['n_people']} people "
        f"would have had a step, {len(simulation['hits'])} steps in all. Nothing is in force yet."
    )
    hits = [
        f"{hit['at'][:10]}  {hit['step']:<10} {hit['rule']}  {hit['contributor']}"
        for hit in simulation["hits"]
    ]
    output.show(found, "\n".join([said, *hits]))


def switch_on(version: UUID) -> None:
    """From now on these rules act."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/standing-rules/{version}/switch-on")
    output.show(found, f"Version {found['number']} is in force.")


def switch_off(version: UUID) -> None:
    """Nothing happens by itself any more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/standing-rules/{version}/switch-off")
    output.show(found, f"Version {found['number']} is off; steps in force go on to their end or way back.")


def lift(step: UUID, *, reason: Annotated[str, typer.Option(help="Why; the person reads it.")]) -> None:
    """End a step before its time."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/standing-steps/{step}/lift", {"reason": reason})
    output.show(found, f"{found['pseudonym']} is free of it.")
