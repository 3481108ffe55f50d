"""The step before publishing: what changes, what that breaks, and what retired answers count as from now on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # A schema document is JSON.

from django.utils.translation import get_language

from assay.kit.reasons import Refused
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import reasons
from assay.projects.rules.keeping import keep_lost
from assay.projects.rules.label_schema import LabelSchema, Option, Question, localised, parse
from assay.projects.rules.versions import lost_answers
from assay.web.projects.documents import Line, difference, pretty
from assay.web.projects.schema_shown import ShownChange, changes_shown

MAPS = "maps:"


@dataclass(frozen=True, slots=True)
class Target:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Retiring:
    """An answer that is offered no longer, and what it may count as."""

    name: str
    question: str
    label: str
    maps_to: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """`text` is the document as it would be published: what was taken out is kept as retired."""

    text: str
    is_first: bool
    number: int | None
    changes: tuple[ShownChange, ...]
    retiring: tuple[Retiring, ...]
    lines: tuple[Line, ...]

    @property
    def breaking(self) -> tuple[ShownChange, ...]:
        return tuple(each for each in self.changes if each.is_breaking)


def review_of(project: Project, document: Any) -> Review:
    """Refused with every problem of a document that cannot be published, or that changes nothing."""
    in_force = project.schema_version
    if in_force is None:
        parse(document)
        return Review(pretty(document), is_first=True, number=None, changes=(), retiring=(), lines=())
    before = parsed_schema(in_force.pk)
    parse(document)
    kept = keep_lost(in_force.document, document)
    if kept == in_force.document:
        raise Refused(reasons.SAME_AS_BEFORE())
    after = parse(kept)
    if lost := lost_answers(before, after):
        raise Refused(*lost)
    return Review(
        text=pretty(kept),
        is_first=False,
        number=in_force.number,
        changes=changes_shown(before, after),
        retiring=tuple(_retiring(before, after)),
        lines=tuple(difference(in_force.document, kept)),
    )


def with_mapping(document: Any, posted: Mapping[str, str]) -> Any:
    """The document with what was chosen for its retired answers: `maps:question/option` to an option id."""
    for question in document.get("questions", []) if isinstance(document, dict) else []:
        for option in _options(question):
            target = posted.get(f"{MAPS}{question.get('id')}/{option.get('id')}")
            if target:
                option["maps_to"] = target
            elif target is not None:
                option.pop("maps_to", None)
    return document


def _options(holder: Any) -> Iterator[dict[str, Any]]:
    """Every option with those below it, of a document that may hold anything."""
    options = holder.get("options") if isinstance(holder, dict) else None
    for option in options if isinstance(options, list) else []:
        if isinstance(option, dict):
            yield option
            yield from _options(option)


def _retiring(before: LabelSchema, after: LabelSchema) -> Iterator[Retiring]:
    """Answers that were offered before and are not any more, of questions that are still asked."""
    for question in after.questions:
        old = before.question(question.id)
        offered = {option.id for option in old.options if not option.is_retired} if old else set()
        for option in question.options:
            if option.is_retired and option.id in offered and not question.is_retired:
                yield _choice(question, option)


def _choice(question: Question, option: Option) -> Retiring:
    language = get_language() or "en"
    return Retiring(
        name=f"{MAPS}{question.id}/{option.id}",
        question=localised(question.label, language),
        label=localised(option.label, language) or option.id,
        maps_to=option.maps_to or "",
        targets=tuple(
            Target(each.id, localised(each.label, language) or each.id)
            for each in question.options
            if not each.is_retired
        ),
    )
