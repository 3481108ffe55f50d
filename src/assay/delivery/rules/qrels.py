"""TREC qrels: which label is a grade, and what names the query and the document.

A line is `query 0 document grade`. Ids must not hold white space, so that is written as %XX (and % itself as %25): what
was there comes back by `urllib.parse.unquote`.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any  # Settings and labels are JSON.
from urllib.parse import quote

from assay.kit.reasons import Reason, declare
from assay.projects.rules.label_schema import LabelSchema, Question

NO_GRADES = declare(
    "qrels.no_grades",
    "No question of this schema gives grades: qrels need a scale of whole steps, or a choice of one answer.",
    status=422,
)
NOT_GRADES = declare(
    "qrels.not_grades",
    "{question} gives no grades: qrels need a scale of whole steps, or a choice of one answer.",
    status=422,
)
NEEDS_GRADES = declare(
    "qrels.needs_grades",
    "Say which grade each answer of {question} is, such as {example}. Answers left out are not written.",
    status=422,
)
BAD_GRADE = declare(
    "qrels.bad_grade", "{answer} is no answer of {question}, or its grade is no whole number.", status=422
)
UNKNOWN_FIELD = declare("qrels.unknown_field", "There is no content field {field_name}.", status=422)
NO_QUERY = declare(
    "qrels.no_query",
    "Say which content field holds the query: every item would be a query of its own.",
    status=422,
)
SAME_PAIR = declare(
    "qrels.same_pair",
    "{query} and {document} come together more than once, so there is no one grade of them: choose fields that tell "
    "the items apart.",
)
NO_ID = declare(
    "qrels.no_id", "The item {external_id} has nothing in the field of its query or its document."
)
EXTERNAL_ID = ":external_id"
MOST_STEPS = 20
_UNSAFE = re.compile(r"[\s%\x00-\x1f\x7f\ufeff]")
_GRADE = re.compile(r"[+-]?\d{1,9}")


@dataclass(frozen=True, slots=True)
class Qrels:
    """`query` and `document` name a content field or the external id; of a list the document is the result's id."""

    question: str
    query: str
    document: str
    grades: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def grade(self, value: Any) -> int | None:
        """None where the answer is no grade."""
        if self.grades:
            return self.grades.get(value) if isinstance(value, str) else None
        is_whole = (
            isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()
        )
        return int(value) if is_whole else None


def safe_id(text: str) -> str:
    """The id in one word; `unquote` gives it back."""
    return _UNSAFE.sub(lambda found: quote(found.group(), safe=""), text)


def usual(schema: LabelSchema) -> Qrels | None:
    """What a form begins with: the first question that gives grades, the first answer being the best."""
    question = next((each for each in schema.questions if _gives_grades(each) and each.is_per_result), None)
    question = question or next((each for each in schema.questions if _gives_grades(each)), None)
    if question is None:
        return None
    return Qrels(question.id, _query_of(schema, question), _document_of(question), _positions(question))


def refuse(schema: LabelSchema, asked: Qrels) -> list[Reason]:
    """Every problem of the settings."""
    question = schema.question(asked.question)
    if question is None or not _gives_grades(question):
        return [NOT_GRADES(field="qrels/question", question=asked.question[:60])]
    fields = (
        {block.field for block in schema.content} | {block.query for block in schema.content} | {EXTERNAL_ID}
    )
    problems = [
        UNKNOWN_FIELD(field=f"qrels/{name}", field_name=given[:60])
        for name, given in (("query", asked.query), ("document", asked.document))
        if given not in fields and not (name == "document" and question.is_per_result and not given)
    ]
    if not asked.query:
        problems = [NO_QUERY(field="qrels/query")]
    return problems + _refuse_grades(question, asked.grades)


def completed(schema: LabelSchema, given: Mapping[str, Any]) -> Qrels | Reason:
    """The settings with what was left out filled in, as far as there is a sensible default."""
    question = schema.question(str(given.get("question") or "")) if given.get("question") else None
    if question is None and not given.get("question"):
        common = usual(schema)
        question = schema.question(common.question) if common else None
        if question is None:
            return NO_GRADES(field="qrels")
    if question is None:
        return NOT_GRADES(field="qrels/question", question=str(given["question"])[:60])
    return Qrels(
        question.id,
        str(given.get("query") or _query_of(schema, question)),
        str(given.get("document") or _document_of(question)),
        {} if question.kind == "scale" else dict(given.get("grades") or _numbers(question)),
    )


def read_grades(text: str) -> dict[str, int]:
    """`exact=3, partial=2` as a form has it; what is no grade is kept as a wrong one, to be refused by name."""
    grades: dict[str, Any] = {}
    for pair in re.split(r"[,;\n]", text):
        answer, _, grade = pair.partition("=")
        if answer.strip():
            grades[answer.strip()] = int(grade) if _GRADE.fullmatch(grade.strip()) else grade.strip()
    return grades


def written_grades(grades: Mapping[str, int]) -> str:
    return ", ".join(f"{answer}={grade}" for answer, grade in grades.items())


def _refuse_grades(question: Question, grades: Mapping[str, Any]) -> list[Reason]:
    if question.kind == "scale":
        return []
    if not grades:
        example = written_grades(_positions(question))
        return [NEEDS_GRADES(field="qrels/grades", question=question.id, example=example[:300])]
    known = {option.id for option in question.options}
    return [
        BAD_GRADE(field="qrels/grades", answer=str(answer)[:60], question=question.id)
        for answer, grade in grades.items()
        if answer not in known or isinstance(grade, bool) or not isinstance(grade, int)
    ]


def _gives_grades(question: Question) -> bool:
    if question.is_retired:
        return False
    if question.kind == "scale":
        n_steps = (question.most - question.least) / question.step
        return (
            float(question.least).is_integer() and float(question.step).is_integer() and n_steps <= MOST_STEPS
        )
    return question.kind == "choice"


def _query_of(schema: LabelSchema, question: Question) -> str:
    """Of a list the field of its query, else a field that is called so; empty where nothing is."""
    lists = [block.query for block in schema.content if block.kind == "results" and block.query]
    if question.is_per_result and lists:
        return str(lists[0])
    return next((block.field for block in schema.content if block.field == "query"), "")


def _document_of(question: Question) -> str:
    return "" if question.is_per_result else EXTERNAL_ID


def _numbers(question: Question) -> dict[str, int]:
    """Answers that are numbers by their ids."""
    live = [option.id for option in question.options if not option.is_retired]
    return {each: int(each) for each in live} if live and all(_GRADE.fullmatch(each) for each in live) else {}


def _positions(question: Question) -> dict[str, int]:
    live = [option.id for option in question.options if not option.is_retired]
    return _numbers(question) or {each: len(live) - 1 - nth for nth, each in enumerate(live)}
