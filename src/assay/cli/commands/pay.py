"""Rates and earnings on the command line."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of, text_of

if TYPE_CHECKING:
    from assay.cli.client import Server

OfProject = Annotated[str, typer.Option("--project", "-p", help="Of a project; without: the organisation's.")]
CONDITIONS = ("market", "language", "skill", "severity")


def register(app: typer.Typer) -> None:
    rates = group("Rates: what work pays, what an hour comes to, and the floors of markets.")
    command(rates, "show")(show)
    command(rates, "publish")(publish)
    command(rates, "floors")(floors)
    command(rates, "set-floor")(set_floor)
    app.add_typer(rates, name="rates")
    earnings = group("Earnings: what your own work has earned.")
    command(earnings, "mine")(mine)
    app.add_typer(earnings, name="earnings")


def show(
    *,
    project: OfProject = "",
    seconds: Annotated[float | None, typer.Option(help="Reckon with so many active seconds.")] = None,
) -> None:
    """The card in force, and what an hour comes to in each market."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"{_where(server, project)}/rates", seconds=seconds if project else None)
    card = found["card"]
    if card is None:
        output.show(found, "No card is in force: nothing is earned by the answer.")
        return
    rows = [_row(each, card["currency"]) for each in found["hours"]]
    output.table(found, ("market", *CONDITIONS[1:], "pays", "unit", "hour", "floor", "below"), rows)


def publish(
    amount: Annotated[str, typer.Argument(help="What it pays, such as 0.05.")],
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; whoever is paid by it will ask.")],
    line: Annotated[
        list[str] | None,
        typer.Option(help="More specific: 0.07:market=BR-pt,severity=3 or 9:unit=hour. May be repeated."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--from", help="The day from which it holds (UTC); today.")
    ] = None,
    unit: Annotated[str, typer.Option(help="What AMOUNT is for: judgment, task or hour.")] = "judgment",
    idle: Annotated[bool, typer.Option(help="Whether approved hours without tasks are paid.")] = True,
    project: OfProject = "",
) -> None:
    """Publish the next card; what was answered before keeps what it was promised."""
    from assay.cli.client import connect

    asked = {
        "lines": [{"micro": _micro(amount), "unit": unit}, *(_line(each) for each in line or ())],
        "currency": currency,
        "effective_on": on or datetime.now(UTC).date().isoformat(),
        "reason": reason,
        "pays_idle": idle,
    }
    with connect() as server:
        found = server.post(f"{_where(server, project)}/rate-cards", asked)
    output.show(found, f"Card {found['number']} holds from {found['effective_on']}.")


def floors() -> None:
    """What an hour must come to at least, by market."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/pay-floors")
    rows = [{**each, "hour": text_of(each["hourly_micro"])} for each in found["floors"]]
    output.table(found, ("market", "hour", "currency", "source"), rows)


def set_floor(
    market: Annotated[str, typer.Argument(help="Such as BR-pt.")],
    amount: Annotated[str, typer.Argument(help="An hour at least, such as 5.")],
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    *,
    source: Annotated[str, typer.Option(help="Where the figure comes from.")],
) -> None:
    """Set what an hour must come to in a market."""
    from assay.cli.client import connect

    asked = {"market": market, "hourly_micro": _micro(amount), "currency": currency, "source": source}
    with connect() as server:
        found = server.post("/pay-floors", asked)
    output.show(found, f"An hour in {market} must come to {amount} {currency} at least.")


def mine() -> None:
    """Your own earnings of half a year, by project and week."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/earnings")
    for each in found["totals"]:
        output.say(
            f"{each['currency']}: {text_of(each['available_micro'])} available, "
            f"{text_of(each['pending_micro'])} pending"
        )
    rows = [
        {**each, "earned": text_of(each["earned_micro"]), "hours": f"{each['seconds'] / 3600:.1f}"}
        for each in found["weeks"]
    ]
    output.table(found, ("week_on", "name", "n", "hours", "earned", "currency"), rows)


def _where(server: "Server", project: str) -> str:
    return f"/projects/{finding.project(server, project)['uid']}" if project else ""


def _row(each: dict[str, Any], currency: str) -> dict[str, Any]:
    line = each["line"]
    hour, floor = each["hourly_micro"], each["floor_micro"]
    return {
        **line,
        "market": each["market"] or "any",
        "pays": f"{text_of(line['micro'])} {currency}",
        "hour": text_of(hour) if hour is not None else "not measured",
        "floor": f"{text_of(floor)} {each['floor_currency']}" if floor is not None else "",
        "below": "below" if each["is_below"] else "",
    }


def _micro(text: str) -> int:
    found = micro_of(text)
    if found is None:
        raise unusable(f"{text} is no amount: write 0.05.")
    return found


def _line(text: str) -> dict[str, Any]:
    amount, _, conditions = text.partition(":")
    line: dict[str, Any] = {"micro": _micro(amount)}
    for each in filter(None, conditions.split(",")):
        name, _, value = each.partition("=")
        if name not in (*CONDITIONS, "unit") or not value or (name == "severity" and not value.isdigit()):
            raise unusable(
                f"{each} is no condition: market, language, skill, severity or unit, as market=BR-pt."
            )
        line[name] = int(value) if name == "severity" else value
    return line
