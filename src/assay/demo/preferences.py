"""Preferences between two answers of an assistant, for training it: with reasons, in three languages."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any  # Answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.people import Organisation
from assay.demo.preferences_words import QUESTIONS, SUMS, WHY, WHY_TIE, Row
from assay.demo.story import Piece, Plan, Story, from_gallery
from assay.work.actions.importing_tasks import TaskRow

NAME = "Assistant answers side by side"
SIDES = ("first", "second")
DEGREES = ("slightly", "clearly", "far")
N_SUMS = 20
PLAN = Plan(
    name=NAME,
    purpose="Which of two answers people prefer, how much, and why: for the reward model of the assistant.",
    markets=tuple(QUESTIONS),
    stage={"overlap": 3, "overlap_max": 3, "gold_share": 0.08, "lease_seconds": 2400},
    mean_seconds=74.0,
    share_of_day=0.12,
    **from_gallery("llm-preference"),
)


def tell_preferences(organisation: Organisation, agenda: Agenda) -> Story:
    """Ana and Ade may work here as well."""
    story = Story(organisation, agenda, PLAN, preferred)
    begun = agenda.ago(days=19)
    story.begin(begun)
    gold = [piece for market in QUESTIONS for piece in sums(market, range(3), is_gold=True)]
    story.batch("Gold", gold, begun + timedelta(hours=2), is_gold=True)
    written = [
        question(market, nth, swap=swap) for swap in (0, 1) for market in QUESTIONS for nth in range(6)
    ]
    counted = [piece for market in QUESTIONS for piece in sums(market, range(3, N_SUMS))]
    story.batch("Household questions", in_some_order([*written, *counted]), begun + timedelta(hours=3))
    fresh = [piece for market in QUESTIONS for piece in sums(market, range(N_SUMS, N_SUMS + 8))]
    story.batch("Fresh answers", in_some_order(fresh), agenda.ago(hours=2))
    return story


def in_some_order(pieces: list[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: random.Random(piece.external_id).random())


def sums(market: str, numbers: range, *, is_gold: bool = False) -> list[Piece]:
    asked, right, wrong = SUMS[market]
    found = []
    for nth in numbers:
        hours = nth + 2
        texts = {"h": hours, "m": hours * 60, "w": hours * 60 + (40 if nth % 2 else -20)}
        row = (asked.format(**texts), right.format(**texts), wrong.format(**texts), ("correct", "clear"))
        # Who is forty minutes off is far off, until the guideline says what far is.
        degree = "far" if nth % 4 == 1 else "clearly"
        found.append(compared(market, f"hours-{hours:02}", row, swap=nth % 2, degree=degree, is_gold=is_gold))
    return found


def question(market: str, nth: int, *, swap: int) -> Piece:
    return compared(market, f"question-{nth + 1}-{swap + 1}", QUESTIONS[market][nth], swap=swap)


def compared(
    market: str, name: str, row: Row, *, swap: int, degree: str = "clearly", is_gold: bool = False
) -> Piece:
    asked, good, weak, reasons = row
    better = SIDES[swap]
    content = {
        "chat": [{"id": "t1", "role": "user", "text": asked}],
        better: good,
        SIDES[1 - swap]: weak,
    }
    # Whichever stood on the left when it was judged: the preference is the same.
    gold: dict[str, Any] = {"better": [{"better": better, "left": left} for left in SIDES]} if is_gold else {}
    task = TaskRow(
        1,
        f"{market.lower()}-{name}",
        content,
        market,
        gold=gold,
        gold_reason="A short right answer beats a wrong one." if is_gold else "",
    )
    return Piece(task, (better, reasons, degree))


def no_longer_far(pieces: dict[str, Piece]) -> None:
    """From now on everybody calls a wrong sum clearly worse."""
    for name, piece in pieces.items():
        better, reasons, _degree = piece.right
        pieces[name] = replace(piece, right=(better, reasons, "clearly"))


def preferred(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    better, reasons, right_degree = piece.right
    left = chance.choice(SIDES)
    chosen = habits.pick(better, (*SIDES, "tie"), chance)
    enough = "yes" if habits.is_right(chance) else "no"
    found = {"better": {"better": chosen, "left": left}, "both_bad": enough}
    if chosen == "tie":
        return {**found, "why": WHY_TIE[piece.market]}
    degree = habits.pick(right_degree, DEGREES, chance, is_ordered=True)
    ranked = list(reasons) if chance.random() < 0.8 else list(reversed(reasons))
    return {**found, "how_much": degree, "reasons": ranked, "why": WHY[piece.market]}
