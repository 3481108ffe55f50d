"""Refusals: one code and one sentence that the person it stops understands, the same on page, API and CLI."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

Param = str | int | float


class Word(str):
    """A parameter that is a word of the interface, and is translated with its sentence."""

    __slots__ = ()


class Moment(str):
    """A parameter that is a moment (ISO 8601), and is told in the reader's time and way of writing it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    text: str
    params: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}))
    field: str | None = None
    status: int = 409

    @property
    def said(self) -> str:
        """The sentence in the language of whoever reads it; `text` is the English one, for programs and files."""
        from django.utils.translation import gettext

        sentence = gettext(DECLARED[self.code].template)
        return sentence.format_map({name: _said(value) for name, value in self.params.items()})


@dataclass(frozen=True, slots=True)
class Declaration:
    """A kind of refusal; calling it with its parameters makes the Reason."""

    code: str
    template: str
    status: int

    def __call__(self, *, field: str | None = None, **params: Param) -> Reason:
        return Reason(
            self.code, self.template.format_map(params), MappingProxyType(params), field, self.status
        )


DECLARED: dict[str, Declaration] = {}


def declare(code: str, template: str, *, status: int = 409) -> Declaration:
    """Register a kind of refusal; the reference in the docs lists them all."""
    if code in DECLARED:
        raise ValueError(f"{code} is declared twice")
    DECLARED[code] = Declaration(code, template, status)
    return DECLARED[code]


def _said(value: Param) -> Param:
    from django.utils.formats import date_format, number_format
    from django.utils.timezone import localtime
    from django.utils.translation import gettext

    match value:
        case Word():
            return gettext(value)
        case Moment():
            return date_format(localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
        case int() | float():
            return str(number_format(value, force_grouping=True))
        case _:
            return value


class Refused(Exception):
    """In scope, but not allowed; carries every reason at once."""

    def __init__(self, reason: Reason, *more: Reason) -> None:
        self.reasons = (reason, *more)
        super().__init__("; ".join(each.text for each in self.reasons))

    @property
    def status(self) -> int:
        return self.reasons[0].status


class NotFound(Exception):
    """Not there, or out of the person's scope: nobody can tell which."""
