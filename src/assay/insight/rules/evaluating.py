"""Two search runs against the labels of a delivery: measures, differences, holes, and what to have judged next."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.insight.enums import EvaluationPart, SearchMeasure
from assay.kit.reasons import Reason, declare
from assay.stats.ranking import (
    DrawnLabels,
    Hole,
    Look,
    compare,
    draw_labels,
    drawn_scores,
    grade_shares,
    holm,
    label_posteriors,
    mean_of_scores,
    permutation_test,
    ranked,
    top_up,
    truth_behind,
)
from assay.stats.sampling import Share, wilson

Floats = NDArray[np.float64]
Run = Mapping[str, Mapping[str, float]]
MOST_DEPTH, MOST_HOLES = 100, 1_000
# So many labels take half of a gigabyte as objects, and so many queries the other in a permutation test.
MOST_LABELS, MOST_QUERIES = 500_000, 20_000
# Below this share of judged results, what nobody judged may turn a difference round.
LEAST_JUDGED = 0.9
# Each draw of the labels costs an evaluation of both runs: enough of them for the ends of an interval of 95 %.
N_DRAWS, N_DRAWS_OF_MANY, MANY_QUERIES = 200, 60, 2_000
# The mean p-value of so many draws is known to a few thousandths.
TESTED_DRAWS, N_PERMUTATIONS, N_BOOTSTRAP = 50, 4_000, 1_000
SEED = 20_260_301

DEPTH_RANGE = declare(
    "evaluations.depth_range", "Say how deep to look: a whole number from 1 to {most}.", status=422
)
SAME_RUN = declare(
    "evaluations.same_run", "Choose two different runs: one differs from itself by nothing.", status=422
)
OTHER_RELEASE = declare(
    "evaluations.other_release",
    "Both runs are compared on one delivery: these belong to different ones.",
    status=422,
)
NOT_READY = declare("evaluations.not_ready", "Runs are measured against a delivery that is ready.")
ONLY_CHANGES = declare(
    "evaluations.only_changes",
    "This release holds only the labels that it corrects: choose the delivery that has them all.",
)
NO_GRADES = declare(
    "evaluations.no_grades",
    "This delivery has no grades to measure a run with: deliver it with qrels, which say what a label is worth.",
)
TOO_MANY = declare(
    "evaluations.too_many",
    "This delivery is too large to be measured at once: it may have {labels} labels, and {queries} queries, each "
    "counted in every market.",
)
PAIR_TWICE = declare(
    "evaluations.pair_twice",
    "{query} and {document} were judged more than once, so there is no one grade of them: deliver qrels whose fields "
    "tell the items apart.",
)
RUN_NAME = declare("evaluations.run_name", "Name the run in at most {most} letters.", status=422)
RUN_TWICE = declare("evaluations.run_twice", "This delivery has a run of this name already.")
NO_QUERY_SHARED = declare(
    "evaluations.no_query_shared",
    "No query of the run was judged in this delivery: ids are written as in its qrels.",
    status=422,
)


@dataclass(frozen=True, slots=True)
class GradedLabel:
    """One label as a grade; `likely` is how sure it is, by grade, and `probability` where only that is known.

    `grade` None: an answer that is no grade, such as a page that does not open. It gains nothing and is no hole.
    """

    query: str
    document: str
    grade: int | None
    market: str = ""
    language: str = ""
    probability: float | None = None
    likely: Mapping[int, float] | None = None

    @property
    def gain(self) -> int:
        """Grades below 0 gain nothing, as in trec_eval."""
        return max(self.grade or 0, 0)

    @property
    def topic(self) -> str:
        """A query of one market: the same words are another question elsewhere."""
        return f"{self.market}\t{self.query}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of one run: the mean over queries with its interval of 95 %; None where nothing is measured."""

    measure: SearchMeasure
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Gap:
    """First less second; `p_value` by permutation, `p_adjusted` for all that are tested beside it (Holm)."""

    measure: SearchMeasure
    value: float
    low: float
    high: float
    p_value: float
    p_adjusted: float
    n: int

    @property
    def is_clear(self) -> bool:
        """Whether both say so: the interval, which carries the labels' noise, and the test; see `Part.is_clear`."""
        return self.p_adjusted < 0.05 and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Side:
    figures: tuple[Measured, ...]
    judged: Share
    n_missing: int


