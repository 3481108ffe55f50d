"""A label schema as somebody reads it: what is shown, what is asked, with which keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from assay.projects.rules.differences import CHANGES, diff
from assay.projects.rules.label_schema import Block, LabelSchema, Question, localised

CONTENT = {
    "text": gettext_noop("Text"),
    "markdown": gettext_noop("Markdown"),
    "image": gettext_noop("Picture"),
    "video": gettext_noop("Video"),
    "audio": gettext_noop("Audio"),
    "product": gettext_noop("Product card"),
    "results": gettext_noop("Result list"),
    "chat": gettext_noop("Chat"),
    "link": gettext_noop("Link"),
}
QUESTIONS = {
    "choice": gettext_noop("One answer"),
    "multi_choice": gettext_noop("Several answers"),
    "taxonomy": gettext_noop("Answers from a tree"),
    "scale": gettext_noop("A grade"),
    "number": gettext_noop("A number"),
    "text": gettext_noop("A text"),
    "ranking": gettext_noop("An order"),
    "pairwise": gettext_noop("The better of two"),
    "spans": gettext_noop("Marked spans of text"),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    text: str
    is_breaking: bool


@dataclass(frozen=True, slots=True)
class ShownBlock:
    kind: str
    field: str
    label: str
    query: str


@dataclass(frozen=True, slots=True)
class ShownOption:
    id: str
    label: str
    hotkey: str
    help: str
    is_retired: bool
    maps_to: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    id: str
    kind: str
    label: str
    help: str
    notes: tuple[str, ...]
    is_retired: bool
    is_several: bool
    options: tuple[ShownOption, ...]


@dataclass(frozen=True, slots=True)
class ShownSchema:
    title: str
    content: tuple[ShownBlock, ...]
    questions: tuple[ShownQuestion, ...]


def shown_schema(schema: LabelSchema) -> ShownSchema:
    """In the language of this request."""
    language = get_language() or "en"
    return ShownSchema(
        title=localised(schema.title, language),
        content=tuple(_block(each, language) for each in schema.content),
        questions=tuple(_question(each, language) for each in schema.questions),
    )


def changes_shown(before: LabelSchema, after: LabelSchema) -> tuple[ShownChange, ...]:
    """Every change in a sentence; what makes collected answers unreadable comes first."""
    found = [
        ShownChange(_(CHANGES[each.code]).format_map(each.params), each.is_breaking)
        for each in diff(before, after, get_language() or "en")
    ]
    return tuple(sorted(found, key=lambda each: not each.is_breaking))


def _block(block: Block, language: str) -> ShownBlock:
    return ShownBlock(
        _(CONTENT[block.kind]), block.field, localised(block.label, language), block.query or ""
    )


def _question(question: Question, language: str) -> ShownQuestion:
    options = tuple(
        ShownOption(
            id=each.id,
            label=localised(each.label, language),
            hotkey=each.hotkey.upper(),
            help=localised(each.help, language),
            is_retired=each.is_retired,
            maps_to=each.maps_to or "",
        )
        for each in question.options
    )
    return ShownQuestion(
        id=question.id,
        kind=_(QUESTIONS[question.kind]),
        label=localised(question.label, language),
        help=localised(question.help, language),
        notes=tuple(_notes(question, language)),
        is_retired=question.is_retired,
        is_several=question.kind == "multi_choice" or (question.kind == "taxonomy" and question.most > 1),
        options=options,
    )


def _notes(question: Question, language: str) -> Iterator[str]:
    """When it is asked, and within which limits it is answered."""
    if question.is_per_result:
        yield _("asked for each turn") if question.per == "turns" else _("asked for each result")
    if question.when:
        yield _("asked only after certain answers")
    if not question.is_required:
        yield _("may be left out")
    if question.is_ordered and question.options:
        yield _("the answers are in order")
    yield from _limited(question, language)


def _limited(question: Question, language: str) -> Iterator[str]:
    match question.kind:
        case "multi_choice" | "taxonomy":
            yield _("%(least)s to %(most)s answers") % _limits(question)
        case "scale":
            yield _("%(least)s to %(most)s in steps of %(step)s") % _limits(question)
            names = [f"{value} = {localised(text, language)}" for value, text in question.labels.items()]
            yield from [", ".join(names)] if names else []
        case "number" if question.unit:
            yield _("in %(unit)s") % {"unit": localised(question.unit, language)}
        case "pairwise" if question.sides:
            yield _("%(left)s or %(right)s") % dict(zip(("left", "right"), question.sides, strict=True))
        case "text":
            yield _("at most %(most)s characters") % _limits(question)


def _limits(question: Question) -> dict[str, str]:
    numbers = {"least": question.least, "most": question.most, "step": question.step}
    return {
        name: str(number_format(value, decimal_pos=0 if float(value).is_integer() else 2))
        for name, value in numbers.items()
    }
