"""Everything that happened to one task, newest first: work, questions, gold, consensus, decisions, deliveries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assay.delivery.queries.holding import releases_holding
from assay.kit.models import AuditEvent
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.quality.enums import AdjudicationState, ReviewItemState
from assay.quality.models import (
    Adjudication,
    Gold,
    GoldResult,
    Label,
    Lot,
    LotInspection,
    LotUnit,
    ReviewItem,
)
from assay.quality.queries.backlog import reviews_of_task
from assay.web.administration.trail import shown as shown_events
from assay.web.projects.task_shown import skip_of
from assay.web.projects.tasks_shown import change_rows
from assay.web.projects.words import CLAIM_STATES
from assay.web.review.shown import shown_done, shown_whose
from assay.web.wording import Wording, wording_of
from assay.work.enums import ClaimState, ContentSeverity, ItemState
from assay.work.models import (
    ChangedTask,
    Claim,
    Judgment,
    QueueItem,
    Retraction,
    Task,
    TaskQuestion,
    UrgentReport,
)
from assay.work.queries.exposure import ratings_of

MOST = 200


@dataclass(frozen=True, slots=True)
class Happening:
    """One line; `who` is empty where Assay did it, `note` is somebody's own words, `kind` one of the style sheet."""

    at: datetime
    kind: str
    sentence: str
    who: str = ""
    note: str = ""
    address: str = ""


def history_of(task: Task, given: frozenset[Permission], *, is_blind: bool) -> list[Happening]:
    """As far as the person may see it: answers and what they led to only for those who see answers.

    `is_blind` people are still to judge or to decide about the task: answers are kept from them until they have.
    """
    found = [
        Happening(task.created_at, "came", _("Came in, in the batch %(batch)s") % {"batch": task.batch.name})
    ]
    sees_answers = Permission.VIEW_ANSWERS in given and not is_blind
    if Permission.VIEW_ANSWERS in given or Permission.ASSIGN_WORK in given:
        found += [*_claims(task), *_said(task)]
    if Permission.MANAGE_TASKS in given:
        found += [*_changes(task), *_audit(task)]
    if sees_answers:
        wording = wording_of(task.project.schema_version_id or 0) if task.project.schema_version_id else None
        found += [*_judgments(task), *_gold(task), *_labels(task, wording), *_decisions(task, wording)]
        found += _ratings(task)
        found += [*_reviews(task), *_lots(task)]
    if Permission.VIEW_DELIVERIES in given:
        found += _deliveries(task)
    return sorted(found, key=lambda each: each.at)[::-1][:MOST]


def is_blind(user: User, task: Task) -> bool:
    """Whether the person has the task in hand: as its judge, to decide about it, or to review it blind."""
    in_hand = Claim.objects.filter(task=task, state=ClaimState.OPEN, contributor__user=user)
    deciding = Adjudication.objects.filter(task=task, state=AdjudicationState.OPEN, held_by=user)
    first = ReviewItem.objects.filter(task=task, state=ReviewItemState.OPEN, is_blind=True, held_by=user)
    return in_hand.exists() or deciding.exists() or first.exists()


def _claims(task: Task) -> Iterator[Happening]:
    """That somebody answered is told by the judgment itself."""
    claims = Claim.objects.filter(task=task).select_related("contributor", "assigned_by").order_by("-pk")
    for claim in reversed(claims[:MOST]):
        who = claim.contributor.pseudonym
        given_by = claim.assigned_by.name if claim.assigned_by else ""
        took = _("Assigned by %(name)s") % {"name": given_by} if given_by else _("Taken in hand")
        yield Happening(claim.claimed_at, "work", took, who)
        if claim.ended_at and claim.state != ClaimState.SUBMITTED:
            yield Happening(claim.ended_at, "work", _(CLAIM_STATES[claim.state]), who, skip_of(claim))


