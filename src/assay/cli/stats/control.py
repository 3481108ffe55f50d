"""`assay stats control`: is a process as it was?"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Figure
    from assay.stats.control import Changes

MOST_SHOWN = 8


class ChartKind(StrEnum):
    P = "p"
    NP = "np"
    U = "u"
    C = "c"
    LANEY = "laney"
    EWMA = "ewma"
    CUSUM = "cusum"


def control(
    points: Annotated[
        Path, typer.Argument(help="CSV or Parquet: count,n a row; value for ewma and cusum; a name.")
    ],
    *,
    chart: Annotated[
        ChartKind, typer.Option(help="Shares: p, np, laney; defects: u, c; numbers: ewma, cusum.")
    ],
    rules: Annotated[str, typer.Option(help="Run rules, by comma; each costs false alarms.")] = "beyond_3",
    mean: Annotated[float | None, typer.Option(help="Of the process in control (ewma, cusum).")] = None,
    sigma: Annotated[float | None, typer.Option(help="Its standard deviation (ewma, cusum).")] = None,
    plot: Annotated[Path | None, typer.Option(help="Write the chart there, as SVG.")] = None,
) -> None:
    """A control chart of a series, what stands out, and since when the level is another one."""
    from assay.stats.truth.reading import Unusable

    try:
        names, series = read(points, chart)
        wanted = [each for each in rules.split(",") if each]
        result = charted(names, series, chart=chart, rules=wanted, of=(mean, sigma))
    except (Unusable, ValueError) as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:]}") from problem
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(result))
    output.show(result, sentence(result))


def read(path: Path, chart: ChartKind) -> tuple[list[str], dict[str, list[float]]]:
    """The points' names and their columns."""
    from assay.stats.columns import COUNT, NUMBER, TEXT, numbers, read_columns, texts

    if chart in {ChartKind.EWMA, ChartKind.CUSUM}:
        needed, optional = {"value": NUMBER}, {"name": TEXT}
    elif chart == ChartKind.C:
        needed, optional = {"count": COUNT}, {"name": TEXT}
    else:
        needed, optional = {"count": COUNT, "n": NUMBER if chart == ChartKind.U else COUNT}, {"name": TEXT}
    columns = read_columns(path, needed, optional)
    series = {name: numbers(columns, name) for name in needed}
    n = len(next(iter(series.values())))
    return texts(columns, "name") if "name" in columns else [str(nth) for nth in range(1, n + 1)], series


def charted(
    names: list[str],
    series: dict[str, list[float]],
    *,
    chart: ChartKind,
    rules: list[str],
    of: tuple[float | None, float | None],
) -> dict[str, Any]:
    """Points, limits, signals, changes of level, and the price in false alarms."""
    from assay.stats.control import change_points, false_alarms

    lines = remembered(series, chart, of) if "value" in series else counted(series, chart, rules)
    n, values = len(names), series.get("value") or series["count"]
    kind = (
        "number"
        if "value" in series
        else "share"
        if chart in {ChartKind.P, ChartKind.NP, ChartKind.LANEY}
        else "count"
    )
    sizes = series.get("n", 1.0)
    changes = change_points(values, sizes, kind=kind) if n >= 4 else None
    alarms = false_alarms(rules) if "count" in series and rules else None
    return {
        "chart": chart.value,
        "n_points": n,
        **lines,
        "signals": [
            {"point": names[place], "place": place, "rules": why}
            for place, why in sorted(lines["signals"].items())
        ],
        "changes": described(changes, names),
        "points_to_false_alarm": alarms.points if alarms else None,
        "names": names,
    }


def counted(series: dict[str, list[float]], chart: ChartKind, rules: list[str]) -> dict[str, Any]:
    """The charts of counts."""
    from assay.stats.control import c_chart, laney_chart, np_chart, p_chart, signals, u_chart

    counts = [int(each) for each in series["count"]]
    sizes = series.get("n", [])
    if chart == ChartKind.NP and len(set(sizes)) > 1:
        raise ValueError("an np chart needs samples of one size: use --chart p.")
    drawn = {
        ChartKind.P: lambda: p_chart(counts, [int(n) for n in sizes]),
        ChartKind.NP: lambda: np_chart(counts, int(sizes[0])),
        ChartKind.LANEY: lambda: laney_chart(counts, [int(n) for n in sizes]),
        ChartKind.U: lambda: u_chart(counts, sizes),
        ChartKind.C: lambda: c_chart(counts),
    }[chart]()
    found = signals(drawn.z, rules)
    # A point at a limit that was cut to what is possible is within: the chart's own word counts for that rule.
    if "beyond_3" in rules:
        found = {place: [r for r in why if r != "beyond_3"] for place, why in found.items()}
        for place in drawn.out:
            found[place] = ["beyond_3", *found.get(place, [])]
    return {
        "centre": drawn.centre,
        "points": drawn.points.tolist(),
        "low": drawn.low.tolist(),
        "high": drawn.high.tolist(),
        "signals": {place: why for place, why in found.items() if why},
    }


