"""What is decided in the review of a quarter, and signing it: from then on it stays as it was."""

from datetime import datetime

from django.db import transaction

from assay.insight.models import QuarterReview
from assay.insight.queries.quarter_reviews import facts_of, is_over, signed_review
from assay.insight.rules.quarter_review import LONG_SUMMARY, MOST_SUMMARY, NOT_OVER, SIGNED, kept
from assay.insight.rules.quarters import Quarter
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.models import User
from assay.planning.actions.decisions import write_decision
from assay.planning.models import Decision
from assay.planning.queries.decisions import KEEPS
from assay.planning.rules.decisions import NewDecision
from assay.projects.models import Project
from assay.projects.queries.permission import require

LOCK = "SELECT pg_advisory_xact_lock(4281, hashtext(%(of)s))"


def decide(
    by: User | None, *, project: Project, quarter: Quarter, owner: User, given: NewDecision, now: datetime
) -> Decision:
    """Write down what was decided; with a day it is carried forward until it is done or dropped."""
    require(by, project, KEEPS)
    with transaction.atomic():
        act_as(by)
        _lock(project, quarter)
        return write_decision(by, place=project, owner=owner, given=given, of_on=quarter.first_on, now=now)


def sign_review(
    by: User | None, *, project: Project, quarter: Quarter, summary: str, now: datetime
) -> QuarterReview:
    """Keep what is known and decided; what is booked, accepted, recorded or decided later is the next review's."""
    require(by, project, KEEPS)
    if not is_over(project, quarter, now):
        raise Refused(NOT_OVER())
    if len(summary.strip()) > MOST_SUMMARY:
        raise Refused(LONG_SUMMARY(field="summary"))
    with transaction.atomic():
        act_as(by)
        _lock(project, quarter)
        return QuarterReview.objects.create(
            project=project,
            quarter_on=quarter.first_on,
            facts=kept(facts_of(project, quarter, now)),
            summary=summary.strip(),
            signed_at=now,
            signed_by=by,
        )


def _lock(project: Project, quarter: Quarter) -> None:
    """Who signs and who decides wait for each other, and nobody else for them: reckoning takes its time."""
    rows(LOCK, {"of": f"{project.pk} {quarter}"})
    if signed_review(project, quarter) is not None:
        raise Refused(SIGNED())