def _judgments(task: Task) -> Iterator[Happening]:
    taken_back = Retraction.objects.select_related("retracted_by", "restoration__restored_by").order_by("nth")
    found = Judgment.objects.filter(task=task).select_related("contributor")
    found = found.prefetch_related(Prefetch("retractions", taken_back))
    for judgment in found.order_by("-pk")[:MOST]:
        who = judgment.contributor.pseudonym if judgment.contributor else judgment.machine
        wording = wording_of(judgment.schema_version_id)
        answers = [
            f"{wording.question(each)} {wording.answer(each, value)}"
            for each, value in judgment.answers.items()
        ]
        yield Happening(judgment.submitted_at, "work", _("Answered"), who, " · ".join(answers))
        for retraction in judgment.retractions.all():
            yield from _taken_back(retraction, who)
    for item in QueueItem.objects.filter(task=task, done_at__isnull=False).select_related("stage"):
        if item.done_at and not task.is_gold:
            is_machine = item.state == ItemState.MACHINE
            done = _("Done: a machine answered it") if is_machine else _("Done: all judgments are there")
            yield Happening(item.done_at, "work", done)


def _ratings(task: Task) -> Iterator[Happening]:
    """What it counts as, since when, and who or what said so; a machine and answers say it in the note."""
    for rating in ratings_of(task)[:MOST]:
        says = _("Counts as %(severity)s to look at")
        severity = str(ContentSeverity(rating.severity).label).lower()
        who = rating.rated_by.name if rating.rated_by else ""
        yield Happening(rating.rated_at, "work", says % {"severity": severity}, who, rating.reason)


def _taken_back(retraction: Retraction, who: str) -> Iterator[Happening]:
    by = retraction.retracted_by.name if retraction.retracted_by else who
    yield Happening(retraction.retracted_at, "work", _("Answer taken back"), by, retraction.reason)
    if restoration := getattr(retraction, "restoration", None):
        by = restoration.restored_by.name if restoration.restored_by else ""
        yield Happening(restoration.restored_at, "work", _("The answer counts again"), by, restoration.reason)


def _said(task: Task) -> Iterator[Happening]:
    questions = TaskQuestion.objects.filter(task=task).select_related("contributor", "answered_by")
    for question in questions.order_by("-pk")[:MOST]:
        yield Happening(question.asked_at, "talk", _("Asked"), question.contributor.pseudonym, question.text)
        if question.answered_at:
            by = question.answered_by.name if question.answered_by else ""
            yield Happening(question.answered_at, "talk", _("Question answered"), by, question.answer)
    for report in UrgentReport.objects.filter(task=task).select_related(
        "contributor", "taken_by", "closed_by"
    ):
        sentence = _("Reported: %(kind)s") % {"kind": report.get_kind_display()}
        yield Happening(report.reported_at, "talk", sentence, report.contributor.pseudonym, report.text)
        if report.taken_at:
            taken = report.taken_by.name if report.taken_by else ""
            yield Happening(report.taken_at, "talk", _("Report taken in hand"), taken)
        if report.closed_at:
            closed = report.closed_by.name if report.closed_by else ""
            yield Happening(report.closed_at, "talk", report.get_outcome_display(), closed, report.note)


def _gold(task: Task) -> Iterator[Happening]:
    gold = Gold.objects.filter(task=task).select_related("created_by").first()
    if gold is None:
        return
    by = gold.created_by.name if gold.created_by else ""
    yield Happening(gold.created_at, "gold", _("Made gold"), by, gold.reason)
    if gold.retired_at:
        yield Happening(gold.retired_at, "gold", _("Gold retired"), note=gold.retired_reason)
    for result in GoldResult.objects.filter(gold=gold).select_related("contributor").order_by("-pk")[:MOST]:
        sentence = _("Gold answered right") if result.is_correct else _("Gold answered wrong")
        yield Happening(result.judged_at, "gold", sentence, result.contributor.pseudonym)


def _labels(task: Task, wording: Wording | None) -> Iterator[Happening]:
    """One line per run, with the labels it gave."""
    by_run: dict[int, list[Label]] = {}
    for label in Label.objects.filter(task=task).select_related("run").order_by("-run_id", "pk")[:MOST]:
        by_run.setdefault(label.run_id, []).append(label)
    for labels in by_run.values():
        run = labels[0].run
        yield Happening(
            run.finished_at or run.created_at,
            "label",
            _("Label of consensus run %(n)s") % {"n": run.number},
            note=" · ".join(_label(each, wording) for each in labels),
            address=f"{reverse('why', args=[task.uid])}?run={run.uid}",
        )


