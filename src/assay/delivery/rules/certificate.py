"""What a certificate says about limits: sentences that follow from the figures."""

from collections.abc import Iterator, Mapping
from typing import Any  # Summaries are JSON.

from assay.stats.sampling import Share


def agreement_of(found: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Of several choices that of sets: option by option people agree less, as what nobody chose counts for nothing."""
    return found.get("agreement_of_sets") or found.get("agreement")


def known_limits(
    *,
    gold: Share,
    n_tasks: int,
    n_judgments: int,
    summary: Mapping[str, Any],
    texts: Mapping[str, str],
    n_held: int,
    change: Mapping[str, Any] | None = None,
) -> list[str]:
    """Everything a careful reader must know before using the labels; `n_held` of the run's items are delivered."""
    part = [*_of_a_change(change), *_of_a_part(n_held, n_tasks)]
    named = {texts.get(question, question): found for question, found in summary.items()}
    return [*part, *_limits(gold, n_tasks, n_judgments, named)]


def _of_a_change(change: Mapping[str, Any] | None) -> Iterator[str]:
    """What a correction after a policy change leaves out."""
    if change is None:
        return
    n_same = change["n_labels"] - change["n_changed"]
    yield (
        f"Version {change['version']} of the guideline may have made labels on {change['n_tasks']:,} tasks wrong, "
        f"so they were done again. This release holds the {change['n_changed']:,} labels that changed against release "
        f"{change['against']}; {n_same:,} came out as they were."
    )


def _of_a_part(n_held: int, n_tasks: int) -> Iterator[str]:
    if n_held < n_tasks:
        yield (
            f"This release holds {n_held:,} of the {n_tasks:,} items of its run; judgments, contributors, overlap, "
            "agreement and ties are those of the whole run."
        )


def _limits(gold: Share, n_tasks: int, n_judgments: int, summary: Mapping[str, Any]) -> Iterator[str]:
    if not gold.is_defined:
        yield "Accuracy was not measured: no gold task was answered and no label was audited."
    elif gold.n < 100:
        yield f"Accuracy rests on {gold.n} gold judgments only; read its interval, not its value."
    if n_tasks and n_judgments / n_tasks < 2:
        yield "Most items were judged once, so their labels are one person's answer and agreement says little."
    for question, found in summary.items():
        if found["n_ties"]:
            yield f"“{question}”: ties, broken by chance (by the seed of the run): {found['n_ties']:,}."
        agreement = agreement_of(found)
        if agreement and agreement["alpha"] is not None and agreement["alpha"] < 0.667:
            yield f"“{question}”: agreement is low (alpha {agreement['alpha']:.2f}); the guideline may be unclear."
        if found.get("converged") is False:
            yield f"“{question}”: the model had not settled after {found['n_iter']} rounds."
    yield "Probabilities are the model's own and tend to be too confident; calibrate them on audited items."
