"""Courses for who keeps them and for who leads learners: steps with their figures, and who stands where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, ContributorMarket, User
from assay.people.queries.scope import led_by, others_visible, people_within, scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import is_allowed, permissions_in, project_for, visible_projects
from assay.projects.rules.guideline_parts import parts_of
from assay.quality.models import Gold
from assay.quality.queries.gold import gold_of
from assay.stats.sampling import Share, wilson
from assay.training.enums import AssignmentState, CourseStepKind, LessonSign
from assay.training.models import Course, CourseAssignment, CourseStep, StepAnswer
from assay.training.queries.reserved import is_asked
from assay.training.rules.courses import sign_of, state_of


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step as its keeper sees it: of practice the share that got it right at once."""

    step: CourseStep
    title: str
    sign: LessonSign | None
    first_right: Share | None


@dataclass(frozen=True, slots=True)
class Learner:
    """One assignment on the board: how far, and how the first answers to practice went."""

    assignment: CourseAssignment
    state: AssignmentState
    n_done: int
    n_steps: int
    first_right: Share


def sees_all_learners(user: User, project: Project) -> bool:
    return is_allowed(user, project, Permission.MANAGE_GOLD)


def courses_of(user: User, project: Project) -> QuerySet[Course]:
    """The courses of a project, in use first, with counts of the learners in sight; drafts for their keepers only."""
    found = Course.objects.filter(project=project).select_related("project", "exam")
    if not sees_all_learners(user, project):
        found = found.exclude(published_at=None)
    given = CourseAssignment.objects.filter(
        course=OuterRef("pk"), withdrawn_at=None, contributor__in=learners_in_sight(user, project)
    ).order_by()
    return found.annotate(
        n_steps=Count("steps", filter=Q(steps__retired_at=None)),
        n_given=_counted(given),
        n_finished=_counted(given.filter(finished_at__isnull=False)),
    ).order_by(F("retired_at").desc(nulls_first=True), "-pk")


def _counted(rows: QuerySet[CourseAssignment]) -> Subquery:
    return Subquery(rows.values("course").annotate(n=Count("pk")).values("n"))


def learning_project(user: User, uid: UUID) -> Project:
    """A project in sight of who sees its people, or the own ones of them; Refused of others who see it."""
    found = project_for(user, uid)
    if Permission.VIEW_PEOPLE not in permissions_in(user, found):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.VIEW_PEOPLE]))
    return found


def course_for(user: User, uid: UUID) -> Course:
    """A course of a project in sight whose people one sees; NotFound or Refused otherwise."""
    found = (
        Course.objects.filter(uid=uid, project__in=visible_projects(user))
        .select_related("project__guideline_version", "project__schema_version", "exam")
        .first()
    )
    if found is None:
        raise NotFound
    learning_project(user, found.project.uid)
    if found.published_at is None and not sees_all_learners(user, found.project):
        raise NotFound
    return found


def usable_for_practice(course: Course) -> QuerySet[Gold]:
    """Gold in use that neither an exam asks nor the course has already, what fewest people were shown first."""
    taken = CourseStep.objects.filter(course=course, gold=OuterRef("pk"), retired_at=None)
    found = gold_of(course.project_id).filter(~Exists(taken), retired_at=None, task__withdrawn_at=None)
    return found.filter(~is_asked()).order_by("n_shown", "pk")


def steps_in_use(course: Course) -> QuerySet[CourseStep]:
    found = course.steps.filter(retired_at=None).select_related("gold__task__market", "guideline_version")
    return found.order_by("position", "pk")


def kept_steps(course: Course) -> list[KeptStep]:
    """Every step in use with what its keeper should know; a fixed number of queries."""
    steps = list(steps_in_use(course))
    first = StepAnswer.objects.filter(step__in=steps, number=1, is_right__isnull=False)
    counted = first.values("step").annotate(n=Count("pk"), k=Count("pk", filter=Q(is_right=True)))
    shares = {each["step"]: wilson(each["k"], each["n"]) for each in counted.order_by()}
    return [_kept(course, each, shares.get(each.pk)) for each in steps]


def _kept(course: Course, step: CourseStep, share: Share | None) -> KeptStep:
    if step.kind == CourseStepKind.PRACTICE:
        assert step.gold is not None
        return KeptStep(step, step.gold.task.external_id, None, share or wilson(0, 0))
    version = course.project.guideline_version
    sign = sign_of(step.sha256, version.sections if version else [], step.section)
    return KeptStep(step, title_of(step), sign, None)


