"""Dawid-Skene as expressions on a long table: the same figures where one machine is not enough.

The expressions are Ibis, so DuckDB runs them, and Spark runs them unchanged. Every step is written to Parquet and read
back: a plan that grew with each pass would soon take longer to make than to run, and nothing passes through one memory.
"""

from dataclasses import dataclass
from typing import Any  # Ibis tables depend on the engine and have no useful types.

# Below that a probability counts as this, as in the kernels.
LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was found, as tables of the engine that found it.

    Attributes
    ----------
    posterior : table (item, truth, probability, likelihood)
        One row per item and class; `likelihood` is the logarithm of the item's.
    confusion : table (worker, label, truth, share)
        P(label | truth), for labels that the contributor gave.
    prior : table (truth, share)
    n_iter : int
        Evaluations of the map.
    converged : bool
    objective : float
        Log likelihood of the judgments under `confusion` and `prior`.
    """

    posterior: Any
    confusion: Any
    prior: Any
    n_iter: int
    converged: bool
    objective: float


def dawid_skene(
    judgments: Any, folder: str, *, smoothing: float = 0.01, max_iter: int = 200, tol: float = 1e-7
) -> Fitted:
    """Fit Dawid-Skene by plain expectation maximisation; `DawidSkene(accelerated=False)` finds the same.

    Parameters
    ----------
    judgments : table (item, worker, label)
        Bound to a connection of Ibis; further columns are left alone.
    folder : str
        An empty one, where the steps are written; a cluster needs a place that all its machines reach. Removing it
        takes the tables of the result with it.
    smoothing, max_iter, tol : see DawidSkene.

    Raises
    ------
    ValueError
        When there is no judgment, a cell is missing, or somebody judged an item twice: in a table that has no order
        there is no first judgment.

    References
    ----------
    A. P. Dawid, A. M. Skene: Maximum likelihood estimation of observer error-rates using the EM algorithm.
    Applied Statistics 28 (1979).
    """
    rows = judgments.select("item", "worker", "label")
    n, n_classes = _checked(rows)
    steps = _Steps(rows.get_backend(), folder)
    posterior = steps.kept("votes", votes(rows))
    n_iter, before, converged = 0, float("-inf"), False
    while True:
        confusion = steps.kept(f"confusion-{n_iter}", confusion_of(rows, posterior, smoothing, n_classes))
        prior = prior_of(posterior)
        posterior = steps.kept(f"posterior-{n_iter}", posterior_of(rows, confusion, prior))
        objective = float((posterior.likelihood * posterior.probability).sum().to_pyarrow().as_py())
        if converged or n_iter == max_iter:
            return Fitted(posterior, confusion, prior, n_iter, converged, objective)
        n_iter += 1
        converged = abs(objective - before) <= tol * n
        before = objective


def votes(judgments: Any) -> Any:
    """(item, truth, probability): the shares of the votes, with a row for every class."""
    classes = judgments.select(truth="label").distinct()
    items = judgments.group_by("item").agg(total=judgments.count())
    given = judgments.group_by("item", "label").agg(n=judgments.count()).rename(judged="item")
    every = items.cross_join(classes)
    found = every.left_join(given, [every.item == given.judged, every.truth == given.label])
    return found.select("item", "truth", probability=found.n.fill_null(0) / found.total)


def confusion_of(judgments: Any, posterior: Any, smoothing: float, n_classes: int) -> Any:
    """(worker, label, truth, share): what somebody answers where something is true."""
    import ibis

    joined = judgments.join(posterior, "item")
    counts = joined.group_by("worker", "label", "truth").agg(n=joined.probability.sum())
    total = counts.n.sum().over(ibis.window(group_by=["worker", "truth"])) + n_classes * smoothing
    share = ibis.ifelse(total > 0, (counts.n + smoothing) / total, 1 / n_classes)
    return counts.select("worker", "label", "truth", share=share)


def prior_of(posterior: Any) -> Any:
    """(truth, share): how common the classes are."""
    totals = posterior.group_by("truth").agg(n=posterior.probability.sum())
    both = totals.cross_join(posterior.agg(total=posterior.probability.sum()))
    return both.select("truth", share=both.n / both.total)


def posterior_of(judgments: Any, confusion: Any, prior: Any) -> Any:
    """(item, truth, probability, likelihood) of these parameters."""
    import ibis

    said = confusion.select("worker", "label", "truth", said=_log(confusion.share))
    joined = judgments.join(said, ["worker", "label"])
    found = joined.group_by("item", "truth").agg(found=joined.said.sum())
    scored = found.join(prior, "truth")
    scored = scored.select("item", "truth", score=scored.found + _log(scored.share))
    of_item = ibis.window(group_by="item")
    scored = scored.mutate(highest=scored.score.max().over(of_item))
    scored = scored.mutate(relative=(scored.score - scored.highest).exp())
    scale = scored.relative.sum().over(of_item)
    return scored.select(
        "item", "truth", probability=scored.relative / scale, likelihood=scored.highest + scale.ln()
    )


def _log(share: Any) -> Any:
    import ibis

    return ibis.greatest(share, LEAST).ln()


def _checked(judgments: Any) -> tuple[int, int]:
    """How many judgments and classes there are, when there is nothing to refuse."""
    whole = judgments.agg(
        n=judgments.count(),
        n_classes=judgments.label.nunique(),
        **{f"no_{name}": judgments[name].isnull().sum() for name in ("item", "worker", "label")},
    )
    [found] = whole.to_pyarrow().to_pylist()
    if not found["n"]:
        raise ValueError("there is nothing to fit")
    for name in ("item", "worker", "label"):
        if found[f"no_{name}"]:
            raise ValueError(f"{found[f'no_{name}']:,} judgments have no {name}")
    pairs = judgments.group_by("item", "worker").agg(n_given=judgments.count())
    if twice := pairs.filter(pairs.n_given > 1).limit(1).to_pyarrow().to_pylist():
        raise ValueError(f"{twice[0]['worker']} judged {twice[0]['item']} {twice[0]['n_given']} times")
    return int(found["n"]), int(found["n_classes"])


@dataclass(frozen=True, slots=True)
class _Steps:
    """Tables that are computed once, in a folder."""

    connection: Any
    folder: str

    def kept(self, name: str, table: Any) -> Any:
        path = f"{self.folder}/{name}.parquet"
        self.connection.to_parquet(table, path)
        return self.connection.read_parquet(path)
