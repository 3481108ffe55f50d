"""Names, codes and language tags: what may stand there."""

import re
from collections.abc import Mapping

from assay.kit.reasons import Reason
from assay.people.rules import reasons

MOST_IN_NAME = 120
# Language, then at most script, region and variants (RFC 5646, without extensions and private use).
_TAG = re.compile(
    r"[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?(-([a-zA-Z0-9]{5,8}|[0-9][a-zA-Z0-9]{3}))*"
)
_CODE = re.compile(r"[A-Za-z0-9_-]+")
_MOST_IN_TAG = 20
LOWEST, HIGHEST = 1, 7


def refuse_name(name: str, *, field: str = "name", most: int = MOST_IN_NAME) -> Reason | None:
    if 1 <= len(name.strip()) <= most and "\0" not in name:
        return None
    return reasons.NAME_EMPTY(field=field, most=most)


def refuse_code(code: str, *, most: int) -> Reason | None:
    if len(code) <= most and _CODE.fullmatch(code):
        return None
    return reasons.CODE_INVALID(field="code", code=code[:60], most=most)


def refuse_language(tag: str, *, field: str = "language") -> Reason | None:
    if len(tag) <= _MOST_IN_TAG and _TAG.fullmatch(tag):
        return None
    return reasons.LANGUAGE_INVALID(field=field, language=tag[:40])


def refuse_languages(languages: Mapping[str, int]) -> Reason | None:
    """The first tag or level that cannot be, or None."""
    for tag, level in languages.items():
        if refused := refuse_language(tag, field="languages"):
            return refused
        if not LOWEST <= level <= HIGHEST:
            return reasons.LEVEL_INVALID(field="languages", level=level)
    return None


def refuse_why(why: str, *, field: str) -> Reason | None:
    """A reason that is kept has words, and nothing that a database cannot hold."""
    return reasons.NEEDS_REASON(field=field) if not why.strip() or "\0" in why else None
