"""What labels did for models, on the command line."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

COLUMNS = ("model", "name", "market", "n_labels", "change", "next_thousand", "break_even", "state", "uid")
QUALITY = ("month_on", "currency", "kind", "micro", "share", "is_whole")
OfMetric = Annotated[UUID, typer.Argument(help="The metric; see assay return list.")]
OfResult = Annotated[UUID, typer.Argument(help="The result; see assay return show.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When it was measured; else today.")]


class Part(StrEnum):
    BEFORE = "before"
    SIZE = "size"
    AFTER = "after"


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


def register(app: typer.Typer) -> None:
    returned = group("Return: what labels did for a model, what they cost, and where the next stops to pay.")
    command(returned, "list")(list_metrics)
    command(returned, "show")(show)
    command(returned, "metric")(metric)
    command(returned, "record")(record)
    command(returned, "correct")(correct)
    command(returned, "withdraw")(withdraw)
    command(returned, "worth")(worth)
    command(returned, "quality-cost")(quality_cost)
    app.add_typer(returned, name="return")


def list_metrics(*, project: InProject) -> None:
    """Every metric of every model, with its change, the gain of 1,000 labels more, and the break-even."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/returns")
    output.table(found, COLUMNS, [_row(each) for each in found["metrics"]])


def show(
    metric: OfMetric,
    *,
    target: Annotated[float | None, typer.Option(help="How many labels would it take to get there?")] = None,
) -> None:
    """One metric: its results, its curve, and what else the money could buy."""
    from assay.cli.client import connect

    asked = {} if target is None else {"target": target}
    with connect() as server:
        found = server.get(f"/model-metrics/{metric}", **asked)
        results = list(server.pages(f"/model-metrics/{metric}/results", limit=finding.AT_ONCE))
    lines = [f"{found['model']}, {found['name']}: {found['state']}"]
    lines += [f"Price of an accepted label: {_price(found['price'])}"]
    lines += [f"Next 1,000 labels: {_figure(found['next_thousand'])}"]
    lines += [f"Break-even: {_figure(found['break_even'])} labels"]
    if target is not None:
        lines.append(f"Labels for {target:g}: {_figure(found['labels_for_target'])}")
    for each in results:
        counts = "" if each["is_current"] else " (no longer counts)"
        lines.append(
            f"{each['n_labels']:,} labels: {each['value']:g} ({each['low']:g} to {each['high']:g}), "
            f"recorded by {each['recorded_by']}{counts} {each['uid']}"
        )
    for each in found["alternatives"]:
        cost = f", at {_figure(each['cost'])} a point" if each["cost"] else ""
        lines.append(f"{each['course']} {each['name']}: {_figure(each['gain'])}{cost}")
    output.show({**found, "results": results}, "\n".join(lines))


def metric(
    model: Annotated[str, typer.Argument(help="Which model.")],
    name: Annotated[str, typer.Argument(help="Which metric of it, such as nDCG@10.")],
    *,
    project: InProject,
    direction: Annotated[Direction, typer.Option(help="Which way is better.")] = Direction.HIGHER,
    unit: Annotated[str, typer.Option(help="Its unit; without one it is a share from 0 to 1.")] = "",
    market: Annotated[str, typer.Option(help="Code of the market; else all together.")] = "",
) -> None:
    """Keep a metric of a model."""
    from assay.cli.client import connect

    asked = {"model": model, "name": name, "direction": direction.value, "market": market}
    asked |= {"unit": "other" if unit else "share", "unit_name": unit}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/model-metrics", asked)
    output.show(made, f"{made['model']}, {made['name']} is kept: {made['uid']}")


def record(
    metric: OfMetric,
    release: Annotated[UUID, typer.Argument(help="The release whose labels were used.")],
    *,
    labels: Annotated[int, typer.Option(help="Labels that the model was trained on.")],
    value: Annotated[float, typer.Option(help="What was measured; a share from 0 to 1.")],
    n: Annotated[int | None, typer.Option(help="Of a share: examples it was measured on.")] = None,
    low: Annotated[float | None, typer.Option(help="Of the 95 % interval.")] = None,
    high: Annotated[float | None, typer.Option(help="Of the 95 % interval.")] = None,
    part: Annotated[Part, typer.Option(help="Before or after, or at one of several sizes.")] = Part.SIZE,
    on: Day = None,
    note: Annotated[str, typer.Option(help="How it was measured.")] = "",
) -> None:
    """Record what a model measured; it counts as your claim."""
    from assay.cli.client import connect

    asked = _measured(labels, value, n, (low, high), part=part, on=on, note=note)
    with connect() as server:
        made = server.post(f"/model-metrics/{metric}/results", asked | {"release": str(release)})
    output.show(made, f"Recorded: {made['value']:g} with {made['n_labels']:,} labels, {made['uid']}")


