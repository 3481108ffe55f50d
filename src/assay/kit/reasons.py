"""Refusals: one code and one sentence that the person it stops understands, the same on page, API and CLI."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Param = str | int | float


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    text: str
    params: Mapping[str, Param] = field(default_factory=lambda: MappingProxyType({}))
    field: str | None = None
    status: int = 409


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
