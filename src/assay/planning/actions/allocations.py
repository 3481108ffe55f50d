"""An allocation is proposed by a job, applied by another, held to while its week lasts, and taken back."""

import hashlib
from collections import defaultdict
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import Max

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.clock import working_day
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.actions.bottlenecks import keep_reckoned
from assay.planning.models import AllocationRun, Assignment
from assay.planning.queries.allocating import cells_of, workers_of
from assay.planning.queries.allocations import chosen_since, in_force
from assay.planning.queries.progress import monday_of
from assay.planning.rules.allocation import (
    FAR_AHEAD,
    MOST_WEEKS_AHEAD,
    NOT_IN_FORCE,
    NOTHING_TO_DO,
    STALE,
    WEEK_OVER,
    Terms,
    reckon,
    refuse_terms,
)
from assay.planning.rules.pools import NOT_A_MONDAY
from assay.projects.actions.members import allot_members
from assay.projects.models import Project
from assay.projects.queries.staffing import memberships_in_force
from assay.projects.queries.stages import label_stages_of
from assay.work.actions.eligibility import keep_holds
from assay.work.rules.eligibility import ALLOCATION_HOLD

PROPOSE, APPLY = "planning.propose_allocation", "planning.apply_allocation"
WEEK = timedelta(days=7)


def start_proposal(by: User | None, *, week_on: date, now: datetime, terms: Terms | None = None) -> Job:
    """Put a proposal for a week on the list; one at a time per week."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    terms = terms or Terms()
    problems = refuse_terms(terms)
    if week_on.weekday():
        problems.append(NOT_A_MONDAY(field="week_on"))
    this = monday_of(working_day(now, "UTC"))
    if week_on < this:
        problems.append(WEEK_OVER(field="week_on"))
    if week_on > this + MOST_WEEKS_AHEAD * WEEK:
        problems.append(FAR_AHEAD(field="week_on", n=MOST_WEEKS_AHEAD))
    if problems:
        raise Refused(*problems)
    params = {"week_on": week_on.isoformat(), "terms": msgspec.to_builtins(terms)}
    return jobs.start(by, kind=PROPOSE, key=f"{PROPOSE}:{week_on}", params=params, now=now)


@job(PROPOSE)
def propose_in_job(running: RunningJob) -> None:
    """A killed one starts again and leaves nothing half-written."""
    with transaction.atomic():
        run = propose(
            running.row.created_by,
            week_on=date.fromisoformat(running.params["week_on"]),
            terms=msgspec.convert(running.params["terms"], Terms),
            now=running.now,
        )
        running.finish_with({"allocation": str(run.uid), "n_people": run.result["n_people"]})


def propose(by: User | None, *, week_on: date, terms: Terms, now: datetime) -> AllocationRun:
    """Reckon the best allocation of the week, and keep it; nothing changes for anybody yet."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    cells = cells_of(week_on, now)
    if not cells:
        raise Refused(NOTHING_TO_DO())
    workers = workers_of(cells, terms, week_on=week_on, now=now)
    found = reckon(workers, cells, terms, week_on=week_on, now=now)
    inputs = [msgspec.to_builtins(each, str_keys=True, order="deterministic") for each in (*cells, *workers)]
    with transaction.atomic():
        act_as(by)
        number = AllocationRun.objects.aggregate(n=Max("number"))["n"] or 0
        run = AllocationRun.objects.create(
            number=number + 1,
            week_on=week_on,
            given=msgspec.to_builtins(terms),
            inputs_hash=hashlib.sha256(msgspec.json.encode(inputs)).hexdigest(),
            result={
                "met": msgspec.to_builtins(found.met),
                "idle": msgspec.to_builtins(found.idle),
                "capacity": found.capacity,
                "n_people": found.n_people,
                "n_groups": found.n_groups,
            },
            made_at=now,
            made_by=by,
        )
        Assignment.objects.bulk_create(
            (
                Assignment(
                    run=run,
                    contributor_id=each.contributor,
                    project_id=each.project,
                    market=each.market,
                    quarters=each.quarters,
                    is_pinned=each.is_pinned,
                )
                for each in found.given
            ),
            batch_size=2000,
        )
        keep_reckoned(workers, cells, found, week_on=week_on, now=now)
        return run


