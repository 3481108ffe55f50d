"""Reads a document piece by piece; collects every problem with its JSON pointer instead of stopping at one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol  # A document is JSON until it is read.

from assay.kit.reasons import Declaration, Param, Reason
from assay.projects.rules import reasons

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
MOST_TEXT = 10_000
# Numbers beyond are none: neither infinite ones, nor integers that no float can hold.
HUGEST = 1e300
# Buttons of the workbench: blur, guideline, mute, open, play, ask, skip, undo, black and white, report.
RESERVED_KEYS = "bgmopqsuwx"


class Problems:
    def __init__(self) -> None:
        self.found: list[Reason] = []


class Mappable(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def maps_to(self) -> str | None: ...


class Reader:
    """One object of the document, at `pointer`. Reading never raises; it notes what is wrong and gives a default."""

    def __init__(self, value: object, pointer: str, problems: Problems) -> None:
        self.pointer, self.problems = pointer, problems
        self.value: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self._note(reasons.NOT_AN_OBJECT(field=pointer or "/"))

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def known(self, *keys: str) -> None:
        for key in self.value:
            if key not in keys:
                self._note(reasons.UNKNOWN_KEY(field=self._at(str(key)[:60]), key=str(key)[:60]))

    def one_of(self, key: str, allowed: tuple[Any, ...], default: Any = None) -> Any:
        if key not in self.value and default is not None:
            return default
        value = self._get(key)
        if not isinstance(value, str | int) or isinstance(value, bool) or value not in allowed:
            if key in self.value:
                self._note(reasons.NOT_ONE_OF(field=self._at(key), allowed=", ".join(map(str, allowed))))
            return allowed[0]
        return value

    def name(self, key: str) -> str:
        value = self._get(key)
        if key in self.value and not (isinstance(value, str) and _NAME.fullmatch(value)):
            self._note(reasons.BAD_ID(field=self._at(key)))
        return value if isinstance(value, str) else ""

    def key(self, key: str) -> str:
        value = self.value.get(key, "")
        if not (isinstance(value, str) and (value == "" or (len(value) == 1 and value.isalnum()))):
            self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="one letter or digit"))
            return ""
        pressed = value.lower()
        if pressed and pressed in RESERVED_KEYS:
            self._note(reasons.KEY_TAKEN(field=self._at(key), value=pressed))
        return pressed

    def text(self, key: str, default: str | None = None) -> str | Mapping[str, str]:
        if key not in self.value and default is not None:
            return default
        return self._text(self._get(key), key) if key in self.value else self._missing(key)

    def texts(self, key: str) -> Mapping[str, str | Mapping[str, str]]:
        value = self.value.get(key, {})
        if not isinstance(value, dict):
            self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="an object"))
            return {}
        return {str(each): self._text(text, f"{key}/{each}") for each, text in value.items()}

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="true or false"))
            return default
        return value

    def number(self, key: str, *, least: float, most: float, default: float | None = None) -> float:
        if key not in self.value and default is not None:
            return default
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            if key in self.value:
                self._note(
                    reasons.WRONG_TYPE(field=self._at(key), wanted=f"a number from {least:g} to {most:g}")
                )
            return least
        return float(value)

    def items(self, key: str, *, least: int, most: int) -> list["Reader"]:
        value = self._get(key)
        if not isinstance(value, list):
            if key in self.value:
                self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="a list"))
            return []
        if len(value) < least:
            self._note(reasons.TOO_FEW(field=self._at(key), least=least))
        if len(value) > most:
            self._note(reasons.TOO_MANY(field=self._at(key), most=most))
        return [
            Reader(each, f"{self._at(key)}/{nth}", self.problems) for nth, each in enumerate(value[:most])
        ]

    def one_or_more(self, key: str, *, most: int) -> list["Reader"]:
        """An object that may stand alone, or a list of some; nothing where the key is missing."""
        value = self.value.get(key, [])
        if isinstance(value, dict):
            return [Reader(value, f"{self._at(key)}/0", self.problems)]
        return self.items(key, least=1, most=most) if key in self.value else []

    def inner(self, key: str) -> "Reader | None":
        """An object inside, where there is one."""
        return Reader(self.value[key], self._at(key), self.problems) if key in self.value else None

    def names(self, key: str, *, n: int) -> tuple[str, ...]:
        """A list of exactly so many names."""
        value = self._get(key)
        if isinstance(value, list) and len(value) == n and all(map(_is_name, value)):
            return tuple(value)
        if key in self.value:
            self._note(reasons.WRONG_TYPE(field=self._at(key), wanted=f"a list of {n} names"))
        return ()

    def values(self, key: str) -> tuple[str | float, ...]:
        """Some answers: ids or numbers."""
        value = self.value.get(key, [])
        if isinstance(value, list) and len(value) <= 200 and all(map(_is_answer, value)):
            if key in self.value and not value:
                self._note(reasons.TOO_FEW(field=self._at(key), least=1))
            return tuple(value)
        self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="a list of answers"))
        return ()

    def limit(self, key: str) -> float | None:
        return self.number(key, least=-1e12, most=1e12) if key in self.value else None

    def note(self, place: str, declared: Declaration, **params: Param) -> None:
        """Note a problem of something inside this object."""
        self._note(declared(field=self._at(place), **params))

    def no_repeats(self, key: str, values: Sequence[str]) -> None:
        for value in sorted({value for value in values if value and values.count(value) > 1}):
            self._note(reasons.USED_TWICE(field=self._at(key), value=value))

    def in_order(self, key: str, low: float, high: float) -> None:
        if low > high:
            self._note(reasons.OUT_OF_ORDER(field=self._at(key), low=low, high=high))

    def maps_to_options(self, options: Sequence[Mappable]) -> None:
        ids = {option.id for option in options}
        for nth, option in enumerate(options):
            if option.maps_to is not None and (option.maps_to not in ids or option.maps_to == option.id):
                place = f"{self._at('options')}/{nth}/maps_to"
                self._note(reasons.UNKNOWN_OPTION_MAPPED(field=place, option=option.maps_to))

    def _get(self, key: str) -> Any:
        if key not in self.value:
            self._missing(key)
        return self.value.get(key)

    def _missing(self, key: str) -> str:
        self._note(reasons.MISSING_KEY(field=self.pointer or "/", key=key))
        return ""

    def _text(self, value: object, key: str) -> str | Mapping[str, str]:
        if _is_text(value):
            return str(value)
        if isinstance(value, dict) and 0 < len(value) <= 100 and all(map(_is_text, value.values())):
            for tag in value:
                if not _TAG.fullmatch(str(tag)):
                    self._note(
                        reasons.WRONG_TYPE(field=self._at(key), wanted="keyed by language, as in pt-BR")
                    )
            return value
        self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="a text, or a text per language"))
        return ""

    def _at(self, key: str) -> str:
        return f"{self.pointer}/{key}"

    def _note(self, reason: Reason) -> None:
        if reason not in self.problems.found and len(self.problems.found) < 100:
            self.problems.found.append(reason)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT and "\x00" not in value


def _is_answer(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= 60
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= HUGEST
