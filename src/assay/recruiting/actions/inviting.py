"""People of the talent pool are invited to a project, each once, and answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import User
from assay.people.queries.recipients import recipients_of
from assay.people.rules.roles import Permission
from assay.projects.actions.members import allot_members
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.staffing import memberships_in_force
from assay.recruiting.actions.inviting_to_campaigns import accept_campaign
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Invitation, TalentSegment
from assay.recruiting.queries.talent import searched, unknown_in
from assay.recruiting.rules import reasons
from assay.recruiting.rules.talent import MOST_INVITED, Invited, Search, problems


def invite(
    by: User, *, project: Project, search: Search, now: datetime, segment: TalentSegment | None = None
) -> Invited:
    """Everybody in sight who fits, 2,000 at a time, the longest known first; whoever opted out hears nothing."""
    require(by, project, Permission.ALLOCATE_WORK)
    if found := [*problems(search), *unknown_in(search)]:
        raise Refused(*found)
    if project.state != ProjectState.OPEN:
        raise Refused(reasons.PROJECT_NOT_OPEN(field="project"))
    with transaction.atomic():
        act_as(by)
        # Two who invite at once wait for each other, so that nobody is told twice.
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        chosen, found_before = _chosen(by, project, search, now)
        users = dict(chosen)
        willing = {
            user
            for user, each in recipients_of(users.values(), WorkKind.INVITATION).items()
            if each.wants_inbox
        }
        asked = [contributor for contributor, user in chosen if user in willing][:MOST_INVITED]
        Invitation.objects.bulk_create(
            [
                Invitation(
                    contributor_id=each, project=project, segment=segment, invited_at=now, invited_by=by
                )
                for each in asked
            ]
        )
        if asked:
            _tell(project, [users[each] for each in asked], now)
    n_willing = sum(user in willing for user in users.values())
    n_before, n_members = found_before
    return Invited(len(asked), n_before, n_members, len(chosen) - n_willing, n_willing - len(asked))


def answer_invitation(by: User, *, invitation: Invitation, answer: InvitationAnswer, now: datetime) -> None:
    """Whoever accepts is a member of the project from now on, or works for the campaign's market, too."""
    if invitation.contributor.user_id != by.pk:
        raise NotFound
    with transaction.atomic():
        act_as(by)
        rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
        locked = rows.select_related("project", "link__campaign__market", "contributor").get(pk=invitation.pk)
        if locked.answer:
            raise Refused(reasons.INVITATION_ANSWERED())
        locked.answer, locked.answered_at = answer, now
        locked.save(update_fields=["answer", "answered_at"])
        if answer == InvitationAnswer.YES and locked.project is None:
            accept_campaign(locked, now=now)
        elif answer == InvitationAnswer.YES and locked.project is not None:
            # Whoever invited was allowed to staff the project, and that is what the answer completes.
            allot_members(None, project=locked.project, contributor_ids=[locked.contributor_id], now=now)


def _chosen(
    by: User, project: Project, search: Search, now: datetime
) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """(contributor, user) of who can be invited; how many of who fits were invited before, and are members."""
    fits = searched(by, search, now).select_related(None).order_by("pk")
    before = fits.filter(pk__in=Invitation.objects.filter(project=project).values("contributor"))
    members = memberships_in_force([project.pk]).values("contributor")
    n_members = fits.filter(pk__in=members).count()
    n_before = before.exclude(pk__in=members).count()
    free = fits.exclude(pk__in=members).exclude(
        pk__in=Invitation.objects.filter(project=project).values("contributor")
    )
    return list(free.values_list("pk", "user_id")), (n_before, n_members)


def _tell(project: Project, user_ids: list[int], now: datetime) -> None:
    kind, sentence = WorkKind.INVITATION.value, _("{project} looks for people like you")
    tell(
        user_ids,
        kind=kind,
        sentence=sentence,
        about={"project": project.name},
        address="/invitations/",
        now=now,
    )
