"""Models behind addresses: their terms, what they have not been asked yet, and what they cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any  # Content is JSON.

import msgspec
from django.db.models import Max

from assay.kit.sql import rows
from assay.labelers.enums import CallOutcome
from assay.labelers.models import (
    Endpoint,
    EndpointAnswer,
    EndpointBooking,
    EndpointCall,
    EndpointDay,
    EndpointKey,
    EndpointPending,
    LabelerVersion,
    MachineLabeler,
)
from assay.labelers.queries.registry import MOST_COUNTED
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.work.enums import ContentSeverity
from assay.work.queries.exposure import content_default
from assay.work.rules.columns import fields_of

# So often a task may get no answer, or a refusal, before it is left alone.
GIVEN_UP = 5
# What a machine alone has predicted keeps hard content here, and lets none go that would stay unrated.
_PREDICTED = """
coalesce((SELECT r.machine <> '' FROM work_contentrating r WHERE r.task_id = t.id ORDER BY r.id DESC LIMIT 1), false)
"""
# Tests stay here, and so does what is too hard, and what a market's budget or another rule has stopped.
_MAY_GO = f"""
coalesce(t.severity, %(unknown)s::smallint) <= %(highest)s::smallint AND
(%(unknown)s::smallint <= %(highest)s::smallint OR NOT {_PREDICTED}) AND
t.withdrawn_at IS NULL AND NOT t.is_test AND NOT EXISTS (
    SELECT FROM work_routingstop s
    WHERE s.market_id = t.market_id AND (s.project_id IS NULL OR s.project_id = t.project_id))
"""
# What was answered in a way that cannot be used is not asked again: it would cost once more, and perhaps come out so
# again. What got no answer is, until it is given up.
_UNASKED = f"""
SELECT t.id FROM work_task t
WHERE t.project_id = %(project)s::bigint AND t.is_gold = %(is_gold)s::boolean AND t.id > %(after)s::bigint
  AND {_MAY_GO}
  AND NOT EXISTS (SELECT FROM labelers_prediction p WHERE p.version_id = %(version)s::bigint AND p.task_id = t.id)
  AND NOT EXISTS (
      SELECT FROM labelers_endpointcall c JOIN labelers_endpointanswer a ON a.call_id = c.id
      WHERE c.task_id = t.id AND c.version_id = %(version)s::bigint
        AND a.outcome IN ('unreadable', 'not_allowed'))
  AND (
      SELECT count(*) FROM labelers_endpointcall c JOIN labelers_endpointanswer a ON a.call_id = c.id
      WHERE c.task_id = t.id AND c.version_id = %(version)s::bigint
        AND a.outcome IN ('lost', 'refused')) < %(given_up)s::int
ORDER BY t.id LIMIT %(most)s::int
"""
_CONTENT = f"SELECT t.content::text FROM work_task t WHERE t.id = %(task)s::bigint AND {_MAY_GO}"
# Where what is unknown may go, only what was said counts: there is an index for that.
_HELD_BACK = """
SELECT count(*)::int FROM (
    SELECT FROM work_task t
    WHERE t.project_id = %(project)s::bigint AND t.withdrawn_at IS NULL AND NOT t.is_test AND {is_harder}
    LIMIT %(most)s::int) counted
"""
_IS_HARDER = {
    False: "t.severity > %(highest)s::smallint",
    True: f"(coalesce(t.severity, %(unknown)s::smallint) > %(highest)s::smallint OR {_PREDICTED})",
}
_UNBOOKED = """
SELECT t.market_id, (c.asked_at AT TIME ZONE 'UTC')::date, sum(a.micro)::bigint
FROM labelers_endpointanswer a
JOIN labelers_endpointcall c ON c.id = a.call_id
LEFT JOIN work_task t ON t.id = c.task_id
WHERE a.version_id = %(version)s::bigint AND a.id > %(after)s::bigint AND a.id <= %(upto)s::bigint AND a.micro > 0
GROUP BY 1, 2 ORDER BY 1, 2
"""
_TOLD = """
SELECT a.version_id, a.outcome, count(*)::int, coalesce(sum(a.n_in), 0)::bigint, coalesce(sum(a.n_out), 0)::bigint,
    sum(a.micro)::bigint
FROM labelers_endpointanswer a WHERE a.version_id = ANY (%(versions)s::bigint[])
GROUP BY a.version_id, a.outcome ORDER BY a.version_id, a.outcome
"""
# Versions with answers that are not in the ledger: each is one step along an index.
_DUE = """
SELECT e.version_id FROM labelers_endpoint e
WHERE (e.in_micro > 0 OR e.out_micro > 0)
  AND (SELECT max(a.id) FROM labelers_endpointanswer a WHERE a.version_id = e.version_id)
    > coalesce((SELECT max(b.answer_id) FROM labelers_endpointbooking b WHERE b.version_id = e.version_id), 0)
ORDER BY e.version_id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the calls of a version with one outcome."""

    outcome: CallOutcome
    n: int
    n_in: int
    n_out: int
    micro: int


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Tasks that are not sent because they count as too hard; no more than 100,000 are counted."""

    n: int
    unknown: ContentSeverity

    @property
    def is_more(self) -> bool:
        return self.n >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class EndpointState:
    """The endpoint of the newest version, as its project stands now."""

    endpoint: Endpoint
    key: EndpointKey | None
    told: tuple[Told, ...]
    spent_micro: int
    held_back: HeldBack
    last: EndpointAnswer | None

    @property
    def is_answering(self) -> bool:
        """Whether the last call had an answer, of whatever form."""
        silent = {CallOutcome.REFUSED, CallOutcome.DENIED, CallOutcome.BUSY, CallOutcome.LOST}
        return self.last is not None and self.last.outcome not in silent

    @property
    def is_guideline_behind(self) -> bool:
        return self.endpoint.guideline_id != self.endpoint.version.labeler.project.guideline_version_id

    @property
    def is_schema_behind(self) -> bool:
        return self.endpoint.schema_version_id != self.endpoint.version.labeler.project.schema_version_id


