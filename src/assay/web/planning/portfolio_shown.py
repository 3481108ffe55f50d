"""The portfolio as its board and table show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assay.intake.enums import RequestState
from assay.planning.enums import Aspect, Phase, Status
from assay.planning.queries.health import Health
from assay.planning.queries.portfolio import Entry
from assay.planning.queries.schedules import Schedule
from assay.web.intake.words import STATES as REQUEST_STATES
from assay.web.planning import portfolio_words as words
from assay.web.projects.words import SEGMENTS

# Of one column of the board; the table has all.
MOST = 30
# Aspects that are told on a card without being asked.
TROUBLE = frozenset({Status.MISSED, Status.AT_RISK})


@dataclass(frozen=True, slots=True)
class ShownAspect:
    """One aspect of the health: `word` beside its dot, and why."""

    name: str
    word: str
    tone: str
    why: str
    is_trouble: bool


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """`why_id` is where a card's reasons stand; `share` is what is done of all that is planned."""

    key: str
    name: str
    address: str
    is_request: bool
    state: str
    tone: str
    phase: str
    segment: str
    markets: str
    owner: str
    aspects: tuple[ShownAspect, ...]
    schedule: Schedule | None
    next_name: str
    next_on: date | None
    is_late: bool

    @property
    def troubles(self) -> tuple[ShownAspect, ...]:
        return tuple(each for each in self.aspects if each.is_trouble)

    @property
    def by_aspect(self) -> tuple[ShownAspect | None, ...]:
        """In the order of the table's columns; None where the person may not see it, or there is no project."""
        found = {each.name: each for each in self.aspects}
        return tuple(found.get(_(name)) for name in words.ASPECTS.values())


@dataclass(frozen=True, slots=True)
class Column:
    phase: str
    label: str
    entries: tuple[ShownEntry, ...]
    n: int

    @property
    def n_more(self) -> int:
        return self.n - len(self.entries)


def shown_entry(entry: Entry, today: date) -> ShownEntry:
    state, tone = _state(entry)
    next_name, next_on = _next(entry)
    return ShownEntry(
        key=entry.uid.hex,
        name=entry.name or _("Untitled"),
        address=_address(entry),
        is_request=entry.project is None,
        state=state,
        tone=tone,
        phase=_(words.PHASES[entry.phase]),
        segment=_(SEGMENTS[entry.segment]) if entry.segment else "",
        markets=", ".join(entry.markets),
        owner=entry.owner.name if entry.owner else "",
        aspects=shown_aspects(entry.health),
        schedule=entry.schedule,
        next_name=next_name,
        next_on=next_on,
        is_late=next_on is not None and next_on < today and entry.phase != Phase.OVER,
    )


def shown_aspects(health: Health) -> tuple[ShownAspect, ...]:
    return tuple(
        ShownAspect(
            _(words.ASPECTS[aspect]),
            _word(health, aspect, status),
            words.TONES[status],
            words.reason_of(health, aspect),
            status in TROUBLE,
        )
        for aspect, status in health.statuses.items()
    )


def _word(health: Health, aspect: Aspect, status: Status) -> str:
    if aspect == Aspect.TIME and status == Status.UNMEASURED and health.schedule is not None:
        return _("Not measured")
    return _(words.SAID[aspect][status])


def columns_of(entries: Sequence[ShownEntry], phases: Sequence[Phase]) -> list[Column]:
    """Every phase, an empty one too, so that a card is always found in the same place."""
    of_phase: Mapping[Phase, list[ShownEntry]] = {phase: [] for phase in Phase}
    for entry, phase in zip(entries, phases, strict=True):
        of_phase[phase].append(entry)
    return [
        Column(phase.value, _(words.PHASES[phase]), tuple(found[:MOST]), len(found))
        for phase, found in of_phase.items()
    ]


def _state(entry: Entry) -> tuple[str, str]:
    """Of the request, where there is one."""
    if entry.request is None:
        return "", ""
    label, tone = REQUEST_STATES[entry.request.state]
    return _(label), tone


def _address(entry: Entry) -> str:
    if entry.project is not None:
        return reverse("project", args=[entry.uid])
    is_draft = entry.request is not None and entry.request.state == RequestState.DRAFT
    return reverse("request-edit" if is_draft else "request", args=[entry.uid])


def _next(entry: Entry) -> tuple[str, date | None]:
    """The milestone or deadline that is due first."""
    waiting = (
        [each.milestone for each in entry.schedule.milestones if not each.done_on] if entry.schedule else []
    )
    if waiting:
        return waiting[0].name, waiting[0].due_on
    return (_("Deadline"), entry.deadline_on) if entry.deadline_on else ("", None)
