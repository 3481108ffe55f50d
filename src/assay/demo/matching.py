"""Product match: an adaptive project, whose tasks stop as soon as their label is sure enough."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Contents and answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.matching_words import SHELVES, Shelf
from assay.demo.people import Organisation
from assay.demo.search_words import MAKERS
from assay.demo.story import Piece, Plan, Story, from_gallery
from assay.kit.jobs import run_now
from assay.projects.actions.projects import edit_stage
from assay.projects.models import Stage
from assay.quality.actions.starting import start_fit_if_due
from assay.work.actions.importing_tasks import TaskRow

NAME = "Same product in two shops"
# The second shop names neither colour nor size: people are of different minds, and a reviewer decides.
UNSAID, MINDS, MIND_WEIGHTS = "unsaid", ("same", "variant", "cannot"), (1, 1, 1)
MATCHES = ("same", "variant", "related", "different", "cannot")
# Empty places at the edges of brackets, empty brackets, doubled and last commas, words that nothing follows.
UNTIDY = (
    (r"([（(])[・,\s]+", r"\1"),
    (r"[・,\s]+([）)])", r"\1"),
    (r"[（(][）)]", ""),
    (r"–\s*,", "–"),
    (r"(,\s*)+,", ","),
    (r"\s*(,|–|, color)\s*$", ""),
)
# How often which case comes up among offers that a search has put side by side.
CASES, WEIGHTS = (*MATCHES[:4], UNSAID), (30, 20, 10, 20, 20)
# In summer the second shop has most models in new colours and sizes: the board shows how the labels drift.
RENEWED = {"summer": (15, 50, 10, 10, 15)}
N_GOLD, N_FIRST, N_NEXT, N_FRESH = 40, 110, 60, 20
# More gold until it has shown how sure is sure enough.
CALIBRATING, CALIBRATED = 0.4, 0.12
WHY_GOLD = {
    "same": "Maker, model, colour and size are equal; only the wording is not.",
    "variant": "The same model, but a buyer would notice the difference named here.",
    "related": "It goes with the product and is not the product.",
    "different": "Another thing altogether.",
}
PLAN = Plan(
    name=NAME,
    purpose="Pairs for the matching model of the price comparison. Adaptive: two judgments where they are enough.",
    markets=tuple(SHELVES),
    stage={
        "overlap": 2,
        "overlap_max": 5,
        "gold_share": CALIBRATING,
        "target": 0.95,
        "audit_share": 0.15,
        "prefetch": 2,
    },
    mean_seconds=19.0,
    share_of_day=0.5,
    **from_gallery("product-match"),
)


@dataclass(frozen=True)
class Pair:
    match: str
    differs: tuple[str, ...] = ()
    n_more: int | None = None


def tell_matching(organisation: Organisation, agenda: Agenda) -> Story:
    """The crowd is learnt anew as work goes on, and every evening tasks are decided on."""
    story = Story(organisation, agenda, PLAN, matched)
    begun = agenda.ago(days=25)
    story.begin(begun, without=["Ana", "Ade"], after_day=decide_on_tasks)
    story.batch("Gold", pairs_of("gold", N_GOLD, is_gold=True), begun + timedelta(hours=2), is_gold=True)
    story.batch("Spring catalogue", pairs_of("spring", N_FIRST), begun + timedelta(hours=3))
    story.batch("Summer catalogue", pairs_of("summer", N_NEXT), agenda.ago(days=11))
    # Adaptive once gold has been judged for a week: before that, nothing could show how sure is sure enough.
    calm = {"gold_share": CALIBRATED, "is_adaptive": True}
    lea = organisation.users["lea"]
    story.put(agenda.ago(days=17), lambda at: edit_stage(lea, stage=story.stage, changes=calm, now=at))
    story.batch("New offers", pairs_of("new", N_FRESH), agenda.ago(hours=2))
    return story


def decide_on_tasks(stage: Stage, at: datetime) -> None:
    """What the platform does every minute, once a day."""
    from assay.quality.actions.stopping import decide_due

    if not stage.is_adaptive:
        return
    if job := start_fit_if_due(stage, now=at):
        run_now(job, at=at)
    decide_due(stage, now=at)


def pairs_of(name: str, n: int, *, is_gold: bool = False) -> list[Piece]:
    """So many of every market, market by market in turn."""
    return [
        pair(
            f"{market.lower()}-{name}-{nth + 1:03}",
            market,
            shelf,
            weights=RENEWED.get(name, WEIGHTS),
            is_gold=is_gold,
        )
        for nth in range(n)
        for market, shelf in SHELVES.items()
    ]


def pair(external_id: str, market: str, shelf: Shelf, *, weights: tuple[int, ...], is_gold: bool) -> Piece:
    chance = random.Random(external_id)
    # Of gold everybody has to be of one mind.
    n = 4 if is_gold else 5
    match = chance.choices(CASES[:n], weights[:n])[0]
    thing, accessory = chance.choice(shelf.things)
    model = f"{chance.choice('ABKLRST')}{chance.randint(12, 98)}"
    left = offer(shelf, thing, model, chance)
    right, found = other_offer(match, shelf, (thing, accessory, model, left), chance)
    content = {"left": shown(shelf, left, 0, chance), "right": shown(shelf, right, 1, chance)}
    gold: dict[str, list[Any]] = {"match": [match]} if is_gold else {}
    if is_gold and found.differs:
        gold["differs"] = [list(found.differs)]
    row = TaskRow(1, external_id, content, market, gold=gold, gold_reason=WHY_GOLD[match] if is_gold else "")
    return Piece(row, found)


def offer(shelf: Shelf, thing: str, model: str, chance: random.Random) -> dict[str, Any]:
    return {
        "maker": chance.choice(MAKERS),
        "thing": thing,
        "model": model,
        "colour": chance.choice(shelf.colours),
        "size": chance.choice(shelf.sizes),
        "n": 1,
    }


def other_offer(
    match: str, shelf: Shelf, known: tuple[str, str, str, dict[str, Any]], chance: random.Random
) -> tuple[dict[str, Any], Pair]:
    thing, accessory, model, left = known
    if match == "same":
        return left, Pair(match)
    if match == UNSAID:
        return {**left, "colour": "", "size": ""}, Pair(match)
    if match == "variant":
        return variant_of(left, shelf, chance)
    if match == "related":
        return {**left, "thing": f"{accessory} ({thing})", "size": ""}, Pair(match, ("bundle",))
    elsewhere = chance.choice([each for each, _ in shelf.things if each != thing])
    return offer(shelf, elsewhere, f"{model[0]}{int(model[1:]) + 1}", chance), Pair(match)


def variant_of(left: dict[str, Any], shelf: Shelf, chance: random.Random) -> tuple[dict[str, Any], Pair]:
    differs = chance.choice(("colour", "size", "pack"))
    if differs == "pack":
        n = chance.choice((2, 3, 6))
        return {**left, "n": n}, Pair("variant", ("pack",), n - 1)
    words: Sequence[str] = shelf.colours if differs == "colour" else shelf.sizes
    other = chance.choice([each for each in words if each != left[differs]])
    return {**left, differs: other}, Pair("variant", (differs,))


def shown(shelf: Shelf, offer: dict[str, Any], style: int, chance: random.Random) -> dict[str, Any]:
    """As the shop writes it: the first letter large, and a pack named in the title."""
    title = tidy(shelf.titles[style].format(**offer))
    if offer["n"] > 1:
        title = f"{title}, {shelf.pack.format(n=offer['n'])}"
    colour, size, model = shelf.words
    values = {colour: offer["colour"], size: offer["size"], model: offer["model"]}
    return {
        "title": title[0].upper() + title[1:],
        "price": shelf.price.format(n=chance.randint(9, 79)),
        "attributes": {word: value for word, value in values.items() if value},
    }


def tidy(title: str) -> str:
    """Without the punctuation around what a shop does not say."""
    for untidy, tidied in UNTIDY:
        title = re.sub(untidy, tidied, title)
    return title.strip()


def matched(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    """What differs follows from the match; who takes a variant for something related names a bundle."""
    right: Pair = piece.right
    unsaid = right.match == UNSAID
    match = chance.choices(MINDS, MIND_WEIGHTS)[0] if unsaid else habits.pick(right.match, MATCHES, chance)
    if match not in ("variant", "related"):
        return {"match": match}
    differs = right.differs if match == right.match else ("bundle",) if match == "related" else ("model",)
    n_more = {"n_in_pack": right.n_more} if "pack" in differs and right.n_more else {}
    return {"match": match, "differs": list(differs), **n_more}
