"""Search relevance: three weeks of a project that grades ranked results in four markets."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any  # Answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.odd_ones import BROKEN_QUERIES
from assay.demo.people import Organisation
from assay.demo.queries import Wanted, queries_about
from assay.demo.search_guideline import FIRST, SCHEMA, SECOND, TITLE, WHAT_CHANGED
from assay.demo.search_policy import go_on_with_guideline
from assay.demo.story import Piece, Plan, Story
from assay.projects.enums import Segment
from assay.work.enums import Priority

NAME = "Shop search relevance"
MARKETS = ("de-DE", "en-GB", "pt-BR", "ar-EG")
# Which things of the shop are searched for in which week; those of the last one are gold.
WEEK_1, WEEK_2, WEEK_3, GOLD = range(3), range(3, 6), range(6, 9), range(9, 10)
# Who has not read the second version yet, and so waits.
STILL_READING = "Wren"
# Who has read that one, and not yet the policy change after it.
IN_GRACE = "Plover"
WHY_GOLD = "Exactly what was typed is a 3, the same thing without the wish a 2, what goes with it a 1."
PLAN = Plan(
    name=NAME,
    segment=Segment.SEARCH_RANKING,
    purpose="Grades for the ranking model of the shop search: four markets, every week some seventy queries.",
    markets=MARKETS,
    stage={
        "overlap": 3,
        "overlap_max": 5,
        "gold_share": 0.2,
        "gold_feedback": True,
        "prefetch": 2,
        "lease_seconds": 1200,
    },
    schema=SCHEMA,
    guideline=(TITLE, FIRST),
    test_share=0.2,
    mean_seconds=34.0,
    share_of_day=0.2,
)


def tell_search(organisation: Organisation, agenda: Agenda) -> Story:
    """The newest week is open, so that there is work at once."""
    story = Story(organisation, agenda, PLAN, graded)
    begun = agenda.ago(days=23)
    story.begin(begun)
    story.batch("Gold", gold_queries(), begun + timedelta(hours=3), is_gold=True)
    story.batch("Week 1", queries_about(WEEK_1), begun + timedelta(hours=4))
    story.put(agenda.ago(days=12), lambda at: publish_second(story, at))
    go_on_with_guideline(story, (STILL_READING, IN_GRACE))
    story.batch("Week 2", [*BROKEN_QUERIES, *queries_about(WEEK_2)], agenda.ago(days=11))
    urgent = {"priority": Priority.HIGH, "due_at": agenda.now + timedelta(days=3)}
    story.batch("Week 3", queries_about(WEEK_3), agenda.ago(hours=2.5), **urgent)
    return story


def publish_second(story: Story, at: datetime) -> None:
    story.publish((TITLE, SECOND), at, unread=[STILL_READING], change_note=WHAT_CHANGED)


def gold_queries() -> list[Piece]:
    """Two neighbouring grades of a near miss are both accepted."""
    return [
        replace(
            piece,
            row=replace(
                piece.row,
                gold={"relevance": accepted(piece.right.grades), "intent": [piece.right.intent]},
                gold_reason=WHY_GOLD,
            ),
        )
        for piece in queries_about(GOLD)
    ]


def accepted(grades: Mapping[str, int]) -> list[dict[str, int]]:
    allowed = {0: (0,), 1: (1, 2), 2: (2, 1), 3: (3,)}
    combined = product(*(allowed[grade] for grade in grades.values()))
    return [dict(zip(grades, each, strict=True)) for each in combined]


def graded(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    """Who is not sure is mostly one grade off; the intent is seldom mistaken."""
    right: Wanted = piece.right
    given = {
        result: habits.pick(grade, (0, 1, 2, 3), chance, is_ordered=True)
        for result, grade in right.grades.items()
    }
    return {"relevance": given, "intent": habits.pick(right.intent, ("buy", "compare", "unclear"), chance)}
