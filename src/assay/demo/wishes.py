"""What Rita's team asks for: the texts of the demo's requests, and the way each of them went."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.intake.enums import Cadence, Purpose, Sensitivity
from assay.intake.enums import RequestState as S
from assay.projects.enums import Segment

Way = tuple[tuple[float, S, str], ...]
# What most of them have in common.
ASKED: Mapping[str, object] = {
    "segment": Segment.SEARCH_RANKING,
    "purpose": Purpose.TRAIN,
    "metric": "NDCG@10",
    "metric_unit": "points",
    "metric_baseline": 0.612,
    "metric_gain": 0.02,
    "content_source": "The query log of one week, one query in a hundred by traffic, ten results each.",
    "template": "search-relevance",
    "accuracy_target": 0.95,
    "acceptance": "A sample of 400 items of each market is at 95 % or better on our own check.",
    "cadence": Cadence.ONE_OFF,
    "sensitivity": Sensitivity.INTERNAL,
    "budget_micro": 12_500_000_000,
    "currency": "EUR",
}
SAMPLE = (
    "sample.csv",
    "query,result,price\nred running shoes,Trail shoe red 42,59.90\ntea kettle,Kettle 1.7 l,24.50\n",
)


@dataclass(frozen=True)
class Wish:
    """`way` is when which step was taken, in days ago, and why; what is not whole stays a draft."""

    title: str
    days_ago: float
    way: Way = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    volumes: Mapping[str, int] = field(default_factory=lambda: {"de-DE": 4000, "en-GB": 4000})
    is_whole: bool = True
    becomes: bool = False


WISHES = (
    Wish(
        "Grades for the shop search, every week",
        22.5,
        (
            (22.4, S.SUBMITTED, ""),
            (
                21.6,
                S.CLARIFYING,
                "Which weeks of the log do you mean, and are queries with one result in it?",
            ),
            (21.3, S.SUBMITTED, "The last full week each time; queries with one result are left out."),
            (20.8, S.FEASIBLE, ""),
            (20.5, S.APPROVED, ""),
            (20.3, S.IN_DELIVERY, ""),
        ),
        {"cadence": Cadence.WEEKLY},
        {"de-DE": 2400, "en-GB": 2400, "pt-BR": 2400, "ar-EG": 2400},
        becomes=True,
    ),
    Wish(
        "Listings that break the rules of the marketplace",
        13.5,
        (
            (13.4, S.SUBMITTED, ""),
            (12.8, S.FEASIBLE, ""),
            (12.4, S.APPROVED, ""),
            (11.5, S.IN_DELIVERY, ""),
            (1.5, S.ACCEPTED, ""),
        ),
        {
            "segment": Segment.ECOMMERCE_GOVERNANCE,
            "metric": "Recall at 1 % false positives",
            "metric_unit": "%",
            "metric_baseline": 71.0,
            "metric_gain": 6.0,
            "template": "product-compliance",
            "content_source": "New listings that the filter holds back, and as many that it lets through.",
            "sensitivity": Sensitivity.PUBLIC,
        },
        {"de-DE": 1200, "en-GB": 1200},
        becomes=True,
    ),
    Wish(
        "Side-by-side of the new ranker in Brazil",
        5.4,
        ((5.3, S.SUBMITTED, ""), (2.2, S.FEASIBLE, ""), (0.9, S.APPROVED, "")),
        {"purpose": Purpose.EVALUATE, "template": "search-side-by-side", "metric": "Side-by-side wins"},
        {"pt-BR": 120},
    ),
    Wish(
        "Does the picture show what was searched for?",
        6.3,
        ((6.2, S.SUBMITTED, ""), (3.2, S.FEASIBLE, "")),
        {"metric": "Precision@5 of image search", "metric_baseline": 0.74},
        {"en-GB": 1500, "pt-BR": 900},
    ),
    Wish(
        "Unsafe answers of the assistant, three languages",
        4.6,
        (
            (4.5, S.SUBMITTED, ""),
            (1.2, S.CLARIFYING, "Who wrote the policy, and may contributors see the prompts?"),
        ),
        {
            "segment": Segment.TRUST_AND_SAFETY,
            "template": "content-moderation",
            "metric": "Unsafe answers per 10,000",
            "metric_unit": "answers",
            "metric_baseline": 4.1,
            "metric_gain": -1.5,
            "sensitivity": Sensitivity.DISTURBING,
        },
        {"en-GB": 2000, "es-MX": 2000, "hi-IN": 2000},
    ),
    Wish(
        "Freshness of news results",
        8.2,
        ((8.1, S.SUBMITTED, ""),),
        {
            "purpose": Purpose.MONITOR,
            "cadence": Cadence.CONTINUOUS,
            "metric": "Stale results in the first five",
        },
        {"de-DE": 700, "en-GB": 700},
    ),
    Wish(
        "Why shoppers leave after a search",
        0.2,
        ((0.15, S.SUBMITTED, ""),),
        {
            "template": "",
            "schema_words": "Read the session and choose the likely reason from a list of twelve.",
            "rush_reason": "The new navigation of the shop goes live in three weeks, with what we learn here.",
        },
        {"en-GB": 90},
    ),
    Wish(
        "Japanese grades within a week",
        9.4,
        (
            (9.3, S.SUBMITTED, ""),
            (
                7.2,
                S.NOT_FEASIBLE,
                "Six people speak it, and they give too few hours: six weeks of recruiting would do.",
            ),
        ),
        {},
        {"ja-JP": 600},
    ),
    Wish(
        "Transcripts of calls with customers",
        16.2,
        (
            (16.1, S.SUBMITTED, ""),
            (
                14.4,
                S.NOT_FEASIBLE,
                "The recordings name people, and there is no place yet where they may be heard.",
            ),
            (13.1, S.CLOSED, ""),
        ),
        {"sensitivity": Sensitivity.PERSONAL, "template": "text-spans"},
        {"de-DE": 3000},
    ),
    Wish(
        "Seasonal queries of December",
        11.3,
        ((11.2, S.SUBMITTED, ""), (9.7, S.WITHDRAWN, "The log of last December was enough.")),
    ),
    Wish(
        "Sizes and colours in product titles",
        1.8,
        fields={
            "segment": Segment.ECOMMERCE_GOVERNANCE,
            "purpose": Purpose.TRAIN,
            "metric": "F1 of attributes",
            "content_source": "Titles of the catalogue, shoes first.",
        },
        volumes={"de-DE": 5000},
        is_whole=False,
    ),
)
RUSH = "Why shoppers leave after a search"
COMMENTS = (
    (
        "Does the picture show what was searched for?",
        "lea",
        "A fifth of the people needed are there; Mia's campaign brings the others.",
    ),
    (
        "Does the picture show what was searched for?",
        "rita",
        "Good. The pictures come from our own store, as always.",
    ),
    ("Freshness of news results", "rita", "Is there anything missing from our side?"),
)
