"""Placeholders of an answer that is given often, and which of its languages somebody reads."""

import re
from collections.abc import Iterable, Mapping

from assay.kit.reasons import Reason
from assay.support.rules import reasons

# What who asked is called, the first name of who answers, what the ticket is called, and its project.
PLACEHOLDERS = ("name", "me", "subject", "project")
_BRACED = re.compile(r"\{([^{}]*)\}")


def refuse_placeholders(text: str) -> Reason | None:
    """What stands in braces and is none of them."""
    for found in _BRACED.findall(text):
        if found not in PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            return reasons.UNKNOWN_PLACEHOLDER(field="text", found=found[:40], known=known)
    return None


def filled(text: str, about: Mapping[str, str]) -> str:
    """Nothing that somebody typed is looked through again: a name in braces stays a name."""
    return _BRACED.sub(lambda found: about.get(found[1], found[0]), text)


def best_language(wanted: str, there: Iterable[str]) -> str | None:
    """The very one, else one of the same language, else English, else any; None: there is none."""
    known = sorted(there)
    if wanted in known:
        return wanted
    base = wanted.partition("-")[0].lower()
    alike = [each for each in known if each.partition("-")[0].lower() == base]
    english = [each for each in known if each.partition("-")[0] == "en"]
    return next(iter([*alike, *english, *known]), None)