def title_of(step: CourseStep) -> str:
    """Of a lesson, as the section was called when it was chosen."""
    assert step.guideline_version is not None
    parts = parts_of(step.guideline_version.sections)
    return next((part.title for part in parts if part.section == step.section), step.section)


def learners_in_sight(user: User, project: Project) -> QuerySet[Contributor]:
    """Everybody for who keeps the project's gold; else whom one sees by their site, team or market."""
    if sees_all_learners(user, project):
        return Contributor.objects.all()
    try:
        return others_visible(user)
    except NotFound:
        return Contributor.objects.none()


def assignable(user: User, project: Project) -> QuerySet[Contributor]:
    """People of the project whom the person may assign a course: all for its keepers, else the own people."""
    working = Membership.objects.filter(project=project, contributor=OuterRef("pk"), retired_at=None)
    people = Contributor.objects.filter(Exists(working), user__is_active=True)
    if sees_all_learners(user, project):
        return people
    managed = people_within(scope_of(user, Permission.MANAGE_PEOPLE))
    return people.filter(Q(pk__in=led_by(user).values("pk")) | Q(pk__in=managed.values("pk")))


def assignments_of(user: User, course: Course) -> QuerySet[CourseAssignment]:
    """To whom it was given, of those in sight: open ones first, then newest."""
    found = CourseAssignment.objects.filter(
        course=course, contributor__in=learners_in_sight(user, course.project)
    )
    return found.select_related("contributor__site", "course__project", "assigned_by").order_by(
        F("finished_at").desc(nulls_first=True), F("withdrawn_at").desc(nulls_first=True), "-pk"
    )


def learners(assignments: Sequence[CourseAssignment], *, today: date) -> list[Learner]:
    """How far each is in the steps of one's markets; steps that were taken out meanwhile do not count."""
    done = StepAnswer.objects.filter(assignment__in=assignments, step__retired_at=None)
    counted = done.values("assignment").annotate(
        n=Count("step", distinct=True),
        n_first=Count("pk", filter=Q(number=1, is_right__isnull=False)),
        k_first=Count("pk", filter=Q(number=1, is_right=True)),
    )
    rows = {each["assignment"]: each for each in counted.order_by()}
    n_steps = _n_steps(assignments)
    none = {"n": 0, "n_first": 0, "k_first": 0}
    return [
        Learner(
            each,
            state_of_assignment(each, today),
            rows.get(each.pk, none)["n"],
            n_steps[each.pk],
            wilson(rows.get(each.pk, none)["k_first"], rows.get(each.pk, none)["n_first"]),
        )
        for each in assignments
    ]


def _n_steps(assignments: Sequence[CourseAssignment]) -> dict[int, int]:
    """Steps of everybody's own markets, by assignment."""
    people = {each.contributor_id for each in assignments}
    markets: dict[int, set[int]] = {pk: set() for pk in people}
    for person, market in ContributorMarket.objects.filter(contributor__in=people).values_list(
        "contributor_id", "market_id"
    ):
        markets[person].add(market)
    steps = CourseStep.objects.filter(course__in={each.course_id for each in assignments}, retired_at=None)
    # A lesson, and a task without a market, is for everybody.
    places: list[tuple[int, int | None]] = [*steps.values_list("course_id", "gold__task__market")]
    return {
        each.pk: sum(
            course == each.course_id and (market is None or market in markets[each.contributor_id])
            for course, market in places
        )
        for each in assignments
    }


def state_of_assignment(assignment: CourseAssignment, today: date) -> AssignmentState:
    return state_of(
        begun=assignment.begun_at is not None,
        finished=assignment.finished_at is not None,
        withdrawn=assignment.withdrawn_at is not None,
        due_on=assignment.due_on,
        today=today,
    )


def assignment_for(user: User, uid: UUID) -> CourseAssignment:
    """An assignment of somebody in sight; NotFound otherwise."""
    found = CourseAssignment.objects.filter(uid=uid, course__project__in=visible_projects(user))
    row = found.select_related("course__project", "contributor").first()
    if row is None:
        raise NotFound
    seen = learners_in_sight(user, row.course.project).filter(pk=row.contributor_id)
    if not seen.exists():
        raise NotFound
    return row
