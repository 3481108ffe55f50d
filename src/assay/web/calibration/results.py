"""How everybody was aligned, and who said what, as pages show it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # Answers are JSON.

import msgspec
from django.utils.translation import gettext as _

from assay.projects.rules.answers import flatten
from assay.quality.models import CalibrationAnswer, CalibrationItem, CalibrationSession
from assay.quality.queries.calibration import Results, Sight, items_of, results_of, site_names
from assay.stats.agreement.alignment import Aligned
from assay.web.calibration.shown import ShownPerson, name_of, shown_people
from assay.web.wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class Named:
    """A site or a question with its alignment."""

    name: str
    aligned: Aligned


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant: as a whole, and question by question (None: nothing compared)."""

    person: ShownPerson
    aligned: Aligned | None
    questions: tuple[Aligned | None, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: CalibrationItem
    aligned: Aligned | None


@dataclass(frozen=True, slots=True)
class ShownResults:
    overall: Aligned
    sites: tuple[Named, ...]
    questions: tuple[Named, ...]
    asked: tuple[tuple[str, str], ...]
    people: tuple[PersonRow, ...]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class TallyRow:
    label: str
    n: int
    n_all: int
    is_right: bool
    is_mine: bool
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One question (of one subject): which answers there were, the most frequent first."""

    question: str
    subject: str
    rows: tuple[TallyRow, ...]

    @property
    def is_unanimous(self) -> bool:
        """Everybody who answered said the same, and it is not wrong."""
        said = [row for row in self.rows if row.n]
        return len(said) == 1 and said[0].n == said[0].n_all and len(self.rows) == 1


def shown_results(session: CalibrationSession, sight: Sight) -> ShownResults:
    found = results_of(session, sight)
    wording = wording_of(session.schema_version_id or 0)
    asked = [each.id for each in wording.schema.questions if each.id in found.questions]
    return ShownResults(
        overall=found.overall,
        sites=_sites(found.sites),
        questions=tuple(Named(wording.question(key), found.questions[key]) for key in asked),
        asked=tuple((key, wording.question(key)) for key in asked),
        people=tuple(_person(each, found, asked) for each in shown_people(sight.people(session))),
        items=tuple(ItemRow(each, found.items.get(each.pk)) for each in items_of(session)),
    )


def site_label(name: str) -> str:
    return name or _("Without a site")


def _sites(found: Mapping[int | None, Aligned]) -> tuple[Named, ...]:
    names = site_names(found)
    rows = [Named(site_label(names.get(pk, "")), each) for pk, each in found.items()]
    return tuple(sorted(rows, key=lambda row: row.name))


def _person(person: ShownPerson, found: Results, asked: list[str]) -> PersonRow:
    questions = tuple(found.by_person.get((person.pk, key)) for key in asked)
    return PersonRow(person, found.people.get(person.pk), questions)


def tallies_of(
    wording: Wording, item: CalibrationItem, answers: Iterable[CalibrationAnswer], sight: Sight
) -> list[Tally]:
    """Who said what: names only for who sees everybody; the right answer is marked once it is said."""
    said: dict[tuple[str, str], dict[str, list[CalibrationAnswer]]] = defaultdict(lambda: defaultdict(list))
    n = 0
    for each in answers:
        n += 1
        for question, subject, value in flatten(wording.schema, each.answers):
            said[question, subject][_encoded(value)].append(each)
    right = {
        (question, subject): value
        for question, subject, value in flatten(wording.schema, item.benchmark or {})
    }
    for unit, value in right.items():
        said[unit].setdefault(_encoded(value), [])
    return [
        Tally(
            wording.question(question),
            wording.subject(question, subject),
            tuple(
                _tally_rows(
                    wording, question, said[question, subject], n, sight, right.get((question, subject))
                )
            ),
        )
        for question, subject in _ordered(wording, said)
    ]


def _tally_rows(  # The unit and who looks at it.
    wording: Wording,
    question: str,
    said: Mapping[str, list[CalibrationAnswer]],
    *about: Any,
) -> Iterable[TallyRow]:
    n, sight, right = about
    for text, who in sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        value = msgspec.json.decode(text)
        yield TallyRow(
            label=wording.answer(question, value),
            n=len(who),
            n_all=n,
            is_right=right is not None and _encoded(right) == text,
            is_mine=any(each.participant.user_id == sight.user.pk for each in who),
            who=tuple(sorted(name_of(each.participant) for each in who)) if sight.is_all else (),
        )


def _ordered(wording: Wording, said: Mapping[tuple[str, str], Any]) -> list[tuple[str, str]]:
    order = {each.id: nth for nth, each in enumerate(wording.schema.questions)}
    return sorted(said, key=lambda unit: (order.get(unit[0], len(order)), unit[1]))


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
