"""Invitations of the talent pool: a project's as counts and rows, a person's own."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import WorkKind
from assay.people.models import Contributor, InboxMessage, User
from assay.people.queries.scope import others_visible
from assay.projects.models import Project
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Campaign, Invitation
from assay.stats.sampling import Share, wilson


@dataclass(frozen=True, slots=True)
class Answers:
    """Of invitations: opened of all that were sent; accepted and declined of those that were opened.

    Opened: its message in the inbox was read, or it was answered.
    """

    n: int
    opened: Share
    accepted: Share
    declined: Share


def answers_of(project: Project) -> Answers:
    return _answers(Invitation.objects.filter(project=project))


def _answers(invitations: QuerySet[Invitation]) -> Answers:
    # The message was sent at the very moment of the invitation.
    messages = InboxMessage.objects.filter(
        user=OuterRef("contributor__user"), kind=WorkKind.INVITATION, sent_at=OuterRef("invited_at")
    )
    is_read = Exists(messages.filter(read_at__isnull=False))
    found = invitations.annotate(is_read=is_read).aggregate(
        n=Count("pk"),
        n_opened=Count("pk", filter=Q(is_read=True) | ~Q(answer="")),
        yes=Count("pk", filter=Q(answer=InvitationAnswer.YES)),
        no=Count("pk", filter=Q(answer=InvitationAnswer.NO)),
    )
    n, n_opened = found["n"], found["n_opened"]
    return Answers(n, wilson(n_opened, n), wilson(found["yes"], n_opened), wilson(found["no"], n_opened))


def answers_to_campaign(campaign: Campaign) -> Answers:
    """Of people of the talent pool who were invited to it."""
    return _answers(Invitation.objects.filter(link__campaign=campaign))


def n_open_invitations(contributor: Contributor) -> int:
    """How many wait for the person's answer."""
    return Invitation.objects.filter(contributor=contributor, answer="").count()


def invitations_seen_by(user: User, project: Project) -> QuerySet[Invitation]:
    """Of people in sight, the newest first."""
    found = Invitation.objects.filter(project=project)
    found = found.filter(contributor__in=others_visible(user).order_by().values("pk"))
    return found.select_related("contributor", "segment", "invited_by").order_by("-pk")


def own_invitations(user: User) -> QuerySet[Invitation]:
    """The newest first; NotFound for who is no contributor."""
    if not hasattr(user, "contributor"):
        raise NotFound
    found = Invitation.objects.filter(contributor=user.contributor)
    return (
        found.select_related("project", "contributor", "link__campaign__market")
        .prefetch_related("link__campaign__texts")
        .order_by("-pk")
    )


def own_invitation(user: User, uid: UUID) -> Invitation:
    found = own_invitations(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
