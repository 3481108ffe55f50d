"""`assay stats integrity`: answers that nobody thought about."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Intervals
    from assay.stats.integrity import Answers, Collusion, Suspicion

MOST_SHOWN = 10


def integrity(
    judgments: Annotated[
        Path,
        typer.Argument(
            help="CSV or Parquet: item,worker,label in recorded order; seconds and content if known."
        ),
    ],
    *,
    truth: Annotated[
        Path | None, typer.Option(help="CSV: item,label; else the majority stands in for it.")
    ] = None,
    control_seconds: Annotated[float | None, typer.Option(help="Time of someone who knows the task.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws behind p-values.")] = 0,
    plot: Annotated[Path | None, typer.Option(help="Write the number of signals there, as SVG.")] = None,
) -> None:
    """Signals of speed, monotony and copying, each with its evidence; one kind alone is never a verdict."""
    from assay.stats.truth.reading import Unusable, read_truth

    try:
        known = read_truth(truth) if truth else None
        result = found_in(judgments, known, control_seconds=control_seconds, seed=seed)
    except (Unusable, ValueError) as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:]}") from problem
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(result))
    output.show(result, sentence(result))


def found_in(
    path: Path, known: dict[str, str] | None, *, control_seconds: float | None, seed: int
) -> dict[str, Any]:
    from assay.stats.columns import NUMBER, TEXT, numbers, read_columns, texts
    from assay.stats.integrity import (
        SpeedLimits,
        collusion,
        collusion_signals,
        duplicate_signals,
        monotony_signals,
        speeding,
        suspicions,
    )

    columns = read_columns(
        path, {"item": TEXT, "worker": TEXT, "label": TEXT}, {"seconds": NUMBER, "content": TEXT}
    )
    seconds = numbers(columns, "seconds") if "seconds" in columns else None
    names = {name: texts(columns, name) for name in ("item", "worker", "label")}
    answers, tables = encoded(names, seconds)
    copied = collusion(answers, truth_of(answers, tables, known))
    signals = monotony_signals(answers, seed=seed) + collusion_signals(copied)
    signals += duplicate_signals(answers, texts(columns, "content") if "content" in columns else None)
    if seconds is not None:
        signals += speeding(answers, SpeedLimits(control_seconds=control_seconds))
    return report(answers, tables["worker"], suspicions(signals), copied)


def encoded(
    names: dict[str, list[str]], seconds: list[float] | None
) -> tuple["Answers", dict[str, list[str]]]:
    import numpy as np

    from assay.stats.integrity import Answers
    from assay.stats.truth.reading import in_order

    tables = {name: list(dict.fromkeys(column)) for name, column in names.items()}
    tables["label"] = list(in_order(tables["label"]))
    codes = {}
    for name, column in names.items():
        place = {each: nth for nth, each in enumerate(tables[name])}
        codes[name] = np.array([place[each] for each in column], np.int64)
    answers = Answers(
        codes["item"],
        codes["worker"],
        codes["label"],
        n_items=len(tables["item"]),
        n_workers=len(tables["worker"]),
        n_classes=len(tables["label"]),
        seconds=None if seconds is None else np.array(seconds),
    )
    return answers, tables


def truth_of(answers: "Answers", tables: dict[str, list[str]], known: dict[str, str] | None) -> Any:
    """The class of each item: as given, or the majority's without ties (-1: unknown)."""
    import numpy as np

    if known is not None:
        place = {label: nth for nth, label in enumerate(tables["label"])}
        return np.array([place.get(known.get(item, ""), -1) for item in tables["item"]], np.int64)
    counts = np.zeros((answers.n_items, answers.n_classes))
    np.add.at(counts, (answers.item, answers.label), 1.0)
    is_tied = (counts == counts.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return np.where(is_tied, -1, counts.argmax(axis=1))


def report(
    answers: "Answers", workers: list[str], found: list["Suspicion"], copied: "Collusion"
) -> dict[str, Any]:
    def named(worker: int) -> str:
        return workers[worker]

    return {
        "n_workers": answers.n_workers,
        "n_judgments": answers.n,
        "n_review": sum(each.standing == "review" for each in found),
        "n_watch": sum(each.standing == "watch" for each in found),
        "n_pairs_tested": copied.n_tested,
        "not_tested": copied.outcome or None,
        "clusters": [[named(worker) for worker in group] for group in copied.clusters],
        "people": [
            {
                "worker": named(each.worker),
                "standing": each.standing.value,
                "families": list(each.families),
                "sentence": each.sentence,
                "signals": [
                    {
                        "signal": signal.name,
                        "family": signal.family,
                        "value": signal.value,
                        "expected": signal.expected,
                        "low": signal.low,
                        "high": signal.high,
                        "n": signal.n,
                        "p_value": signal.p_value,
                        "evidence": signal.evidence,
                    }
                    for signal in each.signals
                ],
            }
            for each in found
        ],
    }


def sentence(found: dict[str, Any]) -> str:
    lines = [
        (
            f"Of {found['n_workers']:,} people {found['n_review']:,} have signals of two kinds or more, which a person "
            f"should look at, and {found['n_watch']:,} have one kind, which is no reason to act."
        )
    ]
    for each in found["people"][:MOST_SHOWN]:
        lines.append(f"{each['worker']}: {each['sentence']}")
        lines += [f"    {signal['evidence']}" for signal in each["signals"]]
    if len(found["people"]) > MOST_SHOWN:
        lines.append(f"And {len(found['people']) - MOST_SHOWN:,} more; --json has all.")
    lines += [f"These seem to copy from one another: {', '.join(group)}." for group in found["clusters"]]
    if found["not_tested"]:
        lines.append(f"Copying could not be tested: {found['not_tested']}.")
    return "\n".join(lines)


def picture(found: dict[str, Any]) -> "Intervals":
    from assay.cli.stats.plotting import Axis, IntervalRow, Intervals

    people = found["people"][:20]
    rows = [
        IntervalRow(each["worker"], float(len(each["families"])), is_flagged=each["standing"] == "review")
        for each in people
    ]
    return Intervals(
        f"Kinds of signal of {len(people)} of {found['n_workers']:,} people",
        sentence(found).replace("\n", " "),
        Axis(0.0, 3.0),
        "kinds of signal: speed, monotony, copying; a diamond asks for a look",
        rows,
        marks=[(2.0, "look")],
    )
