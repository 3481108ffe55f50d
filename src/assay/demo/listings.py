"""Listings of a marketplace, in the languages of their sellers, and what is wrong with some of them."""

from dataclasses import dataclass
from typing import Any  # Answers are JSON.

from assay.demo.story import Piece
from assay.work.actions.importing_tasks import TaskRow

# Market, title, text as markdown, verdict, problems (an empty verdict is allowed).
Row = tuple[str, str, str, str, tuple[str, ...]]
ENGLISH: tuple[Row, ...] = (
    (
        "en-GB",
        "Oak bookcase, five shelves",
        "Made in my workshop. **180 × 80 cm**. Collection from Leeds.",
        "allow",
        (),
    ),
    (
        "en-GB",
        "Miracle tea – cures migraine in one day",
        "Doctors hate it. *Drink twice*, pain gone for good!",
        "remove",
        ("health",),
    ),
    (
        "en-GB",
        "Kids' rain boots, size 10",
        "Worn two winters, small scratch on the left toe. Photos show it.",
        "allow",
        (),
    ),
    (
        "en-GB",
        "Designer bag, unbranded box",
        "Same factory as the famous one, logo included. No receipt.",
        "remove",
        ("counterfeit",),
    ),
    (
        "en-GB",
        "Garden shears",
        "Sharp, oiled. Write to **0100 555 0147** and pay outside to save fees.",
        "edit",
        ("contact",),
    ),
    (
        "en-GB",
        "Vintage radio from 1958",
        "Works on medium wave. The lamp behind the scale is new.",
        "allow",
        (),
    ),
    (
        "en-GB",
        "Phone, as new",
        "Locked to an account I cannot remember. Otherwise perfect.",
        "remove",
        ("stolen",),
    ),
    (
        "en-GB",
        "Handmade soap, lavender",
        "Six bars. Softens the skin and treats eczema.",
        "edit",
        ("health",),
    ),
    (
        "en-GB",
        "Concert ticket, row C",
        "Face value £45, mine for £260. Name can be changed.",
        "edit",
        ("price",),
    ),
    ("en-GB", "Cat tree with hammock", "1.4 m high, sisal replaced last month.", "allow", ()),
    (
        "en-GB",
        "Pocket knife, spring assisted",
        "Opens in the blink of an eye. No questions asked.",
        "remove",
        ("weapon",),
    ),
    (
        "en-GB",
        "Chess set, one pawn missing",
        "I carved a new one, you can tell. Priced for that.",
        "allow",
        (),
    ),
)
GERMAN: tuple[Row, ...] = (
    (
        "de-DE",
        "Fahrradanhänger für zwei Kinder",
        "Mit **Federung** und Regenschutz, Rahmen 2021. Abholung in Kassel.",
        "allow",
        (),
    ),
    (
        "de-DE",
        "Abnehmpflaster – 10 kg in 7 Tagen",
        "Ohne Sport, ohne Hunger. *Garantiert.*",
        "remove",
        ("health",),
    ),
    (
        "de-DE",
        "Kaffeevollautomat, entkalkt",
        "Mahlwerk gereinigt, zwei Jahre alt. Rechnung liegt bei.",
        "allow",
        (),
    ),
    (
        "de-DE",
        "Markenuhr wie Original",
        "Kaum zu unterscheiden, mit Schachtel und Zertifikat.",
        "remove",
        ("counterfeit",),
    ),
    (
        "de-DE",
        "Winterreifen 205/55",
        "Vier Stück, 6 mm. Bitte nur per Nachricht an meine **private Nummer 0100 5550199**.",
        "edit",
        ("contact",),
    ),
    ("de-DE", "Gitarre mit Riss in der Decke", "Klingt noch, Riss ist auf Bild 3. Für Bastler.", "allow", ()),
    ("de-DE", "Lego-Steine, 3 kg gemischt", "Gewaschen, ohne Anleitungen.", "allow", ()),
    (
        "de-DE",
        "Kosmetikpaket, Rest aus Praxis",
        "Fläschchen ohne Etikett, wirkt wie Botox.",
        "remove",
        ("health",),
    ),
    (
        "de-DE",
        "Konsole, neu und versiegelt",
        "Preis 79 €, weil ich schnell Geld brauche. Nur Überweisung vorab.",
        "remove",
        ("fraud",),
    ),
    (
        "de-DE",
        "Esstisch, Nussbaum massiv",
        "220 cm, zwei Kratzer. Preis im Bild stimmt nicht, bitte fragen.",
        "edit",
        ("price",),
    ),
    (
        "de-DE",
        "Honig vom eigenen Stand",
        "500 g, Sommertracht. *Hilft gegen Heuschnupfen.*",
        "edit",
        ("health",),
    ),
    ("de-DE", "Terrassenplatten, 12 m²", "Gebraucht, sauber gestapelt. Selbst aufladen.", "allow", ()),
)
PORTUGUESE: tuple[Row, ...] = (
    (
        "pt-BR",
        "Sofá de três lugares",
        "Tecido lavável, **dois anos de uso**. Retirada em Campinas.",
        "allow",
        (),
    ),
    (
        "pt-BR",
        "Chá que seca a barriga",
        "Perca 8 kg em uma semana, *sem dieta*. Resultado garantido.",
        "remove",
        ("health",),
    ),
    ("pt-BR", "Violão infantil", "Corda mi trocada, acompanha capa.", "allow", ()),
    (
        "pt-BR",
        "Camisa de time, primeira linha",
        "Igual à oficial, etiqueta e tudo. Lote fechado.",
        "remove",
        ("counterfeit",),
    ),
    (
        "pt-BR",
        "Bolo de pote, entrega hoje",
        "Chame no **zap 11 5550-0123** e pague por fora com desconto.",
        "edit",
        ("contact",),
    ),
    ("pt-BR", "Bicicleta aro 29", "Freio a disco revisado. Nota fiscal comigo.", "allow", ()),
    (
        "pt-BR",
        "Celular sem caixa",
        "Bloqueado pelo antigo dono, serve para peças ou para quem souber.",
        "remove",
        ("stolen",),
    ),
    ("pt-BR", "Pomada caseira da vovó", "Para pele seca. *Cura psoríase.*", "edit", ("health",)),
    ("pt-BR", "Ingresso para a final", "Comprei por R$ 120, vendo por R$ 900.", "edit", ("price",)),
    ("pt-BR", "Vaso de cerâmica", "Feito à mão, 30 cm, pequena marca do forno.", "allow", ()),
    (
        "pt-BR",
        "Filhote de papagaio",
        "Nascido em casa, ainda sem anilha. Entrego à noite.",
        "remove",
        ("animal",),
    ),
    ("pt-BR", "Carrinho de bebê", "Dobra com uma mão, roda dianteira nova.", "allow", ()),
)
ARABIC: tuple[Row, ...] = (
    ("ar-EG", "مكتب خشب زان", "مقاس **120 × 60 سم**، خدش بسيط من الجنب. الاستلام من المعادي.", "allow", ()),
    ("ar-EG", "أعشاب تعالج السكر نهائيًا", "جرعة واحدة *ولن تحتاج إلى الدواء بعدها*.", "remove", ("health",)),
    ("ar-EG", "دراجة أطفال", "عجلات مساعدة، استعمال سنة.", "allow", ()),
    ("ar-EG", "ساعة ماركة طبق الأصل", "نفس الشعار والعلبة، لا يفرقها أحد.", "remove", ("counterfeit",)),
    (
        "ar-EG",
        "شاشة كمبيوتر 24 بوصة",
        "تواصل على **0100 555 0162** وادفع خارج الموقع لتوفير العمولة.",
        "edit",
        ("contact",),
    ),
    ("ar-EG", "مجموعة كتب أدب", "خمسون كتابًا بحالة جيدة جدًا.", "allow", ()),
    ("ar-EG", "هاتف مغلق بحساب", "نسيت صاحبه، يصلح قطع غيار.", "remove", ("stolen",)),
    ("ar-EG", "عسل سدر", "نصف كيلو، *يعالج حساسية الصدر*.", "edit", ("health",)),
    ("ar-EG", "تذكرة مباراة", "سعرها 100 جنيه وأبيعها بسعر 950.", "edit", ("price",)),
    ("ar-EG", "مرآة بإطار نحاس", "صناعة يدوية من خان الخليلي.", "allow", ()),
    ("ar-EG", "سلحفاة برية صغيرة", "من الصحراء مباشرة، التسليم ليلًا.", "remove", ("animal",)),
    ("ar-EG", "ماكينة خياطة", "تعمل جيدًا، معها بكر وإبر.", "allow", ()),
)
# Sellers post the same thing again at another price.
PRICES = ("15", "40", "75", "120", "310")
CURRENCIES = {"en-GB": "£{}", "de-DE": "{} €", "pt-BR": "R$ {}", "ar-EG": "{} جنيه"}


@dataclass(frozen=True)
class Ruling:
    """What somebody who knows the rules answers."""

    verdict: str
    problems: tuple[str, ...]

    @property
    def answers(self) -> dict[str, Any]:
        return {"verdict": self.verdict, "problems": list(self.problems or ("none",))}


def listings(first: int, last: int) -> list[Piece]:
    """The listings of these places in every market's list, by market in turn."""
    rows = [group[nth] for nth in range(first, last) for group in (ENGLISH, GERMAN, PORTUGUESE, ARABIC)]
    return [listing(row, nth) for row in rows for nth in range(len(PRICES))]


def listing(row: Row, nth: int) -> Piece:
    market, title, text, verdict, problems = row
    price = CURRENCIES[market].format(PRICES[nth])
    markdown = f"### {title}\n\n{text}\n\n**{price}**"
    content = {"listing": markdown, "title": title}
    group = {"en-GB": ENGLISH, "de-DE": GERMAN, "pt-BR": PORTUGUESE, "ar-EG": ARABIC}[market]
    external_id = f"{market.lower()}-listing-{group.index(row) + 1:02}-{nth + 1}"
    return Piece(TaskRow(1, external_id, content, market), Ruling(verdict, problems))
