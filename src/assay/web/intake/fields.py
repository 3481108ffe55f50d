"""The form of a request: its sections and fields as they are shown, each with what is wrong in it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.intake.enums import Part
from assay.intake.models import Request
from assay.intake.queries.facts import volumes_of
from assay.intake.rules.completeness import NEEDED, SECTIONS, RequestFacts, missing
from assay.intake.rules.fields import TEXTS, VolumeRow
from assay.kit.money import text_of
from assay.projects.rules.gallery import gallery
from assay.web.intake import words
from assay.web.intake.reading import TypedRow, typed_people, typed_volumes
from assay.web.projects.words import SEGMENTS

N_BLANK = 3
# What each section shows, in order; the kind says with what it is filled in.
SHOWN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "what": (("title", "text"), ("segment", "select"), ("purpose", "select")),
    "why": (
        *(("metric", "text"), ("metric_unit", "text")),
        *(("metric_baseline", "number"), ("metric_gain", "number")),
    ),
    "content": (
        ("content_source", "area"),
        ("sample", "sample"),
        ("volumes", "volumes"),
        ("sensitivity", "select"),
    ),
    "labels": (
        *(("template", "select"), ("schema_words", "area"), ("accuracy_target", "number")),
        *(("accuracy_unit", "select"), ("acceptance", "area")),
    ),
    "when": (("deadline_on", "date"), ("cadence", "select"), ("rush_reason", "area")),
    "who": (("budget", "number"), ("currency", "text"), ("requesters", "people"), ("approvers", "people")),
}
# Short fields that stand beside the one before them.
BESIDE = frozenset({"purpose", "metric_unit", "metric_gain", "accuracy_unit", "cadence", "currency"})
# The rule speaks of a schema where the form has a template and words.
AT = {"schema": "template", "budget_micro": "budget"}


@dataclass(frozen=True, slots=True)
class ShownField:
    name: str
    kind: str
    label: str
    value: object = ""
    hint: str = ""
    problem: str = ""
    most: int = 0
    options: Sequence[tuple[str, str]] = ()
    rows: Sequence[VolumeRow | TypedRow | str] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    name: str
    label: str
    groups: Sequence[Sequence[ShownField]]
    n_filled: int
    n: int

    @property
    def is_whole(self) -> bool:
        return self.n_filled == self.n


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form, as texts, and in its rows."""

    texts: Mapping[str, object]
    volumes: Sequence[VolumeRow | TypedRow]
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)


def asked_of(request: Request) -> Asked:
    """The form as the request has it."""
    people: dict[str, list[str]] = {"requesters": [], "approvers": []}
    for party in request.parties.select_related("user").order_by("pk"):
        people["requesters" if party.part == Part.REQUESTER else "approvers"].append(party.user.email)
    texts = {
        name: getattr(request, name) for name in (*TEXTS, "segment", "purpose", "cadence", "sensitivity")
    }
    texts |= {
        "template": request.template,
        "accuracy_unit": request.accuracy_unit,
        "metric_baseline": _plain(request.metric_baseline),
        "metric_gain": _plain(request.metric_gain),
        "accuracy_target": _plain(request.accuracy_target and round(request.accuracy_target * 100, 4)),
        "deadline_on": request.deadline_on.isoformat() if request.deadline_on else "",
        "budget": text_of(request.budget_micro) if request.budget_micro else "",
        "currency": request.currency,
    }
    return Asked(texts, volumes_of(request), people)


def as_typed(asked: Asked, posted: QueryDict, names: Container[str]) -> Asked:
    """The same with what was typed in these fields: nobody types it again because something was wrong with it."""
    texts = {name: posted[name] for name in asked.texts if name in names and name in posted}
    people = {name: typed_people(posted, name) for name in asked.people if name in names and name in posted}
    rows = typed_volumes(posted) if "volumes" in names and "market" in posted else asked.volumes
    return replace(asked, texts={**asked.texts, **texts}, volumes=rows, people={**asked.people, **people})


def sections_of(
    asked: Asked, facts: RequestFacts, problems: Mapping[str, str], *, with_people: bool = True
) -> list[ShownSection]:
    """Every section with its fields; how much of it is filled in follows the rule, not the form."""
    lacking = {str(each.field) for each in missing(facts)}
    return [
        ShownSection(
            name,
            _(words.SECTIONS[name]),
            _groups(name, asked, problems, with_people=with_people),
            sum(each not in lacking for each in needed),
            len(needed),
        )
        for name, needed in SECTIONS
    ]


def n_needed() -> int:
    return len(NEEDED)


def _groups(
    section: str, asked: Asked, problems: Mapping[str, str], *, with_people: bool
) -> list[list[ShownField]]:
    found: list[list[ShownField]] = []
    for name, kind in SHOWN[section]:
        if not with_people and kind in {"people", "sample"}:
            continue
        shown = _shown(name, kind, asked, problems)
        if name in BESIDE and found:
            found[-1].append(shown)
        else:
            found.append([shown])
    return found


def _shown(name: str, kind: str, asked: Asked, problems: Mapping[str, str]) -> ShownField:
    rows: Sequence[VolumeRow | TypedRow | str] = ()
    if kind == "volumes":
        rows = [*asked.volumes, *(VolumeRow("", 0) for _nth in range(N_BLANK))]
    elif kind == "people":
        rows = [*asked.people.get(name, ()), ""]
    return ShownField(
        name=name,
        kind=kind,
        label=_(words.FIELDS[name]),
        value=asked.texts.get(name, ""),
        hint=_(words.HINTS[name]) if name in words.HINTS else "",
        problem=problems.get(name, ""),
        most=TEXTS.get(name, 40),
        options=_options(name),
        rows=rows,
    )


def _options(name: str) -> Sequence[tuple[str, str]]:
    if name == "template":
        return [("", _("None: described in words")), *((each.code, _(each.title)) for each in gallery())]
    known = {
        "segment": SEGMENTS,
        "purpose": words.PURPOSES,
        "cadence": words.CADENCES,
        "sensitivity": words.SENSITIVITIES,
    }
    if name in known:
        return [("", _("Choose")), *((value, _(label)) for value, label in known[name].items())]
    return [(value, _(label)) for value, label in words.UNITS.items()] if name == "accuracy_unit" else ()


def _plain(number: float | None) -> str:
    """The shortest text of a number, for a field that is typed in."""
    return "" if number is None else f"{number:g}" if abs(number) < 1e6 else repr(number)
