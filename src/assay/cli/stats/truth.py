"""`assay stats truth`: labels from judgments."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.cli.stats.truth_files import decided, picture, read_costs, write_labels, write_reports

if TYPE_CHECKING:
    from assay.stats.truth import Encoded, Pace, TruthResult

# From here on all numbers of classes have the same compiled loops.
MANY_CLASSES = 10


class Method(StrEnum):
    AUTO = "auto"
    MAJORITY = "majority"
    WAWA = "wawa"
    DAWID_SKENE = "dawid-skene"
    HIERARCHICAL = "hierarchical"
    ONE_COIN = "one-coin"
    GLAD = "glad"
    MACE = "mace"
    ORDINAL = "ordinal"


def truth(
    judgments: Annotated[Path, typer.Argument(help="CSV or Parquet: item,worker,label.")],
    *,
    method: Annotated[
        Method, typer.Option(help="How labels are found; auto for a crowd nobody knows.")
    ] = Method.AUTO,
    ordered: Annotated[
        bool, typer.Option("--ordered", help="The labels are grades: numbers by size, or as they sort.")
    ] = False,
    truth: Annotated[Path | None, typer.Option(help="CSV: item,label; accuracy is counted on these.")] = None,
    cost: Annotated[
        Path | None, typer.Option(help="CSV: truth,answer,cost; labels become those of least expected cost.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the labels there, as CSV.")] = None,
    reports: Annotated[
        Path | None, typer.Option(help="Write what was learnt of each contributor there, as CSV.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Write how far each contributor agrees with the labels there, as SVG.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Breaks ties.")] = 0,
) -> None:
    """Find the labels behind judgments, with what is known of their uncertainty.

    The first row of a repeated (item, worker) pair counts. With --cost a label is the answer that costs least in
    expectation; a mistake that no row names costs 1. With --method auto the columns seconds, and seq or timestamp,
    tell judgments in haste and of newcomers apart, where they prove less.
    """
    from assay.stats.truth.pace_reading import read_pace
    from assay.stats.truth.reading import Unusable, read_judgments, read_truth

    try:
        encoded = read_judgments(judgments)
        pace = read_pace(judgments, encoded) if method is Method.AUTO else None
        known = read_truth(truth) if truth else None
        prices = read_costs(cost, encoded.classes) if cost else None
    except Unusable as problem:
        raise unusable(str(problem)) from problem
    try:
        result, seconds, notes = fitted(encoded, method, seed, ordered=ordered, pace=pace)
    except ValueError as problem:
        raise unusable(f"{judgments} cannot be fitted: {problem}.") from problem
    priced, result = decided(result, prices, seed)
    if out:
        write_labels(out, encoded, result)
    if reports:
        write_reports(reports, encoded, result, prices, seed=seed)
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(encoded, result))
    found = facts(encoded, result, method=method, seconds=seconds) | priced | scored(encoded, result, known)
    output.show(found | notes, sentence(found, notes))


def fitted(
    encoded: "Encoded", method: Method, seed: int, *, ordered: bool = False, pace: "Pace | None" = None
) -> tuple["TruthResult", float, dict[str, Any]]:
    """The result, the seconds of the fit alone, and what `auto` says of its views."""
    from assay.stats.truth import Auto, encode

    model = models(seed, ordered=ordered)[method]()
    # The kernels for this number of classes are compiled, or read from their cache, before the clock runs.
    one, other = encoded.classes[0], encoded.classes[-1]
    few = dict.fromkeys([*encoded.classes[:MANY_CLASSES], other])
    models(seed, ordered=ordered)[method]().fit(
        encode("aabb", "uvuv", [one, other, other, one], list(few)).judgments
    )
    began = time.perf_counter()
    if isinstance(model, Auto):
        report = model.explain(encoded.judgments, pace=pace)
        views = {view.name: round(view.same_share, 6) for view in report.views}
        notes = {"views": views, "notes": list(report.notes), "warnings": list(report.warnings)}
        return report.result, time.perf_counter() - began, notes
    result = model.fit(encoded.judgments)
    return result, time.perf_counter() - began, {}


def models(seed: int, *, ordered: bool = False) -> dict[Method, Callable[[], Any]]:
    """The estimators, made when they are asked for."""
    from assay.stats.truth import (
        Auto,
        DawidSkene,
        Glad,
        HierarchicalDawidSkene,
        Mace,
        MajorityVote,
        OneCoin,
        Ordinal,
        Wawa,
    )

    return {
        Method.AUTO: lambda: Auto(ordered=ordered, seed=seed),
        Method.MAJORITY: lambda: MajorityVote(seed=seed),
        Method.WAWA: lambda: Wawa(seed=seed),
        Method.DAWID_SKENE: lambda: DawidSkene(seed=seed),
        Method.HIERARCHICAL: lambda: HierarchicalDawidSkene(seed=seed),
        Method.ONE_COIN: lambda: OneCoin(seed=seed),
        Method.GLAD: lambda: Glad(seed=seed),
        Method.MACE: lambda: Mace(seed=seed),
        Method.ORDINAL: lambda: Ordinal(seed=seed),
    }


def facts(encoded: "Encoded", result: "TruthResult", *, method: Method, seconds: float) -> dict[str, Any]:
    objective = result.log_likelihood
    return {
        "method": method.value,
        "n_items": len(encoded.items),
        "n_workers": len(encoded.workers),
        "n_judgments": encoded.judgments.n,
        "n_repeats": encoded.n_repeats,
        "n_iter": result.n_iter,
        "converged": result.converged,
        "objective": objective if objective == objective else None,
        "seconds": seconds,
    }


def scored(encoded: "Encoded", result: "TruthResult", known: dict[str, str] | None) -> dict[str, Any]:
    """Accuracy keys, only with truth."""
    from assay.stats.truth.reading import truth_codes
    from assay.stats.truth.scoring import score

    if known is None:
        return {}
    found = score(result, *truth_codes(encoded, known))
    return {
        "accuracy": found.accuracy.value,
        "accuracy_low": found.accuracy.low,
        "accuracy_high": found.accuracy.high,
        "n_truth": found.accuracy.n,
        "macro_f1": found.macro_f1,
        "ece": found.ece,
    }


def sentence(found: dict[str, Any], notes: dict[str, Any]) -> str:
    lines = [
        (
            f"{found['n_judgments']:,} judgments of {found['n_workers']:,} people on {found['n_items']:,} items gave "
            f"their labels by {found['method']} in {found['seconds']:.3f} s."
        )
    ]
    if found["n_repeats"]:
        lines.append(f"{found['n_repeats']:,} repeated rows were left out.")
    if found.get("accuracy") is not None:
        lines.append(
            f"{found['accuracy']:.1%} of {found['n_truth']:,} items with known truth are right "
            f"(95 % interval {found['accuracy_low']:.1%} to {found['accuracy_high']:.1%})."
        )
    if found.get("expected_cost") is not None:
        lines.append(
            f"A label costs {found['expected_cost']:.4g} in expectation; the most probable ones would cost "
            f"{found['expected_cost_most_probable']:.4g}."
        )
    return "\n".join([*lines, *notes.get("notes", []), *notes.get("warnings", [])])
