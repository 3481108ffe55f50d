"""What moderators of listings are asked, and the rules they read."""

from typing import Any  # A schema document is JSON.

Texts = dict[str, str]


def texts(english: str, german: str, portuguese: str, arabic: str) -> Texts:
    return {"en": english, "de": german, "pt": portuguese, "ar": arabic}


def option(option_id: str, hotkey: str, label: Texts) -> dict[str, Any]:
    return {"id": option_id, "hotkey": hotkey, "label": label}


SCHEMA: dict[str, Any] = {
    "schema": 1,
    "title": texts("Marketplace listings", "Anzeigen", "Anúncios", "إعلانات السوق"),
    "content": [{"kind": "markdown", "field": "listing"}],
    "questions": [
        {
            "id": "verdict",
            "kind": "choice",
            "label": texts("What happens to it?", "Was geschieht damit?", "O que fazer?", "ما القرار؟"),
            "options": [
                option("allow", "a", texts("It stays", "Bleibt", "Fica", "يبقى")),
                option("edit", "e", texts("The seller corrects it", "Wird berichtigt", "Corrigir", "يُصحَّح")),
                option("remove", "r", texts("Removed", "Kommt weg", "Remover", "يُزال")),
            ],
        },
        {
            "id": "problems",
            "kind": "multi_choice",
            "label": texts("What is wrong?", "Was stimmt nicht?", "O que há de errado?", "ما المخالفة؟"),
            "min": 1,
            "options": [
                option("none", "0", texts("Nothing", "Nichts", "Nada", "لا شيء")),
                option(
                    "health", "1", texts("Promises health", "Heilversprechen", "Promete cura", "ادعاء علاجي")
                ),
                option("counterfeit", "2", texts("Counterfeit", "Fälschung", "Falsificado", "تقليد")),
                option("contact", "3", texts("Leads away", "Lockt weg", "Leva para fora", "تواصل خارجي")),
                option("stolen", "4", texts("Stolen", "Gestohlen", "Roubado", "مسروق")),
                option("price", "5", texts("Price", "Preis", "Preço", "السعر")),
                option("weapon", "6", texts("Weapon", "Waffe", "Arma", "سلاح")),
                option("fraud", "7", texts("Fraud", "Betrug", "Fraude", "احتيال")),
                option("animal", "8", texts("Wild animal", "Wildtier", "Animal silvestre", "حيوان بري")),
            ],
        },
        {
            "id": "note",
            "kind": "text",
            "required": False,
            "max_length": 300,
            "label": texts(
                "A word to the seller", "Ein Satz an den Verkäufer", "Recado ao vendedor", "رسالة إلى البائع"
            ),
        },
    ],
}
TITLE = "Rules of the marketplace"
VERDICTS = """| Verdict | When |
|---|---|
| **It stays** | nothing is wrong, however odd or badly written it is |
| **The seller corrects it** | the thing may be sold, one sentence or the price may not stand |
| **Removed** | the thing itself may not be sold here |
"""
PROBLEMS = """Tick everything that is wrong, not only the worst.

- **Promises health**: says that it heals, or how much weight is lost. *Softens the skin* is fine, *treats eczema* not.
- **Leads away**: a telephone number, an address, or a discount for paying elsewhere.
- **Counterfeit**: says or shows that it is not the real one – *unbranded* alone is no proof.
- **Price**: tickets above twice their face value, or a price that the text takes back.
"""
TONE = (
    "Write to the seller as you would want to be written to: what is wrong, and what to change. One sentence."
)
SECTIONS = [
    {"id": "verdicts", "title": "Three verdicts", "markdown": VERDICTS},
    {"id": "problems", "title": "What is wrong", "markdown": PROBLEMS},
    {"id": "tone", "title": "A word to the seller", "markdown": TONE},
]
