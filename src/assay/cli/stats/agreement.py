"""`assay stats agreement`: how far people give the same answers."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Intervals
    from assay.stats.truth import Encoded

MOST_LABELS_SHOWN = 12


class Scale(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def agreement(
    judgments: Annotated[Path, typer.Argument(help="CSV or Parquet: item,worker,label.")],
    *,
    scale: Annotated[Scale, typer.Option(help="What the labels are.")] = Scale.NOMINAL,
    seed: Annotated[int, typer.Option(min=0, help="Of the resampled items.")] = 0,
    n_draws: Annotated[int, typer.Option(min=100, help="Resamples behind each interval.")] = 1000,
    plot: Annotated[Path | None, typer.Option(help="Write the coefficients there, as SVG.")] = None,
) -> None:
    """Agreement beyond chance, with its interval, per label, and what it means."""
    from assay.stats.truth.reading import Unusable, read_judgments

    try:
        encoded = read_judgments(judgments)
        values = numbers(encoded.classes) if scale in {Scale.INTERVAL, Scale.RATIO} else None
        result = measured(encoded, scale=scale, values=values, seed=seed, n_draws=n_draws)
    except (Unusable, ValueError) as problem:
        raise unusable(str(problem)) from problem
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(result))
    output.show(result, sentence(result))


def measured(
    encoded: "Encoded", *, scale: Scale, values: list[float] | None, seed: int, n_draws: int
) -> dict[str, Any]:
    """Every coefficient that fits the scale, with its interval."""
    from assay.stats.agreement import bootstrap, counts_of, krippendorff_alpha, per_label

    found = krippendorff_alpha(
        encoded.judgments, metric=scale.value, values=values, n_bootstrap=n_draws, seed=seed
    )
    counts = counts_of(encoded.judgments)
    weights = "identity" if scale == Scale.NOMINAL else "quadratic"
    result: dict[str, Any] = {
        "scale": scale.value,
        "n_items": found.n_items,
        "n_workers": len(encoded.workers),
        "n_judgments": found.n_judgments,
        "agreement": found.agreement,
        "agreement_low": found.agreement_low,
        "agreement_high": found.agreement_high,
        "alpha": found.alpha,
        "alpha_low": found.alpha_low,
        "alpha_high": found.alpha_high,
    }
    is_paradoxical = False
    for name, each in coefficients(encoded, weights).items():
        drawn = (
            bootstrap(counts, name, weights=weights, n_draws=n_draws, seed=seed)
            if name != "conger_kappa"
            else None
        )
        result |= {name: each.value, f"{name}_low": each.low, f"{name}_high": each.high}
        if drawn:
            result |= {f"{name}_drawn_low": drawn.low, f"{name}_drawn_high": drawn.high}
        is_paradoxical = is_paradoxical or (name == "fleiss_kappa" and each.is_paradoxical)
    result["is_paradoxical"] = is_paradoxical
    result["labels"] = [
        {
            "label": encoded.classes[each.label],
            "n_items": each.n_items,
            "agreement": each.agreement,
            "low": each.low,
            "high": each.high,
            "kappa": each.against_the_rest.value,
        }
        for each in per_label(counts, n_draws=n_draws, seed=seed)
    ]
    return result


def coefficients(encoded: "Encoded", weights: str) -> dict[str, Any]:
    from assay.stats.agreement import brennan_prediger, conger_kappa, counts_of, fleiss_kappa, gwet_ac

    counts = counts_of(encoded.judgments)
    return {
        "fleiss_kappa": fleiss_kappa(counts, weights=weights),
        "gwet_ac": gwet_ac(counts, weights=weights),
        "brennan_prediger": brennan_prediger(counts, weights=weights),
        "conger_kappa": conger_kappa(encoded.judgments, weights=weights),
    }


def numbers(classes: Sequence[str]) -> list[float]:
    from math import isfinite

    found = []
    for name in classes:
        try:
            found.append(float(name))
        except ValueError as problem:
            raise unusable(f"Labels must be numbers on this scale, and {name!r} is none.") from problem
        if not isfinite(found[-1]):
            raise unusable(f"Labels must be finite numbers on this scale, and {name!r} is none.")
    return found


def sentence(found: dict[str, Any]) -> str:
    if found["alpha"] is None:
        return "Agreement is undefined: no item has two judgments, or everybody always gave the same answer."
    alpha = found["alpha"]
    meaning = (
        "reliable enough to rely on"
        if alpha >= 0.8
        else "enough for tentative conclusions"
        if alpha >= 0.667
        else "low: look at the guideline and at the items people differ on"
    )
    lines = [
        (
            f"Krippendorff's alpha is {alpha:.3f} (95 % interval {found['alpha_low']:.3f} to "
            f"{found['alpha_high']:.3f}, {found['n_items']:,} items judged twice or more): {meaning}."
        ),
        f"Two people who judge the same item give the same answer in {found['agreement']:.1%} of all cases.",
    ]
    if found["is_paradoxical"]:
        lines.append(
            f"One answer is nearly everything, which pulls alpha down; Gwet's coefficient is {found['gwet_ac']:.3f}."
        )
    known = [each for each in found["labels"] if each["agreement"] is not None]
    if len(known) > 1:
        worst = min(known, key=lambda each: each["agreement"])
        lines.append(
            f"The label agreed on least is {worst['label']}: where one gives it, another one does in "
            f"{worst['agreement']:.1%} (95 % interval {worst['low']:.1%} to {worst['high']:.1%}, "
            f"{worst['n_items']:,} items)."
        )
    return "\n".join(lines)


def picture(found: dict[str, Any]) -> "Intervals":
    """The coefficients above, agreement per label below."""
    from assay.cli.stats.plotting import Axis, IntervalRow, Intervals

    names = {
        "alpha": f"Krippendorff's alpha, {found['scale']}",
        "fleiss_kappa": "Fleiss's kappa",
        "conger_kappa": "Conger's kappa",
        "gwet_ac": "Gwet's AC",
        "brennan_prediger": "Brennan and Prediger",
        "agreement": "share of same answers",
    }
    rows = [
        IntervalRow(label, found[name], found[f"{name}_low"], found[f"{name}_high"])
        for name, label in names.items()
    ]
    labels = sorted(found["labels"], key=lambda each: (each["agreement"] is None, each["agreement"]))
    rows += [
        IntervalRow(f"on {each['label']}", each["agreement"], each["low"], each["high"])
        for each in labels[:MOST_LABELS_SHOWN]
    ]
    ends = [end for row in rows for end in (row.value, row.low) if end is not None]
    low = min([0.0, *ends])
    return Intervals(
        f"Agreement on {found['n_items']:,} items",
        sentence(found).replace("\n", " "),
        Axis(max(-1.0, low), 1.0),
        "1 is perfect, 0 is chance (shares: nobody agrees)",
        rows,
        marks=[(0.667, "tentative"), (0.8, "reliable")],
    )
