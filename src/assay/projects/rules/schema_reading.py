"""Reads a document piece by piece; collects every problem with its JSON pointer instead of stopping at one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol  # A document is JSON until it is read.

from assay.kit.reasons import Reason
from assay.projects.rules import reasons

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")


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
        if value in {"g", "s", "u"}:
            self._note(reasons.USED_TWICE(field=self._at(key), value=value))
        return value.lower()

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

    def no_results_block(self) -> None:
        self._note(reasons.NO_RESULTS_BLOCK(field=self._at("questions")))

    def _get(self, key: str) -> Any:
        if key not in self.value:
            self._missing(key)
        return self.value.get(key)

    def _missing(self, key: str) -> str:
        self._note(reasons.MISSING_KEY(field=self.pointer or "/", key=key))
        return ""

    def _text(self, value: object, key: str) -> str | Mapping[str, str]:
        if isinstance(value, str) and len(value) <= 10_000:
            return value
        if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
            return value
        self._note(reasons.WRONG_TYPE(field=self._at(key), wanted="a text, or a text per language"))
        return ""

    def _at(self, key: str) -> str:
        return f"{self.pointer}/{key}"

    def _note(self, reason: Reason) -> None:
        if reason not in self.problems.found and len(self.problems.found) < 100:
            self.problems.found.append(reason)