def _label(label: Label, wording: Wording | None) -> str:
    answer = wording.answer(label.question, label.value) if wording else str(label.value)
    question = wording.question(label.question) if wording else label.question
    subject = f" ({label.subject})" if label.subject else ""
    sure = "" if label.probability is None else f", {label.probability:.0%}"
    return f"{question}{subject} {answer}{sure}"


def _decisions(task: Task, wording: Wording | None) -> Iterator[Happening]:
    """Asked for a decision, and decided."""
    for each in (
        Adjudication.objects.filter(task=task).select_related("decided_by", "raised_by").order_by("-pk")
    ):
        question = wording.question(each.question) if wording else each.question
        raised = each.raised_by.name if each.raised_by else ""
        yield Happening(each.raised_at, "decision", f"{each.get_source_display()}: {question}", raised)
        if each.decided_at:
            answer = wording.answer(each.question, each.answer) if wording else str(each.answer)
            by = each.decided_by.name if each.decided_by else ""
            yield Happening(
                each.decided_at, "decision", f"{each.get_verdict_display()}: {answer}", by, each.reason
            )


def _reviews(task: Task) -> Iterator[Happening]:
    """What reviewers found, with what was charged in the note, and where it may be read beside the content."""
    for review in reviews_of_task(task.pk).select_related("item")[:MOST]:
        said = shown_done(review)
        sentence = _("Review of %(name)s: %(verdict)s") % {
            "name": shown_whose(review),
            "verdict": said.verdict,
        }
        charged = [f"{each.name} ({each.severity})" for each in said.errors]
        note = " · ".join(each for each in (*charged, said.comment, said.outcome) if each)
        yield Happening(
            said.at, "decision", sentence, said.by, note, reverse("review", args=[review.item.uid])
        )


def _lots(task: Task) -> Iterator[Happening]:
    for unit in LotUnit.objects.filter(task=task).select_related("lot__cut_by"):
        lot, address = unit.lot, reverse("lot", args=[unit.lot.uid])
        by = lot.cut_by.name if lot.cut_by else ""
        yield Happening(lot.cut_at, "work", _("Cut into lot %(n)s") % {"n": lot.number}, by, address=address)
        for each in LotInspection.objects.filter(lot=lot, is_accepted__isnull=False).select_related(
            "disposed_by"
        ):
            yield from _inspected(each, lot, address)


def _inspected(each: LotInspection, lot: Lot, address: str) -> Iterator[Happening]:
    verdict = (
        _("Lot %(n)s accepted by its figures") if each.is_accepted else _("Lot %(n)s rejected by its figures")
    )
    if each.decided_at:
        yield Happening(each.decided_at, "decision", verdict % {"n": lot.number}, address=address)
    if each.disposed_at and each.disposed_by:
        what = _("Lot %(n)s: %(what)s") % {"n": lot.number, "what": each.get_disposition_display()}
        yield Happening(each.disposed_at, "decision", what, each.disposed_by.name, each.reason, address)


def _deliveries(task: Task) -> Iterator[Happening]:
    for release in releases_holding(task.project, [task.external_id]):
        sentence = _("Delivered in release %(n)s") % {"n": release.number}
        yield Happening(
            release.ready_at, "delivery", sentence, address=reverse("release", args=[release.uid])
        )


def _changes(task: Task) -> Iterator[Happening]:
    made = ChangedTask.objects.filter(task=task).select_related("change__created_by", "change__undone_by")
    changes = [each.change for each in made.order_by("-pk")[:MOST]]
    for change, row in zip(changes, change_rows(changes), strict=True):
        address = reverse("project-changes", args=[task.project.uid])
        sentence = f"{row.what} ({row.tasks})"
        yield Happening(change.created_at, "decision", sentence, row.by, row.reason, address)
        if change.undone_at:
            yield Happening(
                change.undone_at, "decision", _("Undone: %(what)s") % {"what": row.what}, row.undone
            )


def _audit(task: Task) -> Iterator[Happening]:
    """What the audit trail keeps of the task's own row: withdrawn, brought back, made gold."""
    events: Iterable[AuditEvent] = AuditEvent.objects.filter(
        Q(table_name="work_task") & Q(row_id=task.pk)
    ).order_by("-id")[:MOST]
    for event in shown_events(events):
        columns = (f"{each.column}: {each.before or '–'} → {each.after or '–'}" for each in event.changes)
        yield Happening(event.recorded_at, "audit", event.sentence, note=", ".join(columns))
