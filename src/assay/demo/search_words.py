"""What is searched for in the example shop: per market things, what people add to them, and what goes with them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    wishes: tuple[str, ...]
    accessory: str


@dataclass(frozen=True, slots=True)
class Words:
    """`query` puts a thing and a wish together as people of the market type them."""

    query: str
    comparison: str
    in_stock: str
    other_kind: str
    goes_with: str
    bestseller: str
    things: tuple[Thing, ...]


def things(*rows: str) -> tuple[Thing, ...]:
    """From lines of `thing: wish, wish, …; accessory`."""
    found = []
    for row in rows:
        name, _, rest = row.partition(": ")
        wishes, _, accessory = rest.partition("; ")
        found.append(Thing(name, tuple(wishes.split(", ")), accessory))
    return tuple(found)


GERMAN = Words(
    "{thing} {wish}",
    "{query} Vergleich",
    "Auf Lager. Passt zu Ihrer Suche, Lieferung in zwei Tagen.",
    "Ähnliches Modell, ohne „{wish}“.",
    "Zubehör für {thing}.",
    "Von vielen gekauft in dieser Woche.",
    things(
        "Wanderschuhe: wasserdicht, Damen, breite Füße, leicht, Winter, Kinder; Imprägnierspray",
        "Kaffeemühle: manuell, leise, Edelstahl, für Espresso, klein, mit Akku; Reinigungspinsel",
        "Schreibtischlampe: dimmbar, LED, zum Klemmen, schwarz, warmweiß, mit Ladefunktion; Leuchtmittel E14",
        "Regenjacke: Herren, atmungsaktiv, reflektierend, große Größen, gelb, Fahrrad; Packbeutel",
        "Bratpfanne: Gusseisen, 28 cm, Induktion, mit Deckel, beschichtet, für den Ofen; Pfannenschutz aus Filz",
        "Rucksack: 30 Liter, Laptop, Handgepäck, Wandern, Damen, wasserdicht; Regenhülle",
        "Kinderfahrrad: 16 Zoll, ab 4 Jahre, leicht, mit Rücktritt, blau, gebraucht; Stützräder",
        "Bettwäsche: 135x200, Leinen, Winter, Mako-Satin, grün, für Allergiker; Spannbettlaken",
        "Kopfhörer: kabellos, zum Schlafen, Bügel, für Kinder, Sport, Geräuschunterdrückung; Etui",
        "Gartenschere: Bypass, Linkshänder, für Rosen, Akku, klein, mit Tasche; Schleifstein",
    ),
)
ENGLISH = Words(
    "{wish} {thing}",
    "best {query}",
    "In stock. Matches your search, delivered in two days.",
    "A similar model that is not “{wish}”.",
    "Goes with {thing}.",
    "Bought by many this week.",
    things(
        "hiking boots: waterproof, women's, wide fit, lightweight, winter, vegan; waterproofing wax",
        "teapot: cast iron, two cup, glass, with infuser, small, stackable; tea cosy",
        "desk lamp: dimmable, clamp on, brass, rechargeable, warm white, tall; replacement bulb E14",
        "raincoat: men's, packable, reflective, plus size, yellow, cycling; coat hanger",
        "frying pan: cast iron, 28cm, induction, lidded, non-stick, ovenproof; felt pan protector",
        "backpack: 30 litre, laptop, cabin size, running, school, waterproof; rain cover",
        "dog bed: washable, orthopaedic, extra large, cooling, raised, travel; lint roller",
        "duvet cover: linen, king size, winter, sateen, green, hypoallergenic; fitted sheet",
        "headphones: wireless, sleep, over-ear, kids, swimming, noise cancelling; carrying case",
        "secateurs: bypass, left-handed, rose, cordless, small, ratchet; sharpening stone",
    ),
)
PORTUGUESE = Words(
    "{thing} {wish}",
    "melhor {query}",
    "Em estoque. Corresponde à sua busca, entrega em dois dias.",
    "Modelo parecido, sem “{wish}”.",
    "Acessório para {thing}.",
    "Muito comprado nesta semana.",
    things(
        "tênis de corrida: feminino, impermeável, leve, masculino 42, para asfalto, barato; palmilha de gel",
        "cafeteira: italiana, elétrica, para 12 xícaras, prensa francesa, de inox, portátil; filtro de pano",
        "luminária de mesa: LED, articulada, recarregável, luz quente, para estudo, dourada; lâmpada E27",
        "capa de chuva: para moto, infantil, masculina, transparente, reforçada, amarela; saco estanque",
        "frigideira: antiaderente, 28 cm, indução, com tampa, de ferro, para tapioca; espátula de silicone",
        "mochila: escolar, para notebook, 40 litros, térmica, feminina, impermeável; capa de mochila",
        "bicicleta infantil: aro 16, com rodinhas, rosa, 5 anos, leve, usada; capacete infantil",
        "jogo de cama: queen, algodão egípcio, casal, infantil, verde, 400 fios; travesseiro",
        "fone de ouvido: sem fio, para dormir, esportivo, infantil, com microfone, cancelamento de ruído; estojo",
        "rede de descanso: casal, com suporte, para varanda, de algodão, infantil, reforçada; gancho de parede",
    ),
)
ARABIC = Words(
    "{thing} {wish}",
    "أفضل {query}",
    "متوفر في المخزن ويطابق بحثك، التوصيل خلال يومين.",
    "طراز مشابه، ليس «{wish}».",
    "من ملحقات {thing}.",
    "الأكثر مبيعًا هذا الأسبوع.",
    things(
        "حذاء رياضي: رجالي, نسائي, ضد الماء, خفيف, للجري, مقاس 44; نعل داخلي طبي",
        "غلاية ماء: كهربائية, زجاج, للسفر, ستانلس, صغيرة, سريعة; مزيل الترسبات",
        "مصباح مكتب: LED, قابل للشحن, بمشبك, ضوء دافئ, للدراسة, ذهبي; لمبة E27",
        "حقيبة ظهر: مدرسية, لابتوب, للسفر, ضد الماء, نسائية, كبيرة; غطاء للمطر",
        "مقلاة: جرانيت, 28 سم, بغطاء, حديد, للحث, غير لاصقة; ملعقة سيليكون",
        "سجادة صلاة: للسفر, سميكة, للأطفال, مخمل, طبية, مطرزة; حقيبة سجادة",
        "دراجة أطفال: مقاس 16, بعجلات مساعدة, زرقاء, عمر 5 سنوات, خفيفة, مستعملة; خوذة أطفال",
        "طقم ملاءات: قطن مصري, سرير كبير, أطفال, أخضر, 400 خيط, صيفي; وسادة",
        "سماعات: لاسلكية, للنوم, رياضية, للأطفال, عازلة للضوضاء, بميكروفون; حافظة",
        "مروحة: عمود, بريموت, مكتب, صامتة, قابلة للشحن, سقف; محول كهرباء",
    ),
)
WORDS = {"de-DE": GERMAN, "en-GB": ENGLISH, "pt-BR": PORTUGUESE, "ar-EG": ARABIC}
MAKERS = ("Nordwald", "Aldema", "Kestrel & Co", "Brisa", "Sahm", "Tolva", "Lumbra", "Quint")
