"""What two shops sell: per market things with an accessory, colours, sizes, and how a shop writes them down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """`things` are pairs of a thing and what goes with it; `titles` are two ways to write one offer."""

    things: tuple[tuple[str, str], ...]
    colours: tuple[str, ...]
    sizes: tuple[str, ...]
    titles: tuple[str, str]
    pack: str
    words: tuple[str, str, str]
    price: str


def pairs(*rows: str) -> tuple[tuple[str, str], ...]:
    """From lines of `thing; what goes with it`."""
    return tuple((thing, rest) for thing, _, rest in (row.partition("; ") for row in rows))


SHELVES = {
    "en-GB": Shelf(
        pairs(
            "kettle; descaler tablets",
            "desk fan; replacement filter",
            "rucksack; rain cover",
            "table lamp; lamp shade",
            "thermos flask; cleaning brush",
            "frying pan; pan protector",
            "umbrella; umbrella stand",
            "yoga mat; carry strap",
            "bicycle helmet; helmet light",
            "pillow; pillow case",
        ),
        ("black", "white", "navy", "sage green", "red"),
        ("small", "medium", "large"),
        ("{maker} {thing} {model}, {colour}, {size}", "{thing} {model} by {maker} – {size}, {colour}"),
        "pack of {n}",
        ("Colour", "Size", "Model"),
        "£{n}.90",
    ),
    "de-DE": Shelf(
        pairs(
            "Wasserkocher; Entkalker",
            "Tischventilator; Ersatzfilter",
            "Rucksack; Regenhülle",
            "Tischlampe; Lampenschirm",
            "Thermosflasche; Reinigungsbürste",
            "Bratpfanne; Pfannenschutz",
            "Regenschirm; Schirmständer",
            "Yogamatte; Tragegurt",
            "Fahrradhelm; Helmlicht",
            "Kopfkissen; Kissenbezug",
        ),
        ("schwarz", "weiß", "dunkelblau", "salbeigrün", "rot"),
        ("klein", "mittel", "groß"),
        ("{maker} {thing} {model}, {colour}, {size}", "{thing} „{model}“ von {maker} ({size}, {colour})"),
        "{n}er-Pack",
        ("Farbe", "Größe", "Modell"),
        "{n},90 €",
    ),
    "es-MX": Shelf(
        pairs(
            "Hervidor eléctrico; descalcificador",
            "Ventilador de mesa; filtro de repuesto",
            "Mochila; funda para lluvia",
            "Lámpara de mesa; pantalla de tela",
            "Termo; cepillo de limpieza",
            "Sartén; protector de sartén",
            "Paraguas; paragüero",
            "Tapete de yoga; correa",
            "Casco de bicicleta; luz para casco",
            "Almohada; funda de almohada",
        ),
        ("negro", "blanco", "azul marino", "verde salvia", "rojo"),
        ("chico", "mediano", "grande"),
        ("{thing} {maker} {model}, {colour}, {size}", "{maker} {model}: {thing}, {size}, color {colour}"),
        "paquete de {n}",
        ("Color", "Tamaño", "Modelo"),
        "${n}9.00",
    ),
    "ja-JP": Shelf(
        pairs(
            "電気ケトル; クエン酸洗浄剤",
            "卓上扇風機; 交換フィルター",
            "リュックサック; レインカバー",
            "テーブルランプ; ランプシェード",
            "水筒; 洗浄ブラシ",
            "フライパン; フライパンカバー",
            "傘; 傘立て",
            "ヨガマット; 収納ストラップ",
            "自転車用ヘルメット; ヘルメットライト",
            "枕; 枕カバー",
        ),
        ("黒", "白", "紺", "セージグリーン", "赤"),
        ("小", "中", "大"),
        ("{maker} {thing} {model} {colour} {size}", "【{maker}】{model} {thing}（{size}・{colour}）"),
        "{n}個セット",
        ("色", "サイズ", "型番"),
        "{n}90円",
    ),
}
