"""Short invented news in four languages; every gap holds a name of its kind, so that the spans are known."""

# Gaps: person, organisation, place, date, amount.
SENTENCES = {
    "de-DE": (
        "{person} eröffnet am {date} eine Filiale von {organisation} in {place}.",
        "{organisation} spendet {amount} für den Park in {place}.",
        "Am {date} übergab {person} den Schlüssel an {organisation}.",
        "In {place} schneite es, und niemand hatte damit gerechnet.",
    ),
    "es-MX": (
        "{person} inauguró el {date} una sede de {organisation} en {place}.",
        "{organisation} donó {amount} al parque de {place}.",
        "El {date}, {person} entregó las llaves a {organisation}.",
        "En {place} nevó, y nadie lo esperaba.",
    ),
    "hi-IN": (
        "{person} ने {date} को {place} में {organisation} की शाखा खोली।",
        "{organisation} ने {place} के पार्क के लिए {amount} दिए।",
        "{date} को {person} ने {organisation} को चाबी सौंपी।",
        "{place} में ओले गिरे और किसी को उम्मीद नहीं थी।",
    ),
    "ja-JP": (
        "{person}さんは{date}、{place}に{organisation}の支店を開いた。",
        "{organisation}は{place}の公園に{amount}を寄付した。",
        "{date}、{person}さんは{organisation}に鍵を渡した。",
        "{place}で雪が降り、誰も予想していなかった。",
    ),
}
FILLS = {
    "de-DE": {
        "person": ("Jorinde Falk", "Tilo Brandner", "Wiebke Sommerfeld"),
        "organisation": ("Nordlicht Bäckerei", "Verein Stadtgrün", "Werkstatt Kupferhof"),
        "place": ("Aldenbrück", "Seehausen am Moor", "Lindental"),
        "date": ("3. Mai", "14. Juni", "1. Advent"),
        "amount": ("4.200 Euro", "950 Euro", "12.000 Euro"),
    },
    "es-MX": {
        "person": ("Itzel Robledo", "Fausto Quiroga", "Marisol Teyra"),
        "organisation": ("Panadería El Faro", "Asociación Verde Claro", "Taller Cobre Alto"),
        "place": ("San Lucero", "Puerto Almendra", "Villa Encino"),
        "date": ("3 de mayo", "14 de junio", "20 de agosto"),
        "amount": ("4,200 pesos", "950 pesos", "12,000 pesos"),
    },
    "hi-IN": {
        "person": ("आरुषि देवल", "कबीर मल्हार", "तनिषा वर्धन"),
        "organisation": ("उजाला बेकरी", "हरित नगर समिति", "ताम्र कार्यशाला"),
        "place": ("सोनपुरा", "नीलकुंड", "आमगाँव खुर्द"),
        "date": ("3 मई", "14 जून", "20 अगस्त"),
        "amount": ("4,200 रुपये", "950 रुपये", "12,000 रुपये"),
    },
    "ja-JP": {
        "person": ("水沢ゆり", "高峰タケル", "小野瀬ひかり"),
        "organisation": ("あかり製パン", "みどり町会", "銅山工房"),
        "place": ("青葉浜", "白鷺町", "月見ヶ丘"),
        "date": ("5月3日", "6月14日", "8月20日"),
        "amount": ("42万円", "9万5千円", "120万円"),
    },
}
