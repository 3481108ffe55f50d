"""What changes from one label schema to the next, in sentences: for the editor, the API and the command line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assay.projects.rules.label_schema import LabelSchema, Option, Question, localised

# A change that is breaking leaves collected answers without a meaning; `versions.lost_answers` refuses the worst.
CHANGES: Mapping[str, str] = {
    "title": "The title changed.",
    "thinking": "The thinking time is {after} seconds; it was {before}.",
    "media": "Pictures and clips show in another way at first.",
    "content.added": "{field} is shown; tasks that came without it show nothing there.",
    "content.removed": "{field} is no longer shown.",
    "content.changed": "{field} is shown in another way.",
    "question.added": "{id} is a new question.",
    "question.removed": "{id} is gone, and with it what its answers mean.",
    "question.retired": "{id} is no longer asked; its answers stay.",
    "question.restored": "{id} is asked again.",
    "question.kind": "{id} was {before} and is {after}: its answers cannot be read any more.",
    "question.asked_of": "{id} is asked of something else: its answers cannot be read any more.",
    "question.wording": "The wording of {id} changed.",
    "question.required": "{id} must be answered.",
    "question.optional": "{id} may be left out.",
    "question.conditions": "{id} is asked under other conditions.",
    "question.narrower": "{id} has narrower limits than before: some of its answers no longer fit.",
    "question.wider": "{id} has other limits than before.",
    "question.order": "The questions come in another order.",
    "option.added": "{question}: {option} is a new answer.",
    "option.removed": "{question}: {option} is gone, and with it what answers with it mean.",
    "option.renamed": "{question}: “{before}” is called “{after}”.",
    "option.explained": "{question}: the explanation of {option} changed.",
    "option.retired": "{question}: {option} is no longer offered; answers with it stay.",
    "option.mapped": "{question}: answers with {option} count as {target}.",
    "option.unmapped": "{question}: answers with {option} stand for themselves again.",
    "option.restored": "{question}: {option} is offered again.",
    "option.critical": "{question}: {option} is critical and always judged twice.",
    "option.not_critical": "{question}: {option} is no longer critical.",
    "option.order": "{question}: the answers come in another order.",
}
BREAKING = frozenset(
    {"question.removed", "question.kind", "question.asked_of", "question.narrower", "option.removed"}
)


@dataclass(frozen=True, slots=True)
class Change:
    code: str
    params: Mapping[str, str]

    @property
    def text(self) -> str:
        return CHANGES[self.code].format_map(self.params)

    @property
    def is_breaking(self) -> bool:
        return self.code in BREAKING


def diff(before: LabelSchema, after: LabelSchema, language: str = "en") -> list[Change]:
    """Every change, in the order of the new schema; what is gone comes last. Empty: they ask and show the same."""
    return [*_frame(before, after), *_content(before, after), *_questions(before, after, language)]


def _change(code: str, **params: str | float) -> Change:
    texts = {name: value if isinstance(value, str) else f"{value:g}" for name, value in params.items()}
    return Change(code, texts)


def _frame(before: LabelSchema, after: LabelSchema) -> Iterator[Change]:
    if before.title != after.title:
        yield _change("title")
    if before.thinking_seconds != after.thinking_seconds:
        yield _change("thinking", before=before.thinking_seconds, after=after.thinking_seconds)
    if before.media != after.media:
        yield _change("media")


def _content(before: LabelSchema, after: LabelSchema) -> Iterator[Change]:
    old = {block.field: block for block in before.content}
    for block in after.content:
        if block.field not in old:
            yield _change("content.added", field=block.field)
        elif block != old[block.field]:
            yield _change("content.changed", field=block.field)
    for name in old:
        if after.block(name) is None:
            yield _change("content.removed", field=name)


def _questions(before: LabelSchema, after: LabelSchema, language: str) -> Iterator[Change]:
    for question in after.questions:
        old = before.question(question.id)
        if old is None:
            yield _change("question.added", id=question.id)
        else:
            yield from _question(old, question)
            yield from _options(old, question, language)
    for question in before.questions:
        if after.question(question.id) is None:
            yield _change("question.removed", id=question.id)
    if _order_differs([each.id for each in before.questions], [each.id for each in after.questions]):
        yield _change("question.order")


def _question(before: Question, after: Question) -> Iterator[Change]:
    if before.kind != after.kind:
        yield _change("question.kind", id=after.id, before=before.kind, after=after.kind)
        return
    if (before.per, before.of, before.sides) != (after.per, after.of, after.sides):
        yield _change("question.asked_of", id=after.id)
    if before.is_retired != after.is_retired:
        yield _change("question.retired" if after.is_retired else "question.restored", id=after.id)
    if (before.label, before.help, before.unit) != (
        after.label,
        after.help,
        after.unit,
    ) or before.labels != after.labels:
        yield _change("question.wording", id=after.id)
    if before.is_required != after.is_required:
        yield _change("question.required" if after.is_required else "question.optional", id=after.id)
    if before.when != after.when:
        yield _change("question.conditions", id=after.id)
    if _limits(before) != _limits(after):
        yield _change("question.narrower" if _is_narrower(before, after) else "question.wider", id=after.id)


def _wording(question: Question) -> tuple[object, ...]:
    return question.label, question.help, question.unit, question.labels


def _limits(question: Question) -> tuple[object, ...]:
    return (
        *(question.least, question.most, question.step, question.has_tie),
        *(question.is_any_level, question.may_overlap, question.is_ordered),
    )


def _is_narrower(before: Question, after: Question) -> bool:
    """Whether an answer that was right may be wrong now. How many options there are is told option by option."""
    if before.kind in {"choice", "multi_choice", "taxonomy"}:
        return before.is_any_level and not after.is_any_level
    steps_differ = after.step != before.step and after.step != 0
    switched_off = (before.has_tie and not after.has_tie) or (before.may_overlap and not after.may_overlap)
    return after.least > before.least or after.most < before.most or steps_differ or switched_off


def _options(before: Question, after: Question, language: str) -> Iterator[Change]:
    old = {option.id: option for option in before.options}
    for option in after.options:
        if option.id in old:
            yield from _option(after.id, old[option.id], option, language)
        elif not option.is_retired:
            yield _change("option.added", question=after.id, option=option.id)
    now = {option.id for option in after.options}
    if before.kind == after.kind:
        for gone in (option_id for option_id in old if option_id not in now):
            yield _change("option.removed", question=after.id, option=gone)
    if _order_differs(list(old), [option.id for option in after.options]):
        yield _change("option.order", question=after.id)


def _option(question: str, before: Option, after: Option, language: str) -> Iterator[Change]:
    place = {"question": question, "option": after.id}
    if before.label != after.label:
        names = {"before": localised(before.label, language), "after": localised(after.label, language)}
        yield _change("option.renamed", question=question, **names)
    if not after.is_retired and before.help != after.help:
        yield _change("option.explained", **place)
    if before.is_retired != after.is_retired:
        yield _change("option.retired" if after.is_retired else "option.restored", **place)
    if before.maps_to != after.maps_to:
        target = {"target": after.maps_to} if after.maps_to else {}
        yield _change("option.mapped" if after.maps_to else "option.unmapped", **place, **target)
    if before.is_critical != after.is_critical:
        yield _change("option.critical" if after.is_critical else "option.not_critical", **place)


def _order_differs(before: list[str], after: list[str]) -> bool:
    kept = set(before) & set(after)
    return [each for each in before if each in kept] != [each for each in after if each in kept]
