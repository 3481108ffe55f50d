"""A contact as somebody sets it: who it is, and at least one way or hour to reach them."""

import re
from dataclasses import dataclass

from assay.kit.reasons import Reason
from assay.wellbeing.rules import reasons

LENGTHS = {"text": 300, "phone": 40, "hours": 120}
PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_LANGUAGES = 20


@dataclass(frozen=True, slots=True)
class Contact:
    """All empty: nobody from now on."""

    text: str = ""
    phone: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()

    @property
    def is_nobody(self) -> bool:
        return self == Contact()


def problems(wanted: Contact) -> list[Reason]:
    if wanted.is_nobody:
        return []
    found = [
        reasons.CONTACT_TOO_LONG(field=name, n=most)
        for name, most in LENGTHS.items()
        if len(getattr(wanted, name)) > most
    ]
    if not wanted.text:
        found.append(reasons.CONTACT_NAMELESS(field="text"))
    if wanted.phone and not PHONE.fullmatch(wanted.phone):
        found.append(reasons.CONTACT_PHONE(field="phone"))
    if len(wanted.languages) > MOST_LANGUAGES or not all(map(LANGUAGE.fullmatch, wanted.languages)):
        found.append(reasons.CONTACT_LANGUAGES(field="languages"))
    return found
