"""The exam on the rules of the marketplace: some have passed it, one has failed, Ade has to pass it yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any  # Answers are JSON.

from assay.demo.listings import listings
from assay.demo.moderation import WHY_GOLD
from assay.demo.people import RULES_OF, Organisation
from assay.demo.story import Piece, Story
from assay.training.actions.exams import ExamTerms, add_items, make_exam
from assay.training.actions.sitting import answer, begin
from assay.training.models import Exam
from assay.training.queries.own_exams import next_answer

TERMS = ExamTerms(pass_share=0.75, n_questions=4, n_attempts=3, cool_hours=24, valid_days=180)
NOTE = "Read the three verdicts and the table of what needs a permit first."
FAILS = "Plover"


def hold_exam(organisation: Organisation, story: Story) -> None:
    story.put(story.agenda.ago(days=2, hours=4), lambda at: _hold(organisation, story, at))


def _hold(organisation: Organisation, story: Story, at: datetime) -> None:
    pieces = [_asked(piece) for piece in listings(2, 9) if piece.external_id.endswith("-3")]
    story.pieces |= {piece.external_id: piece for piece in pieces}
    story.import_batch("Exam questions", pieces, at, is_gold=True)
    lea = organisation.users["lea"]
    exam = make_exam(
        lea,
        project=story.project,
        name="Marketplace rules",
        note=NOTE,
        skill=organisation.skills["market-rules"],
        terms=TERMS,
        now=at,
    )
    add_items(lea, exam=exam, external_ids=[piece.external_id for piece in pieces], now=at)
    for nth, person in enumerate(each for market in RULES_OF for each in organisation.crowd(market)[:2]):
        _sit(story, person.pseudonym, exam, n_right=4 if nth % 3 == 0 else 3, at=at)
    _sit(story, FAILS, exam, n_right=1, at=at)


def _asked(piece: Piece) -> Piece:
    gold = {key: [value] for key, value in piece.right.answers.items()}
    row = replace(piece.row, external_id=f"{piece.external_id}-exam", gold=gold, gold_reason=WHY_GOLD)
    return replace(piece, row=row)


def _sit(story: Story, name: str, exam: Exam, *, n_right: int, at: datetime) -> None:
    """The first so many are right; what is wrong is too strict, or too kind."""
    user = story.organisation.people[name].user
    attempt = begin(user, exam=exam, now=at)
    while given := next_answer(attempt):
        right: Mapping[str, Any] = story.pieces[given.item.gold.task.external_id].right.answers
        kind = {"verdict": "allow", "problems": ["none"]}
        strict = {"verdict": "remove", "problems": ["fraud"]}
        wrong = strict if right["verdict"] == "allow" else kind
        answer(user, given=given, answers=dict(right if given.position <= n_right else wrong), now=at)
