"""A course over a small world: one lesson of the guideline, and practice on reserved gold."""

from datetime import datetime

from assay.projects.models import GuidelineVersion, Project
from assay.quality.models import Gold
from assay.training.actions.courses import CourseTerms, add_lesson, add_practice, make_course, publish_course
from assay.training.actions.taking import practise, read_lesson
from assay.training.models import Course, CourseAssignment
from assay.training.queries.own_courses import own_assignment
from assay.work.models import Batch
from tests.work.world import NOW, World, add_tasks

SECTIONS = [{"id": "hues", "title": "Hues", "markdown": "Red is red."}]


def guideline_in(world: World, sections: list[dict[str, str]] = SECTIONS) -> GuidelineVersion:
    """The next version, in force at once."""
    number = GuidelineVersion.objects.filter(project=world.project).count() + 1
    version = GuidelineVersion.objects.create(
        project=world.project,
        number=number,
        title="G",
        sections=sections,
        created_at=NOW,
        created_by=world.owner,
    )
    Project.objects.filter(pk=world.project.pk).update(guideline_version=version)
    return version


def practice_gold(world: World, n: int) -> list[Gold]:
    """The right answer is yes."""
    batch = Batch.objects.create(project=world.project, name="To practise", is_gold=True, created_at=NOW)
    return [
        Gold.objects.create(
            task=task, project=world.project, answers={"match": ["yes"]}, reason="It is red.", created_at=NOW
        )
        for task in add_tasks(world, n, batch=batch, prefix="practice-")
    ]


def course_in(world: World, *, n_practice: int = 2, **terms: object) -> Course:
    """Published by Lea; the right answer to practice is yes."""
    guideline_in(world)
    made = make_course(
        world.owner,
        project=world.project,
        terms=CourseTerms("First steps", **terms),  # type: ignore[arg-type]  # Terms as they are named.
        now=NOW,
    )
    add_lesson(world.owner, course=made, section="hues", note="Look at red.", now=NOW)
    for gold in practice_gold(world, n_practice):
        add_practice(world.owner, course=made, external_id=gold.task.external_id, hint="Look twice.", now=NOW)
    return publish_course(world.owner, course=made, now=NOW)


def take(assignment: CourseAssignment, *, answer: str = "yes", n: int = 100, at: datetime = NOW) -> None:
    """So many of the steps that come next, in their order; practice is answered the same each time."""
    user = assignment.contributor.user
    for _nth in range(n):
        row = own_assignment(assignment.contributor, assignment.uid, today=at.date()).next
        if row is None:
            return
        if row.step.kind == "lesson":
            read_lesson(user, assignment=assignment, step=row.step, now=at)
        else:
            practise(user, assignment=assignment, step=row.step, answers={"match": answer}, now=at)
