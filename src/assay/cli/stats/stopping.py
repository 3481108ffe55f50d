"""`assay stats stopping`: what stopping early would have saved on recorded judgments."""

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Intervals
    from assay.stats.stopping import Recorded, Report


def stopping(
    judgments: Annotated[
        Path, typer.Argument(help="CSV or Parquet: item,worker,label, and seq or timestamp.")
    ],
    *,
    truth: Annotated[Path, typer.Option(help="CSV: item,label.")],
    target: Annotated[
        float, typer.Option(help="Share of right labels promised for items stopped at the target.")
    ],
    max_overlap: Annotated[int | None, typer.Option(min=1, help="Most judgments of an item.")] = None,
    min_overlap: Annotated[int, typer.Option(min=1, help="Fewest judgments of an item.")] = 2,
    calibrate_share: Annotated[
        float, typer.Option(help="Share of the items with truth that calibrates as gold.")
    ] = 0.1,
    futility: Annotated[
        float, typer.Option(help="Share of labels that stopping for futility may change; 0: no such stop.")
    ] = 0.03,
    seed: Annotated[
        int, typer.Option(min=0, help="Draws the gold, and the order where none is recorded.")
    ] = 0,
    plot: Annotated[Path | None, typer.Option(help="Write the accuracies there, as SVG.")] = None,
) -> None:
    """Replay recorded judgments with a stopping rule: what it saves, and whether it keeps its promise.

    A share of the items with truth plays the gold that calibrates: it is never stopped early and left out of the score.
    Contributors are known by the judgments taken so far and the gold alone. Figures are of the items with truth that
    are no gold; those that begin with file_ are of the whole file.
    """
    from assay.stats.stopping import Rule, read_recorded
    from assay.stats.truth.reading import Unusable, read_truth

    if not 0 <= calibrate_share < 1:
        raise unusable(f"--calibrate-share must be from 0 to below 1, not {calibrate_share}.")
    try:
        rule = Rule(
            target=target,
            min_overlap=min(min_overlap, max_overlap or min_overlap),
            max_overlap=max_overlap,
            futility=futility or None,
            seed=seed,
        )
        recorded, known = read_recorded(judgments), read_truth(truth)
        found = replayed(recorded, known, rule, share=calibrate_share)
    except (Unusable, ValueError) as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:].rstrip('.')}.") from problem
    result = {"target": target, "clock": recorded.clock, "n_items": len(recorded.encoded.items)} | facts(
        found
    )
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(found, target))
    output.show(result, sentence(found, target))


def picture(found: "Report", target: float) -> "Intervals":
    """Accuracy with all judgments, with those used, and by how the items stopped."""
    from assay.cli.stats.plotting import IntervalRow, Intervals
    from assay.cli.stats.plotting.axes import around

    shares = {
        "all judgments": found.accuracy_all,
        "those used": found.accuracy,
        "stopped: target": found.accuracy_target_stops,
        "stopped: futility": found.accuracy_futility_stops,
    }
    rows = [
        IntervalRow(f"{name} ({each.n:,})", each.value, each.low, each.high) for name, each in shares.items()
    ]
    ends = [end for each in shares.values() for end in (each.low, each.high) if end is not None]
    return Intervals(
        f"{found.saved_share or 0:.0%} of the judgments saved",
        sentence(found, target).replace("\n", " "),
        around([*ends, target], is_share=True),
        "share of right labels with its 95 % interval; items in brackets",
        rows,
        marks=[(target, "target")],
    )


def replayed(recorded: "Recorded", known: dict[str, str], rule: Any, *, share: float) -> "Report":
    """The report of a replay with a drawn share of the truth as gold."""
    import numpy as np

    from assay.stats.stopping import drawn_order, replay, report
    from assay.stats.truth.reading import truth_codes

    items, classes = truth_codes(recorded.encoded, known)
    if len(items) < 2:
        raise ValueError("fewer than two items have both judgments and truth")
    n_gold = min(round(share * len(items)), len(items) - 1)
    drawn = np.random.default_rng(rule.seed).permutation(len(items))[:n_gold]
    truth = dict(zip(items.tolist(), classes.tolist(), strict=True))
    gold = {item: truth[item] for item in items[drawn].tolist()}
    rows, first = recorded.rows, 0
    if recorded.clock is None:
        rows = drawn_order(rows, list(gold), seed=rule.seed)
        first = int(np.isin(rows.item, list(gold)).sum())
    return report(replay(rows, gold, rule, first=first, names=recorded.encoded.items), truth, gold)


def facts(found: "Report") -> dict[str, Any]:
    """The fields by name; a share as its value with its interval and n."""
    from assay.stats.sampling import Share

    result: dict[str, Any] = {}
    for each in fields(found):
        value = getattr(found, each.name)
        if isinstance(value, Share):
            result[each.name] = value.value
            result[f"{each.name}_low"], result[f"{each.name}_high"] = value.low, value.high
            result[f"{each.name}_n"] = value.n
        else:
            result[each.name] = value
    return result


def sentence(found: "Report", target: float) -> str:
    lines = [
        (
            f"{found.judgments_used:,} of {found.judgments_available:,} judgments were enough: "
            f"{found.saved_share or 0:.0%} saved, {found.mean_overlap or 0:.1f} per item."
        ),
        (
            f"Labels are right in {found.accuracy.value or 0:.1%} of {found.n_scored:,} items; "
            f"with all judgments in {found.accuracy_all.value or 0:.1%}."
        ),
        target_sentence(found, target),
        (
            f"{found.n_futility_stops:,} items stopped because more judgments were unlikely to change their label, "
            f"{found.n_exhausted:,} took all their judgments."
        ),
        (
            f"The {found.n_gold:,} gold items were judged in full; with them and items without truth "
            f"{found.file_saved_share:.0%} of the file's judgments are saved."
        ),
    ]
    return "\n".join(lines)


def target_sentence(found: "Report", target: float) -> str:
    stops = found.accuracy_target_stops
    if not found.n_target_stops or stops.value is None or stops.high is None:
        return (
            f"No item stopped at the target of {target:.0%}: {found.n_gold:,} gold items did not show "
            "a probability that is right so often."
        )
    kept = "as promised" if stops.high >= target else "less often than promised"
    return (
        f"{found.n_target_stops:,} items stopped at the target of {target:.0%}; {stops.value:.1%} of them are right "
        f"(95 % interval {stops.low:.1%} to {stops.high:.1%}), {kept}."
    )
