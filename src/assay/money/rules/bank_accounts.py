"""Where somebody is paid: an IBAN, or elsewhere an account number with the bank's BIC; checked before a bank does."""

import re
import unicodedata
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare

HOLDER = declare(
    "payee.holder",
    "Write the account holder's name in Latin letters, as the bank knows it: at most 70 characters.",
    status=422,
)
IBAN = declare(
    "payee.iban",
    "That is no IBAN: its length or its check digits are wrong. Copy it from your bank.",
    status=422,
)
BIC = declare("payee.bic", "That is no BIC: it has 8 or 11 letters and digits, such as DEUTDEFF.", status=422)
BIC_COUNTRY = declare("payee.bic_country", "IBAN and BIC belong to different countries.", status=422)
NUMBER = declare(
    "payee.number",
    "Where there is no IBAN, write the account number: up to 34 letters and digits.",
    status=422,
)
NUMBER_NEEDS_BIC = declare("payee.needs_bic", "An account number needs the bank's BIC, too.", status=422)
ONE_OF_THEM = declare("payee.one_of_them", "Write an IBAN or an account number, not both.", status=422)
# How long an IBAN is, by country (ISO 13616 registry).
_LENGTHS = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24
FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32
LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24
RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
IBAN_LENGTHS = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}
# Who takes part in SEPA.
_SEPA = """
AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK
SM VA
"""
SEPA = frozenset(_SEPA.split())
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_NUMBER = re.compile(r"[A-Z0-9]{1,34}")
_SPACES = re.compile(r"[\s\-]+")
_SHARED = {
    "GB": ("GG", "JE", "IM"),
    "FR": ("GP", "MQ", "GF", "RE", "MC", "YT"),
    "ES": ("AD",),
    "IT": ("SM", "VA"),
}
_SHARED |= {"MC": ("FR",), "SM": ("IT",), "VA": ("IT",)}
# What the European payments council lets a bank pass on.
_NOT_PASSED_ON = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
# Letters that no decomposition makes plain.
_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
    }
    | {"ı": "i", "þ": "th", "Þ": "Th", "ð": "d", "’": "'", "&": "+"}
)


@dataclass(frozen=True, slots=True)
class Payee:
    """Of one person. Either `iban`, or `number` with `bic`."""

    holder: str
    iban: str = ""
    bic: str = ""
    number: str = ""

    @property
    def is_sepa(self) -> bool:
        return self.iban[:2] in SEPA

    @property
    def account(self) -> str:
        """What makes two accounts the same one, whoever is said to hold them."""
        return self.iban or f"{self.bic}/{self.number}"

    @property
    def hint(self) -> str:
        """The last four characters: enough to know one's own account again."""
        return f"…{(self.iban or self.number)[-4:]}"


def tidied(payee: Payee) -> Payee:
    """As it is kept: without spaces, in capitals."""
    iban, bic, number = (_SPACES.sub("", each).upper() for each in (payee.iban, payee.bic, payee.number))
    return Payee(" ".join(payee.holder.split()), iban, bic, number)


def refuse_payee(payee: Payee) -> list[Reason]:
    """Every problem of tidied details, all at once."""
    problems = []
    if not _is_name(payee.holder):
        problems.append(HOLDER(field="holder"))
    if payee.iban and payee.number:
        problems.append(ONE_OF_THEM(field="number"))
    elif payee.iban:
        problems += [] if is_iban(payee.iban) else [IBAN(field="iban")]
    elif not payee.number:
        problems.append(IBAN(field="iban"))
    elif not _NUMBER.fullmatch(payee.number):
        problems.append(NUMBER(field="number"))
    elif not payee.bic:
        problems.append(NUMBER_NEEDS_BIC(field="bic"))
    if payee.bic and not is_bic(payee.bic):
        problems.append(BIC(field="bic"))
    elif payee.bic and payee.iban and payee.bic[4:6] != payee.iban[:2] and not _share_banks(payee):
        problems.append(BIC_COUNTRY(field="bic"))
    return problems


def is_iban(text: str) -> bool:
    """ISO 13616: the country's length, and 97 leaves 1 (ISO 7064)."""
    if not (
        text.isascii() and text.isalnum() and len(text) == IBAN_LENGTHS.get(text[:2]) and text[2:4].isdigit()
    ):
        return False
    return text == text.upper() and int("".join(str(int(each, 36)) for each in text[4:] + text[:4])) % 97 == 1


def is_bic(text: str) -> bool:
    """ISO 9362; it has no check digits."""
    return bool(_BIC.fullmatch(text))


def passed_on(text: str, most: int) -> str:
    """A text as a bank takes it: plain Latin letters, what has no plain form as a dot."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return _NOT_PASSED_ON.sub(".", plain)[:most].strip()


def _is_name(text: str) -> bool:
    if not text or len(text) > 70 or not text.isprintable():
        return False
    letters = [each for each in text if each.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(each, "") for each in letters)


def _share_banks(payee: Payee) -> bool:
    """Crown dependencies, French territories and others have accounts at banks of another country code."""
    return payee.bic[4:6] in _SHARED.get(payee.iban[:2], ())