@dataclass(frozen=True, slots=True)
class Part:
    """All queries, or those of a market or a language. `n_empty`: left out, since nothing of them is relevant."""

    kind: EvaluationPart
    name: str
    n_queries: int
    n_empty: int
    sides: tuple[Side, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_thin(self) -> bool:
        """Whether too little of a side was judged to say which is better; without a result, nothing is missing."""
        return any(each.judged.value is not None and each.judged.value < LEAST_JUDGED for each in self.sides)

    def is_clear(self, gap: Gap) -> bool:
        """Whether one side is better by this measure."""
        return gap.is_clear and not self.is_thin


@dataclass(frozen=True, slots=True)
class Evaluated:
    """`n_unsure`: labels that say nothing of how sure they are, and are taken as certain.

    `relevant_from`: the grade, as it was delivered, from which on a result counts as relevant.
    """

    parts: tuple[Part, ...]
    holes: tuple[Hole, ...]
    n_holes: int
    n_labels: int
    n_unsure: int
    n_draws: int
    relevant_from: int = 1


def refuse_depth(k: int) -> list[Reason]:
    return [] if 1 <= k <= MOST_DEPTH else [DEPTH_RANGE(field="k", most=MOST_DEPTH)]


def refuse_labels(labels: Iterable[GradedLabel]) -> Reason | None:
    """What keeps them from being measured; what is no grade may stand beside one of the same pair."""
    seen: dict[str, set[str]] = {}
    for nth, each in enumerate(labels, 1):
        documents = seen.setdefault(each.topic, set())
        if nth > MOST_LABELS or len(seen) > MOST_QUERIES:
            return TOO_MANY(labels=f"{MOST_LABELS:,}", queries=f"{MOST_QUERIES:,}")
        if each.grade is not None and each.document in documents:
            return PAIR_TWICE(query=each.query, document=each.document)
        if each.grade is not None:
            documents.add(each.document)
    return None


def evaluated(
    labels: Sequence[GradedLabel],
    runs: Sequence[Run],
    *,
    k: int,
    seed: int = SEED,
    step: Callable[[], None] = lambda: None,
) -> Evaluated:
    """One run or two. Holes are proposed for two: what tells them apart. `step` is called before what takes long."""
    answered = frozenset((each.topic, each.document) for each in labels if each.grade is None)
    labels = [each for each in labels if each.grade is not None]
    possible = {max(grade, 0) for each in labels for grade in each.likely or ()}
    scale = sorted({each.gain for each in labels} | possible | {0, 1})
    qrels = _qrels(labels)
    topics = {label.topic: label for label in labels}
    counted = [topic for topic, judged in qrels.items() if max(judged.values()) > 0]
    lists = [{topic: _first(run.get(topics[topic].query, {}), k) for topic in qrels} for run in runs]
    posteriors, behind = _posteriors(labels, scale)
    n_draws = N_DRAWS if len(counted) <= MANY_QUERIES else N_DRAWS_OF_MANY
    drawn = None
    if counted:
        drawn = draw_labels({each: posteriors[each] for each in counted}, scale, n_draws=n_draws, seed=seed)
    scores = []
    for run in lists:
        step()
        scores.append(_scores(drawn, run, k=k, highest=scale[-1]))
    place = {topic: nth for nth, topic in enumerate(counted)}
    world = _World(qrels, tuple(lists), place, tuple(scores), answered, k, seed, step)
    parts = [_part(world, kind, name, own) for kind, name, own in _parts_of(qrels, topics)]
    step()
    holes = _holes(world, list(counted), scale, behind) if len(runs) == 2 and counted else []
    n_unsure = sum(each.probability is None and each.likely is None for each in labels)
    return Evaluated(
        tuple(_adjusted(parts)), tuple(holes[:MOST_HOLES]), len(holes), len(labels), n_unsure, n_draws
    )


@dataclass(frozen=True, slots=True)
class _World:
    qrels: Mapping[str, Mapping[str, float]]
    lists: tuple[Run, ...]
    place: Mapping[str, int]
    scores: tuple[Mapping[SearchMeasure, Floats], ...]
    answered: frozenset[tuple[str, str]]
    k: int
    seed: int
    step: Callable[[], None]


def _qrels(labels: Sequence[GradedLabel]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for each in labels:
        found.setdefault(each.topic, {})[each.document] = float(each.gain)
    return found


def _first(scores: Mapping[str, float], k: int) -> dict[str, float]:
    return {document: scores[document] for document in ranked(scores)[:k]}


def _posteriors(
    labels: Sequence[GradedLabel], scale: Sequence[int]
) -> tuple[dict[str, dict[str, list[float]]], Floats]:
    """How sure each label is, and the confusion of labels with what is behind them: expected counts, truth by label."""
    place = {grade: nth for nth, grade in enumerate(scale)}
    at = [place[each.gain] for each in labels]
    own = [_likely(each, place) for each in labels]
    counts = np.zeros((len(scale), len(scale)))
    for label, likely, nth in zip(labels, own, at, strict=True):
        if likely is not None:
            counts[:, nth] += likely
        elif label.probability is not None:
            counts[:, nth] += (1 - label.probability) / max(len(scale) - 1, 1)
            counts[nth, nth] += label.probability - (1 - label.probability) / max(len(scale) - 1, 1)
        else:
            counts[nth, nth] += 1
    behind = truth_behind(counts) if counts.sum() else np.eye(len(scale))
    # A label that says nothing of itself is taken as it is, and counted as such.
    sure = label_posteriors(
        at, [1.0 if each.probability is None else each.probability for each in labels], behind
    )
    found: dict[str, dict[str, list[float]]] = {}
    for label, likely, row in zip(labels, own, sure, strict=True):
        found.setdefault(label.topic, {})[label.document] = (row if likely is None else likely).tolist()
    return found, counts


def _likely(label: GradedLabel, place: Mapping[int, int]) -> Floats | None:
    if not label.likely:
        return None
    row = np.zeros(len(place))
    for grade, chance in label.likely.items():
        row[place[max(grade, 0)]] += chance
    return row / row.sum() if row.sum() > 0 else None


def _holes(world: _World, counted: Sequence[str], scale: Sequence[int], behind: Floats) -> list[Hole]:
    """What nobody judged; an answer that is no grade gains nothing, and asking again would not make it a grade."""
    judged = {topic: dict(world.qrels[topic]) for topic in counted}
    shares = grade_shares(judged, world.lists, scale, k=world.k)
    for topic, document in world.answered:
        if topic in judged:
            judged[topic].setdefault(document, 0.0)
    first, second = world.lists
    return top_up(
        judged,
        (first, second),
        k=world.k,
        grades=scale,
        shares=shares,
        label_given_truth=_chances(behind),
    )


def _chances(counts: Floats) -> Floats:
    """P(label | truth), smoothed as `truth_behind` does."""
    smoothed = counts + 0.5
    return np.asarray(smoothed / smoothed.sum(axis=1, keepdims=True))


def _scores(drawn: DrawnLabels | None, run: Run, *, k: int, highest: int) -> dict[SearchMeasure, Floats]:
    """Of each counted query under each draw of the labels."""
    if drawn is None:
        return {}
    names = [each.value for each in SearchMeasure]
    found = drawn_scores(drawn, run, names, Look(k, relevant_from=1, highest=max(highest, 1)))
    return {SearchMeasure(name): scores for name, scores in found.items()}


def _parts_of(
    qrels: Mapping[str, object], topics: Mapping[str, GradedLabel]
) -> Iterator[tuple[EvaluationPart, str, list[str]]]:
    """All, then each market, and each language where languages are not markets by another name."""
    yield EvaluationPart.ALL, "", list(qrels)
    told: list[list[str]] = []
    for kind in (EvaluationPart.MARKET, EvaluationPart.LANGUAGE):
        groups: dict[str, list[str]] = {}
        for topic in qrels:
            label = topics[topic]
            groups.setdefault(label.market if kind == EvaluationPart.MARKET else label.language, []).append(
                topic
            )
        if len(groups) > 1 and list(groups.values()) != told:
            yield from ((kind, name, groups[name]) for name in sorted(groups))
            told = list(groups.values())


def _part(world: _World, kind: EvaluationPart, name: str, topics: Sequence[str]) -> Part:
    counted = [topic for topic in topics if topic in world.place]
    rows = np.array([world.place[topic] for topic in counted], np.int64)
    sides = tuple(
        _side(world, run, scores, counted=counted, rows=rows)
        for run, scores in zip(world.lists, world.scores, strict=True)
    )
    gaps: tuple[Gap, ...] = ()
    if len(world.lists) == 2 and counted:
        tested = list(SearchMeasure) if kind == EvaluationPart.ALL else [SearchMeasure.NDCG]
        gaps = tuple(_gap(world, each, rows) for each in tested)
    return Part(kind, name, len(counted), len(topics) - len(counted), sides, gaps)


def _side(
    world: _World,
    run: Run,
    scores: Mapping[SearchMeasure, Floats],
    *,
    counted: Sequence[str],
    rows: NDArray[np.int64],
) -> Side:
    shown = [
        document in world.qrels[topic] or (topic, document) in world.answered
        for topic in counted
        for document in run[topic]
    ]
    figures = tuple(
        _measured(world, each, scores[each][rows]) if counted else Measured(each, None, None, None, 0)
        for each in SearchMeasure
    )
    return Side(figures, wilson(sum(shown), len(shown)), sum(not run[topic] for topic in counted))


def _measured(world: _World, of: SearchMeasure, scores: Floats) -> Measured:
    world.step()
    mean = mean_of_scores(scores, n_draws=N_BOOTSTRAP, seed=world.seed)
    return Measured(of, mean.value, mean.low, mean.high, mean.n_queries)


def _gap(world: _World, of: SearchMeasure, rows: NDArray[np.int64]) -> Gap:
    world.step()
    first, second = (scores[of][rows] for scores in world.scores)
    found = compare(first, second, n_bootstrap=N_BOOTSTRAP, seed=world.seed)
    tested = permutation_test(
        first[:, :TESTED_DRAWS],
        second[:, :TESTED_DRAWS],
        n_permutations=N_PERMUTATIONS,
        seed=world.seed,
    )
    return Gap(of, found.value, found.low, found.high, tested.p_value, tested.p_value, found.n_queries)


def _adjusted(parts: Sequence[Part]) -> list[Part]:
    """What is tested side by side is a family: the measures of all queries, nDCG of the markets, of the languages."""
    adjusted = list(parts)
    for kind in EvaluationPart:
        places = [
            (nth, at) for nth, part in enumerate(parts) if part.kind == kind for at in range(len(part.gaps))
        ]
        p_values = holm([parts[nth].gaps[at].p_value for nth, at in places])
        for (nth, at), p_value in zip(places, p_values.tolist(), strict=True):
            gaps = list(adjusted[nth].gaps)
            gaps[at] = replace(gaps[at], p_adjusted=p_value)
            adjusted[nth] = replace(adjusted[nth], gaps=tuple(gaps))
    return adjusted
