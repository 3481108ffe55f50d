"""Live selling: recordings of half an hour at most, watched from one to the next by the agents of one site."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from assay.demo.agenda import Agenda
from assay.demo.habits import Habits
from assay.demo.people import Organisation
from assay.demo.story import Piece, Plan, Story
from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.planning.actions.standards import set_standard
from assay.planning.enums import Metric
from assay.planning.rules.standards import Terms
from assay.projects.enums import Segment
from assay.work.actions.importing_tasks import TaskRow

NAME = "Live selling"
SITE = "Lisbon"
DAYS = 8
N_STREAMS = 520
AN_HOUR = Terms(3.0, 2.2)
BREACHES = ("none", "claim", "pressure", "banned")
SHARES = (0.72, 0.14, 0.09, 0.05)
WORDS: Mapping[str, Mapping[str, str]] = {
    "de-DE": {
        "none": "Zeigt die Ware, nennt Preis und Lieferzeit, beantwortet Fragen.",
        "claim": "Sagt, die Creme heile Neurodermitis in drei Tagen.",
        "pressure": "Zählt zehnmal herunter; der Preis bleibt danach derselbe.",
        "banned": "Hält ein Springmesser in die Kamera und nimmt Bestellungen an.",
    },
    "en-GB": {
        "none": "Shows the goods, names price and delivery, answers questions.",
        "claim": "Says the tea cures diabetes within a month.",
        "pressure": "Counts down ten times; the price stays the same afterwards.",
        "banned": "Shows a flick knife to the camera and takes orders.",
    },
}
SCHEMA: Mapping[str, Any] = {
    "schema": 1,
    "title": "Live selling",
    "content": [{"kind": "text", "field": "log"}],
    "questions": [
        {
            "id": "breach",
            "kind": "choice",
            "label": "What is the worst that happens?",
            "options": [
                {"id": "none", "label": "Nothing against the rules"},
                {"id": "claim", "label": "A false claim"},
                {"id": "pressure", "label": "False pressure"},
                {"id": "banned", "label": "Something that may not be sold"},
            ],
        }
    ],
}
SECTIONS = (
    {
        "id": "watch",
        "title": "Watch all of it",
        "markdown": "From the first second to the last, at normal speed.",
    },
    {
        "id": "worst",
        "title": "The worst counts",
        "markdown": "Of several breaches choose the one furthest down.",
    },
)
PLAN = Plan(
    name=NAME,
    segment=Segment.ECOMMERCE_GOVERNANCE,
    purpose="What sellers do on air that they may not: labels for the filter that watches live streams.",
    markets=tuple(WORDS),
    stage={"overlap": 1, "overlap_max": 2, "gold_share": 0.05},
    schema=SCHEMA,
    guideline=("Live selling", SECTIONS),
    mean_seconds=1150.0,
    share_of_day=3.0,
    one_by_one=True,
)


def tell_live(organisation: Organisation, agenda: Agenda) -> Story:
    """Only people of the site in Lisbon: nobody else is asked to watch for hours."""
    story = Story(organisation, agenda, PLAN, watched)
    begun = agenda.ago(days=DAYS)
    agents = set(Contributor.objects.filter(site__name=SITE).values_list("pseudonym", flat=True))
    others = [each.pseudonym for each in organisation.who_serves(WORDS) if each.pseudonym not in agents]
    story.begin(begun, without=[*others, "Ana"])
    story.batch("Gold", streams("gold", 4), begun + timedelta(hours=2), is_gold=True)
    story.batch("Streams of the week", streams("live", N_STREAMS), begun + timedelta(hours=3))
    story.put(begun + timedelta(hours=1), lambda at: expect_time(story, at))
    return story


def expect_time(story: Story, at: datetime) -> None:
    """Half an hour of video is no listing of a few lines."""
    set_standard(
        story.organisation.users["lea"],
        project=story.project,
        metric=Metric.THROUGHPUT,
        terms=AN_HOUR,
        in_force_from=working_day(at, story.project.time_zone),
        reason="A recording lasts twelve to twenty-nine minutes and is watched to its end.",
        now=at,
    )


def streams(name: str, n: int) -> list[Piece]:
    return [stream(market, name, nth) for nth in range(n) for market in WORDS]


def stream(market: str, name: str, nth: int) -> Piece:
    chance = random.Random(f"{market} {name} {nth}")
    breach = chance.choices(BREACHES, SHARES)[0]
    minutes = chance.randint(12, 29)
    text = f"00:00-{minutes:02}:00\n{WORDS[market][breach]}"
    gold = {"breach": [breach]} if name == "gold" else {}
    reason = "The log of the stream says it." if gold else ""
    row = TaskRow(
        1, f"{market.lower()}-{name}-{nth + 1:03}", {"log": text}, market, gold=gold, gold_reason=reason
    )
    return Piece(row, breach)


def watched(piece: Piece, habits: Habits, chance: random.Random) -> dict[str, Any]:
    return {"breach": habits.pick(piece.right, BREACHES, chance, is_ordered=True)}
