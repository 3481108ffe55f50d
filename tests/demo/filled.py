"""The world as the demo makes it, for one fixed moment; and all that is in it as one digest."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from assay.delivery.models import ReleaseFile
from assay.intake.models import Request, RequestClock
from assay.kit.clock import working_day
from assay.people.models import Contributor, InboxMessage, StandingChange
from assay.projects.models import Project, Stage
from assay.quality.models import Adjudication, GoldResult, Label, StoppingDecision
from assay.recruiting.models import Application
from assay.wellbeing.models import CounsellorContact, PulseTally
from assay.work.facts import Worker
from assay.work.models import ExposureDay, Judgment, QueueItem, TaskQuestion, UrgentReport

# A Wednesday afternoon.
AT = datetime(2026, 3, 11, 15, 20, tzinfo=UTC)
SEARCH, LISTINGS, MATCHING = "Shop search relevance", "Marketplace listings", "Same product in two shops"
POSTS, PREFERENCES, NAMES = "Community posts", "Assistant answers side by side", "Names in the local news"
PROJECTS = (SEARCH, LISTINGS, MATCHING, POSTS, PREFERENCES, NAMES)


def worker(name: str) -> Worker:
    person = Contributor.objects.select_related("user").get(pseudonym=name)
    return Worker(person.pk, working_day(AT, person.user.time_zone))


def project(name: str) -> Project:
    return Project.objects.get(name=name)


def stage_of(name: str) -> Stage:
    return Stage.objects.select_related("project").get(project__name=name)


def digest() -> str:
    """Whatever a person could see of it, without the numbers that the database gives its rows."""
    found = hashlib.sha256()
    for row in rows():
        found.update(repr(row).encode())
    return found.hexdigest()


def rows() -> Iterator[tuple[object, ...]]:
    of_task = ("task__project__name", "task__external_id")
    yield from QueueItem.objects.order_by(*of_task).values_list(
        *of_task, "task__uid", "task__content", "queue__market__code", "state", "n_judgments", "done_at"
    )
    yield from Judgment.objects.order_by("submitted_at", "uid").values_list(
        "uid", *of_task, "contributor__pseudonym", "answers", "handling_seconds", "submitted_at", "work_on"
    )
    yield from Label.objects.order_by(
        "run__project__name", "run__number", *of_task, "question", "subject"
    ).values_list(*of_task, "question", "subject", "value", "probability")
    judged = ("judgment__uid", "is_correct", "wrong_questions")
    yield from GoldResult.objects.order_by("judgment__uid").values_list(*judged)
    decided = (*of_task, "outcome", "because", "is_audited", "n_judgments", "probability", "n_would")
    yield from StoppingDecision.objects.order_by(*of_task).values_list(*decided)
    yield from Adjudication.objects.order_by(*of_task, "question", "subject", "raised_at").values_list(
        *of_task, "question", "subject", "source", "state", "answer", "verdict", "decided_at"
    )
    yield from StandingChange.objects.order_by("changed_at").values_list("contributor__pseudonym", "standing")
    yield from TaskQuestion.objects.order_by("asked_at").values_list("text", "answer", *of_task)
    yield from UrgentReport.objects.order_by("reported_at").values_list("text", "outcome", "closed_at")
    yield from InboxMessage.objects.order_by("sent_at", "user__email", "title").values_list(
        "user__email", "title"
    )
    yield from ReleaseFile.objects.order_by(
        "release__project__name", "release__number", "format"
    ).values_list("release__project__name", "release__number", "format", "n_rows")
    yield from Request.objects.order_by("created_at", "uid").values_list(
        "uid", "title", "state", "state_since"
    )
    yield from ExposureDay.objects.order_by(
        "day_on", "contributor__pseudonym", "severity", "market"
    ).values_list(
        "day_on", "contributor__pseudonym", "severity", "market__code", "n_tasks", "weighted_seconds"
    )
    tallies = PulseTally.objects.order_by("week_on", "site__name", "question", "answer")
    yield from tallies.values_list("week_on", "site__name", "question", "answer", "n")
    yield from CounsellorContact.objects.order_by("set_at").values_list("site__name", "text", "set_at")
    yield from Application.objects.order_by("applied_at", "uid").values_list(
        "uid", "name", "state", "link__code", "languages", "verified_at"
    )
    yield from RequestClock.objects.order_by("request__uid", "started_at").values_list("state", "due_at")
