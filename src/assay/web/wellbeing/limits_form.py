"""The limits as a form: what stands in its fields, what they mean, and what answers say of content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import Option, Question, localised
from assay.web.projects.forms import Filled
from assay.wellbeing.queries.terms import TermsSeen
from assay.wellbeing.rules.answer_ratings import CHOOSING
from assay.wellbeing.rules.terms import RANGES, NewTerms
from assay.work.enums import ContentCategory, ContentSeverity
from assay.work.facts import Sensitivity
from assay.work.queries.exposure import answer_ratings_set, terms_above
from assay.work.rules.exposure import Terms

LABELS = {
    "day_minutes": (
        gettext_noop("Minutes a day"),
        gettext_noop("Weighted, over all projects."),
    ),
    "week_minutes": (gettext_noop("Minutes a week"), gettext_noop("Weighted, from Monday on.")),
    "run_minutes": (gettext_noop("Minutes in a row"), gettext_noop("Not weighted; then comes a break.")),
    "break_minutes": (gettext_noop("Break (minutes)"), gettext_noop("No tasks at all.")),
    "cool_minutes": (gettext_noop("Benign tasks only after it (minutes)"), ""),
    "from_hour": (gettext_noop("Not before (hour)"), gettext_noop("In the person's time zone.")),
    "until_hour": (gettext_noop("Not after (hour)"), gettext_noop("In the person's time zone.")),
}
FIELDS = (*RANGES, "severity", "category", *(f"weight_{each}" for each in range(1, 5)))


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit: as it was set here, what holds where nothing is set, and its range."""

    name: str
    label: str
    hint: str
    value: str
    problem: str
    otherwise: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class RatedOption:
    """An option of a question, and what content counts as of which it is said; nothing: None."""

    key: str
    label: str
    dashes: str
    severity: int | None
    category: str


def wanted(typed: Mapping[str, str], project: Project | None) -> NewTerms:
    limits = {name: _number(typed[name]) for name in RANGES}
    if project is None:
        weights = [0, *(_number(typed[f"weight_{each}"]) or 0 for each in range(1, 5))]
        return NewTerms(limits, weights=weights)
    category = typed["category"] if typed["category"] in ContentCategory.values else ""
    severity = _number(typed["severity"])
    return NewTerms(
        limits, severity=severity if severity in ContentSeverity.values else None, category=category
    )


def _number(typed: str) -> int | None:
    """Nothing where nothing was typed; what is no number is out of every range."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else (-1 if typed else None)


def values(seen: TermsSeen) -> dict[str, str]:
    own = seen.own
    values = {name: _text(getattr(own, name) if own else None) for name in RANGES}
    values |= {"severity": _text(own.severity if own else None), "category": own.category if own else ""}
    weights = seen.in_force.weights
    return values | {f"weight_{each}": str(weights[each]) for each in range(1, 5)}


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def rows(form: Filled, project: Project | None) -> Iterator[LimitRow]:
    """What holds otherwise is the organisation's, and of the organisation what comes with Assay."""
    otherwise = terms_above() if project else Terms()
    for name, (least, most) in RANGES.items():
        label, hint = LABELS[name]
        yield LimitRow(
            name=name,
            label=_(label),
            hint=_(hint) if hint else "",
            value=str(form.values[name]),
            problem=form.problems.get(name, ""),
            otherwise=getattr(otherwise, name),
            least=least,
            most=most,
        )


def weights(form: Filled) -> list[tuple[str, str, object]]:
    """How much of a minute counts, by severity above benign."""
    named = [each for each in ContentSeverity if each != ContentSeverity.NONE]
    return [
        (f"weight_{each.value}", _(str(each.label)), form.values[f"weight_{each.value}"]) for each in named
    ]


def severities() -> list[tuple[int, str]]:
    return [(each.value, _(str(each.label))) for each in ContentSeverity]


def categories() -> list[tuple[str, str]]:
    return [(each.value, _(str(each.label))) for each in ContentCategory]


def questions(project: Project) -> list[tuple[str, list[RatedOption]]]:
    """Every question that is answered by choosing, each option with what it says of content."""
    if project.schema_version_id is None:
        return []
    found = answer_ratings_set(project)
    language = get_language() or "en"
    return [
        (localised(question.label, language), [_option(question, each, found) for each in question.options])
        for question in parsed_schema(project.schema_version_id).questions
        if question.kind in CHOOSING
    ]


def _option(question: Question, option: Option, found: Mapping[tuple[str, str], Sensitivity]) -> RatedOption:
    rated = found.get((question.id, option.id))
    return RatedOption(
        key=f"{question.id}/{option.id}",
        label=localised(option.label, get_language() or "en"),
        dashes="–" * (len([*question.lineage(option.id)]) - 1),
        severity=rated.severity if rated else None,
        category=rated.category if rated else "",
    )


def rated(posted: QueryDict, project: Project) -> Iterator[tuple[tuple[str, str], Sensitivity]]:
    """What was chosen for the options on show; an option for which nothing was chosen says nothing."""
    for _label, options in questions(project):
        for option in options:
            severity = posted.get(f"severity:{option.key}", "")
            category = posted.get(f"category:{option.key}", "")
            if severity in {str(each) for each in ContentSeverity.values}:
                question, _slash, chosen = option.key.partition("/")
                known = category if category in ContentCategory.values else ""
                yield (question, chosen), Sensitivity(int(severity), known)
