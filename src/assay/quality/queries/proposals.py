"""Proposals for a guideline."""

from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects
from assay.quality.enums import ProposalState
from assay.quality.models import GuidelineProposal


def proposals_of(project: Project, *, is_open: bool | None = None) -> QuerySet[GuidelineProposal]:
    """Those of a project, newest first."""
    found = GuidelineProposal.objects.filter(project=project).select_related(
        "project__guideline_version", "proposed_by", "decided_by", "version", "item__task", "item__session"
    )
    if is_open is True:
        found = found.filter(state=ProposalState.OPEN)
    elif is_open is False:
        found = found.exclude(state=ProposalState.OPEN)
    return found.order_by("-pk")


def proposal_for(user: User, uid: UUID) -> GuidelineProposal:
    """The proposal, where its project is in sight and answers may be seen there."""
    found = GuidelineProposal.objects.select_related(
        "project__guideline_version", "item__task", "item__session"
    )
    proposal = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if proposal is None:
        raise NotFound
    require(user, proposal.project, Permission.VIEW_ANSWERS)
    return proposal
