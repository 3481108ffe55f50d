"""Appeals as those see them who raise or decide them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import Standing
from assay.people.models import Contributor, StandingChange, User
from assay.people.queries.scope import led_by, may
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.quality.enums import AppealState, StepState
from assay.quality.models import Appeal, StandingStep
from assay.quality.rules.appeals import WITHIN, Appellant, Arbiter


def appellant_of_step(user: User, step: StandingStep, now: datetime) -> Appellant:
    until = step.appealable_until or step.taken_at + WITHIN
    return Appellant(
        is_the_person=step.contributor.user_id == user.pk,
        leads_their_site=led_by(user).filter(pk=step.contributor_id).exists(),
        can_be_taken_back=step.state not in {StepState.LIFTED, StepState.OVERTURNED},
        is_late=until < now,
        days=(until - step.taken_at).days,
        was_appealed=Appeal.objects.filter(step=step).exists(),
    )


def appellant_of_change(user: User, change: StandingChange, now: datetime) -> Appellant:
    newer = StandingChange.objects.filter(contributor=change.contributor, pk__gt=change.pk).exists()
    return Appellant(
        is_the_person=change.contributor.user_id == user.pk,
        leads_their_site=led_by(user).filter(pk=change.contributor_id).exists(),
        can_be_taken_back=change.standing != Standing.ACTIVE and not newer,
        is_late=change.changed_at + WITHIN < now,
        was_appealed=Appeal.objects.filter(change=change).exists(),
    )


def arbiter_of(user: User, appeal: Appeal) -> Arbiter:
    if appeal.step is not None:
        decided = appeal.step.taken_by_id
    else:
        assert appeal.change is not None
        decided = appeal.change.changed_by_id
    return Arbiter(
        is_the_person=appeal.contributor.user_id == user.pk,
        decided_it=decided == user.pk,
        raised_it=appeal.raised_by_id == user.pk,
    )


def appealable(user: User, steps: Sequence[StandingStep]) -> set[UUID]:
    """Those of the steps that the person may appeal for somebody they lead, and nobody has appealed yet."""
    led = set(
        led_by(user).filter(pk__in=[each.contributor_id for each in steps]).values_list("pk", flat=True)
    )
    before = set(
        Appeal.objects.filter(step__in=[each.pk for each in steps]).values_list("step_id", flat=True)
    )
    return {each.uid for each in steps if each.contributor_id in led and each.pk not in before}


def newest_change(contributor: Contributor) -> StandingChange | None:
    """The change of standing everywhere that is in force."""
    found = StandingChange.objects.select_related("contributor", "contributor__user", "changed_by")
    return found.filter(contributor=contributor).order_by("-pk").first()


def appeals_of(project: Project, *, is_open: bool) -> QuerySet[Appeal]:
    """Appeals against steps in a project: open ones by when they are due, decided ones newest first."""
    found = _appeals().filter(step__project=project)
    return _ordered(found, is_open=is_open)


def appeals_of_people(user: User, *, is_open: bool) -> QuerySet[Appeal]:
    """Appeals against changes of standing everywhere, for who manages people."""
    found = _appeals().filter(change__isnull=False)
    return _ordered(found if may(user, Permission.MANAGE_PEOPLE) else found.none(), is_open=is_open)


def appeal_for(user: User, uid: UUID) -> Appeal:
    """One that the person may decide by role, or raised, or that is about them; NotFound otherwise."""
    by_role = Q(step__project__in=visible_projects(user, Permission.ARBITRATE))
    if may(user, Permission.MANAGE_PEOPLE):
        by_role |= Q(change__isnull=False)
    own = Q(contributor__user=user) | Q(raised_by=user)
    appeal = _appeals().filter(by_role | own, uid=uid).first()
    if appeal is None:
        raise NotFound
    return appeal


def _appeals() -> QuerySet[Appeal]:
    return Appeal.objects.select_related(
        "contributor",
        "contributor__user",
        "raised_by",
        "decided_by",
        "step",
        "step__project",
        "step__contributor",
        "step__contributor__user",
        "change",
    )


def _ordered(found: QuerySet[Appeal], *, is_open: bool) -> QuerySet[Appeal]:
    if is_open:
        return found.filter(state=AppealState.OPEN).order_by("due_at", "pk")
    return found.exclude(state=AppealState.OPEN).order_by("-decided_at", "-pk")
