"""Queries with their ranked results, and the grades that a careful person would give."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from assay.demo.search_words import MAKERS, WORDS, Thing, Words
from assay.demo.story import Piece
from assay.work.actions.importing_tasks import TaskRow

EXACT, CLOSE, RELATED, OFF = 3, 2, 1, 0
BUY, COMPARE = "buy", "compare"
COMPARED_SHARE = 0.2
# Every wish is typed twice, the second time with what it may cost.
LIMITS = {
    "de-DE": "{query} bis 50 €",
    "en-GB": "{query} under £50",
    "pt-BR": "{query} até R$ 200",
    "ar-EG": "{query} أقل من 900 جنيه",
}
# What the shop's search puts in the first four places: mostly good, sometimes not.
RANKINGS = (
    (EXACT, CLOSE, RELATED, OFF),
    (EXACT, EXACT, CLOSE, OFF),
    (CLOSE, EXACT, OFF, RELATED),
    (CLOSE, CLOSE, RELATED, OFF),
    (RELATED, EXACT, OFF, CLOSE),
    (EXACT, CLOSE, CLOSE, RELATED),
)


@dataclass(frozen=True)
class Wanted:
    """What is right of one task: `grades` by result, `intent` of the person."""

    grades: Mapping[str, int]
    intent: str


def queries_about(things: range) -> list[Piece]:
    """Every wish for these things of every market, in the order in which they are worked on."""
    found = [
        query_for(market, words, nth, wish)
        for market, words in WORDS.items()
        for nth in things
        for wish in range(2 * len(words.things[nth].wishes))
    ]
    return sorted(found, key=lambda query: random.Random(query.external_id).random())


def query_for(market: str, words: Words, nth: int, wish: int) -> Piece:
    chance = random.Random(f"{market}-{nth}-{wish}")
    thing = words.things[nth]
    again, wish = divmod(wish, len(thing.wishes))
    intent = COMPARE if chance.random() < COMPARED_SHARE else BUY
    wanted = words.query.format(thing=thing.name, wish=thing.wishes[wish])
    query = words.comparison.format(query=wanted) if intent == COMPARE else wanted
    if again:
        query = LIMITS[market].format(query=query)
    results = [result_for(grade, words, thing, wish, chance=chance) for grade in chance.choice(RANKINGS)]
    shown = [{"id": f"r{place}", **result} for place, (_, result) in enumerate(results, 1)]
    grades = {f"r{place}": grade for place, (grade, _) in enumerate(results, 1)}
    external_id = f"{market.lower()}-{nth + 1:02}-{again * len(thing.wishes) + wish + 1}"
    content = {"query": query, "results": shown}
    return Piece(TaskRow(1, external_id, content, market), Wanted(grades, intent))


def result_for(
    grade: int, words: Words, thing: Thing, wish: int, *, chance: random.Random
) -> tuple[int, dict[str, str]]:
    """A result of that grade: what was meant, another kind of it, what goes with it, or something else."""
    wanted = thing.wishes[wish]
    if grade == EXACT:
        return grade, result(words.query.format(thing=thing.name, wish=wanted), words.in_stock, chance)
    if grade == CLOSE:
        other = thing.wishes[(wish + chance.randint(1, len(thing.wishes) - 1)) % len(thing.wishes)]
        title = words.query.format(thing=thing.name, wish=other)
        return grade, result(title, words.other_kind.format(wish=wanted), chance)
    if grade == RELATED:
        return grade, result(thing.accessory, words.goes_with.format(thing=thing.name), chance)
    elsewhere = chance.choice([each for each in words.things if each is not thing])
    return grade, result(elsewhere.name, words.bestseller, chance)


def result(title: str, snippet: str, chance: random.Random) -> dict[str, str]:
    """Titles begin as shops write them: with a capital letter."""
    number = chance.randint(10_000, 99_999)
    return {
        "title": f"{title[0].upper()}{title[1:]} · {chance.choice(MAKERS)}",
        "snippet": snippet,
        "url": f"https://shop.example/p/{number}",
    }
