"""Invitations of the talent pool: a project's as counts and rows, a person's own."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.people.queries.scope import others_visible
from assay.projects.models import Project
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Campaign, Invitation
from assay.stats.sampling import Share, wilson


@dataclass(frozen=True, slots=True)
class Answers:
    """Of a project's invitations; `accepted` of all that were sent."""

    n: int
    n_declined: int
    accepted: Share


def answers_of(project: Project) -> Answers:
    return _answers(Invitation.objects.filter(project=project))


def _answers(invitations: QuerySet[Invitation]) -> Answers:
    found = invitations.aggregate(
        n=Count("pk"),
        yes=Count("pk", filter=Q(answer=InvitationAnswer.YES)),
        no=Count("pk", filter=Q(answer=InvitationAnswer.NO)),
    )
    return Answers(found["n"], found["no"], wilson(found["yes"], found["n"]))


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
