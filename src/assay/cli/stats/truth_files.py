"""What `assay stats truth` reads beside judgments, and what it writes."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any  # The result is JSON.

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assay.cli.stats.plotting import Intervals
    from assay.stats.sampling.proportion import Share
    from assay.stats.truth import Encoded, TruthResult

    Floats = NDArray[np.float64]

MOST_PEOPLE = 40


def read_costs(path: Path, classes: Sequence[str]) -> "Floats":
    """The cost matrix (truth, answer) of a file `truth,answer,cost`. Raises Unusable with the row."""
    from assay.stats.truth.costs import costs_of
    from assay.stats.truth.reading import Unusable

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := {"truth", "answer", "cost"} - set(reader.fieldnames or []):
                raise Unusable(f"{path} has no column {min(missing)}: it needs truth, answer, cost.")
            rows = [
                (row["truth"], row["answer"], _number(row["cost"], nth, path))
                for nth, row in enumerate(reader)
            ]
    except (OSError, UnicodeDecodeError) as problem:
        raise Unusable(f"{path} cannot be read: {problem}") from problem
    try:
        return costs_of(rows, classes)
    except ValueError as problem:
        raise Unusable(f"{path}: {problem}.") from problem


def _number(cell: str | None, nth: int, path: Path) -> float:
    from assay.stats.truth.reading import Unusable

    try:
        return float(cell or "")
    except ValueError:
        raise Unusable(f"{path}: row {nth + 1} below the header has no cost that is a number.") from None


def decided(result: "TruthResult", cost: "Floats | None", seed: int) -> tuple[dict[str, Any], "TruthResult"]:
    """With costs: what labels cost, and the result with the cheapest ones."""
    from assay.stats.truth.costs import cheapest, mean_cost

    if cost is None:
        return {}, result
    best = cheapest(result, cost, seed=seed)
    found = {
        "expected_cost": mean_cost(best, cost),
        "expected_cost_most_probable": mean_cost(result, cost),
        "n_labels_changed": int((best.label != result.label).sum()),
    }
    return found, best


def write_labels(path: Path, encoded: "Encoded", result: "TruthResult") -> None:
    from assay.kit.csv_safety import guard

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "label", "probability", "n_judgments", "is_tie"])
        for nth, item in enumerate(encoded.items):
            row = [item, encoded.classes[result.label[nth]], f"{result.probability[nth]:.6f}"]
            writer.writerow(
                [guard(cell) for cell in row] + [int(result.n_judgments[nth]), bool(result.is_tie[nth])]
            )


def write_reports(
    path: Path, encoded: "Encoded", result: "TruthResult", cost: "Floats | None", *, seed: int
) -> None:
    """One row per contributor: judgments, agreement with the labels, quality against the costs, confusion."""
    from assay.kit.csv_safety import guard
    from assay.stats.truth.reports import contributor_reports

    cells = [f"{truth} as {answer}" for truth in encoded.classes for answer in encoded.classes]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        names = [
            "worker",
            "n",
            "agreed_share",
            "agreed_low",
            "agreed_high",
            "quality",
            "quality_low",
            "quality_high",
        ]
        writer.writerow([*names, *(guard(cell) for cell in cells)])
        for report in contributor_reports(encoded.judgments, result, cost=cost, seed=seed):
            row = [guard(encoded.workers[report.worker]), report.n, *_share(report.agreed)]
            row += [_cell(each) for each in (report.quality, report.quality_low, report.quality_high)]
            writer.writerow(row + [_cell(each) for each in report.confusion.ravel().tolist()])


def picture(encoded: "Encoded", result: "TruthResult") -> "Intervals":
    """How far the busiest contributors agree with the labels, the worst first."""
    import numpy as np

    from assay.cli.stats.plotting import IntervalRow, Intervals
    from assay.cli.stats.plotting.axes import around
    from assay.stats.sampling import wilson

    judgments = encoded.judgments
    n = np.bincount(judgments.worker, minlength=judgments.n_workers)
    agreed = result.label[judgments.item] == judgments.label
    k = np.bincount(judgments.worker[agreed], minlength=judgments.n_workers)
    busiest = np.argsort(-n, kind="stable")[:MOST_PEOPLE].tolist()
    shares = sorted(
        ((encoded.workers[worker], wilson(int(k[worker]), int(n[worker]))) for worker in busiest),
        key=lambda row: row[1].value or 0.0,
    )
    rows = [
        IntervalRow(f"{name} ({share.n:,})", share.value, share.low, share.high) for name, share in shares
    ]
    whole = wilson(int(agreed.sum()), judgments.n)
    ends = [end for _, share in shares for end in (share.low, share.high) if end is not None]
    few = f"the {MOST_PEOPLE} busiest of {len(n):,}" if len(n) > MOST_PEOPLE else f"{len(n):,}"
    return Intervals(
        f"Agreement of contributors with the labels: {few}",
        f"Together {whole.value or 0:.1%} of {judgments.n:,} judgments are the label that was found; "
        f"{shares[0][0]} agrees least, {shares[-1][0]} most.",
        around(ends, is_share=True),
        "share of equal judgments with its 95 % interval; judgments in brackets",
        rows,
        marks=[(whole.value or 0.0, "everybody")],
    )


def _share(share: "Share") -> list[str]:
    return [_cell(share.value), _cell(share.low), _cell(share.high)]


def _cell(number: float | None) -> str:
    return "" if number is None else f"{number:.6f}"
