"""`assay stats learning`: how much error more labels take away."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Figure
    from assay.stats.learning import PowerLaw


def learning(
    points: Annotated[
        Path, typer.Argument(help="CSV or Parquet: n,error (labels trained on; error from 0 to 1).")
    ],
    *,
    target: Annotated[float | None, typer.Option(help="The error to reach.")] = None,
    value: Annotated[float | None, typer.Option(help="What taking away all error would be worth.")] = None,
    price: Annotated[float | None, typer.Option(help="Of one label, in the same currency.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Write the curve there, as SVG.")] = None,
) -> None:
    """The learning curve behind measured points: labels for a target, and when the next one no longer pays."""
    from assay.stats.columns import NUMBER, numbers, read_columns
    from assay.stats.learning import fit_power_law
    from assay.stats.truth.reading import Unusable

    try:
        columns = read_columns(points, {"n": NUMBER, "error": NUMBER})
        n, error = numbers(columns, "n"), numbers(columns, "error")
        outside = next((nth for nth, each in enumerate(error, 1) if not 0 <= each <= 1), None)
        if outside is not None:
            raise Unusable(f"{points}: row {outside} below the header has an error outside 0 to 1.")
        curve = fit_power_law(n, error)
        result = found_of(curve, n, target=target, value=value, price=price)
    except (Unusable, ValueError) as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:]}") from problem
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(curve, (n, error), result))
    output.show(result, sentence(result))


def found_of(
    curve: "PowerLaw", n: list[float], *, target: float | None, value: float | None, price: float | None
) -> dict[str, Any]:
    double = 2 * n[-1]
    low, high = curve.interval(double)
    result: dict[str, Any] = {
        "n_points": curve.n_points,
        "floor": curve.floor,
        "scale": curve.scale,
        "rate": curve.rate,
        "n": n[-1],
        "error": curve.error(n[-1]),
        "n_double": double,
        "error_double": curve.error(double),
        "error_double_low": low,
        "error_double_high": high,
    }
    if target is not None:
        fewest, most = curve.labels_interval(target)
        result |= {
            "target": target,
            "labels": curve.labels_for(target),
            "labels_low": fewest,
            "labels_high": most,
        }
    if value is not None and price is not None:
        result["break_even"] = curve.break_even(value=value, price=price)
    return result


def sentence(found: dict[str, Any]) -> str:
    lines = [
        (
            f"With {found['n']:,.0f} labels the error is about {found['error']:.1%}; twice as many would bring it to "
            f"{found['error_double']:.1%} (95 % interval {max(0, found['error_double_low']):.1%} to "
            f"{found['error_double_high']:.1%}), and no number of labels below {found['floor']:.1%}."
        )
    ]
    if "target" in found:
        if found["labels"] is None:
            lines.append(f"An error of {found['target']:.1%} is out of reach with more labels alone.")
        else:
            most = f"{found['labels_high']:,.0f}" if found["labels_high"] else "more than can be said"
            lines.append(
                f"An error of {found['target']:.1%} takes about {found['labels']:,.0f} labels "
                f"(95 % interval {found['labels_low'] or 1:,.0f} to {most})."
            )
    if "break_even" in found:
        lines.append(
            f"After about {found['break_even']:,.0f} labels the next one costs more than it is worth."
        )
    return "\n".join(lines)


def picture(curve: "PowerLaw", seen: tuple[list[float], list[float]], found: dict[str, Any]) -> "Figure":
    """The points, the curve through them and beyond, with its interval."""
    from assay.cli.stats.plotting import Axis, Band, Curve, Dots, Figure, Mark
    from assay.cli.stats.plotting.axes import around

    n, error = seen
    last = max(4 * n[-1], min(found.get("labels") or 0.0, 100 * n[-1]))
    x = [n[0] * (last / n[0]) ** (nth / 80) for nth in range(81)]
    ends = [curve.interval(each) for each in x]
    low, high = [max(0.0, each[0]) for each in ends], [min(1.0, each[1]) for each in ends]
    marks = [Mark(found["target"], "target", is_upright=False)] if "target" in found else []
    return Figure(
        "Error by number of labels",
        sentence(found).replace("\n", " "),
        Axis(n[0], last, is_log=True),
        around([*error, *low, *high], is_share=True, at_least_0=True),
        "labels",
        "error",
        [
            Band(x, low, high, "95 % interval"),
            Curve(x, [curve.error(each) for each in x], "curve"),
            Dots(n, error, "measured"),
            *marks,
        ],
    )