def correct(
    result: OfResult,
    *,
    reason: Annotated[str, typer.Option(help="What was wrong.")],
    labels: Annotated[int, typer.Option(help="Labels that the model was trained on.")],
    value: Annotated[float, typer.Option(help="What was measured; a share from 0 to 1.")],
    n: Annotated[int | None, typer.Option(help="Of a share: examples it was measured on.")] = None,
    low: Annotated[float | None, typer.Option(help="Of the 95 % interval.")] = None,
    high: Annotated[float | None, typer.Option(help="Of the 95 % interval.")] = None,
    part: Annotated[Part, typer.Option(help="Before or after, or at one of several sizes.")] = Part.SIZE,
    on: Day = None,
    note: Annotated[str, typer.Option(help="How it was measured.")] = "",
) -> None:
    """Put another result in the place of a wrong one, which stays readable."""
    from assay.cli.client import connect

    asked = _measured(labels, value, n, (low, high), part=part, on=on, note=note)
    with connect() as server:
        made = server.post(f"/model-results/{result}/correct", asked | {"reason": reason})
    output.show(made, f"Corrected: {made['value']:g} with {made['n_labels']:,} labels, {made['uid']}")


def withdraw(result: OfResult, *, reason: Annotated[str, typer.Option(help="What was wrong.")]) -> None:
    """A result counts no more; it stays readable."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/model-results/{result}/withdraw", {"reason": reason})
    output.show(made, "Withdrawn.")


def worth(
    metric: OfMetric,
    amount: Annotated[str, typer.Argument(help="What a point is worth, such as 20000.")],
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    *,
    reason: Annotated[str, typer.Option(help="Where the figure comes from.")],
) -> None:
    """Say what a point of the metric is worth: of a share a percentage point, else one unit."""
    from assay.cli.client import connect
    from assay.kit.money import micro_of

    micro = micro_of(amount)
    if micro is None:
        raise unusable(f"{amount} is no amount.")
    asked = {"micro": micro, "currency": currency, "reason": reason}
    with connect() as server:
        made = server.post(f"/model-metrics/{metric}/worth", asked)
    output.show(made, f"A point is worth {amount} {made['currency']}.")


def quality_cost(
    *,
    project: InProject,
    month: Annotated[str | None, typer.Option(help="Reckon this month first, such as 2026-03.")] = None,
) -> None:
    """What quality has cost, month by month: prevention, appraisal, internal and external failure."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        where = f"/projects/{finding.project(server, project)['uid']}/quality-cost"
        if month is not None:
            finished(server, server.post(where, {"month": month}), "Reckoning")
        found = server.get(where)
    rows = [
        {**share, "month_on": each["month_on"], "currency": one["currency"]}
        for each in found["months"]
        for one in each["currencies"]
        for share in one["shares"]
    ]
    output.table(found, QUALITY, rows)


def _measured(
    labels: int,
    value: float,
    n: int | None,
    ends: tuple[float | None, float | None],
    *,
    part: Part,
    on: datetime | None,
    note: str,
) -> dict[str, Any]:
    day = (on or datetime.now(UTC)).date().isoformat()
    asked = {"n_labels": labels, "value": value, "part": part.value, "measured_on": day, "note": note}
    return asked | {"n": n, "low": ends[0], "high": ends[1]}


def _row(each: dict[str, Any]) -> dict[str, Any]:
    figures = {name: _figure(each[name]) for name in ("change", "next_thousand", "break_even")}
    return {**each, **figures}


def _figure(found: dict[str, Any]) -> str:
    if found["value"] is None:
        return f"not measured ({found['why_not']})"
    low, high = ("open" if end is None else f"{end:.6g}" for end in (found["low"], found["high"]))
    return f"{found['value']:.6g} ({low} to {high})"


def _price(found: dict[str, Any]) -> str:
    if found["each"] is None:
        return f"not measured ({found['why_not']})"
    return f"{found['each']:.6g} {found['currency']} ({found['n_labels']:,} labels)"
