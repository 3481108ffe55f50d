"""Ramp-up: the curve that new joiners are held against, who is behind, and who goes along with whom."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

JOINERS = ("pseudonym", "week", "accuracy", "n_gold", "per_hour", "n_answers", "weekly_hours", "behind_in")
POINT = "WEEK:ACCURACY:PER_HOUR[:HOURS]"


def register(app: typer.Typer) -> None:
    ramp = group("Ramp-up of new joiners.")
    command(ramp, "show")(show)
    command(ramp, "set")(set_curve)
    command(ramp, "buddy")(buddy)
    command(ramp, "end-buddy")(end_buddy)
    app.add_typer(ramp, name="ramp")


def show(*, project: InProject) -> None:
    """Who began in the past twelve weeks, against the curve; who is behind first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/ramp")
    rows = [{**each, "behind_in": ", ".join(each["behind_in"])} for each in found["joiners"]]
    output.table(found, JOINERS, rows)


def set_curve(
    points: Annotated[
        list[str] | None, typer.Argument(help=f"{POINT}, such as 1:0.7:30 4:0.85:60:20.")
    ] = None,
    *,
    project: InProject,
) -> None:
    """Set the whole curve; without points nobody is called behind."""
    from assay.cli.client import connect

    asked = {"points": [_point(each) for each in points or []]}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.put(f"/projects/{uid}/ramp", asked)
    output.show(found, f"The curve has {len(found['curve'])} points.")


def buddy(
    joiner: Annotated[UUID, typer.Argument(help="The contributor who is new.")],
    companion: Annotated[UUID, typer.Argument(help="Of the same site, or of the crowd in a shared market.")],
    *,
    project: InProject,
) -> None:
    """Somebody goes along with a new joiner, in the place of who did before; both are told."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        server.put(f"/projects/{uid}/ramp/{joiner}/buddy", {"buddy": str(companion)})
    output.show({"joiner": str(joiner), "buddy": str(companion)}, "They go along together from now on.")


def end_buddy(
    joiner: Annotated[UUID, typer.Argument(help="The contributor who was new.")], *, project: InProject
) -> None:
    """Nobody goes along with them any more."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        server.delete(f"/projects/{uid}/ramp/{joiner}/buddy")
    output.show({"joiner": str(joiner), "buddy": None}, "Nobody goes along with them any more.")


def _point(text: str) -> dict[str, float | None]:
    parts = text.split(":")
    try:
        week, accuracy, per_hour, *more = int(parts[0]), *(float(each) for each in parts[1:])
    except ValueError:
        raise typer.BadParameter(POINT) from None
    return {"week": week, "accuracy": accuracy, "per_hour": per_hour, "hours": more[0] if more else None}
