"""Tasks like the one that somebody asked about are held until the answer: by a job, however many there are."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.quality.models import HeldTask
from assay.quality.queries.clarification import may_answer
from assay.quality.rules import clarification as rules
from assay.work.actions.holding import hold_alike
from assay.work.models import Queue, TaskQuestion

HOLD = "quality.hold_alike"
CHUNK = 2_000


def start_holding(by: User, *, question: TaskQuestion, phrase: str, now: datetime) -> Job:
    """Nobody gets tasks with this phrase until the question is answered; the job's result says how many are held."""
    phrase = _checked(by, question, phrase)
    return jobs.start(
        by,
        kind=HOLD,
        key=f"{HOLD}:{question.uid}",
        params={"question": str(question.uid), "phrase": phrase},
        project_uid=question.project.uid,
        now=now,
    )


@job(HOLD, resumes=True)
def hold_similar(running: RunningJob) -> None:
    """Chunk by chunk, each with its held tasks and its progress in one transaction; ends with the answer."""
    question = TaskQuestion.objects.select_related("project").get(uid=running.params["question"])
    by = User.objects.get(pk=running.row.created_by_id or 0)
    n_open = Queue.objects.filter(batch__project=question.project, is_gold=False).aggregate(n=Sum("n_open"))
    running.progress(running.row.n_done, n_open["n"] or 0)
    while _hold_more(running, by, question):
        pass


def _hold_more(running: RunningJob, by: User, question: TaskQuestion) -> bool:
    """Whether there may be more."""
    with transaction.atomic():
        act_as(by)
        locked = TaskQuestion.objects.select_for_update(no_key=True, of=["self"]).get(pk=question.pk)
        n_held = int(running.cursor.get("n_held", 0))
        if locked.answered_at is not None:
            running.finish_with({"n_held": n_held, "question": str(question.uid)})
            return False
        found = hold_alike(
            project=question.project,
            phrase=running.params["phrase"],
            after=int(running.cursor.get("last", 0)),
            look_at=CHUNK,
            most=rules.MOST_HELD - n_held,
        )
        HeldTask.objects.bulk_create(
            HeldTask(question=question, item_id=pk, held_at=running.now, held_by=by) for pk in found.items
        )
        n_held += len(found.items)
        running.progress(
            running.row.n_done + found.n_looked_at, cursor={"last": found.last, "n_held": n_held}
        )
        is_over = found.n_looked_at < CHUNK or n_held >= rules.MOST_HELD
        if is_over:
            running.finish_with({"n_held": n_held, "question": str(question.uid)})
        return not is_over


def _checked(by: User, question: TaskQuestion, phrase: str) -> str:
    if not may_answer(by, question.project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_QUALITY]))
    phrase = phrase.strip()
    if len(phrase) < rules.LEAST_PHRASE:
        raise Refused(rules.SHORT_PHRASE(field="phrase", n=rules.LEAST_PHRASE))
    if question.answered_at is not None:
        raise Refused(rules.ANSWERED())
    return phrase