def remembered(
    series: dict[str, list[float]], chart: ChartKind, of: tuple[float | None, float | None]
) -> dict[str, Any]:
    """EWMA and CUSUM; without mean and sigma those of the series' first half, taken as in control."""
    import numpy as np

    from assay.stats.control import cusum, ewma

    values = series["value"]
    first = values[: max(2, len(values) // 2)]
    mean = float(np.mean(first)) if of[0] is None else of[0]
    sigma = float(np.std(first, ddof=1)) if of[1] is None else of[1]
    if sigma <= 0:
        raise ValueError("the standard deviation is not above 0: give one with --sigma.")
    if chart == ChartKind.EWMA:
        smooth = ewma(values, mean=mean, sigma=sigma)
        lines: dict[str, Any] = {
            "points": smooth.z.tolist(),
            "low": smooth.low.tolist(),
            "high": smooth.high.tolist(),
        }
        out, centre = smooth.out, mean
    else:
        sums = cusum(values, mean=mean, sigma=sigma)
        larger = np.where(sums.above >= sums.below, sums.above, -sums.below)
        limit = [sums.limit] * len(values)
        lines = {"points": larger.tolist(), "low": [-each for each in limit], "high": limit}
        out, centre = sums.out, 0.0
    return {
        "centre": centre,
        "mean": mean,
        "sigma": sigma,
        **lines,
        "signals": {place: [chart.value] for place in out},
    }


def described(changes: "Changes | None", names: Sequence[str]) -> list[dict[str, Any]]:
    if changes is None:
        return []
    return [
        {
            "point": names[change.at],
            "place": change.at,
            "before": change.before,
            "after": change.after,
            "p_value": change.p_value,
        }
        for change in changes.changes
    ]


def sentence(found: dict[str, Any]) -> str:
    n, signals = found["n_points"], found["signals"]
    if signals:
        named = ", ".join(str(each["point"]) for each in signals[:MOST_SHOWN])
        more = f" and {len(signals) - MOST_SHOWN} more" if len(signals) > MOST_SHOWN else ""
        lines = [f"{len(signals)} of {n} points stand out: {named}{more}. Look for what was special there."]
    else:
        lines = [f"None of {n} points stands out: what varies is the process itself, no point needs a cause."]
    if found["points_to_false_alarm"]:
        lines.append(
            f"A process that does not change sets off these rules once in {found['points_to_false_alarm']:,.0f} points."
        )
    lines += [
        (
            f"From point {each['point']} on the level is another one: {each['before']:.4g} before, "
            f"{each['after']:.4g} since (p = {each['p_value']:.3f})."
        )
        for each in found["changes"]
    ]
    return "\n".join(lines)


def picture(found: dict[str, Any]) -> "Figure":
    """Points with their limits; what stands out as diamonds."""
    from assay.cli.stats.plotting import Axis, Curve, Dots, Figure, Mark
    from assay.cli.stats.plotting.axes import around

    x = [float(nth) for nth in range(1, found["n_points"] + 1)]
    is_share = found["chart"] in {"p", "laney"}
    ends = [*found["points"], *found["low"], *found["high"]]
    flagged = frozenset(each["place"] for each in found["signals"])
    layers: list[Curve | Dots | Mark] = [
        Curve(x, found["high"], "limits", kind="limit", is_stepped=True),
        Curve(x, found["low"], kind="limit", is_stepped=True),
        Curve(x, [found["centre"]] * len(x), "centre", kind="limit", dash="dashed"),
        Curve(x, found["points"]),
        Dots(x, found["points"], "points", flagged, found["names"]),
        *(Mark(each["place"] + 0.5, "new level") for each in found["changes"]),
    ]
    return Figure(
        f"Control chart ({found['chart']}) of {found['n_points']} points",
        sentence(found).replace("\n", " "),
        Axis(1.0, max(2.0, x[-1])),
        around(ends, is_share=is_share, at_least_0=found["chart"] not in {"ewma", "cusum"}),
        "point",
        {"p": "share", "laney": "share", "ewma": "weighted mean", "cusum": "sum beyond the slack"}.get(
            found["chart"], "defects"
        ),
        tuple(layers),
    )
