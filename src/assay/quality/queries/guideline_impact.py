"""What judgments are like before a version of the guideline, and under it: each number with its n and interval."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any  # Answers are JSON.

import msgspec

from assay.kit.sql import rows
from assay.projects.models import GuidelineVersion
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten
from assay.quality.models import GuidelineImpact
from assay.quality.queries.inputs import LISTED

# So many judgments on either side of the change: those nearest to it.
MOST = 20_000
_SAMPLE = """
SELECT j.task_id, j.answers::text, j.schema_version_id, j.handling_seconds, j.is_gold, r.is_correct,
    (SELECT bool_and(coalesce(a.is_correct, v.is_correct)) FROM quality_review v
     LEFT JOIN quality_reviewadjustment a ON a.review_id = v.id
     WHERE v.judgment_id = j.id AND v.tier = 'client' AND v.purpose IN ('sample', 'lot'))
FROM work_judgment j
JOIN projects_guidelineversion g ON g.id = j.guideline_version_id
LEFT JOIN quality_goldresult r ON r.judgment_id = j.id
LEFT JOIN work_retracted t ON t.judgment_id = j.id
WHERE j.project_id = %(project)s::bigint AND j.contributor_id IS NOT NULL AND t.judgment_id IS NULL AND {side}
ORDER BY j.id {order} LIMIT %(most)s::int
"""
_BEFORE = _SAMPLE.format(side="g.number < %(number)s::int", order="DESC")
_AFTER = _SAMPLE.format(side="g.number = %(number)s::int", order="ASC")


@dataclass(frozen=True, slots=True)
class Sampled:
    task: int
    answers_json: str
    schema: int
    seconds: float
    is_gold: bool
    gold_right: bool | None
    review_right: bool | None


@dataclass(frozen=True, slots=True)
class Measured:
    """None where it is undefined: nothing was measured."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def impact_of(version: GuidelineVersion) -> GuidelineImpact | None:
    """As it was last computed."""
    return GuidelineImpact.objects.filter(version=version).first()


def sample_before(version: GuidelineVersion) -> list[Sampled]:
    return _sample(_BEFORE, version)


def sample_under(version: GuidelineVersion) -> list[Sampled]:
    return _sample(_AFTER, version)


def measures_of(sample: Sequence[Sampled]) -> dict[str, Measured]:
    """Gold and review accuracy (Wilson), agreement (of pairs, by item), and mean handling time (Student)."""
    gold = [each.gold_right for each in sample if each.gold_right is not None]
    reviewed = [each.review_right for each in sample if each.review_right is not None]
    return {
        "gold": _share(gold),
        "review": _share(reviewed),
        "agreement": _agreement([each for each in sample if not each.is_gold]),
        "seconds": mean_interval([each.seconds for each in sample if not each.is_gold]),
    }


def mean_interval(values: Sequence[float]) -> Measured:
    """Mean with Student's interval of 95 %; of one value no interval."""
    from scipy.stats import t

    n = len(values)
    if n == 0:
        return Measured(None, None, None, 0)
    mean = sum(values) / n
    if n == 1:
        return Measured(mean, None, None, 1)
    error = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    half = float(t.ppf(0.975, n - 1)) * error
    return Measured(mean, mean - half, mean + half, n)


def _sample(statement: str, version: GuidelineVersion) -> list[Sampled]:
    params = {"project": version.project_id, "number": version.number, "most": MOST}
    return [Sampled(*row) for row in rows(statement, params)]


def _share(right: Sequence[bool]) -> Measured:
    from assay.stats.sampling import wilson

    share = wilson(sum(right), len(right))
    return Measured(share.value, share.low, share.high, share.n)


def _agreement(sample: Sequence[Sampled]) -> Measured:
    """Share of agreeing pairs of judgments of the same item; n is how many items were judged twice."""
    import numpy as np

    from assay.stats.agreement import percent_agreement

    given: dict[object, list[object]] = defaultdict(list)
    for unit, value in _closed(sample):
        given[unit].append(value)
    classes = {
        value: nth for nth, value in enumerate(dict.fromkeys(v for all_ in given.values() for v in all_))
    }
    counts = np.zeros((len(given), max(2, len(classes))))
    for nth, values in enumerate(given.values()):
        for value in values:
            counts[nth, classes[value]] += 1
    found = percent_agreement(counts) if given else None
    if found is None or found.value is None:
        return Measured(None, None, None, 0)
    return Measured(found.value, found.low, found.high, found.n_paired)


def _closed(sample: Sequence[Sampled]) -> Iterator[tuple[object, object]]:
    """Answers that can be the same: none to questions that are answered in words, marks or an order."""
    for each in sample:
        schema = parsed_schema(each.schema)
        open_ = {question.id for question in schema.questions if question.kind in LISTED}
        answers: dict[str, Any] = msgspec.json.decode(each.answers_json)
        for question, subject, value in flatten(schema, answers):
            if question not in open_:
                yield (each.task, question, subject), str(value)
