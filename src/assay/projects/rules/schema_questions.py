"""Reads one question of a label schema document; each kind has its own keys."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any  # What a kind adds to a question is keyword arguments.

from assay.projects.rules import reasons
from assay.projects.rules.schema_parts import QUESTION_KINDS, SUBJECTS, Condition, Option, Question
from assay.projects.rules.schema_reading import RESERVED_KEYS, Reader

HOTKEYS = "".join(key for key in "123456789abcdefghijklmnopqrstuvwxyz" if key not in RESERVED_KEYS)
KEYS = (
    *("id", "kind", "label", "help", "required", "per", "of", "when", "retired", "options", "ordered"),
    *("min", "max", "step", "unit", "labels", "critical", "min_length", "max_length", "any_level"),
    *("sides", "tie", "overlap", "section"),
)
MOST_OPTIONS, MOST_NODES, MOST_LEVELS = 200, 1000, 6
FARTHEST = 1e12
# Kinds that are about a content field even where they are not asked per part of it.
ABOUT = ("ranking", "spans")


def question(reader: Reader) -> Question:
    """The question; keys of other kinds are read over, so that one may be rewritten step by step."""
    reader.known(*KEYS)
    kind = reader.one_of("kind", QUESTION_KINDS)
    about: dict[str, Any] = {
        "id": reader.name("id"),
        "kind": kind,
        "label": reader.text("label"),
        "help": reader.text("help", default=""),
        # A text may hold nothing that is to be marked.
        "is_required": reader.flag("required", default=kind != "spans"),
        "per": reader.one_of("per", tuple(SUBJECTS), default=""),
        "of": reader.name("of") if "of" in reader and (kind in ABOUT or "per" in reader) else None,
        "when": tuple(_condition(each) for each in reader.one_or_more("when", most=10)),
        "is_retired": reader.flag("retired", default=False),
        "section": reader.name("section") if "section" in reader else "",
    }
    return Question(**about, **_READERS[kind](reader))


def _condition(reader: Reader) -> Condition:
    reader.known("question", "is", "is_not", "at_least", "at_most")
    return Condition(
        question=reader.name("question"),
        values=reader.values("is"),
        not_values=reader.values("is_not"),
        at_least=reader.limit("at_least"),
        at_most=reader.limit("at_most"),
    )


def _choice(reader: Reader) -> dict[str, Any]:
    options = _options(reader)
    is_ordered = reader.flag("ordered", default=False)
    return {"options": options, "least": 1.0, "most": 1.0, "is_ordered": is_ordered}


def _multi_choice(reader: Reader) -> dict[str, Any]:
    options = _options(reader)
    n_live = sum(not option.is_retired for option in options)
    return {"options": options, **_how_many(reader, least=0, most=n_live)}


def _taxonomy(reader: Reader) -> dict[str, Any]:
    nodes = tuple(_tree(reader, None, level=1))
    if len(nodes) > MOST_NODES:
        reader.note("options", reasons.TOO_MANY, most=MOST_NODES)
    reader.no_repeats("options", [node.id for node in nodes])
    reader.maps_to_options(nodes)
    counts = _how_many(reader, least=1, most=1, at_most=MOST_NODES)
    return {"options": nodes, "is_any_level": reader.flag("any_level", default=False), **counts}


def _tree(reader: Reader, parent: str | None, *, level: int) -> Iterator[Option]:
    """The nodes of a taxonomy, each before those below it."""
    if level > MOST_LEVELS:
        reader.note("options", reasons.TOO_DEEP, most=MOST_LEVELS)
        return
    for each in reader.items("options", least=2 if parent is None else 1, most=MOST_OPTIONS):
        node = replace(_option(each, "options"), parent=parent, hotkey="", is_branch="options" in each)
        yield node
        if node.is_branch:
            yield from _tree(each, node.id, level=level + 1)


def _scale(reader: Reader) -> dict[str, Any]:
    least = reader.number("min", least=-1_000_000, most=1_000_000)
    most = reader.number("max", least=-1_000_000, most=1_000_000)
    step = reader.number("step", default=1, least=0.001, most=1_000_000)
    reader.in_order("min", least, most)
    critical = tuple(value for value in reader.values("critical") if not isinstance(value, str))
    labels = reader.texts("labels")
    return {
        "least": least,
        "most": most,
        "step": step,
        "labels": labels,
        "critical": critical,
        "is_ordered": True,
    }


def _number(reader: Reader) -> dict[str, Any]:
    least = reader.number("min", default=-FARTHEST, least=-FARTHEST, most=FARTHEST)
    most = reader.number("max", default=FARTHEST, least=-FARTHEST, most=FARTHEST)
    step = reader.number("step", default=0, least=0, most=FARTHEST)
    reader.in_order("min", least, most)
    return {"least": least, "most": most, "step": step, "unit": reader.text("unit", default="")}


def _text(reader: Reader) -> dict[str, Any]:
    least = reader.number("min_length", default=0, least=0, most=20_000)
    most = reader.number("max_length", default=2000, least=1, most=20_000)
    reader.in_order("min_length", least, most)
    return {"least": least, "most": most}


def _ranking(reader: Reader) -> dict[str, Any]:
    """Options of its own, or the parts of a content field; `most` is how many of the best are put in order."""
    has_own = "options" in reader or "per" in reader or "of" not in reader
    options = _options(reader) if has_own else ()
    return {"options": options, "most": reader.number("max", default=0, least=0, most=MOST_OPTIONS)}


def _pairwise(reader: Reader) -> dict[str, Any]:
    sides = reader.names("sides", n=2)
    return {"sides": sides, "has_tie": reader.flag("tie", default=True)}


def _spans(reader: Reader) -> dict[str, Any]:
    if "of" not in reader and "per" not in reader:
        reader.name("of")  # Notes that it is missing.
    options = _options(reader, least=1)
    counts = _how_many(reader, least=0, most=200, at_most=1000)
    return {"options": options, "may_overlap": reader.flag("overlap", default=False), **counts}


_READERS = {
    "choice": _choice,
    "multi_choice": _multi_choice,
    "taxonomy": _taxonomy,
    "scale": _scale,
    "number": _number,
    "text": _text,
    "ranking": _ranking,
    "pairwise": _pairwise,
    "spans": _spans,
}


def _how_many(reader: Reader, *, least: float, most: float, at_most: float | None = None) -> dict[str, float]:
    limit = most if at_most is None else at_most
    low = reader.number("min", default=least, least=0, most=limit)
    high = reader.number("max", default=max(most, low), least=1, most=limit)
    reader.in_order("min", low, high)
    return {"least": float(low), "most": float(high)}


def _options(reader: Reader, *, least: int = 2) -> tuple[Option, ...]:
    options = tuple(_option(each) for each in reader.items("options", least=least, most=MOST_OPTIONS))
    reader.no_repeats("options", [option.id for option in options])
    reader.no_repeats("options", [option.hotkey for option in options if option.hotkey])
    reader.maps_to_options(options)
    return with_hotkeys(options)


def _option(reader: Reader, *more: str) -> Option:
    reader.known("id", "label", "hotkey", "help", "retired", "maps_to", "critical", *more)
    return Option(
        id=reader.name("id"),
        label=reader.text("label"),
        hotkey=reader.key("hotkey"),
        help=reader.text("help", default=""),
        is_retired=reader.flag("retired", default=False),
        maps_to=reader.name("maps_to") if "maps_to" in reader else None,
        is_critical=reader.flag("critical", default=False),
    )


def with_hotkeys(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options without a key get the first free one, in their order."""
    taken = {option.hotkey for option in options}
    free = iter(key for key in HOTKEYS if key not in taken)
    return tuple(
        option if option.hotkey or option.is_retired else replace(option, hotkey=next(free, ""))
        for option in options
    )
