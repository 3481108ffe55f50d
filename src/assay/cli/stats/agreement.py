"""`assay stats agreement`: how far people give the same answers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output


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
) -> None:
    """Agreement beyond chance, with its interval, and what it means."""
    from assay.stats.agreement import counts_of, fleiss_kappa, gwet_ac, krippendorff_alpha
    from assay.stats.truth.reading import Unusable, read_judgments

    try:
        encoded = read_judgments(judgments)
        values = numbers(encoded.classes) if scale in {Scale.INTERVAL, Scale.RATIO} else None
    except Unusable as problem:
        raise unusable(str(problem)) from problem
    found = krippendorff_alpha(encoded.judgments, metric=scale.value, values=values, seed=seed)
    counts = counts_of(encoded.judgments)
    weights = "identity" if scale == Scale.NOMINAL else "quadratic"
    ac, kappa = gwet_ac(counts, weights=weights), fleiss_kappa(counts, weights=weights)
    result = {
        "scale": scale.value,
        "n_items": found.n_items,
        "n_judgments": found.n_judgments,
        "agreement": found.agreement,
        "alpha": found.alpha,
        "alpha_low": found.alpha_low,
        "alpha_high": found.alpha_high,
        "gwet_ac": ac.value,
        "gwet_ac_low": ac.low,
        "gwet_ac_high": ac.high,
        "fleiss_kappa": kappa.value,
        "is_paradoxical": kappa.is_paradoxical,
    }
    output.show(result, sentence(result))


def numbers(classes: tuple[str, ...]) -> list[float]:
    try:
        return [float(name) for name in classes]
    except ValueError as problem:
        raise unusable(f"Labels must be numbers on this scale: {problem}.") from problem


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
        )
    ]
    if found["is_paradoxical"]:
        lines.append(
            f"One answer is nearly everything, which pulls alpha down; Gwet's coefficient is {found['gwet_ac']:.3f}."
        )
    return "\n".join(lines)
