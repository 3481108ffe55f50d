"""Extra pay on the command line: what waits, deciding it, and the rules of bonuses."""

from collections.abc import Mapping
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of, text_of

COLUMNS = ("starts_on", "project_name", "kind", "amount", "state", "uid")

Project = Annotated[str, typer.Argument(help="Its name, or its identifier.")]


def register(app: typer.Typer) -> None:
    extras = group("Extra pay: top-ups to the minimum of an hour and bonuses, each approved by a person.")
    for name, what in (
        ("list", listed),
        ("approve", approve),
        ("decline", decline),
        ("rules", rules),
        ("set-rule", set_rule),
        ("end-rule", end_rule),
    ):
        command(extras, name)(what)
    app.add_typer(extras, name="extra-pay")


def listed(*, every: Annotated[bool, typer.Option("--all", help="Decided ones, too.")] = False) -> None:
    """What waits for approval."""
    from assay.cli.client import connect

    with connect() as server:
        state = {} if every else {"state": "proposed"}
        found = server.get("/ledger/extra-pay", limit=finding.AT_ONCE, **state)
    rows = [
        {**each, "amount": f"{text_of(each['amount_micro'])} {each['currency']}"} for each in found["items"]
    ]
    output.table(found, COLUMNS, rows)


def approve(extras: list[UUID], *, remark: Annotated[str, typer.Option(help="Kept beside it.")] = "") -> None:
    """Approve and post them, all or none."""
    _decide(extras, is_approved=True, ruling=remark)


def decline(extras: list[UUID], *, remark: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Decline them; nothing is posted."""
    _decide(extras, is_approved=False, ruling=remark)


def rules(project: Project) -> None:
    """The bonus rules of a project."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/bonuses")
    rows = [{**each, "cap": text_of(each["cap_micro"]), "gives": _gives(each)} for each in found["rules"]]
    output.table(
        found, ("name", "least_share", "least_n", "gives", "cap", "currency", "ended_at", "uid"), rows
    )


def set_rule(
    project: Project,
    name: str,
    *,
    share: Annotated[float, typer.Option(help="Right answers of those reviewed, such as 0.95.")],
    least: Annotated[int, typer.Option(help="Reviewed answers of the month, at least.")],
    cap: Annotated[str, typer.Option(help="The most for one person and month: 50:EUR.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    percent: Annotated[int | None, typer.Option(help="Of what the month has earned.")] = None,
    amount: Annotated[str | None, typer.Option(help="Or the same for everybody.")] = None,
) -> None:
    """Set a bonus rule; it holds from this month on."""
    from assay.cli.client import connect

    most, _, currency = cap.partition(":")
    asked = {"name": name, "least_share": share, "least_n": least, "percent": percent, "reason": reason}
    asked |= {"cap_micro": _micro(most), "currency": currency.upper()}
    asked |= {"fixed_micro": _micro(amount) if amount is not None else None}
    with connect() as server:
        found = server.post(f"/projects/{finding.project(server, project)['uid']}/bonuses", asked)
    output.show(found, f"{found['name']} is set.")


def end_rule(rule: UUID) -> None:
    """End a bonus rule; months that are over are kept to."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/bonuses/{rule}/end", {})
    output.show(found, f"{found['name']} is ended.")


def _gives(each: Mapping[str, Any]) -> str:
    return f"{each['percent']} %" if each["percent"] is not None else text_of(each["fixed_micro"])


def _micro(text: str) -> int:
    micro = micro_of(text)
    if micro is None:
        raise unusable(f"{text} is no amount: write 50 or 50.25.")
    return micro


def _decide(extras: list[UUID], *, is_approved: bool, ruling: str) -> None:
    from assay.cli.client import connect

    asked = {"extras": [str(each) for each in extras], "is_approved": is_approved, "ruling": ruling}
    with connect() as server:
        found = server.post("/ledger/extra-pay/decisions", asked)
    said = "approved and posted" if is_approved else "declined"
    output.show(found, f"{len(found['extras'])} {said}.")
