"""`assay stats pairs`: what is better, from judgments of two at a time."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Intervals
    from assay.stats.truth import PairwiseResult

OUTCOMES = {"left": 0, "right": 1, "tie": 2}
MOST_ROWS = 40


def pairs(
    judgments: Annotated[Path, typer.Argument(help="CSV or Parquet: left,right,label (left, right or tie).")],
    *,
    plot: Annotated[Path | None, typer.Option(help="Write the strengths there, as SVG.")] = None,
) -> None:
    """Everything by its strength, with intervals, and what cannot be compared (Bradley-Terry with ties)."""
    from assay.stats.truth.reading import Unusable

    try:
        names, result = compared(judgments)
    except Unusable as problem:
        raise unusable(str(problem)) from problem
    facts = described(names, result)
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(facts))
    output.show(facts, sentence(facts))


def compared(path: Path) -> tuple[list[str], "PairwiseResult"]:
    """The names of the things and their strengths. Raises Unusable with the row."""
    import numpy as np

    from assay.stats.columns import TEXT, read_columns, texts
    from assay.stats.truth import BradleyTerry, Comparisons
    from assay.stats.truth.reading import Unusable

    columns = read_columns(path, {"left": TEXT, "right": TEXT, "label": TEXT})
    left, right, label = (texts(columns, name) for name in ("left", "right", "label"))
    for nth, row in enumerate(zip(left, right, label, strict=True), 1):
        if row[2] not in OUTCOMES:
            raise Unusable(
                f"{path}: row {nth} below the header has {row[2][:40]!r} as its label, not left, right or tie."
            )
        if row[0] == row[1]:
            raise Unusable(f"{path}: row {nth} below the header compares {row[0]} with itself.")
    names = list(dict.fromkeys([*left, *right]))
    code = {name: nth for nth, name in enumerate(names)}
    one = np.array([code[name] for name in left], np.int32)
    other = np.array([code[name] for name in right], np.int32)
    outcome = np.array([OUTCOMES[each] for each in label], np.int32)
    return names, BradleyTerry().fit(Comparisons(one, other, outcome, len(names)))


def described(names: list[str], result: "PairwiseResult") -> dict[str, Any]:
    """The strengths, best first within each group; groups by size."""
    import numpy as np

    order = np.lexsort((-np.nan_to_num(result.strength, nan=-np.inf), result.group))
    rows = [
        {
            "name": names[nth],
            "strength": _known(result.strength[nth]),
            "low": _known(result.low[nth]),
            "high": _known(result.high[nth]),
            "n": int(result.n_judgments[nth]),
            "group": int(result.group[nth]),
        }
        for nth in order
    ]
    best = [nth for nth in order if result.group[nth] == 0][:2]
    chances = result.chances(int(best[0]), int(best[1])) if len(best) > 1 else None
    return {
        "n_things": len(names),
        "n_judgments": int(result.n_judgments.sum()) // 2,
        "n_groups": int(result.group.max()) + 1,
        "tie": result.tie,
        "n_iter": result.n_iter,
        "converged": result.converged,
        "first_beats_second": chances[0] if chances else None,
        "second_beats_first": chances[1] if chances else None,
        "strengths": rows,
    }


def _known(number: float) -> float | None:
    return float(number) if number == number else None


def sentence(facts: dict[str, Any]) -> str:
    lines = [f"{facts['n_judgments']:,} comparisons of {facts['n_things']:,} things."]
    first, *others = facts["strengths"]
    if first["strength"] is None:
        lines.append("Nothing can be ordered: nothing both won and lost, even through others.")
        return "\n".join(lines)
    rivals = [row for row in others if row["group"] == first["group"]]
    lines.append(
        f"{first['name']} is the strongest"
        + ("" if facts["n_groups"] == 1 else " of the largest group")
        + f"; it is preferred to {rivals[0]['name']}, the next, in {facts['first_beats_second']:.0%} of comparisons, "
        f"and the other way round in {facts['second_beats_first']:.0%}."
    )
    if first["low"] is not None and rivals[0]["high"] is not None and first["low"] < rivals[0]["high"]:
        lines.append("Their intervals overlap: more comparisons may change the order.")
    if facts["n_groups"] > 1:
        lines.append(
            f"There are {facts['n_groups']:,} groups that cannot be compared with one another: nobody compared across, "
            "or one side always won."
        )
    return "\n".join(lines)


def picture(facts: dict[str, Any]) -> "Intervals":
    from assay.cli.stats.plotting import IntervalRow, Intervals
    from assay.cli.stats.plotting.axes import around

    shown = [row for row in facts["strengths"] if row["group"] == 0][:MOST_ROWS]
    ends = [row[end] for row in shown for end in ("low", "strength", "high") if row[end] is not None]
    rows = [IntervalRow(row["name"], row["strength"], row["low"], row["high"]) for row in shown]
    return Intervals(
        f"Strength of {facts['n_things']:,} things",
        sentence(facts).replace("\n", " "),
        around([*ends, 0.0]),
        "log odds against the mean of the group, with the 95 % interval",
        rows,
        marks=[(0.0, "mean")],
    )
