"""Which tasks of a project somebody asks for, and what each wish means for the database.

What only a higher domain knows (labels) it registers here, so that lists and jobs narrow alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any  # Rows of any table.
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from assay.kit.ids import parse_uid
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, Judgment, QueueItem

STATES = {
    "open": ItemState.OPEN,
    "done": ItemState.DONE,
    "parked": ItemState.PARKED,
    "withdrawn": ItemState.WITHDRAWN,
}
IN_WORK = "in_work"
# What tells of answers is not narrowed by for those who may not see answers.
OF_ANSWERS = frozenset({"gold", "disagreement", "label", "contributor"})
LONGEST = 200
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is empty narrows nothing. Texts, as they stand in an address and in a job's parameters."""

    q: str = ""
    text: str = ""
    state: str = ""
    batch: str = ""
    market: str = ""
    stage: str = ""
    gold: str = ""
    disagreement: str = ""
    label: str = ""
    contributor: str = ""
    since: str = ""
    until: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())

    def as_texts(self) -> dict[str, str]:
        """Those that narrow."""
        return {name: value for name, value in asdict(self).items() if value}


def narrowing_of(texts: Mapping[str, str], given: frozenset[Permission]) -> Narrowing:
    """What was asked for, as far as somebody with these permissions may ask."""
    hidden = frozenset() if Permission.VIEW_ANSWERS in given else OF_ANSWERS
    names = [field.name for field in fields(Narrowing) if field.name not in hidden]
    return Narrowing(**{name: texts.get(name, "").strip().replace("\0", "")[:LONGEST] for name in names})


def has(rows: QuerySet[Any]) -> Q:
    """Whether there is such a row, asked task by task: a page stops as soon as it is full, where EXISTS as a join
    would first read every row of the other table."""
    return Q(IsNull(Subquery(rows.values("pk")[:1]), False))  # noqa: FBT003  # How Django spells "is not null".


Meaning = Callable[[Project, str], Q]
_MEANINGS: dict[str, Meaning] = {}


def means(name: str) -> Callable[[Meaning], Meaning]:
    """Register what a wish means."""

    def add(meaning: Meaning) -> Meaning:
        _MEANINGS[name] = meaning
        return meaning

    return add


def condition(project: Project, narrowing: Narrowing) -> Q:
    """Everything that was asked for, as one condition on tasks."""
    found = Q()
    for name, value in narrowing.as_texts().items():
        found &= _MEANINGS[name](project, value)
    return found


@means("q")
def _external_id(project: Project, value: str) -> Q:
    return Q(external_id__startswith=value)


@means("text")
def _content(project: Project, value: str) -> Q:
    return Q(content__icontains=value)


@means("state")
def _state(project: Project, value: str) -> Q:
    if value == IN_WORK:
        return has(Claim.objects.filter(task=OuterRef("pk"), state=ClaimState.OPEN))
    state = STATES.get(value)
    return Q() if state is None else has(QueueItem.objects.filter(task=OuterRef("pk"), state=state))


@means("batch")
def _batch(project: Project, value: str) -> Q:
    uid = parse_uid(value)
    return Q(batch__uid=uid, batch__project=project) if uid else NOTHING


@means("market")
def _market(project: Project, value: str) -> Q:
    return Q(market=None) if value == "none" else Q(market__code=value)


@means("stage")
def _stage(project: Project, value: str) -> Q:
    uid = parse_uid(value)
    return has(QueueItem.objects.filter(task=OuterRef("pk"), stage__uid=uid)) if uid else NOTHING


@means("gold")
def _gold(project: Project, value: str) -> Q:
    return Q(is_gold=value == "yes")


@means("disagreement")
def _disagreement(project: Project, value: str) -> Q:
    """People gave different answers; what was taken back does not count."""
    counting = Judgment.objects.filter(task=OuterRef("pk"), retraction=None)
    different = counting.order_by().values("task").annotate(n=Count("answers", distinct=True)).filter(n__gt=1)
    return Q(Exists(different))


@means("contributor")
def _contributor(project: Project, value: str) -> Q:
    by = Judgment.objects.filter(task=OuterRef("pk"), project=project, contributor__pseudonym=value)
    return Q(Exists(by))


@means("since")
def _since(project: Project, value: str) -> Q:
    day = _day(value, project.time_zone)
    return Q() if day is None else Q(created_at__gte=day)


@means("until")
def _until(project: Project, value: str) -> Q:
    """The day itself is included."""
    day = _day(value, project.time_zone)
    return Q() if day is None else Q(created_at__lt=day + timedelta(days=1))


def _day(text: str, zone: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
