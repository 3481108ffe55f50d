"""Appeals: raised by the person or who leads them, decided by somebody who had no part in it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Reason, Refused
from assay.people.actions.contributors import change_standing
from assay.people.actions.inbox import tell
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, StandingChange, User
from assay.people.queries.holders import holders_of
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.quality.actions.standing import ADDRESS, end
from assay.quality.enums import AppealState, StepState
from assay.quality.models import Appeal, StandingStep
from assay.quality.queries.appeals import appellant_of_change, appellant_of_step, arbiter_of
from assay.quality.rules import appeals as rules

RAISED = _("{contributor} appeals against a decision on {project}")
RAISED_EVERYWHERE = _("{contributor} appeals against a change of standing")
DECIDED = {
    AppealState.UPHELD: _("Your appeal was decided: the decision stands"),
    AppealState.OVERTURNED: _("Your appeal was decided: it was right, and the decision is taken back"),
}


def appeal_step(by: User, *, step: StandingStep, reason: str, now: datetime) -> Appeal:
    """Ask that a step is looked at again; it stays in force meanwhile."""
    with transaction.atomic():
        act_as(by)
        StandingStep.objects.select_for_update(no_key=True, of=["self"]).get(pk=step.pk)
        _refuse(rules.refuse_appeal(appellant_of_step(by, step, now)), reason)
        project = step.project
        appeal = _raised(by, step.contributor, reason, now, step=step)
        people = holders_of([Role.QA_ANALYST, Role.PROJECT_OWNER], project.pk)
        about: dict[str, str | int] = {"contributor": step.contributor.pseudonym, "project": project.name}
        tell(
            [pk for pk in people if pk not in {by.pk, step.taken_by_id}],
            kind="standing",
            sentence=RAISED,
            about=about,
            address=f"/projects/{project.uid}/appeals/",
            now=now,
        )
        return appeal


def appeal_change(by: User, *, change: StandingChange, reason: str, now: datetime) -> Appeal:
    """The same against a change of standing everywhere: who manages people decides."""
    with transaction.atomic():
        act_as(by)
        Contributor.objects.select_for_update(no_key=True).get(pk=change.contributor_id)
        _refuse(rules.refuse_appeal(appellant_of_change(by, change, now)), reason)
        appeal = _raised(by, change.contributor, reason, now, change=change)
        people = holders_of([Role.CROWD_MANAGER, Role.ADMINISTRATOR], 0)
        tell(
            [pk for pk in people if pk not in {by.pk, change.changed_by_id}],
            kind="standing",
            sentence=RAISED_EVERYWHERE,
            about={"contributor": change.contributor.pseudonym},
            address="/people/appeals/",
            now=now,
        )
        return appeal


def decide_appeal(by: User, *, appeal: Appeal, is_right: bool, ruling: str, now: datetime) -> Appeal:
    """The step stands, or it is taken back; either way the person reads why."""
    _require(by, appeal)
    state = AppealState.OVERTURNED if is_right else AppealState.UPHELD
    with transaction.atomic():
        act_as(by)
        locked = Appeal.objects.select_for_update(no_key=True, of=["self"]).get(pk=appeal.pk)
        if refused := rules.TRANSITIONS.refuse(locked.state, state):
            raise Refused(refused)
        _refuse(rules.refuse_arbiter(arbiter_of(by, locked)), ruling)
        locked.state, locked.ruling = state, ruling.strip()[:4000]
        locked.decided_by, locked.decided_at = by, now
        locked.save(update_fields=["state", "ruling", "decided_by", "decided_at"])
        if is_right:
            _take_back(by, locked, now)
        tell(
            [locked.contributor.user_id],
            kind="standing",
            sentence=DECIDED[state],
            about={"ruling": locked.ruling},
            lines=["{ruling}"],
            address=ADDRESS,
            now=now,
        )
        emit("quality.appeal_decided", appeal=locked, by=by, now=now)
        return locked


def withdraw_appeal(by: User, *, appeal: Appeal, now: datetime) -> Appeal:
    """Who raised it, or the person it is about, changed their mind."""
    if by.pk not in {appeal.raised_by_id, appeal.contributor.user_id}:
        raise Refused(rules.NOT_YOURS())
    with transaction.atomic():
        act_as(by)
        locked = Appeal.objects.select_for_update(no_key=True, of=["self"]).get(pk=appeal.pk)
        if refused := rules.TRANSITIONS.refuse(locked.state, AppealState.WITHDRAWN):
            raise Refused(refused)
        locked.state, locked.decided_at = AppealState.WITHDRAWN, now
        locked.save(update_fields=["state", "decided_at"])
        return locked


def _require(by: User, appeal: Appeal) -> None:
    if appeal.step is not None:
        require(by, appeal.step.project, Permission.ARBITRATE)
    else:
        require_everywhere(by, Permission.MANAGE_PEOPLE)


def _refuse(reason: Reason | None, said: str) -> None:
    if reason is not None:
        raise Refused(reason)
    if not said.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))


def _raised(
    by: User,
    contributor: Contributor,
    reason: str,
    now: datetime,
    *,
    step: StandingStep | None = None,
    change: StandingChange | None = None,
) -> Appeal:
    return Appeal.objects.create(
        contributor=contributor,
        step=step,
        change=change,
        reason=reason.strip()[:4000],
        raised_at=now,
        raised_by=by,
        due_at=now + (timedelta(days=step.project.ruling_days) if step is not None else rules.DUE),
    )


def _take_back(by: User, appeal: Appeal, now: datetime) -> None:
    if appeal.change is not None:
        change_standing(
            by, contributor=appeal.contributor, standing=Standing.ACTIVE, reason=appeal.ruling, now=now
        )
        return
    step = appeal.step
    assert step is not None
    if step.state == StepState.OPEN:
        end(step, StepState.OVERTURNED, now=now, by=by, reason=appeal.ruling)
    else:
        StandingStep.objects.filter(pk=step.pk).update(
            state=StepState.OVERTURNED, ended_by=by, ended_reason=appeal.ruling
        )
