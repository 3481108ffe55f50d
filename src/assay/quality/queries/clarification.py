"""Questions with their owner and clock, answers for everybody, and where the guideline seems to fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission, roles_with
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, visible_projects
from assay.quality.models import BoardPair, Clarification, HeldTask
from assay.quality.queries.board import newest_board, pairs_of
from assay.quality.rules.clarification import ALIKE, clusters, likeness
from assay.work.models import TaskQuestion

ANSWERING = (Permission.MANAGE_QUALITY, Permission.MANAGE_TASKS)
MOST_COMPARED, MOST_PAIRS = 200, 5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several questions that ask the same."""

    questions: tuple[TaskQuestion, ...]

    @property
    def first(self) -> TaskQuestion:
        return self.questions[0]


def may_answer(user: User, project: Project) -> bool:
    return any(is_allowed(user, project, each) for each in ANSWERING)


def answering_for(user: User, uid: UUID) -> Project:
    """The project, for who answers its contributors' questions."""
    found = visible_projects(user).select_related("guideline_version", "owner").filter(uid=uid).first()
    if found is None:
        raise NotFound
    _require(user, found)
    return found


def question_for(user: User, uid: UUID) -> TaskQuestion:
    """The question, for who may answer it."""
    found = TaskQuestion.objects.select_related(
        "project__guideline_version", "project__owner", "task", "contributor", "answered_by", "case__owner"
    )
    question = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if question is None:
        raise NotFound
    _require(user, question.project)
    return question


def clarification_for(user: User, uid: UUID) -> Clarification:
    found = Clarification.objects.select_related("project__guideline_version", "published_by")
    clarification = found.filter(uid=uid, project__in=visible_projects(user)).first()
    if clarification is None:
        raise NotFound
    _require(user, clarification.project)
    return clarification


def waiting(project: Project) -> QuerySet[TaskQuestion]:
    """Questions without an answer, by their clock."""
    found = TaskQuestion.objects.filter(project=project, answered_at=None)
    found = found.select_related("task", "contributor", "case__owner", "project__owner")
    return found.order_by(F("case__due_at").asc(nulls_last=True), "pk")


def clarifications_of(project: Project, text: str = "") -> QuerySet[Clarification]:
    """Answers in use, newest first; those that hold every word of the text, in question or answer."""
    found = Clarification.objects.filter(project=project, retired_at=None).select_related("published_by")
    for word in text.split()[:10]:
        found = found.filter(Q(question__icontains=word) | Q(answer__icontains=word))
    return found.annotate(n_asked=Count("cases")).order_by("-pk")


def clarified_since(projects: QuerySet[Project], since: datetime, most: int) -> list[Clarification]:
    """Answers for everybody that were published since then and are still in use, newest first."""
    found = Clarification.objects.filter(project__in=projects.order_by(), published_at__gt=since)
    return list(
        found.filter(retired_at=None).select_related("project", "published_by").order_by("-pk")[:most]
    )


def similar_to(question: TaskQuestion) -> list[TaskQuestion]:
    """Other questions of the project that wait and ask the same, the most alike first."""
    others = waiting(question.project).exclude(pk=question.pk)[:MOST_COMPARED]
    found = [(likeness(question.text, each.text), each) for each in others]
    return [each for share, each in sorted(found, key=lambda pair: -pair[0]) if share >= ALIKE]


def clusters_of(project: Project) -> list[Cluster]:
    """Of the newest questions, answered or not, those that several people asked."""
    newest = TaskQuestion.objects.filter(project=project).select_related("contributor").order_by("-pk")
    questions = {each.pk: each for each in newest[:MOST_COMPARED]}
    groups = clusters({pk: each.text for pk, each in questions.items()})
    return [Cluster(tuple(questions[pk] for pk in group)) for group in groups if len(group) > 1]


def mixed_up(project: Project) -> Sequence[BoardPair]:
    """The pairs of answers that are mistaken for each other most, by the newest run of the board."""
    run = newest_board(project)
    return list(pairs_of(run)[:MOST_PAIRS]) if run else []


def who_may_answer(project: Project) -> list[User]:
    """Who has a role for it here, the project owner first."""
    roles = {role for each in ANSWERING for role in roles_with(each)} - {Role.ADMINISTRATOR}
    grants = Grant.objects.filter(
        Q(project_id=project.pk) | Q(project_id=None, markets=[]),
        user=OuterRef("pk"),
        role__in=roles,
        retired_at=None,
        vendor=None,
        site=None,
        team=None,
    )
    found = User.objects.filter(Q(Exists(grants)) | Q(pk=project.owner_id), is_active=True).order_by("name")[
        :50
    ]
    return sorted(found, key=lambda each: each.pk != project.owner_id)


def n_held(question: TaskQuestion) -> int:
    """How many tasks wait for its answer."""
    return HeldTask.objects.filter(question=question, released_at=None).count()


def _require(user: User, project: Project) -> None:
    if not may_answer(user, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_QUALITY]))
