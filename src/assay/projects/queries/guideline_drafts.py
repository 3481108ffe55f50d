"""The next version of a guideline: where it stands, and who may say what about it."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.people.rules.roles import Permission, roles_with
from assay.projects.enums import DraftState
from assay.projects.models import GuidelineDraft, GuidelineReview, Project
from assay.projects.queries.permission import permissions_in
from assay.projects.rules.guideline_parts import Json

OPEN = (DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.APPROVED)
MOST_PEOPLE = 100


def open_draft(project: Project) -> GuidelineDraft | None:
    """The draft that is written, read or waits for its day."""
    drafts = GuidelineDraft.objects.select_related("project", "saved_by", "created_by", "version")
    return drafts.filter(project=project, state__in=OPEN).first()


def draft_for(project: Project) -> GuidelineDraft:
    """The open draft; NotFound where there is none. The caller has asked whether the project is in sight."""
    draft = open_draft(project)
    if draft is None:
        raise NotFound
    return draft


def reviews_of(draft: GuidelineDraft) -> QuerySet[GuidelineReview]:
    """What everybody said, the newest round first."""
    return draft.reviews.select_related("reviewer").order_by("-round", "side", "pk")


def own_review(draft: GuidelineDraft, user: User) -> GuidelineReview | None:
    """What this person is asked in the present round."""
    return draft.reviews.filter(round=draft.round, reviewer=user).first()


def who_may_review(project: Project) -> list[User]:
    """Whoever sees the project by a role that names no place of work: policy, algorithm and QA people."""
    roles = set(roles_with(Permission.VIEW_PROJECT)) - {Role.ADMINISTRATOR}
    grants = Grant.objects.filter(
        Q(project_id=project.pk) | Q(project_id=None, markets=[]),
        user=OuterRef("pk"),
        role__in=roles,
        retired_at=None,
        vendor=None,
        site=None,
        team=None,
    )
    people = User.objects.filter(Exists(grants), is_active=True, is_simulated=False)
    return list(people.order_by("name")[:MOST_PEOPLE])


def seen_draft(user: User, project: Project) -> GuidelineDraft:
    """The open draft for who writes or judges guidelines, or is asked to review this one; NotFound for others."""
    draft = draft_for(project)
    given = permissions_in(user, project)
    if {Permission.MANAGE_QUALITY, Permission.VIEW_ANSWERS} & given or own_review(draft, user):
        return draft
    raise NotFound


def next_policies(project: Project) -> Sequence[Json]:
    """The market matrix of the draft; where there is none, of the version in force."""
    saved = open_draft(project)
    version = project.guideline_version
    found: Sequence[Json] = saved.policies if saved else version.policies if version else ()
    return found
