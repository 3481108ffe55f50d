"""Time: shifts and paid hours of the people of a site, and one's own."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # What the server says is JSON.
from zoneinfo import ZoneInfo

import typer

from assay.cli.app import command, group
from assay.cli.outcome import ExitCode, Failed, unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.client import Server

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHARES = ("utilization", "occupancy", "shrinkage", "adherence")
TARGETS = ("utilization", "occupancy", "adherence")
FIGURES = ("name", "qa", "paid_hours", *SHARES)
DAYS = ("day_on", "shift", "paid_hours", "approved", "stretches")
NEEDED = {"contributor", "day", "start", "end"}
AtSite = Annotated[str, typer.Option("--site", "-s", help="The site: its name or its identifier.")]
First = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; else this Monday.")
]
NDays = Annotated[int, typer.Option("--days", min=1, max=31, help="How many days.")]


def register(app: typer.Typer) -> None:
    time = group("Time: shifts and paid hours of the people of a site, and your own.")
    command(time, "mine")(mine)
    command(time, "hours")(hours)
    command(time, "set-hours")(set_hours)
    command(time, "away")(away)
    command(time, "site")(site)
    command(time, "plan")(plan)
    command(time, "approve")(approve)
    command(time, "targets")(targets)
    app.add_typer(time, name="time")


def mine(*, first: First = None, days: NDays = 7) -> None:
    """Your own days: shifts, paid hours, and what they were."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/time", first=_day(first), n_days=days)
    output.table(
        found, DAYS, [_day_row(each) for each in found["days"] if each["stretches"] or each["shifts"]]
    )


def hours() -> None:
    """When you offer to work, and the hours that you are assigned."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/hours")
    usual = dict(zip(WEEKDAYS, found["usual"] or [0] * 7, strict=True))
    said = [f"{day}: {minutes / 60:g} h" for day, minutes in usual.items() if minutes]
    said += [f"{each['day_on']}: {each['minutes'] / 60:g} h" for each in found["other"]]
    said += [
        f"week of {week['week_on']}: {part['name']} {part['market']}, {part['hours']:g} h assigned"
        for week in found["assigned"]
        for part in week["parts"]
    ]
    output.show(found, "\n".join(said) or "You have not said anything yet.")


def set_hours(
    hours: Annotated[
        list[float], typer.Argument(help="Seven numbers, from Monday to Sunday: 4 4 4 4 4 0 0.")
    ],
) -> None:
    """Say when you offer to work in a usual week."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.put("/me/hours", {"minutes": [round(each * 60) for each in hours]})
    output.show(found, f"{sum(found['usual']) / 60:g} hours in a usual week.")


def away(
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"], help="The last day.")] = None,
    *,
    hours: Annotated[float, typer.Option(help="Of each day; without: you are away.")] = 0.0,
) -> None:
    """Say that you are away, or there for other hours than usual."""
    from assay.cli.client import connect

    asked = {"first": _day(first), "last": _day(last or first), "minutes": round(hours * 60)}
    with connect() as server:
        found = server.put("/me/hours/days", asked)
    output.show(found, f"Noted: {asked['first']} to {asked['last']}.")


def site(*, site: AtSite, first: First = None, days: NDays = 7) -> None:
    """Everybody of a site: paid hours, utilization, occupancy, shrinkage, adherence."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/time/sites/{_site(server, site)['uid']}", first=_day(first), n_days=days)
    rows = [_figures(each["pseudonym"], each) for each in found["people"]]
    output.table(found, FIGURES, [*rows, _figures("together", found)])


def plan(
    file: Annotated[Path, typer.Argument(help="CSV: contributor (pseudonym), day, start, end (09:00).")],
    *,
    site: AtSite,
) -> None:
    """Plan shifts from a file, in the site's time zone: all of them or none."""
    from assay.cli.client import connect

    rows = _rows(file)
    with connect() as server:
        place = _site(server, site)
        found = server.get(f"/time/sites/{place['uid']}", first=_day(None), n_days=1)["people"]
        people = {each["pseudonym"]: each["contributor"] for each in found}
        asked = [_asked(nth, row, people, place["time_zone"]) for nth, row in enumerate(rows, 2)]
        made = server.post("/shifts", {"shifts": asked})
    output.show(made, f"{len(made['shifts']):,} shifts are planned.")


