"""Spans: names, places, dates and amounts in short news, whose places in the text are known by the way it is made."""

import random
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any  # Spans are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.names_words import FILLS, SENTENCES
from assay.demo.people import Organisation
from assay.demo.story import Piece, Plan, Story, from_gallery
from assay.work.actions.importing_tasks import TaskRow

NAME = "Names in the local news"
GAP = re.compile(r"\{(\w+)\}")
N_GOLD, N_FIRST, N_FRESH = 8, 30, 8
Span = dict[str, Any]
PLAN = Plan(
    name=NAME,
    purpose="Persons, organisations, places, dates and amounts, for the tagger behind the news search.",
    markets=tuple(SENTENCES),
    stage={"overlap": 3, "overlap_max": 3, "gold_share": 0.1},
    mean_seconds=33.0,
    share_of_day=0.18,
    **from_gallery("text-spans"),
)


def tell_names(organisation: Organisation, agenda: Agenda) -> Story:
    story = Story(organisation, agenda, PLAN, spanned)
    begun = agenda.ago(days=9)
    story.begin(begun, without=["Ade"])
    story.batch("Gold", news("gold", N_GOLD), begun + timedelta(hours=2), is_gold=True)
    story.batch("Local pages", news("page", N_FIRST), begun + timedelta(hours=3))
    story.batch("Today's pages", news("today", N_FRESH), agenda.ago(hours=2))
    return story


def news(name: str, n: int) -> list[Piece]:
    return [one(market, name, nth) for nth in range(n) for market in SENTENCES]


def one(market: str, name: str, nth: int) -> Piece:
    chance = random.Random(f"{market} {name} {nth}")
    text, spans = filled(SENTENCES[market][nth % 4], FILLS[market], chance)
    gold = {"entities": [spans]} if name == "gold" else {}
    reason = "Every name once, the longest one, without the words around it." if gold else ""
    row = TaskRow(
        1, f"{market.lower()}-{name}-{nth + 1:02}", {"text": text}, market, gold=gold, gold_reason=reason
    )
    return Piece(row, spans)


def filled(
    sentence: str, fills: Mapping[str, tuple[str, ...]], chance: random.Random
) -> tuple[str, list[Span]]:
    text, spans, last = "", [], 0
    for gap in GAP.finditer(sentence):
        text += sentence[last : gap.start()]
        word = chance.choice(fills[gap[1]])
        spans.append({"start": len(text), "end": len(text) + len(word), "label": gap[1]})
        text, last = text + word, gap.end()
    return text + sentence[last:], spans


def spanned(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    """Now and then a name is overlooked, ends too early, or is taken for another kind."""
    found = []
    for span in piece.right:
        slip = chance.random() * 3 if not habits.is_right(chance) and chance.random() < 0.5 else 9
        if slip < 1:
            continue
        end = span["end"] - 1 if slip < 2 else span["end"]
        label = "organisation" if 2 <= slip < 3 else span["label"]
        found.append({"start": span["start"], "end": end, "label": label})
    return {"entities": found}
