"""Lots as people see them, what is in force where they are cut, and where switching stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import InspectionMethod, LotState
from assay.quality.models import (
    InspectionPlan,
    Lot,
    LotClass,
    LotInspection,
    LotRevision,
    LotUnit,
    Resumption,
    SampleUnit,
)
from assay.quality.rules.inspection import ClassPlan, Settings, terms_of
from assay.quality.rules.lots import Decided, Resumed, state_after
from assay.stats.sampling import Inspection, Plan, SequentialPlan, Share, State, wilson
from assay.stats.sampling import Lot as LotResult
from assay.work.models import Judgment

# Of the newest finished tasks those that are in no lot: reads no further back, however many are done.
_WAITING = """
SELECT count(*) FROM (
    SELECT i.task_id, i.stage_id FROM work_queueitem i
    WHERE i.stage_id = %(stage)s::bigint AND i.state IN (2, 6) ORDER BY i.done_at DESC LIMIT %(most)s::int
) newest
JOIN work_task t ON t.id = newest.task_id AND NOT t.is_gold AND t.withdrawn_at IS NULL
WHERE NOT EXISTS (
    SELECT FROM quality_lotunit u WHERE u.task_id = newest.task_id AND u.stage_id = newest.stage_id
)
"""


def plan_in_force(stage: Stage) -> InspectionPlan | None:
    return InspectionPlan.objects.filter(stage=stage).order_by("-number").first()


def plans_of(stage: Stage) -> QuerySet[InspectionPlan]:
    """Newest first."""
    return InspectionPlan.objects.filter(stage=stage).select_related("published_by").order_by("-number")


def settings_of(plan: InspectionPlan) -> Settings:
    return Settings(plan.method, plan.level, plan.alpha, plan.beta, terms_of(plan.classes))


def n_waiting(stage: Stage, *, most: int) -> int:
    """Of the newest finished tasks, so many at most, those that are in no lot."""
    return int(rows(_WAITING, {"stage": stage.pk, "most": most})[0][0])


def lots_of(project: Project, state: str = "") -> QuerySet[Lot]:
    """The register: newest first, each with its inspections and what they found."""
    inspections = LotInspection.objects.select_related("plan", "disposed_by").order_by("-attempt")
    classes = LotClass.objects.order_by("pk")
    revisions = LotRevision.objects.select_related("dispute", "confirmed_by").order_by("-pk")
    parts = (Prefetch("inspections__classes", classes), Prefetch("inspections__revisions", revisions))
    found = (
        Lot.objects.filter(project=project)
        .select_related("batch", "market")
        .prefetch_related(Prefetch("inspections", inspections), *parts)
        .order_by("-number")
    )
    return found.filter(state=state) if state else found


def counts_of(project: Project) -> dict[str, int]:
    """How many lots there are per state."""
    found = Lot.objects.filter(project=project).values("state").annotate(n=Count("pk"))
    return dict.fromkeys(LotState.values, 0) | {each["state"]: each["n"] for each in found}


def lot_for(user: User, uid: UUID, permission: Permission = Permission.VIEW_ANSWERS) -> Lot:
    """The lot, if its project is in scope (else NotFound) and the permission is given (else Refused)."""
    found = Lot.objects.select_related("project", "stage__project", "batch", "market", "cut_by")
    lot = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if lot is None:
        raise NotFound
    require(user, lot.project, permission)
    return lot


def inspections_of(lot: Lot) -> list[LotInspection]:
    """Newest first, each with its severities."""
    found = LotInspection.objects.filter(lot=lot).select_related("plan", "disposed_by")
    revisions = LotRevision.objects.select_related("dispute", "confirmed_by").order_by("-pk")
    parts = (Prefetch("classes", LotClass.objects.order_by("pk")), Prefetch("revisions", revisions))
    return list(found.prefetch_related(*parts).order_by("-attempt"))


def sample_of(inspection: LotInspection) -> QuerySet[SampleUnit]:
    """In the order in which it was drawn."""
    found = SampleUnit.objects.filter(inspection=inspection)
    return found.select_related("unit__task", "item__review__reviewer").order_by("position")


def class_plan_of(each: LotClass) -> ClassPlan:
    lines = None if each.lines is None else SequentialPlan(**each.lines)
    return ClassPlan(
        severity=each.severity,
        inspection=each.inspected_as,
        n=each.n,
        accept=each.accept,
        reject=each.reject,
        aql=each.aql,
        limit=each.limit,
        letter=each.letter,
        sequential=lines,
    )


def found_share(each: LotClass) -> Share:
    """Of the units that were looked at, those that are defective at this severity."""
    return wilson(each.n_defective, each.n_inspected)


@dataclass(frozen=True, slots=True)
class Stream:
    """A series of lots with the state of each severity: a switch holds from the next lot on."""

    stream: str
    states: dict[str, State]
    n_lots: int

    @property
    def is_discontinued(self) -> bool:
        return any(state.inspection == Inspection.DISCONTINUED for state in self.states.values())

    @property
    def inspections(self) -> dict[str, str]:
        return {severity: state.inspection for severity, state in self.states.items()}


Event = tuple[datetime, str, Decided | Resumed]


def stream_of(stage: Stage, stream: str) -> Stream:
    """Played again from the first lot on: what was decided says where switching stands."""
    return _played(stream, _events(stage, stream).get(stream, []))


def streams_of(stage: Stage) -> list[Stream]:
    """Every series of the stage, by name; in a few queries however many there are."""
    names = Lot.objects.filter(stage=stage).values_list("stream", flat=True).distinct().order_by("stream")
    events = _events(stage)
    return [_played(name, events.get(name, [])) for name in names]


def _played(stream: str, events: Sequence[Event]) -> Stream:
    severities = dict.fromkeys(severity for _at, severity, _event in events if severity)
    states = {
        severity: state_after(event for _at, of, event in events if of in {severity, ""})
        for severity in severities
    }
    n_lots = len({at for at, severity, _event in events if severity})
    return Stream(stream, states, n_lots)


def _events(stage: Stage, stream: str | None = None) -> dict[str, list[Event]]:
    """First inspections that are decided, and accepted corrective actions (of every severity), as they came."""
    only = {} if stream is None else {"stream": stream}
    found: dict[str, list[Event]] = defaultdict(list)
    for each in _decided(stage, only):
        inspection = each.inspection
        assert inspection.decided_at is not None
        found[inspection.lot.stream].append((inspection.decided_at, each.severity, _result(each)))
    for resumption in Resumption.objects.filter(stage=stage, **only):
        found[resumption.stream].append((resumption.accepted_at, "", Resumed()))
    return {name: sorted(events, key=lambda event: event[0]) for name, events in found.items()}


def _decided(stage: Stage, only: Mapping[str, str]) -> QuerySet[LotClass]:
    return (
        LotClass.objects.filter(
            inspection__lot__stage=stage,
            inspection__attempt=1,
            inspection__plan__method=InspectionMethod.STANDARD,
            is_accepted__isnull=False,
            inspection__decided_at__isnull=False,
            **{f"inspection__lot__{name}": value for name, value in only.items()},
        )
        .select_related("inspection__plan", "inspection__lot")
        .order_by("inspection__decided_at", "pk")
    )


def _result(each: LotClass) -> Decided:
    result = LotResult.of(each.n_defective, Plan(each.n, each.accept, each.reject))
    return Decided(
        is_accepted=bool(each.is_accepted),
        accept=each.accept,
        passes_tighter=each.passes_tighter,
        is_between=result.is_between,
        may_reduce=each.inspection.plan.may_reduce,
    )


def revision_to_confirm(lot: Lot) -> LotRevision | None:
    """The newest revision of the newest inspection, if by it the figures accept a lot that was not accepted by them."""
    if lot.state not in {LotState.REOPENED, LotState.CONCEDED}:
        return None
    newest = LotInspection.objects.filter(lot=lot).order_by("-attempt").values("pk")[:1]
    found = LotRevision.objects.filter(inspection__in=newest).select_related("inspection", "dispute")
    revision = found.order_by("-pk").first()
    return revision if revision is not None and revision.is_accepted else None


def has_judged(user: User, lot: Lot) -> bool:
    """Whether the person answered any task of the lot, whatever their role is now."""
    tasks = LotUnit.objects.filter(lot=lot).values("task")
    return Judgment.objects.filter(contributor__user=user, task__in=tasks).exists()


def defective_tasks(inspection: LotInspection) -> list[int]:
    """Tasks of the sample in which an error was found."""
    found = SampleUnit.objects.filter(inspection=inspection, is_inspected=True).exclude(worst="")
    return list(found.order_by("position").values_list("unit__task_id", flat=True))


def n_inspected(inspection: LotInspection) -> int:
    """How many units of the sample were looked at."""
    return SampleUnit.objects.filter(inspection=inspection, is_inspected=True).count()


def lots_with_inspections(ids: Iterable[int]) -> list[Lot]:
    """These lots by number, each with its inspections, the newest first."""
    inspections = LotInspection.objects.select_related("plan").order_by("-attempt")
    found = Lot.objects.filter(pk__in=list(ids)).select_related("batch", "market")
    classes = Prefetch("inspections__classes", LotClass.objects.order_by("pk"))
    revisions = LotRevision.objects.select_related("dispute", "confirmed_by").order_by("-pk")
    revised = Prefetch("inspections__revisions", revisions)
    return list(
        found.prefetch_related(Prefetch("inspections", inspections), classes, revised).order_by("number")
    )
