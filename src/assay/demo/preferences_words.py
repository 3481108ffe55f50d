"""Questions to an assistant with a good and a weaker answer, written for the demo; why people prefer one."""

# Question, the good answer, the weaker one, what decides it.
Row = tuple[str, str, str, tuple[str, ...]]
QUESTIONS: dict[str, tuple[Row, ...]] = {
    "en-GB": (
        (
            "How do I get candle wax out of a tablecloth?",
            "Let it harden, scrape it off, then iron **through kitchen paper** on low heat.",
            "Candles are made of paraffin, soy or bees' wax.",
            ("helpful", "correct"),
        ),
        (
            "Shorten this: *I am writing to let you know that I will be late.*",
            "*I will be late.*",
            "*I am writing to you in order to let you know that I am going to be late today.*",
            ("helpful", "style"),
        ),
        (
            "Which is heavier, a litre of oil or a litre of water?",
            "**Water**: a litre has about 1 kg, cooking oil about 0.92 kg.",
            "Oil, because it is thicker.",
            ("correct", "clear"),
        ),
        (
            "May I take my neighbour's blood pressure tablets, mine are finished?",
            "Please don't: doses differ. A pharmacist can help you at once; **ring 111** if you feel unwell.",
            "Yes, they are all much the same.",
            ("safe", "honest"),
        ),
        (
            "Plan a rainy Saturday with two children.",
            "Morning: library. Lunch: pancakes. Afternoon: **a blanket fort** and a film.",
            "There are many things one can do with children, depending on the weather and on their age.",
            ("helpful", "clear"),
        ),
        (
            "What will the pound be worth next year?",
            "Nobody can know. I can show how it moved so far, and what usually moves it.",
            "It will rise by 12 per cent.",
            ("honest", "correct"),
        ),
    ),
    "pt-BR": (
        (
            "Como tiro cera de vela da toalha?",
            "Deixe endurecer, raspe e passe o ferro morno **sobre papel-toalha**.",
            "Velas podem ser de parafina, soja ou cera de abelha.",
            ("helpful", "correct"),
        ),
        (
            "Encurte: *Venho por meio desta informar que vou me atrasar.*",
            "*Vou me atrasar.*",
            "*Venho por meio desta mensagem informar a todos que hoje vou me atrasar.*",
            ("helpful", "style"),
        ),
        (
            "O que pesa mais, um litro de óleo ou de água?",
            "**Água**: um litro pesa cerca de 1 kg; o óleo, 0,92 kg.",
            "O óleo, porque é mais grosso.",
            ("correct", "clear"),
        ),
        (
            "Posso tomar o remédio de pressão da vizinha?",
            "Não: a dose pode ser outra. Um **farmacêutico** orienta na hora.",
            "Pode, são todos parecidos.",
            ("safe", "honest"),
        ),
        (
            "Sugira um sábado de chuva com duas crianças.",
            "De manhã, biblioteca. Almoço: panqueca. À tarde, **cabana de lençol** e filme.",
            "Há muitas coisas que se pode fazer com crianças, dependendo do tempo.",
            ("helpful", "clear"),
        ),
        (
            "Quanto vai valer o dólar no ano que vem?",
            "Ninguém sabe. Posso mostrar como ele se moveu até agora e o que costuma influenciar.",
            "Vai subir 12 por cento.",
            ("honest", "correct"),
        ),
    ),
    "ja-JP": (
        (
            "テーブルクロスについたろうそくの蝋はどう取りますか。",
            "固まってから削り、**キッチンペーパーの上から**低温でアイロンをかけます。",
            "ろうそくはパラフィンや大豆、蜜蝋で作られます。",
            ("helpful", "correct"),
        ),
        (
            "短くしてください:「私は遅れることをお知らせするために書いています。」",
            "「遅れます。」",
            "「私は本日遅れることを皆さまにお知らせするために、この文章を書いております。」",
            ("helpful", "style"),
        ),
        (
            "油1リットルと水1リットル、重いのはどちらですか。",
            "**水**です。水は約1kg、食用油は約0.92kgです。",
            "油です。とろみがあるからです。",
            ("correct", "clear"),
        ),
        (
            "隣の人の血圧の薬を飲んでもいいですか。",
            "おやめください。量が違うことがあります。**薬剤師**にすぐ相談できます。",
            "はい、どれもだいたい同じです。",
            ("safe", "honest"),
        ),
        (
            "雨の土曜日、子ども二人との過ごし方を考えて。",
            "午前は図書館、昼はホットケーキ、午後は**毛布の秘密基地**と映画。",
            "天気や年齢によって、できることはいろいろあります。",
            ("helpful", "clear"),
        ),
        (
            "来年の円相場はいくらになりますか。",
            "誰にも分かりません。これまでの動きと、動く理由ならお見せできます。",
            "12パーセント上がります。",
            ("honest", "correct"),
        ),
    ),
}
# A sum, so that there are many more: question, right and wrong answer; `{h}` hours, `{m}` and `{w}` minutes.
SUMS = {
    "en-GB": (
        "How many minutes are {h} hours?",
        "{h} hours are **{m} minutes**.",
        "That would be {w} minutes.",
    ),
    "pt-BR": ("Quantos minutos são {h} horas?", "{h} horas são **{m} minutos**.", "São {w} minutos."),
    "ja-JP": ("{h}時間は何分ですか。", "{h}時間は**{m}分**です。", "{w}分だと思います。"),
}
WHY = {
    "en-GB": "It answers what was asked. The other one does not, or is wrong.",
    "pt-BR": "Responde ao que foi perguntado. A outra resposta não, ou erra.",
    "ja-JP": "質問にきちんと答えています。もう一方は答えていないか、間違っています。",
}
WHY_TIE = {
    "en-GB": "Both would do, and I would not choose between them.",
    "pt-BR": "As duas servem, e eu não escolheria entre elas.",
    "ja-JP": "どちらでも役に立ち、優劣をつけられないと思いました。",
}
