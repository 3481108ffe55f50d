"""What graders of search results are asked, and the guideline they read: its second version follows from disputes."""

from typing import Any  # A schema document is JSON.

SCHEMA: dict[str, Any] = {
    "schema": 1,
    "title": {"en": "Shop search", "de": "Suche im Shop", "pt": "Busca na loja", "ar": "البحث في المتجر"},
    "content": [{"kind": "results", "field": "results", "query": "query"}],
    "questions": [
        {
            "id": "relevance",
            "kind": "scale",
            "per": "results",
            "label": {
                "en": "How well does it answer the query?",
                "de": "Wie gut passt es zur Suche?",
                "pt": "Quão bem responde à busca?",
                "ar": "ما مدى مطابقته للبحث؟",
            },
            "min": 0,
            "max": 3,
            "labels": {
                "0": {"en": "Off topic", "de": "Daneben", "pt": "Nada a ver", "ar": "خارج الموضوع"},
                "1": {"en": "Related", "de": "Verwandt", "pt": "Relacionado", "ar": "ذو صلة"},
                "2": {"en": "Close", "de": "Ähnlich", "pt": "Parecido", "ar": "قريب"},
                "3": {"en": "Exactly", "de": "Genau", "pt": "Exato", "ar": "مطابق"},
            },
        },
        {
            "id": "intent",
            "kind": "choice",
            "label": {
                "en": "What does the person want?",
                "de": "Was will die Person?",
                "pt": "O que a pessoa quer?",
                "ar": "ماذا يريد الباحث؟",
            },
            "options": [
                {
                    "id": "buy",
                    "label": {"en": "To buy this", "de": "Das kaufen", "pt": "Comprar", "ar": "الشراء"},
                },
                {
                    "id": "compare",
                    "label": {"en": "To compare", "de": "Vergleichen", "pt": "Comparar", "ar": "المقارنة"},
                },
                {
                    "id": "unclear",
                    "label": {"en": "Unclear", "de": "Unklar", "pt": "Não está claro", "ar": "غير واضح"},
                },
            ],
        },
    ],
}
TITLE = "Grading shop search"
GOAL = """You stand in for the person who searched. Would **they** be glad to see this result in this place?

- Read the query first, and say to yourself what the person wants.
- Grade each result alone: its place in the list does not matter.
- Do not grade the shop, the price or the picture.
"""
GRADES_1 = """| Grade | It means | Example for *waterproof hiking boots* |
|---|---|---|
| **3 Exactly** | everything that was asked for | hiking boots, waterproof |
| **2 Close** | the right thing, one wish not met | hiking boots, not waterproof |
| **1 Related** | goes with it | waterproofing wax |
| **0 Off topic** | nothing to do with it | a desk lamp |
"""
GRADES_2 = (
    GRADES_1
    + """
**New:** a spare part or an accessory is never better than *1 Related*, even where the query names it in passing.
"""
)
NEAR_MISSES = """Most disputes are about grades 2 and 1. Ask one question: **could the person use it instead?**

1. Another colour, size or material of the same thing: *2 Close*.
2. Something to use together with the thing: *1 Related*.
3. The same word with another meaning: *0 Off topic*.
"""
INTENT = """*To buy this* is usual. Choose *to compare* where the query asks for the best or names two things, and
*unclear* only where two readings are equally likely. *Skip* it when the query is not in a language you work in.
"""


def section(key: str, title: str, markdown: str) -> dict[str, str]:
    return {"id": key, "title": title, "markdown": markdown}


FIRST = [
    section("goal", "What you do here", GOAL),
    section("grades", "The four grades", GRADES_1),
    section("intent", "What the person wants", INTENT),
]
SECOND = [
    section("goal", "What you do here", GOAL),
    section("grades", "The four grades", GRADES_2),
    section("near-misses", "Near misses", NEAR_MISSES),
    section("intent", "What the person wants", INTENT),
]
WHAT_CHANGED = "Accessories are never better than 1. A section on near misses, where most of us disagreed."
