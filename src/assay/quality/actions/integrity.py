"""Cases of integrity: opened by signs or by hand, decided by a person only, carried out through standing's steps."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.actions.contributors import change_standing
from assay.people.enums import Standing
from assay.people.models import Contributor, StandingChange, User
from assay.people.queries.scope import one_of, visible_contributors
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.quality.actions.standing import take_step
from assay.quality.enums import CaseOutcome, CaseState, StepKind
from assay.quality.models import IntegrityCase, IntegrityLook, IntegritySign
from assay.quality.queries.integrity import active_in, looked_into, require_seeing, signs_in
from assay.quality.rules import integrity as rules

# How far back somebody's answers are a reason to look, and how long a decided case rests.
LOOKED_AT, RESTS = timedelta(days=30), timedelta(days=30)
EVERY = timedelta(days=1)
LOOK = "quality.integrity"
STEPS = {CaseOutcome.WARNED: StepKind.WARN, CaseOutcome.PAUSED: StepKind.PAUSE}


def start_looking(*, now: datetime) -> Job | None:
    """One project at a time, each once a day as long as people answer there; as a job."""
    due = Project.objects.filter(state=ProjectState.OPEN).exclude(integrity_looks__looked_at__gt=now - EVERY)
    project = due.order_by("pk").first()
    if project is None:
        return None
    IntegrityLook.objects.update_or_create(project=project, defaults={"looked_at": now})
    return jobs.start(
        None,
        kind=LOOK,
        key=f"{LOOK}:{project.uid}",
        params={"project": str(project.uid)},
        # In no project's list of jobs: what it found is not for everybody who sees the project.
        project_uid=None,
        now=now,
    )


def look_for_cases(project: Project, *, now: datetime) -> int:
    """Open a case about everybody with signs of two kinds or more, or whose bank account somebody else had said before.

    Nobody is told or stopped by it.
    """
    people = active_in(project, since=now - LOOKED_AT)
    known = IntegrityCase.objects.filter(project=project, contributor__in=people)
    resting = known.filter(state=CaseState.OPEN) | known.filter(decided_at__gt=now - RESTS)
    waiting = set(resting.values_list("contributor_id", flat=True))
    found, looked = signs_in(project, people, until=now), looked_into(project, people)
    opened = 0
    for person, (n_tasks, seen) in sorted(found.items()):
        if person not in waiting and rules.is_enough(seen, looked.get(person, ())):
            with transaction.atomic():
                act_as(None)
                case = IntegrityCase(project=project, contributor_id=person, opened_at=now, n_tasks=n_tasks)
                _open(case, seen)
            opened += 1
    return opened


def open_case(
    by: User, *, project: Project, contributor: Contributor, reason: str, now: datetime
) -> IntegrityCase:
    """By hand, with the signs there are now; there may be none."""
    require_seeing(by, project)
    one_of(visible_contributors(by), contributor.uid)
    if contributor.user_id == by.pk:
        raise Refused(rules.OWN_CASE())
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    if IntegrityCase.objects.filter(project=project, contributor=contributor, state=CaseState.OPEN).exists():
        raise Refused(rules.IS_OPEN())
    # What is odd about one person is odd against everybody else.
    people = active_in(project, since=now - LOOKED_AT)
    n_tasks, seen = signs_in(project, people, until=now).get(contributor.pk, (0, []))
    if not n_tasks:
        raise Refused(rules.NO_ANSWERS())
    with transaction.atomic():
        act_as(by)
        case = IntegrityCase(
            project=project,
            contributor=contributor,
            reason=reason.replace("\0", "").strip()[:2000],
            opened_at=now,
            opened_by=by,
            n_tasks=n_tasks,
        )
        return _open(case, seen)


def decide_case(
    by: User,
    *,
    case: IntegrityCase,
    outcome: str,
    decision: str,
    now: datetime,
    days: int = 0,
    way_back: str = "",
) -> IntegrityCase:
    """Nothing, a warning, a pause on the project, or off-boarding; the person reads why and can appeal, as ever."""
    require_seeing(by, case.project)
    if problems := rules.refuse_decision(outcome, decision=decision, days=days, way_back=way_back):
        raise Refused(*problems)
    decision, way_back = decision.replace("\0", "").strip()[:2000], way_back.replace("\0", "").strip()[:1000]
    with transaction.atomic():
        act_as(by)
        locked = IntegrityCase.objects.select_for_update(no_key=True, of=["self"]).get(pk=case.pk)
        if locked.state != CaseState.OPEN:
            raise Refused(rules.DECIDED())
        if locked.contributor.user_id == by.pk:
            raise Refused(rules.OWN_CASE())
        if outcome in STEPS:
            locked.step = take_step(
                by,
                project=locked.project,
                contributor=locked.contributor,
                step=STEPS[CaseOutcome(outcome)],
                reason=decision,
                days=days if outcome == CaseOutcome.PAUSED else 0,
                way_back=way_back,
                now=now,
            )
        elif outcome == CaseOutcome.OFF_BOARDED:
            locked.change = _off_board(by, locked.contributor, reason=decision, way_back=way_back, now=now)
        locked.state, locked.outcome, locked.decision = CaseState.DECIDED, outcome, decision
        locked.decided_at, locked.decided_by = now, by
        locked.save()
        return locked


def _off_board(
    by: User, contributor: Contributor, *, reason: str, way_back: str, now: datetime
) -> StandingChange | None:
    change_standing(
        by,
        contributor=contributor,
        standing=Standing.OFF_BOARDED,
        reason=reason,
        way_back=way_back,
        now=now,
    )
    return StandingChange.objects.filter(contributor=contributor).order_by("-pk").first()


def _open(case: IntegrityCase, seen: Sequence[rules.Sign]) -> IntegrityCase:
    case.save()
    IntegritySign.objects.bulk_create(
        IntegritySign(
            case=case,
            family=each.signal.family,
            name=each.signal.name,
            question=each.question[:200],
            value=each.signal.value,
            expected=each.signal.expected,
            low=each.signal.low,
            high=each.signal.high,
            n=each.signal.n,
            p_value=each.signal.p_value,
            evidence=each.signal.evidence,
            others=list(each.others),
        )
        for each in seen
    )
    return case
