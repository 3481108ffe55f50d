"""The portfolio: every request and project in sight, how each is, and the load of markets."""

from typing import Annotated, Any  # What the server says is JSON.

import typer

from assay.cli.app import command, group
from assay.cli.output import output

COLUMNS = (
    *("name", "phase", "owner", "next_on", "on_time", "on_quality", "on_budget", "risk"),
    *("plan_attainment", "n_milestones_overdue", "n_risks_fired"),
)
LOAD = ("market", "needed", "hours_worked", "people_needed", "n_people", "load")
Segment = Annotated[str | None, typer.Option(help="Only of this segment, such as search_ranking.")]
Market = Annotated[str | None, typer.Option(help="Only what serves this market, such as de-DE.")]


def register(app: typer.Typer) -> None:
    portfolio = group("Portfolio: every request and project in sight on one board.")
    command(portfolio, "list")(list_portfolio)
    command(portfolio, "load")(load)
    app.add_typer(portfolio, name="portfolio")


def list_portfolio(
    *,
    segment: Segment = None,
    market: Market = None,
    phase: Annotated[
        str | None, typer.Option(help="asked, decided, set_up, at_work, paused or over.")
    ] = None,
    health: Annotated[str | None, typer.Option(help="troubled, watched or calm.")] = None,
    sort: Annotated[str, typer.Option(help="name, health, next, attainment or owner.")] = "name",
) -> None:
    """Where each stands, what is due next, and its health: on time, on quality, on budget, risk."""
    from assay.cli.client import connect

    with connect() as server:
        query = {"segment": segment, "market": market, "phase": phase, "health": health, "sort": sort}
        found = server.get("/portfolio", **query)
    output.table(found, COLUMNS, found["entries"])


def load(*, segment: Segment = None, market: Market = None) -> None:
    """Per market, the fullest of four weeks against what was worked a week and the people there are."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/portfolio/load", segment=segment, market=market)
    output.table(found, LOAD, [_row(each) for each in found["markets"]])


def _row(market: dict[str, Any]) -> dict[str, Any]:
    needed = max(market["hours_needed"], default=0.0)
    return market | {"needed": needed, "people_needed": max(market["people_needed"], default=0)}
