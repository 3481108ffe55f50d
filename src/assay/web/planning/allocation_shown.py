"""An allocation in words: what each project got and what binds, who is idle, who works on what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from assay.people.models import Contributor
from assay.planning.models import Assignment
from assay.planning.queries.allocations import Result
from assay.planning.rules.allocation import Help, Idle, Met
from assay.stats.workforce import Limit
from assay.web.templatetags.figures import figure

# What people with idle hours lack, and nothing else.
LACKS = {
    "work.language": gettext_noop("the language at its level"),
    "work.market": gettext_noop("the market"),
    "work.skill": gettext_noop("a skill"),
    "work.vendor": gettext_noop("a vendor that the stage is open to"),
    "work.paused": gettext_noop("the end of a pause"),
    "work.off_boarded": gettext_noop("an active account"),
    "work.pool": gettext_noop("a place in the pool"),
    "allocation.quality": gettext_noop("accuracy on gold"),
}
SOURCES = {"plan": gettext_noop("planned"), "backlog": gettext_noop("what waits")}
MOST_RIVALS = 4


@dataclass(frozen=True, slots=True)
class ShownMet:
    project: str
    name: str
    market: str
    source: str
    weight: int
    hours: float
    served: float
    short: float
    n_people: int
    n_able: int
    why: str
    helps: tuple[str, ...]
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class ShownIdle:
    site: str
    languages: str
    hours: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """Hours more (or less) of a project than in what is compared with."""

    project: str
    market: str
    hours: float


@dataclass(frozen=True, slots=True)
class ShownPerson:
    uid: UUID
    pseudonym: str
    place: str
    hours: float
    parts: tuple[tuple[str, str, float, bool], ...]
    changes: tuple["Change", ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRow:
    project: str
    cells: tuple[float | None, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Matrix:
    sites: tuple[str, ...]
    rows: tuple[SiteRow, ...]


def shown_met(result: Result, before: Mapping[tuple[str, str], float] | None = None) -> list[ShownMet]:
    """What is short first, then by name; with `before` also how many hours more each gets than there."""
    ordered = sorted(result.met, key=lambda each: (-each.short, each.name, each.market))
    return [
        ShownMet(
            each.project,
            each.name,
            each.market,
            _(SOURCES[each.source]),
            each.weight,
            each.hours,
            each.served,
            each.short,
            each.n_people,
            each.n_able,
            why_short(each),
            tuple(_helped(help_) for help_ in each.helps),
            None if before is None else each.served - before.get((each.project, each.market), 0.0),
        )
        for each in ordered
    ]


def why_short(met: Met) -> str:
    """The constraint that binds, in a sentence; nothing where nothing is short."""
    hours = figure(met.able_hours, 1)
    if met.limit == Limit.NOBODY:
        return _("Nobody who fits has hours in that week.")
    if met.limit == Limit.HOURS:
        return _("All who fit work on it with all their time: %(hours)s h.") % {"hours": hours}
    if met.limit == Limit.HARD:
        return _("People have time, but their limit of content that is hard to look at is used up.")
    if met.limit == Limit.SHARED:
        rivals = ", ".join(met.rivals[:MOST_RIVALS]) + (" …" if len(met.rivals) > MOST_RIVALS else "")
        words = {"hours": hours, "rivals": rivals}
        return _("All hours of those who fit (%(hours)s h) are given out, also to: %(rivals)s.") % words
    return ""


def shown_idle(idle: Iterable[Idle]) -> list[ShownIdle]:
    return [
        ShownIdle(each.site or _("own crowd"), each.languages or "–", each.hours, _idle(each))
        for each in idle
    ]


def matrix_of(rows: Sequence[tuple[str, str, float]]) -> Matrix:
    """Projects by sites; a site without hours in a project has none, not zero."""
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    for project, site, hours in rows:
        sums[project][site] = sums[project].get(site, 0.0) + hours
    sites = sorted({site for by_site in sums.values() for site in by_site})
    found = tuple(
        SiteRow(project, tuple(by_site.get(site) for site in sites), sum(by_site.values()))
        for project, by_site in sorted(sums.items())
    )
    return Matrix(tuple(site or _("own crowd") for site in sites), found)


def shown_people(
    people: Iterable[Contributor],
    assignments: Iterable[Assignment],
    before: Iterable[Assignment] | None = None,
) -> list[ShownPerson]:
    """With `before` also what changes for each against that."""
    parts, former = _by_person(assignments), _by_person(before or ())
    return [
        ShownPerson(
            person.uid,
            person.pseudonym,
            _place(person),
            sum(each.hours for each in parts[person.pk]),
            tuple((each.project.name, each.market, each.hours, each.is_pinned) for each in parts[person.pk]),
            () if before is None else changes_of(parts[person.pk], former[person.pk]),
        )
        for person in people
    ]


def changes_of(now: Iterable[Assignment], before: Iterable[Assignment]) -> tuple[Change, ...]:
    """By project and market, most hours more first; what stays as it was is no change."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for sign, found in ((1, now), (-1, before)):
        for each in found:
            sums[each.project.name, each.market] += sign * each.hours
    changes = [Change(*key, hours) for key, hours in sums.items() if hours]
    return tuple(sorted(changes, key=lambda each: (-each.hours, each.project, each.market)))


def _by_person(assignments: Iterable[Assignment]) -> Mapping[int, list[Assignment]]:
    parts: Mapping[int, list[Assignment]] = defaultdict(list)
    for each in assignments:
        parts[each.contributor_id].append(each)
    return parts


def _helped(help_: Help) -> str:
    words = {
        "n": help_.n_people,
        "hours": figure(help_.hours, 1),
        "what": _(LACKS.get(help_.code, help_.code)),
    }
    return (
        ngettext(
            "%(n)s person with %(hours)s idle hours lacks only %(what)s.",
            "%(n)s people with %(hours)s idle hours lack only %(what)s.",
            help_.n_people,
        )
        % words
    )


def _idle(each: Idle) -> str:
    said = ngettext("%(n)s person", "%(n)s people", each.n_people) % {"n": each.n_people}
    if each.can_do_nothing == each.n_people:
        return _("%(people)s: no project that needs hours fits them.") % {"people": said}
    return _("%(people)s: what they can do is taken care of.") % {"people": said}


def _place(person: Contributor) -> str:
    if person.vendor is None:
        return str(_("own crowd"))
    return f"{person.vendor.name} · {person.site.name}" if person.site else person.vendor.name
