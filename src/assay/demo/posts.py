"""Content moderation with a policy taxonomy: posts of four markets, with the words that decided marked."""

import random
from datetime import timedelta
from typing import Any  # Answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.people import Organisation
from assay.demo.posts_words import CONTEXTS, POSTS, REPORTED, Row
from assay.demo.story import Piece, Plan, Story, from_gallery
from assay.work.actions.importing_tasks import TaskRow

NAME = "Community posts"
POLICIES = ("fraud", "spam", "impersonation", "bullying")
ACTIONS = {1: "limit", 2: "remove", 3: "remove"}
MARKS = {"fraud": "offer", "spam": "offer", "impersonation": "claim", "bullying": "attack"}
# In Mexico two words of the policy were mixed up: what lots are rejected for.
MIXED_UP, MIXED_UP_IN, MIXED_UP_SHARE = {"fraud": "spam", "spam": "fraud"}, "es-MX", 0.75
# How often each post comes up, with other numbers in it; those of the first round are gold.
N_ROUNDS, N_FRESH = 6, 2
URGENT = "en-gb-post-reported"
PLAN = Plan(
    name=NAME,
    purpose="Which posts break the policy, and which words decide it: labels for the first filter.",
    markets=tuple(POSTS),
    stage={"overlap": 2, "overlap_max": 3, "gold_share": 0.1, "gold_feedback": True},
    mean_seconds=41.0,
    share_of_day=0.25,
    **from_gallery("content-moderation"),
)


def tell_posts(organisation: Organisation, agenda: Agenda) -> Story:
    story = Story(organisation, agenda, PLAN, moderated)
    begun = agenda.ago(days=14)
    story.begin(begun, unread=["Ana"])
    gold = [post(market, nth, 0, is_gold=True) for market in POSTS for nth in range(len(POSTS[market]))]
    story.batch("Gold", gold, begun + timedelta(hours=2), is_gold=True)
    reported = TaskRow(1, URGENT, content("en-GB", REPORTED, 2), "en-GB")
    first = [
        Piece(reported, ("fraud", 2, "nobody checks the barcode", REPORTED)),
        *rounds(range(1, N_ROUNDS)),
    ]
    story.batch("Reported in May", first, begun + timedelta(hours=3))
    story.batch("Reported this week", rounds(range(N_ROUNDS, N_ROUNDS + N_FRESH)), agenda.ago(hours=2))
    return story


def rounds(numbers: range) -> list[Piece]:
    found = [
        post(market, nth, each) for each in numbers for market in POSTS for nth in range(len(POSTS[market]))
    ]
    return sorted(found, key=lambda piece: random.Random(piece.external_id).random())


def content(market: str, text: str, nth: int) -> dict[str, str]:
    return {"market": market, "post": text, "context": CONTEXTS[market][nth % 4]}


def post(market: str, nth: int, number: int, *, is_gold: bool = False) -> Piece:
    policy, severity, words, text = POSTS[market][nth]
    n = str(random.Random(f"{market} {nth} {number}").randint(11, 89))
    right: Row = (policy, severity, words.replace("{n}", n), text.replace("{n}", n))
    gold: dict[str, list[Any]] = {"violates": ["yes" if policy else "no"]} if is_gold else {}
    reason = "The policy names it." if policy else "Rough or odd words alone break nothing."
    row = TaskRow(
        1,
        f"{market.lower()}-post-{nth + 1:02}-{number}",
        content(market, right[3], nth + number),
        market,
        gold=gold,
        gold_reason=reason if is_gold else "",
    )
    return Piece(row, right)


def moderated(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    """Who sees nothing answers nothing else; who sees it names the part of the policy and marks the words."""
    policy, severity, words, text = piece.right
    seen = habits.pick("yes" if policy else "no", ("no", "yes", "unsure"), chance)
    if seen == "no":
        return {"violates": "no"}
    named = habits.pick(policy or "spam", POLICIES, chance)
    if piece.market == MIXED_UP_IN and chance.random() < MIXED_UP_SHARE:
        named = MIXED_UP.get(named, named)
    found = {"violates": seen, "policy": [named], "words": marked(words, text, habits, chance, policy=named)}
    if seen == "unsure":
        return found
    grade = habits.pick(severity or 1, (1, 2, 3), chance, is_ordered=True)
    return {**found, "severity": grade, "action": ACTIONS[grade]}


def marked(
    words: str, text: str, habits: Habits, chance: random.Random, *, policy: str
) -> list[dict[str, Any]]:
    """The words themselves; who is hasty marks the whole post."""
    start = text.index(words) if words else 0
    end = start + len(words) if words and habits.is_right(chance) else len(text)
    return [{"start": start if end < len(text) or words else 0, "end": end, "label": MARKS[policy]}]
