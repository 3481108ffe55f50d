"""Labels of a crowd that nobody knows yet: several views of it, averaged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.dawid_skene import HierarchicalDawidSkene
from assay.stats.truth.few_parameters import Mace
from assay.stats.truth.glad import Glad
from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.majority import MajorityVote
from assay.stats.truth.ordinal import Ordinal, evidence_of_order
from assay.stats.truth.pace import Pace, PaceEvidence, evidence_of_pace
from assay.stats.truth.reports import expected_counts
from assay.stats.truth.result import TruthResult, decide
from assay.stats.truth.tempered import Model, Parted, Tempered

HIERARCHICAL = "hierarchical_dawid_skene"
SENTENCES = {
    HIERARCHICAL: "People err alike, as far as the judgments say so.",
    "dependent_judgments": "People err alike, and on the same items: many judgments of one item prove less.",
    "mace": "People know the answer, or answer by habit.",
    "glad": "Items differ in difficulty, people in ability.",
    "ordinal": "People are stricter or milder than the crowd, sharper or blunter, along the scale.",
    "majority": "Everybody counts the same.",
}
DEPENDENCE = 0.05
STRONG_DISAGREEMENT = 0.1


@dataclass(frozen=True, slots=True)
class View:
    """One view beside the average: its labels and the share of items on which it agrees with the average."""

    name: str
    sentence: str
    result: TruthResult
    same_share: float


@dataclass(frozen=True, slots=True)
class AutoReport:
    """The label, the views (majority vote too, for comparison), what was done and why, and what to beware of."""

    result: TruthResult
    views: tuple[View, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


class Auto:
    """The mean posterior of models that differ in what they assume of people and items.

    Each alone is best on some crowds and badly wrong on others: shrunken confusion matrices may let classes melt that
    few people use; without dependence, twenty judgments of a hard item look like proof; habits alone cannot tell a
    biased contributor from a careless one; ability and difficulty know nothing of biases. Where most agree, the mean
    follows them. Choosing one model by how well it predicts held-out judgments does worse than any of them.

    A scale whose order is declared is used as one where the judgments follow it: where graders along the scale predict
    everybody's answers better than people around one crowd do, and better than shuffled orders (Bayes factors, without
    any truth). Then the ordinal
    model is one more view.

    Where it is known how long judgments took, or when they were given, those in haste and those of somebody new are
    tested in the same way; only where they prove less do the two first views let a share of them be guesses, and are
    people in haste, or while they were new, taken for others by the two further views.

    Parameters
    ----------
    ordered : bool
        The classes are grades, in their order.
    seed : int
        Breaks ties.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> Auto().fit(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """

    def __init__(self, *, ordered: bool = False, seed: int = 0) -> None:
        self.ordered, self.seed = ordered, seed

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; `gold` is item code to class, or to (class, confidence). Raises ValueError."""
        return self.explain(judgments, gold=gold).result

    def explain(
        self, judgments: Judgments, *, gold: Gold | None = None, pace: Pace | None = None
    ) -> AutoReport:
        """The same with every view side by side and warnings. Raises ValueError when there is nothing to fit.

        `pace`, of the same judgments, is used where judgments in haste, or of somebody new, are found to prove less.
        """
        results = {name: model.fit(judgments, gold=gold) for name, model in self._models().items()}
        notes = []
        if pace is not None:
            said, models = self._tempered(judgments, pace, results[HIERARCHICAL])
            notes += said
            results |= {name: model.fit(judgments, gold=gold) for name, model in models.items()}
        if self.ordered and judgments.n_classes > 2:
            note, follows = _order(judgments, results[HIERARCHICAL])
            notes.append(note)
            if follows:
                results["ordinal"] = Ordinal(seed=self.seed).fit(judgments, gold=gold)
        result = _averaged(list(results.values()), self.seed)
        notes.insert(0, f"Labels are those of the mean of {len(results)} posteriors: {', '.join(results)}.")
        results["majority"] = MajorityVote(seed=self.seed).fit(judgments, gold=gold)
        views = [
            View(name, SENTENCES[name], each, _same_share(result, each)) for name, each in results.items()
        ]
        return AutoReport(result, tuple(views), tuple(notes), tuple(_warnings(result, views)))

    def _models(self) -> dict[str, Model]:
        return {
            HIERARCHICAL: HierarchicalDawidSkene(seed=self.seed),
            "dependent_judgments": HierarchicalDawidSkene(dependence=DEPENDENCE, seed=self.seed),
            "mace": Mace(variational=False, learns_classes=True, seed=self.seed),
            "glad": Glad(seed=self.seed),
        }

    def _tempered(
        self, judgments: Judgments, pace: Pace, result: TruthResult
    ) -> tuple[list[str], dict[str, Model]]:
        """What the pace says, and the models that replace those of the same name."""
        found = evidence_of_pace(judgments, pace, result, seed=self.seed)
        followed = [each for each in found if each.is_followed]
        notes = [*pace.notes, *(_pace(each) for each in found)]
        if not followed:
            return notes, {}
        kind = np.zeros(judgments.n, np.int64)
        for nth, each in reversed(list(enumerate(followed, 1))):
            kind[each.is_kind] = nth
        n_kinds = len(followed) + 1
        return notes, {
            **{name: Parted(model, kind, n_kinds) for name, model in self._models().items()},
            HIERARCHICAL: Tempered(kind, n_kinds, seed=self.seed),
            "dependent_judgments": Tempered(kind, n_kinds, dependence=DEPENDENCE, seed=self.seed),
        }


def _pace(found: PaceEvidence) -> str:
    said = {"hasty": "in less than half their usual time", "new": "among people's first ten"}[found.name]
    subject = f"{int(found.is_kind.sum()):,} judgments given {said}"
    against = "" if np.isnan(found.others) else f", at best {found.others:+.1f} for judgments drawn at random"
    evidence = f"log likelihood {found.gain:+.1f}{against}"
    if found.is_followed:
        return f"{subject} prove less ({evidence}): about {found.guessed:.0%} of them look like guesses."
    return f"{subject} do not prove less than the others ({evidence}): they count the same."


def _order(judgments: Judgments, result: TruthResult) -> tuple[str, bool]:
    found = evidence_of_order(expected_counts(judgments, result))
    evidence = f"log evidence {found.order:+.1f}, at best {found.others:+.1f} for shuffled orders"
    if found.is_followed:
        return f"The judgments follow the order of the scale ({evidence}), so it is used.", True
    return f"The judgments do not follow the order of the scale ({evidence}): it is not used.", False


def _averaged(results: list[TruthResult], seed: int) -> TruthResult:
    first = results[0]
    posterior = np.mean([each.posterior for each in results], axis=0)
    label, probability, is_tie = decide(posterior, first.n_judgments, seed)
    confusion = np.mean([each.confusion for each in results if each.confusion is not None], axis=0)
    return TruthResult(
        posterior,
        label,
        probability,
        is_tie,
        first.n_judgments,
        confusion,
        np.mean([each.prior for each in results], axis=0),
        n_iter=sum(each.n_iter for each in results),
        converged=all(each.converged for each in results),
        log_likelihood=first.log_likelihood,
    )


def _same_share(one: TruthResult, other: TruthResult) -> float:
    judged = one.n_judgments > 0
    return float((one.label[judged] == other.label[judged]).mean())


def _warnings(result: TruthResult, views: list[View]) -> list[str]:
    found = [
        f"{view.name} gives another label to {1 - view.same_share:.0%} of the items: look at some of them, "
        "or measure with gold."
        for view in views
        if 1 - view.same_share > STRONG_DISAGREEMENT
    ]
    if missing := _lost_classes(result.label, views[-1].result.label, len(result.prior)):
        found.append(f"No item got class {', '.join(map(str, missing))}, though majority vote gives it.")
    return found


def _lost_classes(label: NDArray[np.int32], majority: NDArray[np.int32], n_classes: int) -> list[int]:
    kept = np.bincount(label[label >= 0], minlength=n_classes)
    voted = np.bincount(majority[majority >= 0], minlength=n_classes)
    return np.flatnonzero((kept == 0) & (voted > 0)).tolist()
