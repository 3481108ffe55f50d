"""The words of those who answer tickets."""

from django.utils.translation import gettext as _

from assay.people.enums import Role
from assay.support.enums import ClockKind, StepKind, TicketCategory, TicketState
from assay.support.rules.categories import LEVELS

Option = tuple[str, str]


def states() -> list[Option]:
    """What waits for somebody is where the queue begins, so that it needs no choice."""
    return [(each.value, state_name(each.value)) for each in TicketState]


def state_name(state: str) -> str:
    """For who asked, it waits for "you"."""
    return _("Waits for the person") if state == TicketState.WAITING else _(str(TicketState(state).label))


def categories() -> list[Option]:
    return [(each.value, _(str(each.label))) for each in TicketCategory]


def levels() -> list[Option]:
    return [(level, _(str(Role(level).label))) for level in LEVELS]


def clock_name(kind: str) -> str:
    return _(str(ClockKind(kind).label))


def step_name(kind: str) -> str:
    return _(str(StepKind(kind).label))
