"""What a guideline must look like."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # Sections, quizzes and policies are JSON.

from assay.kit.reasons import Reason, declare
from assay.people.rules.words import refuse_language
from assay.projects.enums import ChangeKind, ExampleKind, MarketRule
from assay.projects.rules.guideline_parts import Change, Written

Json = Mapping[str, Any]
NO_TITLE = declare("guideline.no_title", "A guideline needs a title.", status=422)
NO_SECTIONS = declare("guideline.no_sections", "A guideline needs at least one section.", status=422)
BAD_SECTION = declare(
    "guideline.bad_section",
    "A section needs an id (letters, digits, -), a title and a text below 100,000 characters.",
    status=422,
)
SECTION_TWICE = declare("guideline.section_twice", "The section id {id} is used twice.", status=422)
BAD_EXAMPLE = declare(
    "guideline.bad_example",
    "An example says what is judged, which answer is right, and why; {most} characters each at most.",
    status=422,
)
BAD_VARIANT = declare(
    "guideline.bad_variant", "A variant of a section names its market once, and has a text.", status=422
)
TOO_MANY_PARTS = declare(
    "guideline.too_many_parts", "A section has at most {most} examples and {most} variants.", status=422
)
GRACE = declare(
    "guideline.grace", "Give a grace period of 0 to {most} hours; an editorial change has none.", status=422
)
QUIZ_LENGTH = declare(
    "guideline.quiz_length",
    "A policy change has a quiz of 1 to {most} questions; others have none.",
    status=422,
)
BAD_QUESTION = declare(
    "guideline.bad_question",
    "A question of the quiz needs a text, 2 to {most} options that are all different, the right one, and why it is.",
    status=422,
)
BAD_CONCERNS = declare(
    "guideline.bad_concerns", "Say which questions, answers and markets the change concerns.", status=422
)
BAD_POLICY = declare(
    "guideline.bad_policy",
    "A policy needs an id of its own, a title, and for every market one of: {allowed}.",
    status=422,
)
MOST_GRACE_HOURS, MOST_QUESTIONS, MOST_OPTIONS = 24 * 90, 5, 6
MOST_EXAMPLES, MOST_POLICIES, MOST_WORDS, MOST_MARKDOWN = 40, 200, 2_000, 100_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_MARKET = re.compile(r"[A-Za-z0-9_-]{1,20}")
_NEEDED, _MORE = {"id", "title", "markdown"}, {"examples", "variants"}


def refuse_guideline(written: Written) -> list[Reason]:
    """Every problem of what is to become a version."""
    problems = refuse_sections(written.title, written.sections)
    problems += refuse_change(written.change) + refuse_policies(written.policies)
    language = refuse_language(written.language)
    return [*problems, language] if language else problems


def refuse_sections(title: str, sections: Sequence[Json]) -> list[Reason]:
    """Every problem of title and sections (each {id, title, markdown}, perhaps with examples and variants)."""
    problems = [] if title.strip() and len(title) <= 160 else [NO_TITLE(field="title")]
    if not sections:
        problems.append(NO_SECTIONS(field="sections"))
    seen: set[str] = set()
    for nth, section in enumerate(sections):
        if not _is_good(section):
            problems.append(BAD_SECTION(field=f"sections/{nth}"))
        elif section["id"] in seen:
            problems.append(SECTION_TWICE(field=f"sections/{nth}/id", id=section["id"]))
        problems += _more(section, f"sections/{nth}")
        seen.add(str(section.get("id")))
    return problems


def refuse_change(change: Change) -> list[Reason]:
    """Every problem of what a version asks: its grace period, its quiz, and what it concerns."""
    most = 0 if change.kind == ChangeKind.EDITORIAL else MOST_GRACE_HOURS
    problems = [] if 0 <= change.grace_hours <= most else [GRACE(field="grace_hours", most=MOST_GRACE_HOURS)]
    is_right_length = (
        1 <= len(change.quiz) <= MOST_QUESTIONS if change.kind == ChangeKind.POLICY else not change.quiz
    )
    if not is_right_length:
        problems.append(QUIZ_LENGTH(field="quiz", most=MOST_QUESTIONS))
    for nth, question in enumerate(change.quiz):
        if not _is_question(question):
            problems.append(BAD_QUESTION(field=f"quiz/{nth}", most=MOST_OPTIONS))
    if not _are_concerns(change.concerns):
        problems.append(BAD_CONCERNS(field="concerns"))
    return problems


def refuse_policies(policies: Sequence[Json]) -> list[Reason]:
    """Every problem of the market policy matrix: rows of {id, title, markets: {code: {rule, note}}}."""
    seen: set[str] = set()
    problems = []
    for nth, policy in enumerate(policies):
        name = policy.get("id")
        if not _is_policy(policy) or name in seen or nth >= MOST_POLICIES:
            problems.append(BAD_POLICY(field=f"policies/{nth}", allowed=", ".join(MarketRule.values)))
        seen.add(str(name))
    return problems


def _is_good(section: Json) -> bool:
    texts = [section.get(key) for key in ("id", "title", "markdown")]
    if not _NEEDED <= set(section) <= _NEEDED | _MORE or not all(isinstance(text, str) for text in texts):
        return False
    return (
        bool(_ID.fullmatch(section["id"]))
        and bool(section["title"].strip())
        and len(section["title"]) <= 160
        and len(section["markdown"]) < MOST_MARKDOWN
    )


def _more(section: Json, place: str) -> Iterator[Reason]:
    examples, variants = section.get("examples", ()), section.get("variants", ())
    if not isinstance(examples, list | tuple) or not isinstance(variants, list | tuple):
        yield BAD_SECTION(field=place)
        return
    if max(len(examples), len(variants)) > MOST_EXAMPLES:
        yield TOO_MANY_PARTS(field=place, most=MOST_EXAMPLES)
    for nth, each in enumerate(examples):
        if not _is_example(each):
            yield BAD_EXAMPLE(field=f"{place}/examples/{nth}", most=MOST_WORDS)
    seen: set[object] = set()
    for nth, each in enumerate(variants):
        if not _is_variant(each) or each["market"] in seen:
            yield BAD_VARIANT(field=f"{place}/variants/{nth}")
        else:
            seen.add(each["market"])


def _is_text(value: object, most: int = MOST_WORDS) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= most and "\0" not in value


def _is_example(each: object) -> bool:
    if not isinstance(each, Mapping) or set(each) != {"kind", "content", "answer", "why"}:
        return False
    texts = all(_is_text(each[key]) for key in ("content", "answer", "why"))
    return texts and each["kind"] in ExampleKind.values


def _is_variant(each: object) -> bool:
    if not isinstance(each, Mapping) or set(each) != {"market", "markdown"}:
        return False
    is_market = isinstance(each["market"], str) and bool(_MARKET.fullmatch(each["market"]))
    return is_market and _is_text(each["markdown"], MOST_MARKDOWN - 1)


def _is_question(each: Json) -> bool:
    options = each.get("options")
    if set(each) != {"id", "text", "options", "right", "why"} or not isinstance(options, list | tuple):
        return False
    good = all(isinstance(option, Mapping) and set(option) == {"id", "text"} for option in options)
    if not good or not 2 <= len(options) <= MOST_OPTIONS:
        return False
    ids, texts = [option["id"] for option in options], [option["text"] for option in options]
    words = (each["id"], each["text"], each["why"], *ids, *texts)
    if not all(_is_text(word, 1_000) for word in words):
        return False
    return len(set(ids)) == len(set(texts)) == len(options) and each["right"] in ids


def _are_concerns(concerns: Json) -> bool:
    """{questions: {id: [answers]} (no answers: every answer), markets: [codes] (none: every market)}."""
    if not concerns:
        return True
    questions, markets = concerns.get("questions", {}), concerns.get("markets", [])
    if not set(concerns) <= {"questions", "markets"} or not isinstance(questions, Mapping):
        return False
    answers = [answer for given in questions.values() if isinstance(given, list) for answer in given]
    return (
        all(isinstance(given, list) for given in questions.values())
        and isinstance(markets, list)
        and len(questions) <= MOST_WORDS
        and len(answers) <= MOST_WORDS
        and all(isinstance(each, str) and len(each) <= 200 for each in (*questions, *answers, *markets))
    )


def _is_policy(policy: Json) -> bool:
    markets = policy.get("markets")
    if set(policy) != {"id", "title", "markets"} or not isinstance(markets, Mapping):
        return False
    if not (_is_text(policy["title"], 160) and isinstance(policy["id"], str) and _ID.fullmatch(policy["id"])):
        return False
    return all(_is_cell(code, cell) for code, cell in markets.items())


def _is_cell(code: object, cell: object) -> bool:
    if not isinstance(cell, Mapping) or not set(cell) <= {"rule", "note"} or not isinstance(code, str):
        return False
    note = cell.get("note", "")
    is_note = isinstance(note, str) and len(note) <= 500 and "\0" not in note
    return bool(_MARKET.fullmatch(code)) and cell.get("rule") in MarketRule.values and is_note
