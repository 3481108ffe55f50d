"""Tasks that nobody has rated and nobody has looked at, and how a version tells how hard they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Content is JSON.

import msgspec
from django.db.models import Max

from assay.kit.reasons import Reason, Refused
from assay.kit.sql import rows
from assay.labelers.enums import LabelerKind
from assay.labelers.models import LabelerUse, LabelerVersion, LearntModel
from assay.labelers.queries.learning import learnt_of
from assay.labelers.rules.learner import Learnt
from assay.labelers.rules.severity import (
    CANNOT_RATE,
    DOES_NOT_ANSWER,
    HARDER_AT_MOST,
    NEW_OPTIONS,
    NO_RATINGS,
    Gauge,
    gauge_of,
)
from assay.projects.queries.schemas import parsed_schema
from assay.work.models import Task
from assay.work.queries.exposure import answer_ratings
from assay.work.rules.rated_answers import Ratings

# An import commits its tasks within minutes of giving them their numbers: what is older has nothing new before it.
SETTLES = timedelta(hours=1)
# Gold too, also where it was answered: it must not be told by what it counts as.
_UNRATED = """
SELECT t.id, t.content::text, g.answers::text FROM work_task t
LEFT JOIN quality_gold g ON g.task_id = t.id
WHERE t.project_id = %(project)s::bigint AND t.id > %(after)s::bigint AND t.severity IS NULL
  AND t.withdrawn_at IS NULL
  AND (t.is_gold OR NOT EXISTS (
      SELECT FROM work_judgment j WHERE j.task_id = t.id AND j.contributor_id IS NOT NULL))
ORDER BY t.id LIMIT %(most)s::int
"""


@dataclass(frozen=True, slots=True)
class Unrated:
    task_id: int
    content: Mapping[str, Any]
    known: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rater:
    """A version that may say how hard content is: by question what it has learnt, and how that tells it."""

    ratings: Ratings
    learnt: Mapping[str, Learnt]
    gauges: Mapping[str, Gauge]

    @property
    def weakest(self) -> Gauge:
        """The gauge that was wrong most often of what it had not seen."""
        return min(self.gauges.values(), key=lambda each: each.k / each.n)


def rater_of(version: LabelerVersion) -> Rater:
    """What the version has learnt of every question whose answers rate content now; Refused where it may not tell."""
    if version.labeler.kind != LabelerKind.LEARNER:
        raise Refused(CANNOT_RATE())
    ratings = answer_ratings(version.labeler.project)
    asked = sorted({question for question, _ in ratings})
    if not asked:
        raise Refused(NO_RATINGS())
    learnt, new = learnt_of(version), _new_options(version)
    risk = HARDER_AT_MOST / len(asked)
    found = {
        each: _gauge(each, learnt.get(each), ratings, risk=risk, new=new.get(each, ())) for each in asked
    }
    if refused := [each for each in found.values() if isinstance(each, Reason)]:
        raise Refused(*refused)
    gauges = {question: each for question, each in found.items() if isinstance(each, Gauge)}
    return Rater(ratings, {question: learnt[question] for question in gauges}, gauges)


def unrated_tasks(use: LabelerUse, *, after: int, most: int) -> list[Unrated]:
    """In their order."""
    params = {"project": use.stage.project_id, "after": after, "most": most}
    decode = msgspec.json.decode
    return [
        Unrated(pk, decode(content), decode(known) if known else {})
        for pk, content, known in rows(_UNRATED, params)
    ]


def settled_until(use: LabelerUse, *, after: int, now: datetime) -> int:
    """The last task that needs no second look once it was looked at: nothing comes in before it any more."""
    found = Task.objects.filter(project=use.stage.project_id, pk__gt=after, created_at__lte=now - SETTLES)
    last: int | None = found.aggregate(last=Max("pk"))["last"]
    return after if last is None else last


def _gauge(
    question: str, learnt: Learnt | None, ratings: Ratings, *, risk: float, new: Sequence[str]
) -> Gauge | Reason:
    if learnt is None:
        return DOES_NOT_ANSWER(question=question)
    if new:
        return NEW_OPTIONS(question=question, options=", ".join(new))
    return gauge_of(question, learnt.classes, learnt.held, ratings, risk=risk)


def _new_options(version: LabelerVersion) -> dict[str, list[str]]:
    """By question, what can be answered now and could not when the version learnt: no label of it says how likely."""
    asked = version.labeler.project.schema_version_id
    known = LearntModel.objects.filter(version=version).values_list("schema_version_id", flat=True).first()
    if asked is None or known is None or asked == known:
        return {}
    before = {each.id: {option.id for option in each.options} for each in parsed_schema(known).questions}
    return {
        each.id: [
            option.id
            for option in each.options
            if not option.is_retired and option.id not in before.get(each.id, ())
        ]
        for each in parsed_schema(asked).questions
    }
