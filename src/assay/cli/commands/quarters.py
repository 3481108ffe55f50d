"""Reviews of quarters on the command line."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("name", "owner", "cost", "n_accepted", "price", "tasks", "gain", "roi", "n_open", "is_signed")
OfQuarter = Annotated[str, typer.Argument(help="Such as 2026-Q3.")]
Due = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="With a day it is carried forward until it is done or dropped."),
]


class End(StrEnum):
    DONE = "done"
    DROPPED = "dropped"


def register(app: typer.Typer) -> None:
    quarters = group("Reviews of quarters: what a project cost, reached and decided.")
    command(quarters, "list")(overview)
    command(quarters, "show")(show)
    command(quarters, "decide")(decide)
    command(quarters, "end")(end)
    command(quarters, "sign")(sign)
    app.add_typer(quarters, name="quarter")


def overview(quarter: OfQuarter) -> None:
    """Every project in your sight, the dearest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/quarters/{quarter}")
    output.table(found, COLUMNS, [_row(each) for each in found["projects"]])


def show(quarter: OfQuarter, *, project: InProject) -> None:
    """One project's review: as it was signed, else as it stands."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/quarters/{quarter}")
    output.show(found, "\n".join(_lines(found)))


def decide(
    quarter: OfQuarter,
    what: Annotated[str, typer.Argument(help="What was decided.")],
    *,
    why: Annotated[str, typer.Option(help="What it rests on.")],
    project: InProject,
    owner: Annotated[UUID | None, typer.Option(help="Who sees to it; else you.")] = None,
    due: Due = None,
) -> None:
    """Write down what was decided in a review."""
    from assay.cli.client import connect

    asked = {"what": what, "why": why, "owner": str(owner) if owner else None}
    asked["due_on"] = due.date().isoformat() if due else None
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/quarters/{quarter}/decisions", asked)
    output.show(made, f"Decided: {made['decision']['uid']}")


def end(
    decision: Annotated[
        UUID, typer.Argument(help="The decision; see assay quarter show, or assay week show.")
    ],
    state: Annotated[End, typer.Argument(help="How it ends.")],
    *,
    outcome: Annotated[str, typer.Option(help="What came of it, or why it is dropped.")],
) -> None:
    """A decision is done, or dropped with a reason."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/decisions/{decision}/end", {"state": state.value, "outcome": outcome})
    output.show(made, f"It is {made['decision']['state']}.")


def sign(
    quarter: OfQuarter,
    *,
    project: InProject,
    summary: Annotated[str, typer.Option(help="What you have to say of the quarter.")] = "",
) -> None:
    """Sign a review: it stays as it is from then on."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/quarters/{quarter}/sign", {"summary": summary})
    output.show(made, f"Signed by {made['signed_by']}.")


def _row(each: dict[str, Any]) -> dict[str, Any]:
    figures = each["figures"]
    gains = ", ".join(_figure(gain["gained"]) for gain in figures["gains"])
    planned = "no plan" if figures["n_planned"] is None else figures["n_planned"]
    return {
        **each,
        "cost": _costs(figures),
        "n_accepted": figures["n_accepted"],
        "price": _price(figures["price"]),
        "tasks": f"{figures['n_done']}/{planned}",
        "gain": gains or "not measured",
        "roi": _roi(figures["roi"]),
    }


def _lines(found: dict[str, Any]) -> list[str]:
    facts = found["facts"]
    figures = facts["figures"]
    state = f"signed by {found['signed_by']}" if found["signed_at"] else "draft"
    lines = [f"{found['quarter']}: {state}", f"Booked: {_costs(figures) or 'nothing'}"]
    lines += [f"An accepted label: {_price(figures['price'])}", f"Return: {_roi(figures['roi'])}"]
    for each in facts["standards"]:
        lines.append(f"{each['metric']}: {_measured(each['measured'])}, before {_measured(each['before'])}")
    for gain in figures["gains"]:
        lines.append(f"{gain['model']}, {gain['name']}: {_figure(gain['gained'])}")
    for each in (*facts["carried"], *facts["decisions"]):
        due = f", due {each['due_on']}" if each["due_on"] else ""
        lines.append(f"{each['state']}: {each['what']} ({each['owner']}{due}) {each['uid']}")
    return lines


def _costs(figures: dict[str, Any]) -> str:
    sums: dict[str, int] = {}
    for each in figures["costs"]:
        sums[each["currency"]] = sums.get(each["currency"], 0) + each["micro"]
    return ", ".join(f"{micro / 1_000_000:,.2f} {currency}" for currency, micro in sums.items())


def _price(found: Any) -> str:  # Why there is none, or what it comes of.
    if isinstance(found, str):
        return f"not measured ({found})"
    return f"{found['spent_micro'] / 1_000_000 / found['n_labels']:.6g} {found['currency']}"


def _roi(found: Any) -> str:  # Why there is none, or the ratio.
    return f"not measured ({found})" if isinstance(found, str) else _figure(found["ratio"])


def _figure(found: Any) -> str:  # Why there is none, or its ends.
    if isinstance(found, str):
        return f"not measured ({found})"
    return f"{found['value']:.6g} ({found['low']:.6g} to {found['high']:.6g})"


def _measured(found: dict[str, Any] | None) -> str:
    return "not measured" if found is None else f"{found['value']:.6g} (n = {found['n']})"
