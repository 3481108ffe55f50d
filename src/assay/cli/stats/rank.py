"""`assay stats rank`: search results against judgments."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.cli.stats.rank_noise import drawn_grades

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Intervals
    from assay.stats.ranking.evaluating import Measure

Grades = dict[str, dict[str, float]]


def rank(
    qrels: Annotated[Path, typer.Argument(help="Judgments, one a line: query 0 document grade.")],
    runs: Annotated[list[Path], typer.Argument(help="Runs, one a line: query Q0 document rank score tag.")],
    *,
    k: Annotated[int, typer.Option(min=1, help="Depth of the measures.")] = 10,
    relevant_from: Annotated[float, typer.Option(help="Grades from here on are relevant.")] = 1.0,
    noise: Annotated[
        Path | None,
        typer.Option(help="How sure the judgments are, as CSV: query, document, grade, probability."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the resampled queries and of drawn grades.")] = 0,
    plot: Annotated[Path | None, typer.Option(help="Write nDCG of the runs there, as SVG.")] = None,
) -> None:
    """Measures of each run with their intervals, how much was judged, and the runs against the first."""
    try:
        judged = read_lines(qrels, n_fields=4, at=(0, 2, 3))
        found = {path.stem: read_lines(path, n_fields=6, at=(0, 2, 4)) for path in runs}
        drawn = drawn_grades(noise, judged, seed=seed) if noise else None
    except OSError as problem:
        raise unusable(f"{problem.filename} cannot be read: {problem.strerror}.") from problem
    if len(found) < len(runs):
        raise unusable("Two runs have the same file name: name them differently.")
    result = measured(judged, found, k=k, relevant_from=relevant_from, seed=seed, drawn=drawn)
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(result))
    output.show(result, sentence(result))


def read_lines(path: Path, *, n_fields: int, at: tuple[int, int, int]) -> Grades:
    """Query to document to number, from a file of TREC."""
    from math import isfinite

    found: Grades = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as problem:
        raise unusable(f"{path} is no text in UTF-8.") from problem
    for nth, line in enumerate(lines, 1):
        fields = line.split()
        if not fields:
            continue
        if len(fields) != n_fields:
            raise unusable(f"{path}: line {nth} has {len(fields)} fields, not {n_fields}.")
        query, document, number = (fields[place] for place in at)
        try:
            value = float(number)
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            raise unusable(f"{path}: line {nth} has {number!r} where a number belongs.")
        if document in found.setdefault(query, {}):
            raise unusable(f"{path}: line {nth} has {document} of query {query} for the second time.")
        found[query][document] = value
    if not found:
        raise unusable(f"{path} is empty.")
    return found


def measured(
    judged: Grades,
    runs: dict[str, Grades],
    *,
    k: int,
    relevant_from: float,
    seed: int,
    drawn: list[Grades] | None = None,
) -> dict[str, Any]:
    """Every run; with `drawn` grades the intervals carry the noise of the labels, too."""
    from assay.stats.ranking import evaluate, mean_over_queries, measure, noisy_mean

    highest = max(max(grades.values()) for each in drawn or [judged] for grades in each.values())
    result: dict[str, Any] = {"n_queries": len(judged), "k": k, "n_label_draws": len(drawn or ()), "runs": []}
    for name, run in runs.items():
        row: dict[str, Any] = {"run": name, "n_queries_missing": len(judged.keys() - run.keys())}
        for kind in ("ndcg", "ndcg_exp", "err", "ap", "rr", "p", "judged"):
            of = measure(kind, k=k, relevant_from=relevant_from, highest=max(highest, 1.0))
            if drawn:
                mean = noisy_mean(drawn, run, of, seed=seed)
            else:
                mean = mean_over_queries(evaluate(judged, run, of), seed=seed)
            row |= {
                kind: mean.value,
                f"{kind}_low": mean.low,
                f"{kind}_high": mean.high,
                f"{kind}_n": mean.n_queries,
            }
        result["runs"].append(row)
    of = measure("ndcg", k=k, relevant_from=relevant_from, highest=max(highest, 1.0))
    result["against_first"] = compared(judged, runs, of, seed=seed, drawn=drawn)
    return result


def compared(
    judged: Grades, runs: dict[str, Grades], of: "Measure", *, seed: int, drawn: list[Grades] | None
) -> list[dict[str, Any]]:
    """nDCG of every later run less the first's, over the queries where it is defined."""
    import numpy as np

    from assay.stats.ranking import compare, evaluate, noisy_scores

    if drawn:
        columns = {name: noisy_scores(drawn, run, of) for name, run in runs.items()}
    else:
        scores = {name: evaluate(judged, run, of) for name, run in runs.items()}
        known = [query for query, value in next(iter(scores.values())).items() if value is not None]
        columns = {
            name: np.array([values[query] for query in known], np.float64) for name, values in scores.items()
        }
    first, *others = columns
    gaps = [
        (name, compare(columns[name], columns[first], seed=seed)) for name in others if len(columns[first])
    ]
    return [
        {"run": name, "difference": gap.value, "low": gap.low, "high": gap.high, "n_queries": gap.n_queries}
        for name, gap in gaps
    ]


def sentence(found: dict[str, Any]) -> str:
    k, lines = found["k"], []
    for row in found["runs"]:
        if row["ndcg"] is None:
            lines.append(f"{row['run']}: undefined, since no query has a relevant judged result.")
            continue
        lines.append(
            f"{row['run']}: nDCG@{k} is {row['ndcg']:.3f} (95 % interval {row['ndcg_low']:.3f} to "
            f"{row['ndcg_high']:.3f}, {row['ndcg_n']:,} queries)."
        )
        if row["judged"] is not None and row["judged"] < 0.95:
            lines.append(
                f"Only {row['judged']:.0%} of its first {k} results were judged; the others count as irrelevant, "
                "so the figure is too low."
            )
    for gap in found["against_first"]:
        verdict = (
            "better than"
            if gap["low"] > 0
            else "worse than"
            if gap["high"] < 0
            else "not shown to be better or worse than"
        )
        lines.append(
            f"{gap['run']} is {verdict} {found['runs'][0]['run']}: {gap['difference']:+.3f} "
            f"(95 % interval {gap['low']:+.3f} to {gap['high']:+.3f})."
        )
    if found["n_label_draws"]:
        lines.append("The intervals carry the noise of the labels as well as the draw of the queries.")
    return "\n".join(lines)


def picture(found: dict[str, Any]) -> "Intervals":
    from assay.cli.stats.plotting import Axis, IntervalRow, Intervals

    rows = [IntervalRow(row["run"], row["ndcg"], row["ndcg_low"], row["ndcg_high"]) for row in found["runs"]]
    return Intervals(
        f"nDCG@{found['k']} over {found['n_queries']:,} queries",
        sentence(found).replace("\n", " "),
        Axis(0.0, 1.0),
        "nDCG with its 95 % interval over queries",
        rows,
    )
