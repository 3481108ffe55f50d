"""What is wrong with a row before it becomes a task: its names, its content, the files it shows, its known answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Content is whatever the label schema says.

from assay.kit.models import StoredFile
from assay.kit.reasons import Reason, Refused
from assay.people.models import Market, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import is_allowed
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import content as content_rules
from assay.projects.rules.answers import validate_one
from assay.projects.rules.label_schema import LabelSchema
from assay.work.actions.queues import label_stage
from assay.work.enums import BatchState, ContentSeverity, Priority
from assay.work.models import Batch
from assay.work.queries.exposure import content_default
from assay.work.rules import reasons
from assay.work.rules.exposure import ContentDefault

STORED = re.compile(r"sha256:([0-9a-f]{64})")
CLOSED = (BatchState.DONE, BatchState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of an import; `line` is where it stands in the file, `problems` what its reading has found."""

    line: int
    external_id: str
    content: Mapping[str, Any]
    market: str | None = None
    priority: Priority | None = None
    expires_at: datetime | None = None
    gold: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    gold_reason: str = ""
    content_severity: ContentSeverity | None = None
    content_category: str = ""
    problems: tuple[Reason, ...] = ()

    @property
    def files(self) -> frozenset[str]:
        """The sha256 of every stored file that the content shows."""
        return frozenset(_named(self.content))


@dataclass(frozen=True)
class Target:
    """Where rows go, and what they are checked against."""

    batch: Batch
    stage: Stage
    schema: LabelSchema
    markets: Mapping[str, int]
    retired_markets: frozenset[str]
    may_know_gold: bool
    content: ContentDefault
    now: datetime


def target_of(by: User, batch: Batch, now: datetime) -> Target:
    """Refused where nothing comes in any more."""
    if batch.state in CLOSED:
        raise Refused(reasons.BATCH_CLOSED(name=batch.name, state=batch.state))
    markets = dict(Market.objects.filter(retired_at=None).values_list("code", "pk"))
    retired = frozenset(Market.objects.exclude(retired_at=None).values_list("code", flat=True))
    may_know_gold = is_allowed(by, batch.project, Permission.MANAGE_GOLD)
    schema = parsed_schema(batch.project.schema_version_id or 0)
    content = content_default(batch.project)
    return Target(batch, label_stage(batch.project), schema, markets, retired, may_know_gold, content, now)


def files_named(project: Project, chunk: Sequence[TaskRow]) -> frozenset[str]:
    """Those of the files that the rows show which the project has."""
    named = {sha256 for row in chunk for sha256 in row.files}
    if not named:
        return frozenset()
    there = StoredFile.objects.filter(project_uid=project.uid, sha256__in=named, retired_at=None)
    return frozenset(there.values_list("sha256", flat=True))


def problems_of(target: Target, row: TaskRow, stored: frozenset[str]) -> list[Reason]:
    """Everything that keeps the row out; empty: it comes in."""
    if row.problems:
        return list(row.problems)
    if not row.external_id or len(row.external_id) > 200 or "\x00" in row.external_id:
        return [reasons.EXTERNAL_ID_INVALID(field="external_id")]
    if problem := _market(target, row.market):
        return [problem]
    if row.expires_at is not None and row.expires_at <= target.now:
        return [reasons.EXPIRED(field="expires_at", at=row.expires_at.isoformat(timespec="minutes"))]
    problems = content_rules.validate(target.schema, row.content)
    problems += files_missing(row, stored)
    return problems or (list(_gold(target, row)) if row.gold else [])


def files_missing(row: TaskRow, stored: frozenset[str]) -> list[Reason]:
    """The content shows nothing but files that the project has."""
    return [reasons.PICTURE_UNKNOWN(sha256=f"sha256:{each}") for each in sorted(row.files - stored)]


def _market(target: Target, market: str | None) -> Reason | None:
    if market is None or market in target.markets:
        return None
    if market in target.retired_markets:
        return reasons.MARKET_RETIRED(field="market", market=market)
    return reasons.UNKNOWN_MARKET(field="market", market=market[:40])


def _gold(target: Target, row: TaskRow) -> Iterator[Reason]:
    if not target.may_know_gold:
        yield NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_GOLD])
        return
    if not target.batch.is_gold:
        yield reasons.GOLD_ELSEWHERE(field="gold")
    if not row.gold_reason.strip():
        yield reasons.GOLD_WITHOUT_REASON(field="gold_reason")
    for key, accepted in row.gold.items():
        question = target.schema.question(key)
        if question is None:
            yield reasons.GOLD_UNKNOWN_QUESTION(field=f"gold/{key}"[:200], id=key[:60])
            continue
        for value in accepted:
            yield from validate_one(target.schema, question, value, row.content)


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith("sha256:") and (found := STORED.fullmatch(value)):
            yield found.group(1)
        elif "(sha256:" in value:
            yield from STORED.findall(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _named(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(each)
