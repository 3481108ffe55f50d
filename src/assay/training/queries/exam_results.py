"""How people did in the exams of a project: all for who keeps its gold, else the own people's."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.training.enums import AttemptState
from assay.training.models import Exam, ExamAttempt
from assay.training.queries.courses import assignable, learners_in_sight, learning_project


def results_of(user: User, project: Project) -> QuerySet[ExamAttempt]:
    """Every attempt of those in sight, newest first; `is_newest` marks each person's last one of an exam."""
    later = ExamAttempt.objects.filter(
        exam=OuterRef("exam"), contributor=OuterRef("contributor"), number__gt=OuterRef("number")
    )
    found = ExamAttempt.objects.filter(
        exam__project=project, contributor__in=learners_in_sight(user, project)
    )
    return (
        found.annotate(is_newest=~Exists(later)).select_related("exam", "contributor__site").order_by("-pk")
    )


def ended_attempts() -> QuerySet[ExamAttempt]:
    """Everybody's; for domains above that wait for somebody to have sat an exam."""
    return ExamAttempt.objects.exclude(state=AttemptState.OPEN)


def exams_in(projects: QuerySet[Project]) -> QuerySet[Exam]:
    """In use, by project and name."""
    found = Exam.objects.filter(project__in=projects.order_by().values("pk"), retired_at=None)
    return found.select_related("project", "skill").order_by("project__name", "name", "pk")


def exam_in_sight(user: User, uid: UUID) -> Exam:
    """An exam of a project whose people one sees; NotFound or Refused otherwise."""
    found = Exam.objects.filter(uid=uid, project__in=visible_projects(user)).select_related("project").first()
    if found is None:
        raise NotFound
    learning_project(user, found.project.uid)
    return found


def sitter(user: User, exam: Exam, uid: UUID) -> Contributor:
    """Somebody of the project whom the person looks after; NotFound otherwise."""
    found = assignable(user, exam.project).select_related("user").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