def approve(*, site: AtSite, first: First = None, days: NDays = 7) -> None:
    """Approve every day that is over of everybody of a site: what is paid by the hour."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/time/sites/{_site(server, site)['uid']}", first=_day(first), n_days=days)
        people = [each["contributor"] for each in found["people"]]
        made = server.post("/time/approve", {"people": people, "first": _day(first), "n_days": days})
    output.show(made, f"{len(made['sheets']):,} days are approved.")


def _site(server: "Server", named: str) -> dict[str, Any]:
    found = [each for each in server.get("/time/sites")["sites"] if named in {each["name"], each["uid"]}]
    if not found:
        raise Failed(
            f"There is no site named {named} in your scope.",
            exit_code=ExitCode.NOT_FOUND,
            code="cli.unknown_site",
        )
    if len(found) > 1:
        raise unusable(f"{len(found)} sites are named {named}: give one's identifier.")
    return dict(found[0])


def _day(first: datetime | None) -> str:
    today = date.today()  # noqa: DTZ011 — the day where the command is typed.
    monday = today - timedelta(days=today.weekday())
    return (first.date() if first else monday).isoformat()


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unusable(f"{file} cannot be read as CSV: {error}") from error
    if not rows or not set(rows[0]) >= NEEDED:
        raise unusable(f"{file} needs rows with the columns contributor, day, start, end.")
    return rows


def _asked(line: int, row: dict[str, str], people: dict[str, str], zone: str) -> dict[str, str]:
    try:
        starts_at = datetime.fromisoformat(f"{row['day']}T{row['start']}").replace(tzinfo=ZoneInfo(zone))
        ends_at = datetime.fromisoformat(f"{row['day']}T{row['end']}").replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise unusable(f"Line {line}: {error}.") from error
    if row["contributor"] not in people:
        raise unusable(f"Line {line}: nobody of this site is called {row['contributor']}.")
    if ends_at <= starts_at:
        ends_at += timedelta(days=1)
    return {
        "contributor": people[row["contributor"]],
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
    }


def _figures(name: str, found: dict[str, Any]) -> dict[str, Any]:
    figures = found["figures"]
    shares = {share: _percent(figures[share]) for share in SHARES}
    qa = "yes" if found.get("is_qa") else ""
    return {"name": name, "qa": qa, "paid_hours": f"{figures['paid_hours']:.1f}", **shares}


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f} %"


def _day_row(day: dict[str, Any]) -> dict[str, Any]:
    return {
        "day_on": day["day_on"],
        "shift": ", ".join(f"{each['starts_at'][11:16]}-{each['ends_at'][11:16]}" for each in day["shifts"]),
        "paid_hours": f"{day['figures']['paid_hours']:.1f}",
        "approved": "yes" if day["sheet"] else "",
        "stretches": len(day["stretches"]),
    }


def targets(
    *,
    agents: Annotated[
        tuple[float, float, float] | None,
        typer.Option(help="Utilization, occupancy and adherence, in percent."),
    ] = None,
    qas: Annotated[tuple[float, float, float] | None, typer.Option(help="The same of QAs.")] = None,
    reason: Annotated[str, typer.Option(help="Why they change.")] = "",
) -> None:
    """What agents and QAs are to reach of their time; with new figures, publishes the next version."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/time/targets")
        if agents or qas:
            said = {"agents": agents, "qas": qas}
            new = {
                group: dict(zip(TARGETS, (each / 100 for each in shares), strict=True))
                for group, shares in said.items()
                if shares
            }
            body = {"targets": {**found["targets"], **new}, "reason": reason}
            found = server.post("/time/targets", body)
    rows = [{"group": group, **each} for group, each in found["targets"].items()]
    output.table(found, ("group", *TARGETS), rows)
