"""Moderation of marketplace listings: two answers for each, a skill to hold, and rules that Ana has not read yet."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any  # Answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.listings import Ruling, listings
from assay.demo.people import Organisation
from assay.demo.rules_of_market import SCHEMA, SECTIONS, TITLE
from assay.demo.story import Piece, Plan, Story
from assay.projects.enums import Segment
from assay.work.actions.importing_tasks import Choices

NAME = "Marketplace listings"
MARKETS = ("de-DE", "en-GB", "pt-BR", "ar-EG")
GOLD, DONE, OPEN = (0, 2), (2, 9), (9, 12)
VERDICTS = ("allow", "edit", "remove")
WHY_GOLD = "See the three verdicts: what may be sold stays or is corrected, what may not be sold is removed."
NOTES = {
    "en-GB": "Please take out the sentence that the rules name, then it is fine.",
    "de-DE": "Bitte nehmen Sie den Satz heraus, dann passt die Anzeige.",
    "pt-BR": "Retire a frase indicada e o anúncio pode ficar.",
    "ar-EG": "احذف الجملة المخالفة من فضلك ليبقى الإعلان.",
}
# Tickets far above their face value are let through by most: the guideline says it in one line only.
OVERLOOKED, OVERLOOKED_SHARE = ("price",), 0.7
PLAN = Plan(
    name=NAME,
    segment=Segment.ECOMMERCE_GOVERNANCE,
    purpose="Which listings stay, and why not: labels for the filter that reads them first.",
    markets=MARKETS,
    stage={"overlap": 2, "overlap_max": 3, "gold_share": 0.1, "daily_cap": 150},
    schema=SCHEMA,
    guideline=(TITLE, SECTIONS),
    skills={"market-rules": 70},
    mean_seconds=22.0,
    share_of_day=0.2,
)


def tell_moderation(organisation: Organisation, agenda: Agenda) -> Story:
    """Sixteen days old. What sellers posted again has its label from the first time."""
    story = Story(organisation, agenda, PLAN, judged)
    begun = agenda.ago(days=16)
    story.begin(begun, unread=["Ana", "Ade"])
    story.batch("Gold", gold_listings(), begun + timedelta(hours=2), is_gold=True)
    first = in_some_order(listings(*DONE))
    story.batch("First listings", first, begun + timedelta(hours=2))
    again = [posted_again(piece) for piece in first[:24]]
    reuse = {"choices": Choices(reuses_labels=True)}
    story.batch("Posted again", again, agenda.ago(days=3, hours=2), **reuse)
    story.batch("New listings", in_some_order(listings(*OPEN)), agenda.ago(hours=2))
    return story


def in_some_order(pieces: list[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: random.Random(piece.external_id).random())


def posted_again(piece: Piece) -> Piece:
    return replace(piece, row=replace(piece.row, external_id=f"{piece.external_id}-again"))


def gold_listings() -> list[Piece]:
    def known(piece: Piece) -> Piece:
        gold = {key: [value] for key, value in piece.right.answers.items()}
        return replace(piece, row=replace(piece.row, gold=gold, gold_reason=WHY_GOLD))

    return [known(piece) for piece in listings(*GOLD)]


def judged(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    """Who is wrong is mostly too kind: it stays, and nothing was seen."""
    right: Ruling = piece.right
    if right.problems == OVERLOOKED and chance.random() < OVERLOOKED_SHARE:
        return {"verdict": "allow", "problems": ["none"]}
    verdict = habits.pick(right.verdict, VERDICTS, chance)
    if verdict != right.verdict:
        problems = ["none"] if verdict == "allow" else [chance.choice(["health", "price", "fraud"])]
        return {"verdict": verdict, "problems": problems}
    note = {"note": NOTES[piece.market]} if right.verdict == "edit" and chance.random() < 0.6 else {}
    return {**right.answers, **note}
