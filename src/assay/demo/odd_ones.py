"""Tasks that something is wrong with: they end in triage."""

from assay.demo.queries import BUY, Wanted
from assay.demo.story import Piece
from assay.work.actions.importing_tasks import TaskRow

LOST = "[the page could not be loaded]"
# Market, external id, query, what the results show, and the market it belongs to.
ROWS = (
    ("de-DE", "de-de-broken-1", "Stehlampe Bambus", LOST),
    ("en-GB", "en-gb-broken-1", "picnic blanket wool", LOST),
    ("pt-BR", "pt-br-broken-1", "luminária de mesa retrô", LOST),
    ("en-GB", "en-gb-stray-1", "Gartenhandschuhe Leder", "Gartenhandschuhe aus Rindsleder"),
    ("en-GB", "en-gb-unclear-1", "jaguar cover", "Car cover, size L"),
    ("ar-EG", "ar-eg-unclear-1", "تفاح", "سماعة تفاح لاسلكية"),
)


def broken(market: str, external_id: str, query: str, shown: str) -> Piece:
    results = [
        {"id": f"r{place}", "title": shown, "snippet": "", "url": f"https://shop.example/p/{place}{place}"}
        for place in (1, 2, 3, 4)
    ]
    grades = {each["id"]: 0 if shown == LOST else 2 for each in results}
    return Piece(TaskRow(1, external_id, {"query": query, "results": results}, market), Wanted(grades, BUY))


BROKEN_QUERIES = [broken(*row) for row in ROWS]
