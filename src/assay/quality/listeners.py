"""What quality does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.people.models import User
from assay.projects.models import GuidelineVersion, Project
from assay.quality.actions.adjudication import close_for_tasks, reopen_for_tasks
from assay.quality.actions.clarifying import open_case, release_answered
from assay.quality.actions.gold import retire_purged
from assay.quality.actions.importing_gold import add_known
from assay.quality.actions.inspecting import note_review
from assay.quality.actions.invalidating import look_for
from assay.quality.actions.reusing import end_reuse, labeled_alike, reuse_labels, settle_again
from assay.quality.actions.review_closing import close_reviews, reopen_reviews
from assay.quality.models import Review
from assay.work.actions.importing_tasks import CameIn, KnownAnswer
from assay.work.models import TaskQuestion


@subscribe("work.tasks_withdrawn")
def tasks_withdrawn(task_ids: Sequence[int], by: User | None, now: datetime) -> None:
    """What is withdrawn needs no answer any more, and lends its label to nobody."""
    close_for_tasks(by, task_ids=task_ids, now=now)
    close_reviews(task_ids)
    end_reuse(source_ids=task_ids, now=now)


@subscribe("work.tasks_reinstated")
def tasks_reinstated(task_ids: Sequence[int], by: User | None, now: datetime) -> None:
    """What was open is open again; what has taken over a label that is still lent needs no judgments."""
    reopen_for_tasks(by, task_ids=task_ids)
    reopen_reviews(task_ids, now=now)
    settle_again(task_ids, now=now)


@subscribe("work.tasks_purged")
def tasks_purged(task_ids: Sequence[int], by: User | None, now: datetime) -> None:
    """Gold without content is none."""
    retire_purged(by, task_ids=task_ids, now=now)


@subscribe("work.tasks_came_in")
def tasks_came_in(by: User, project: Project, came_in: CameIn, now: datetime) -> None:
    """Content that has a valid label already is found, and where it was asked for, takes it over."""
    came_in.n_labeled = len(labeled_alike(project, came_in.task_ids))
    if came_in.n_labeled and came_in.reuses_labels:
        came_in.n_reused = reuse_labels(by, project=project, task_ids=came_in.task_ids, now=now)


@subscribe("work.gold_came_in")
def gold_came_in(by: User, project: Project, known: Sequence[KnownAnswer], now: datetime) -> None:
    add_known(by, project=project, known=known, now=now)


@subscribe("quality.reviewed")
def lot_inspected(review: Review, now: datetime, **_more: object) -> None:
    """What an inspector found may decide a lot."""
    note_review(review, now=now)


@subscribe("work.question_asked")
def question_asked(question: TaskQuestion, now: datetime) -> None:
    """Somebody owns it, and its clock runs."""
    open_case(question, now=now)


@subscribe("work.question_answered")
def question_answered(question: TaskQuestion, now: datetime) -> None:
    """Nothing waits for it any more."""
    release_answered(question, now=now)


@subscribe("projects.guideline_in_force")
def guideline_in_force(version: GuidelineVersion, by: User, now: datetime) -> None:
    """A policy change may have made labels wrong."""
    look_for(by, version=version, now=now)