def start_application(by: User | None, *, run: AllocationRun, now: datetime) -> Job:
    """Put the application of a run on the list: one that was in force for its week is replaced by it."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    _refuse_over(run, now)
    if chosen_since(run):
        raise Refused(STALE())
    params = {"allocation": str(run.uid)}
    return jobs.start(by, kind=APPLY, key=f"{APPLY}:{run.week_on}", params=params, now=now)


@job(APPLY, resumes=True)
def apply_in_job(running: RunningJob) -> None:
    """Project by project, each time together with how far it is; in force at the end."""
    run = AllocationRun.objects.get(uid=running.params["allocation"])
    by = running.row.created_by
    projects = list(Project.objects.filter(pk__in=run.assignments.values("project")).order_by("pk"))
    counts = {"n_new_members": 0, "after": 0, **running.cursor}
    for nth, project in enumerate(projects, 1):
        if project.pk <= counts["after"]:
            continue
        with transaction.atomic():
            people = run.assignments.filter(project=project).order_by("contributor_id")
            ids = list(dict.fromkeys(people.values_list("contributor_id", flat=True)))
            new = allot_members(by, project=project, contributor_ids=ids, now=running.now)
            counts = {"n_new_members": counts["n_new_members"] + len(new), "after": project.pk}
            running.progress(nth, len(projects), counts)
    with transaction.atomic():
        put_in_force(by, run=run, now=running.now)
        running.finish_with({"allocation": str(run.uid), "n_new_members": counts["n_new_members"]})


def put_in_force(by: User | None, *, run: AllocationRun, now: datetime) -> None:
    """From now on people are held to it while its week lasts; the one before for the same week no longer is."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    _refuse_over(run, now)
    with transaction.atomic():
        act_as(by)
        AllocationRun.objects.filter(week_on=run.week_on).exclude(pk=run.pk).update(
            applied_at=None, applied_by=None
        )
        AllocationRun.objects.filter(pk=run.pk).update(applied_at=now, applied_by=by)
        hold_people(now=now, again=True)


def take_back(by: User | None, *, run: AllocationRun, now: datetime) -> None:
    """Nobody is held to it any more; who became a member stays one."""
    require_everywhere(by, Permission.ALLOCATE_WORK)
    with transaction.atomic():
        act_as(by)
        n = AllocationRun.objects.filter(pk=run.pk, applied_at__isnull=False).update(
            applied_at=None, applied_by=None
        )
        if not n:
            raise Refused(NOT_IN_FORCE())
        hold_people(now=now, again=True)


def hold_people(*, now: datetime, again: bool = False) -> bool:
    """Hold people to the allocation that is in force for the week of this moment, and to no other; whether anything
    was to do. Whoever has hours in it gets tasks of these projects only; whoever has none, of all of theirs."""
    with transaction.atomic():
        due = in_force(monday_of(working_day(now, "UTC")))
        holding = AllocationRun.objects.filter(is_holding=True)
        if not again and set(holding.values_list("pk", flat=True)) == ({due.pk} if due else set()):
            return False
        keep_holds(hold=ALLOCATION_HOLD, pairs=_pairs(due) if due else set(), now=now)
        holding.exclude(pk=due.pk if due else 0).update(is_holding=False)
        if due:
            AllocationRun.objects.filter(pk=due.pk).update(is_holding=True)
        return True


def _pairs(run: AllocationRun) -> set[tuple[int, int]]:
    """Person and stage, of every open project where they are a member and have no hours, though they have elsewhere."""
    own: dict[int, set[int]] = defaultdict(set)
    for who, project in run.assignments.values_list("contributor_id", "project_id"):
        own[who].add(project)
    projects = list(Project.objects.filter(state="open").order_by("pk"))
    stages = {project.pk: [stage.pk for stage in label_stages_of(project)] for project in projects}
    members = memberships_in_force(stages).filter(contributor__in=list(own))
    return {
        (who, stage)
        for who, project in members.values_list("contributor_id", "project_id")
        if project not in own[who]
        for stage in stages[project]
    }


def _refuse_over(run: AllocationRun, now: datetime) -> None:
    if run.week_on < monday_of(working_day(now, "UTC")):
        raise Refused(WEEK_OVER())
