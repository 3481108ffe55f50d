"""The quiz of a policy change and what it concerns, as a form holds them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # A quiz is JSON.

from django.http import QueryDict

from assay.projects.rules.label_schema import LabelSchema, localised

RIGHT = "*"
EVERY = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """`options` is a text: one option in each line, and a star before the right one."""

    text: str = ""
    options: str = ""
    why: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.options or self.why)


@dataclass(frozen=True, slots=True)
class Concern:
    """A question or one of its answers that a change may concern."""

    value: str
    label: str
    is_chosen: bool
    answers: "tuple[Concern, ...]" = ()


def posted_quiz(posted: QueryDict) -> tuple[Asked, ...]:
    columns = [posted.getlist(f"quiz_{name}") for name in ("text", "options", "why")]
    rows = (Asked(*(cell.replace("\0", "").strip() for cell in row)) for row in zip(*columns, strict=False))
    return tuple(row for row in rows if not row.is_empty)


def asked_of(quiz: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            each["text"],
            "\n".join(
                f"{RIGHT if option['id'] == each['right'] else ''}{option['text']}"
                for option in each["options"]
            ),
            each["why"],
        )
        for each in quiz
    )


def quiz_of(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    """As a version keeps it; without a star no answer is right, which is refused when it is published."""
    return [_question(f"q{nth}", each) for nth, each in enumerate(asked, 1)]


def _question(name: str, asked: Asked) -> dict[str, Any]:
    lines = [line.strip() for line in asked.options.splitlines() if line.strip()]
    options = [
        {"id": f"o{nth}", "text": line.removeprefix(RIGHT).strip()} for nth, line in enumerate(lines, 1)
    ]
    right = [f"o{nth}" for nth, line in enumerate(lines, 1) if line.startswith(RIGHT)]
    return {
        "id": name,
        "text": asked.text,
        "options": options,
        "right": right[0] if len(right) == 1 else "",
        "why": asked.why,
    }


def posted_concerns(posted: QueryDict) -> dict[str, Any]:
    """Questions as a whole, single answers of them, and markets that were ticked."""
    questions: dict[str, list[str]] = {}
    for value in posted.getlist("concern")[:2000]:
        question, _slash, answer = value.replace("\0", "").partition("/")
        questions.setdefault(question, [])
        if answer:
            questions[question].append(answer)
    markets = [code.replace("\0", "")[:20] for code in posted.getlist("concern_market")[:500]]
    if not questions:
        return {}
    return {"questions": questions, "markets": markets} if markets else {"questions": questions}


def concerns_of(
    schema: LabelSchema | None, concerns: Mapping[str, Any], language: str
) -> tuple[Concern, ...]:
    """What can be ticked: every question of the schema with its answers."""
    chosen: Mapping[str, Sequence[str]] = concerns.get("questions", {})
    if schema is None:
        return ()
    return tuple(
        Concern(
            each.id,
            localised(each.label, language),
            each.id in chosen and not chosen[each.id],
            tuple(
                Concern(
                    f"{each.id}/{option.id}",
                    localised(option.label, language),
                    option.id in chosen.get(each.id, ()),
                )
                for option in each.options
                if not option.is_retired
            ),
        )
        for each in schema.questions
        if not each.is_retired
    )
