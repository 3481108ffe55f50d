"""What moderators of listings are asked, and the rules they read."""

from typing import Any  # A schema document is JSON.

SCHEMA: dict[str, Any] = {
    "schema": 1,
    "title": {"en": "Marketplace listings", "de": "Anzeigen", "pt": "Anúncios", "ar": "إعلانات السوق"},
    "content": [{"kind": "markdown", "field": "listing"}],
    "questions": [
        {
            "id": "verdict",
            "kind": "choice",
            "label": {"en": "What happens to it?", "de": "Was geschieht damit?", "pt": "O que fazer?", "ar": "ما القرار؟"},
            "options": [
                {"id": "allow", "hotkey": "a", "label": {"en": "It stays", "de": "Bleibt", "pt": "Fica", "ar": "يبقى"}},
                {
                    "id": "edit",
                    "hotkey": "e",
                    "label": {"en": "The seller corrects it", "de": "Wird berichtigt", "pt": "Corrigir", "ar": "يُصحَّح"},
                },
                {"id": "remove", "hotkey": "r", "label": {"en": "Removed", "de": "Weg damit", "pt": "Remover", "ar": "يُزال"}},
            ],
        },
        {
            "id": "problems",
            "kind": "multi_choice",
            "label": {"en": "What is wrong?", "de": "Was stimmt nicht?", "pt": "O que há de errado?", "ar": "ما المخالفة؟"},
            "min": 1,
            "options": [
                {"id": "none", "hotkey": "0", "label": {"en": "Nothing", "de": "Nichts", "pt": "Nada", "ar": "لا شيء"}},
                {
                    "id": "health",
                    "hotkey": "1",
                    "label": {"en": "Promises health", "de": "Heilversprechen", "pt": "Promete cura", "ar": "ادعاء علاجي"},
                },
                {
                    "id": "counterfeit",
                    "hotkey": "2",
                    "label": {"en": "Counterfeit", "de": "Fälschung", "pt": "Falsificado", "ar": "تقليد"},
                },
                {
                    "id": "contact",
                    "hotkey": "3",
                    "label": {"en": "Leads away", "de": "Lockt weg", "pt": "Leva para fora", "ar": "تواصل خارجي"},
                },
                {"id": "stolen", "hotkey": "4", "label": {"en": "Stolen", "de": "Gestohlen", "pt": "Roubado", "ar": "مسروق"}},
                {"id": "price", "hotkey": "5", "label": {"en": "Price", "de": "Preis", "pt": "Preço", "ar": "السعر"}},
                {"id": "weapon", "hotkey": "6", "label": {"en": "Weapon", "de": "Waffe", "pt": "Arma", "ar": "سلاح"}},
                {"id": "fraud", "hotkey": "7", "label": {"en": "Fraud", "de": "Betrug", "pt": "Fraude", "ar": "احتيال"}},
                {"id": "animal", "hotkey": "8", "label": {"en": "Wild animal", "de": "Wildtier", "pt": "Animal silvestre", "ar": "حيوان بري"}},
            ],
        },
        {
            "id": "note",
            "kind": "text",
            "required": False,
            "max_length": 300,
            "label": {"en": "A word to the seller", "de": "Ein Satz an den Verkäufer", "pt": "Recado ao vendedor", "ar": "رسالة إلى البائع"},
        },
    ],
}  # fmt: skip
TITLE = "Rules of the marketplace"
VERDICTS = """| Verdict | When |
|---|---|
| **It stays** | nothing is wrong, however odd or badly written it is |
| **The seller corrects it** | the thing may be sold, one sentence or the price may not stand |
| **Removed** | the thing itself may not be sold here |
"""
PROBLEMS = """Tick everything that is wrong, not only the worst.

- **Promises health**: says that it heals, or how much weight is lost. *Softens the skin* is fine, *treats eczema* is not.
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
