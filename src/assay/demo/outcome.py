"""What became of the judgments: consensus, adjudication, and releases that Rita accepts, flags or still looks at."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any  # Labels are JSON.

from assay.delivery.actions.acceptance import accept, set_terms
from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.flagging import flag_labels
from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release
from assay.delivery.rules.flags import FlagRow
from assay.demo.listings import Ruling
from assay.demo.matching import UNSAID
from assay.demo.moderation import OVERLOOKED
from assay.demo.story import Piece, Story
from assay.kit.jobs import run_now
from assay.quality.actions.adjudication import decide, hold_next
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import ConsensusRun, Label

# What is right of a question, and of one of its options where several may be chosen.
Answer = Callable[[Piece, str, str], Any]
N_FLAGS, N_FLAGS_WRONG, N_DECIDED, N_SETTLED = 5, 1, 4, 2


def deliver_search(search: Story) -> None:
    """The first week is accepted, the second waits for Rita."""
    agenda = search.agenda
    search.put(agenda.ago(days=13), lambda at: release(search, "Week 1, all markets.", at, qrels={}))
    search.put(agenda.ago(days=12, hours=4), lambda at: accept_newest(search, at))
    search.put(agenda.ago(hours=2), lambda at: release(search, "Weeks 1 and 2.", at, qrels={}))


def deliver_moderation(moderation: Story) -> None:
    """Rita flags labels of the first release; Ben agrees with some, and Lea delivers a correction."""
    agenda = moderation.agenda
    moderation.put(agenda.ago(days=5), lambda at: release(moderation, "First listings.", at))
    moderation.put(agenda.ago(days=4, hours=6), lambda at: flag_some(moderation, at))
    moderation.put(agenda.ago(days=3, hours=20), lambda at: decide_some(moderation, N_DECIDED, verdict, at))
    moderation.put(agenda.ago(days=3, hours=1), lambda at: correct(moderation, at))


def judge_matching(matching: Story) -> None:
    """What stayed undecided goes to Ben, who has come halfway."""
    agenda = matching.agenda
    matching.put(agenda.ago(days=4, hours=2), lambda at: decide_some(matching, N_SETTLED, match, at))
    matching.put(agenda.ago(hours=2.2), lambda at: label(matching, at))


def label(story: Story, at: datetime) -> ConsensusRun:
    return run_consensus(story.organisation.users["lea"], stage=story.stage, now=at)


def release(story: Story, note: str, at: datetime, *, qrels: dict[str, Any] | None = None) -> Release:
    lea = story.organisation.users["lea"]
    set_terms(lea, project=story.project, acceptance_hours=120, now=at)
    run = label(story, at)
    later = at + timedelta(minutes=20)
    built, job = build_release(lea, run=run, note=note, qrels=qrels, now=later)
    run_now(job, at=later + timedelta(seconds=8))
    return built


def newest(story: Story) -> Release:
    return (
        Release.objects.select_related("project", "run__stage__project")
        .filter(project=story.project)
        .latest("pk")
    )


def accept_newest(story: Story, at: datetime) -> None:
    accept(story.organisation.users["rita"], release=newest(story), now=at)


def flag_some(story: Story, at: datetime) -> None:
    """Labels that are not what the rules say, and one that is: a requester errs, too."""
    built = newest(story)
    labels = (
        Label.objects.filter(run=built.run, question="verdict").select_related("task").order_by("task_id")
    )
    found = [(each, story.pieces[each.task.external_id].right) for each in labels]
    wrong = [(each, right, right.verdict) for each, right in found if each.value != right.verdict]
    fine = [(each, right, "remove") for each, right in found if each.value == right.verdict == "edit"]
    rows = [
        FlagRow(nth, each.task.external_id, "verdict", reason=reason_for(right), suggested=suggested)
        for nth, (each, right, suggested) in enumerate([*wrong[:N_FLAGS], *fine[:N_FLAGS_WRONG]], 1)
    ]
    flag_labels(story.organisation.users["rita"], release=built, rows=rows, now=at)


def reason_for(right: Ruling) -> str:
    if right.problems == OVERLOOKED:
        return "The price is above twice the face value: the seller has to correct it."
    return {
        "allow": "Nothing is wrong with this listing.",
        "edit": "It may be sold, but one sentence may not stand.",
        "remove": "This may not be sold at all.",
    }[right.verdict]


def decide_some(story: Story, n: int, answer: Answer, at: datetime) -> None:
    """Ben takes the oldest cases, one after the other."""
    ben = story.organisation.users["ben"]
    for nth in range(n):
        moment = at + timedelta(minutes=2 * nth)
        case = hold_next(ben, project=story.project, now=moment)
        if case is None:
            return
        right = answer(story.pieces[case.task.external_id], case.question, case.subject)
        decide(
            ben,
            adjudication=case,
            answer=right,
            reason="Checked against the guideline, section by section.",
            now=moment + timedelta(seconds=70),
        )


def verdict(piece: Piece, question: str, subject: str) -> Any:
    return piece.right.answers[question]


def match(piece: Piece, question: str, subject: str) -> Any:
    if question == "match":
        return "cannot" if piece.right.match == UNSAID else piece.right.match
    return subject in piece.right.differs


def correct(story: Story, at: datetime) -> None:
    first = newest(story)
    _, job = build_correction(
        story.organisation.users["lea"], release=first, note="What Rita flagged and Ben upheld.", now=at
    )
    run_now(job, at=at + timedelta(seconds=8))


def label_others(stories: Sequence[Story]) -> None:
    for story in stories:
        story.put(story.agenda.ago(hours=2.1), partial(label, story))
