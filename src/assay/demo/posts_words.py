"""Posts of a social network, written for the demo: mostly harmless, some spam and small deceptions, nothing cruel.

Every row: what is right (empty: it may stay), how severe, the words that decide it, and the post. `{n}` is a number.
"""

Row = tuple[str, int, str, str]
CONTEXTS = {
    "en-GB": (
        "A comment under a recipe",
        "A page of a sports club",
        "A public profile",
        "A group for neighbours",
    ),
    "es-MX": ("Comentario bajo una receta", "Página de un club", "Perfil público", "Grupo de vecinos"),
    "hi-IN": ("एक रेसिपी के नीचे टिप्पणी", "एक क्लब का पेज", "सार्वजनिक प्रोफ़ाइल", "पड़ोसियों का समूह"),
    "ar-EG": ("تعليق تحت وصفة", "صفحة نادٍ رياضي", "صفحة شخصية عامة", "مجموعة الجيران"),
}
POSTS: dict[str, tuple[Row, ...]] = {
    "en-GB": (
        ("", 0, "", "We have {n} tomato plants too many. Come round before Sunday."),
        ("", 0, "", "We will crush you on Saturday! See you at the match, all {n} of us."),
        ("", 0, "", "Bus {n} is late again. I have named my umbrella after the driver."),
        ("", 0, "", "Lost: one grey cat, answers to nothing, last seen near number {n}."),
        ("fraud", 2, "get {n}0 back", "Send 20 coins to this account and get {n}0 back today only."),
        ("fraud", 3, "pay the fee of {n} first", "You have won a phone! Just pay the fee of {n} first."),
        ("spam", 1, "Cheap followers", "Nice photo! Cheap followers at my page, {n} for one pound."),
        ("spam", 1, "click my profile", "Want to earn {n} a day from your sofa? Then click my profile."),
        (
            "impersonation",
            2,
            "I am the bank's support",
            "Hello, I am the bank's support no. {n}. Write me your code.",
        ),
        ("bullying", 2, "nobody wants you here", "Number {n} again? Honestly, nobody wants you here."),
    ),
    "es-MX": (
        ("", 0, "", "Nos sobraron {n} tamales. Pasen antes de las ocho."),
        ("", 0, "", "El sábado los vamos a aplastar. ¡Nos vemos en la cancha, somos {n}!"),
        ("", 0, "", "El camión {n} llegó tarde otra vez. Ya aprendí a tejer esperándolo."),
        ("", 0, "", "Se perdió un perico verde cerca del número {n}. Contesta a Limón."),
        ("fraud", 2, "recibe {n}0 hoy", "Manda 200 pesos a esta cuenta y recibe {n}0 hoy mismo."),
        (
            "fraud",
            3,
            "paga el envío de {n} primero",
            "¡Ganaste un celular! Solo paga el envío de {n} primero.",
        ),
        (
            "spam",
            1,
            "Seguidores baratos",
            "¡Qué bonita foto! Seguidores baratos en mi página, {n} por diez pesos.",
        ),
        ("spam", 1, "entra a mi perfil", "¿Quieres ganar {n} al día desde tu casa? Pues entra a mi perfil."),
        (
            "impersonation",
            2,
            "Soy del soporte del banco",
            "Soy del soporte del banco, folio {n}. Mándame tu clave.",
        ),
        ("bullying", 2, "aquí nadie te quiere", "¿Otra vez tú, número {n}? La verdad, aquí nadie te quiere."),
    ),
    "hi-IN": (
        ("", 0, "", "हमारे पास {n} आम ज़्यादा हैं। रविवार से पहले ले जाइए।"),
        ("", 0, "", "शनिवार को हम तुम्हें हरा देंगे! मैदान में मिलते हैं, हम {n} लोग हैं।"),
        ("", 0, "", "बस {n} फिर देर से आई। तब तक मैंने पूरी किताब पढ़ ली।"),
        ("", 0, "", "मकान {n} के पास एक भूरी बिल्ली खो गई है, नाम मिश्री।"),
        ("fraud", 2, "{n}0 वापस पाओ", "इस खाते में 200 भेजो और आज ही {n}0 वापस पाओ।"),
        ("fraud", 3, "पहले {n} शुल्क भरें", "बधाई, आपने फ़ोन जीता! बस पहले {n} शुल्क भरें।"),
        ("spam", 1, "सस्ते फ़ॉलोअर", "सुंदर फ़ोटो! सस्ते फ़ॉलोअर मेरे पेज पर, {n} सिर्फ़ दस रुपये में।"),
        ("spam", 1, "मेरी प्रोफ़ाइल खोलें", "घर बैठे रोज़ {n} कमाने हैं? तो मेरी प्रोफ़ाइल खोलें।"),
        ("impersonation", 2, "मैं बैंक से बोल रहा हूँ", "मैं बैंक से बोल रहा हूँ, पहचान {n}। अपना कोड भेजिए।"),
        ("bullying", 2, "यहाँ तुम्हें कोई नहीं चाहता", "फिर तुम, नंबर {n}? सच में, यहाँ तुम्हें कोई नहीं चाहता।"),
    ),
    "ar-EG": (
        ("", 0, "", "عندنا {n} رغيف زيادة، اللي محتاج يعدي قبل المغرب."),
        ("", 0, "", "هنكسبكم يوم السبت! نتقابل في الملعب، إحنا {n} واحد."),
        ("", 0, "", "أتوبيس {n} اتأخر تاني. خلصت رواية كاملة وأنا مستني."),
        ("", 0, "", "قطة رمادية تاهت جنب عمارة {n}، اسمها مشمش."),
        ("fraud", 2, "واستلم {n}0 النهارده", "ابعت 200 على الحساب ده واستلم {n}0 النهارده."),
        ("fraud", 3, "ادفع رسوم {n} الأول", "مبروك كسبت موبايل! بس ادفع رسوم {n} الأول."),
        ("spam", 1, "متابعين بسعر رخيص", "صورة جميلة! متابعين بسعر رخيص عندي، {n} بعشرة جنيه."),
        ("spam", 1, "ادخل على صفحتي", "عايز تكسب {n} في اليوم من البيت؟ ادخل على صفحتي."),
        ("impersonation", 2, "أنا من خدمة عملاء البنك", "أنا من خدمة عملاء البنك رقم {n}. ابعتلي الكود."),
        ("bullying", 2, "محدش عايزك هنا", "إنت تاني يا رقم {n}؟ بصراحة محدش عايزك هنا."),
    ),
}
REPORTED = "For sale: printed copies of concert tickets, nobody checks the barcode. Ask me where to meet."
