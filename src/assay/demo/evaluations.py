"""What Rita measures with the first week of search: two rankers side by side, and a classifier of what people want.

Her rankers and her classifier are invented, and a seed decides what they say; what is measured follows from the labels.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from assay.delivery.models import Release
from assay.delivery.queries.graded import GradedPair, graded_pairs, grades_of
from assay.delivery.queries.rows import task_labels
from assay.demo.outcome import newest
from assay.demo.story import Story
from assay.insight.actions.classifying import start_report, upload_verdicts
from assay.insight.actions.evaluating import Upload, start_evaluation, upload_run
from assay.insight.models import SearchRun
from assay.kit.jobs import run_now

SEED = 7
# Each query has four judged results: the best three of them tell rankers apart.
DEPTH = 3
# How much chance there is in a ranking, in grades; the new ranker also finds results that nobody has judged.
OLD_NOISE, NEW_NOISE, NEW_FINDS = 2.0, 0.5, 0.3
# How often the classifier is right; of what it finds unclear all is drawn, of the rest one in two.
RIGHT, INTENTS, RARE, SHARE = 0.88, ("buy", "compare", "unclear"), "unclear", 0.5


def tell_evaluations(search: Story) -> None:
    """After the first week was accepted, and before the second is there."""
    agenda = search.agenda
    agenda.put(agenda.ago(days=3, hours=5), lambda at: compare_rankers(search, at))
    agenda.put(agenda.ago(days=3, hours=2), lambda at: measure_classifier(search, at))


def compare_rankers(search: Story, at: datetime) -> None:
    release = newest(search)
    settings = grades_of(release)
    assert settings is not None
    pairs = list(graded_pairs(release, settings))
    old = _run(search, "Ranker 6", _lines(pairs, OLD_NOISE, 0.0), at)
    new = _run(search, "Ranker 7", _lines(pairs, NEW_NOISE, NEW_FINDS), at)
    rita = search.organisation.users["rita"]
    run_now(start_evaluation(rita, first=new, second=old, k=DEPTH, now=at), at=at)


def measure_classifier(search: Story, at: datetime) -> None:
    release, rita = newest(search), search.organisation.users["rita"]
    text = "\n".join(["external_id,verdict,weight", *_verdicts(release)])
    verdicts = upload_verdicts(
        rita,
        project=search.project,
        question="intent",
        name="Intent classifier 2",
        upload=Upload("verdicts.csv", [text.encode()]),
        now=at,
    )
    run_now(start_report(rita, verdicts=verdicts, release=release, now=at), at=at)


def _run(search: Story, name: str, lines: Iterator[str], at: datetime) -> SearchRun:
    rita, release = search.organisation.users["rita"], newest(search)
    upload = Upload(f"{name.lower().replace(' ', '-')}.run", ["\n".join(lines).encode()])
    return upload_run(rita, release=release, name=name, upload=upload, now=at)


def _lines(pairs: list[GradedPair], noise: float, finds: float) -> Iterator[str]:
    """A run in which better grades tend to stand higher."""
    draw = Random(SEED)
    queries: dict[str, dict[str, float]] = {}
    for pair in sorted(pairs, key=lambda each: (each.query, each.document)):
        scores = queries.setdefault(pair.query, {})
        scores[pair.document] = (pair.grade or 0) + draw.gauss(0, noise)
    for query, scores in queries.items():
        if draw.random() < finds:
            scores[f"n{draw.randrange(100, 1000)}"] = draw.gauss(1.5, 1)
        ranked = sorted(scores, key=lambda each: -scores[each])
        yield from (f"{query} Q0 {each} {nth} {scores[each]:.4f} r" for nth, each in enumerate(ranked, 1))


def _verdicts(release: Release) -> Iterator[str]:
    draw = Random(SEED)
    found = sorted(
        (task.external_id, str(label.value))
        for task in task_labels(release)
        for label in task.labels
        if label.question == "intent"
    )
    for external_id, intent in found:
        verdict = intent if draw.random() < RIGHT else draw.choice(INTENTS)
        if verdict == RARE:
            yield f"{external_id},{verdict},1"
        elif draw.random() < SHARE:
            yield f"{external_id},{verdict},{1 / SHARE:g}"
