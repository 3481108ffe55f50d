"""Budgets on the command line."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of, text_of

Amount = Annotated[str, typer.Argument(help="Such as 5000.")]
Why = Annotated[str, typer.Option(help="Why; whoever waits for it will ask.")]


def register(app: typer.Typer) -> None:
    budgets = group("Budgets: what may be spent, what is used of it, and what it comes to.")
    command(budgets, "list")(listed)
    command(budgets, "set")(set_one)
    command(budgets, "change")(change)
    command(budgets, "end")(end)
    app.add_typer(budgets, name="budgets")


def listed() -> None:
    """The first 200 budgets in your sight."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/budgets", limit=finding.AT_ONCE)
    columns = ("name", "amount", "used", "percent", "at completion", "currency", "state", "uid")
    output.table(found, columns, [_row(each) for each in found["items"]])


def set_one(
    name: Annotated[str, typer.Argument(help="What the budget is called.")],
    amount: Amount,
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    *,
    reason: Why,
    project: Annotated[str, typer.Option("--project", "-p", help="Of a project; without: of all.")] = "",
    request: Annotated[UUID | None, typer.Option(help="Of a request: its project and its pilot.")] = None,
    market: Annotated[str, typer.Option(help="Such as BR-pt; without: all.")] = "",
    starts_on: Annotated[str | None, typer.Option("--from", help="For work from this day on.")] = None,
    ends_on: Annotated[str | None, typer.Option("--until", help="And until this one.")] = None,
    warn: Annotated[list[int] | None, typer.Option(help="Percent; may be repeated: 80 and 95.")] = None,
    stop: Annotated[bool, typer.Option(help="Give out no new task once it is used up.")] = True,
) -> None:
    """Set a budget; its limit holds from now on."""
    from assay.cli.client import connect

    with connect() as server:
        asked = {
            "name": name,
            "micro": _micro(amount),
            "currency": currency,
            "reason": reason,
            "project": finding.project(server, project)["uid"] if project else None,
            "request": str(request) if request else None,
            "market": market,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "warn_at": warn or [80, 95],
            "stops_work": stop,
        }
        found = server.post("/budgets", asked)
    output.show(found, f"{found['name']}: {text_of(found['amount_micro'])} {currency}, {found['uid']}.")


def change(budget: UUID, amount: Amount, *, reason: Why) -> None:
    """Another amount; work that it had stopped goes on where it is enough."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/budgets/{budget}/amount", {"micro": _micro(amount), "reason": reason})
    output.show(found, f"{found['name']}: {text_of(found['amount_micro'])} {found['currency']}.")


def end(budget: UUID) -> None:
    """It limits and warns no more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/budgets/{budget}/end", {})
    output.show(found, f"{found['name']} was ended.")


def _row(each: dict[str, Any]) -> dict[str, Any]:
    used = each["accrued_micro"] + each["under_way_micro"]
    ahead = each["ahead"]
    return {
        **each,
        "amount": text_of(each["amount_micro"]),
        "used": text_of(used),
        "percent": f"{100 * used / each['amount_micro']:.0f} %",
        "at completion": text_of(ahead["micro"]) if ahead else "not enough done yet",
        "state": "stops work" if each["stopped_at"] else "",
    }


def _micro(text: str) -> int:
    found = micro_of(text)
    if found is None:
        raise unusable(f"{text} is no amount: write 5000.")
    return found
