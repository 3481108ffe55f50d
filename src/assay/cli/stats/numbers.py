"""`assay stats numbers`: values behind numbers that several people gave."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assay.cli.stats.plotting import Intervals
    from assay.stats.truth import Measurements, NumericResult

MOST_ROWS = 40


class Way(StrEnum):
    MEAN = "mean"
    MEDIAN = "median"
    WEIGHTED = "weighted"


def numbers(
    judgments: Annotated[Path, typer.Argument(help="CSV or Parquet: item,worker,label; labels are numbers.")],
    *,
    method: Annotated[
        Way, typer.Option(help="weighted: the reliable count more, and everybody's bias is taken off.")
    ] = Way.MEAN,
    out: Annotated[Path | None, typer.Option(help="Write the values there, as CSV.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Write the least certain values there, as SVG.")] = None,
) -> None:
    """A value per item with its interval. The first row of a repeated (item, worker) pair counts."""
    from assay.stats.columns import NUMBER, TEXT, read_columns
    from assay.stats.columns import numbers as as_numbers
    from assay.stats.columns import texts as as_texts
    from assay.stats.truth.reading import Unusable

    try:
        columns = read_columns(judgments, {"item": TEXT, "worker": TEXT, "label": NUMBER})
    except Unusable as problem:
        raise unusable(str(problem)) from problem
    items, n_repeats, found = measured(
        as_texts(columns, "item"), as_texts(columns, "worker"), as_numbers(columns, "label")
    )
    result = fitted(found, method)
    facts = described(found, result, method) | {"n_repeats": n_repeats}
    if out:
        write(out, items, result)
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(items, result, sentence(facts)))
    output.show(facts, sentence(facts))


def measured(
    items: list[str], workers: list[str], values: list[float]
) -> tuple[list[str], int, "Measurements"]:
    """The names of the items, how many repeated rows were left out, and the numbers."""
    import numpy as np

    from assay.stats.truth import Measurements

    first: dict[tuple[str, str], float] = {}
    for item, worker, value in zip(items, workers, values, strict=True):
        first.setdefault((item, worker), value)
    names, people = list(dict.fromkeys(items)), list(dict.fromkeys(workers))
    item_code = {name: nth for nth, name in enumerate(names)}
    worker_code = {name: nth for nth, name in enumerate(people)}
    found = Measurements(
        np.array([item_code[item] for item, _ in first], np.int32),
        np.array([worker_code[worker] for _, worker in first], np.int32),
        np.array(list(first.values()), np.float64),
        len(names),
        len(people),
    )
    return names, len(values) - len(first), found


def fitted(found: "Measurements", method: Way) -> "NumericResult":
    from assay.stats.truth import Mean, Median, ReliabilityWeighted

    if method is Way.MEAN:
        return Mean().fit(found)
    return Median().fit(found) if method is Way.MEDIAN else ReliabilityWeighted().fit(found)


def described(found: "Measurements", result: "NumericResult", method: Way) -> dict[str, Any]:
    """Figures over all items; the mean half width is over those with an interval."""
    import numpy as np

    half = (result.high - result.low) / 2
    known = np.isfinite(half)
    return {
        "method": method.value,
        "n_items": found.n_items,
        "n_workers": found.n_workers,
        "n_judgments": len(found.value),
        "n_with_interval": int(known.sum()),
        "mean_value": float(result.value.mean()),
        "mean_half_width": float(half[known].mean()) if known.any() else None,
        "largest_bias": _largest(result.bias),
        "n_iter": result.n_iter,
        "converged": result.converged,
    }


def _largest(bias: "NDArray[np.float64] | None") -> float | None:
    return None if bias is None else float(bias[abs(bias).argmax()])


def sentence(facts: dict[str, Any]) -> str:
    lines = [
        (
            f"{facts['n_judgments']:,} numbers of {facts['n_workers']:,} people on {facts['n_items']:,} items gave "
            f"their values by {facts['method']}; they are {facts['mean_value']:.4g} on average."
        )
    ]
    if facts["mean_half_width"] is None:
        lines.append("No value has an interval: that takes more numbers per item.")
    else:
        lines.append(
            f"A value is known to ±{facts['mean_half_width']:.3g} on average (95 % interval, "
            f"{facts['n_with_interval']:,} items)."
        )
    if facts["largest_bias"] is not None:
        lines.append(f"The largest bias of a person is {facts['largest_bias']:+.3g}.")
    if facts["n_repeats"]:
        lines.append(f"{facts['n_repeats']:,} repeated rows were left out.")
    return "\n".join(lines)


def write(path: Path, items: list[str], result: "NumericResult") -> None:
    """One row per item; an end of an interval that does not exist is empty."""
    import csv

    from assay.kit.csv_safety import guard

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "value", "low", "high", "n_judgments"])
        for item, *row, n in zip(
            items, result.value, result.low, result.high, result.n_judgments, strict=True
        ):
            writer.writerow([guard(item), *("" if cell != cell else f"{cell:.6g}" for cell in row), int(n)])


def picture(items: list[str], result: "NumericResult", text: str) -> "Intervals":
    import numpy as np

    from assay.cli.stats.plotting import IntervalRow, Intervals
    from assay.cli.stats.plotting.axes import around

    width = np.nan_to_num(result.high - result.low, nan=-1.0)
    shown = np.argsort(-width, kind="stable")[:MOST_ROWS]
    ends = [
        float(end) for end in np.concatenate([result.low[shown], result.high[shown], result.value[shown]])
    ]
    rows = [
        IntervalRow(items[nth], float(result.value[nth]), *bounds(result.low[nth], result.high[nth]))
        for nth in shown
    ]
    title = f"Values of {len(items):,} items" + (", the least certain ones" if len(items) > MOST_ROWS else "")
    return Intervals(title, text.replace("\n", " "), around(ends), "value with its 95 % interval", rows)


def bounds(low: float, high: float) -> tuple[float | None, float | None]:
    """The ends of an interval, or none."""
    return (None, None) if low != low else (float(low), float(high))
