"""The short paid test of a campaign: which it is, and how its applicants did."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.models import CampaignSitting, CampaignTest
from assay.planning.rules.campaign_test import MOST_QUESTIONS
from assay.projects.enums import ProjectState
from assay.projects.queries.permission import visible_projects
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.applications import taken_on
from assay.stats.sampling import Share, wilson
from assay.training.enums import AttemptState
from assay.training.models import Exam
from assay.training.queries.exam_results import ended_attempts, exams_in


@dataclass(frozen=True, slots=True)
class Sittings:
    """`passed` of those who sat it; `n_unpaid` sat it and no entry could be proposed."""

    n_asked: int
    passed: Share
    n_unpaid: int
    problem: str


def campaign_test_of(campaign: Campaign) -> CampaignTest | None:
    """The one that holds, or held last."""
    return (
        CampaignTest.objects.filter(campaign=campaign).select_related("exam__project", "exam__skill").first()
    )


def sittings_of(test: CampaignTest) -> Sittings:
    """Of everybody who was asked."""
    sat = test.sittings.exclude(attempt=None)
    unpaid = list(sat.filter(entry=None).order_by("-pk").values_list("problem", flat=True))
    n_passed = sat.filter(attempt__state=AttemptState.PASSED).count()
    return Sittings(
        test.sittings.count(), wilson(n_passed, sat.count()), len(unpaid), unpaid[0] if unpaid else ""
    )


def short_exams(user: User) -> QuerySet[Exam]:
    """Short exams of open projects that the person staffs."""
    staffed = visible_projects(user, Permission.ALLOCATE_WORK).filter(state=ProjectState.OPEN)
    return exams_in(staffed).filter(n_questions__lte=MOST_QUESTIONS)


def to_ask(test: CampaignTest) -> QuerySet[Application]:
    """Who was accepted since it was set and was not asked yet, the first first."""
    asked = CampaignSitting.objects.values("application")
    return taken_on(test.campaign, since=test.set_at).exclude(pk__in=asked).order_by("pk")


def to_pay() -> QuerySet[CampaignSitting]:
    """Who was asked, sat it, and has nothing proposed yet."""
    sat = ended_attempts().filter(
        exam=OuterRef("exam"),
        contributor=OuterRef("application__contributor"),
        started_at__gte=OuterRef("asked_at"),
    )
    return CampaignSitting.objects.filter(Exists(sat), attempt=None).order_by("pk")