def endpoint_of(labeler: MachineLabeler) -> Endpoint | None:
    """Of its newest version."""
    found = Endpoint.objects.filter(version__labeler=labeler).order_by("-version__number")
    return found.select_related("version__labeler__project", "guideline", "schema_version").first()


def endpoint_by(version: LabelerVersion) -> Endpoint:
    """How this version asks."""
    return Endpoint.objects.select_related("version__labeler__project").get(version=version)


def key_of(labeler: MachineLabeler) -> EndpointKey | None:
    return EndpointKey.objects.select_related("given_by").filter(labeler=labeler).first()


def state_of(labeler: MachineLabeler, today: date) -> EndpointState | None:
    """None where nothing was configured."""
    endpoint = endpoint_of(labeler)
    if endpoint is None:
        return None
    spent = EndpointDay.objects.filter(labeler=labeler, day_on=today, currency=endpoint.currency)
    micro = spent.values_list("micro", flat=True).first() or 0
    told = told_of([endpoint.version_id])[endpoint.version_id]
    answers = EndpointAnswer.objects.filter(version=endpoint.version_id)
    last = answers.order_by("-pk").first()
    return EndpointState(endpoint, key_of(labeler), told, micro, held_back_of(endpoint), last)


def told_of(versions: Iterable[int]) -> dict[int, tuple[Told, ...]]:
    asked = list(versions)
    found: dict[int, tuple[Told, ...]] = dict.fromkeys(asked, ())
    for version, outcome, *rest in rows(_TOLD, {"versions": asked}):
        found[version] = (*found[version], Told(CallOutcome(outcome), *rest))
    return found


def unasked(endpoint: Endpoint, *, is_gold: bool, after: int, most: int) -> list[int]:
    """Tasks of which it has said nothing, in their order."""
    params = {
        **_severities(endpoint),
        "project": endpoint.version.labeler.project_id,
        "version": endpoint.version_id,
        "is_gold": is_gold,
        "after": after,
        "most": most,
        "given_up": GIVEN_UP,
    }
    return [pk for (pk,) in rows(_UNASKED, params)]


def content_to_send(endpoint: Endpoint, task_id: int) -> Mapping[str, Any] | None:
    """As it is now, of what this version and people now are shown; None where nothing of it may be sent any more."""
    found = rows(_CONTENT, {**_severities(endpoint), "task": task_id})
    if not found:
        return None
    content = msgspec.json.decode(found[0][0])
    in_force = _project_now(endpoint).schema_version_id or endpoint.schema_version_id
    now, then = (fields_of(parsed_schema(each)) for each in (in_force, endpoint.schema_version_id))
    return {name: content[name] for name in then if name in now and name in content} or None


def held_back_of(endpoint: Endpoint) -> HeldBack:
    """Tasks of the project that count as harder than what the endpoint takes."""
    severities = _severities(endpoint)
    sql = _HELD_BACK.format(is_harder=_IS_HARDER[severities["unknown"] > severities["highest"]])
    project = endpoint.version.labeler.project_id
    [(n,)] = rows(sql, {**severities, "project": project, "most": MOST_COUNTED})
    return HeldBack(n, ContentSeverity(severities["unknown"]))


def _severities(endpoint: Endpoint) -> dict[str, int]:
    """What a task counts as of which nobody has said it, as it is set now, and the highest that is sent.

    Who goes on with an earlier version sends nothing that the newest one keeps back.
    """
    default = content_default(_project_now(endpoint))
    newest = endpoint_of(endpoint.version.labeler) or endpoint
    return {
        "unknown": default.severity,
        "highest": min(endpoint.highest_severity, newest.highest_severity),
    }


def _project_now(endpoint: Endpoint) -> Project:
    return Project.objects.get(pk=endpoint.version.labeler.project_id)


def pending_calls(labeler: MachineLabeler | None = None) -> list[EndpointCall]:
    """Calls of which it is not known what became of them; a few at any time. Of one labeler those about tasks."""
    found = EndpointPending.objects.select_related("call__version")
    if labeler is not None:
        found = found.filter(call__version__labeler=labeler, call__task__isnull=False)
    return [each.call for each in found.order_by("call")]


def unbooked(version: LabelerVersion) -> tuple[int, dict[tuple[int | None, date], int]]:
    """The last answer that there is (0: none since the last booking), and what they cost by market and day."""
    booked = EndpointBooking.objects.filter(version=version).aggregate(last=Max("answer_id"))["last"] or 0
    upto = EndpointAnswer.objects.filter(version=version).aggregate(last=Max("pk"))["last"] or 0
    if upto <= booked:
        return 0, {}
    found = rows(_UNBOOKED, {"version": version.pk, "after": booked, "upto": upto})
    return upto, {(market, day): micro for market, day, micro in found}


def versions_to_book() -> list[LabelerVersion]:
    ids = [row[0] for row in rows(_DUE, {})]
    return list(LabelerVersion.objects.filter(pk__in=ids).select_related("labeler__project"))
