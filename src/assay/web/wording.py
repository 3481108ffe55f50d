"""Questions and answers of a label schema in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Answers are JSON.

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema, Option, Question, localised
from assay.web.templatetags.figures import rounded


@dataclass(frozen=True, slots=True)
class Wording:
    """A schema as this reader reads it; what it does not know is shown as it is stored."""

    schema: LabelSchema
    language: str

    def question(self, question_id: str) -> str:
        question = self.schema.question(question_id)
        return localised(question.label, self.language) if question else question_id

    def subject(self, question_id: str, subject: str) -> str:
        """The result a label is about, and of a multiple choice the option."""
        question = self.schema.question(question_id)
        if question is None or not _is_by_option(question):
            return subject
        result, _slash, option = subject.rpartition("/")
        text = self._option(question, option)
        return f"{result} · {text}" if result else text

    def parts(self, question_id: str, value: Any) -> dict[str, Any]:
        """An answer by what it is about, each under its name: of a question asked per result or turn, one by one."""
        question = self.schema.question(question_id)
        name = self.question(question_id)
        if question is None or not question.per or not isinstance(value, dict):
            return {name: value}
        return {f"{name} · {self.subject(question_id, subject)}": each for subject, each in value.items()}

    def all_of(self, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """Every question with its answer; of results and turns each alone."""
        return tuple(
            (place, self.answer(question, each))
            for question, value in answers.items()
            for place, each in self.parts(question, value).items()
        )

    def answer(self, question_id: str, value: Any) -> str:
        """One answer: an option, yes or no, a number with its name, texts, or a list of options."""
        question = self.schema.question(question_id)
        if value is None:
            return "–"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if question_id and isinstance(value, dict) and (spoken := self._compound(question_id, value)):
            return spoken
        if isinstance(value, dict):
            return "; ".join(f"{key}: {self.answer(question_id, each)}" for key, each in value.items())
        if isinstance(value, list):
            return ", ".join(self.answer(question_id, each) for each in value) or _("None of them")
        if isinstance(value, int | float):
            return self._number(question, value)
        return self._option(question, str(value)) if question else str(value)

    def _compound(self, question_id: str, value: dict[str, Any]) -> str:
        """A comparison, or one marked span; empty where the value is something else."""
        question = self.schema.question(question_id)
        if value.keys() == {"better", "left"} and question is not None:
            return self._option(question, str(value["better"]))
        if value.keys() == {"start", "end", "label"} and question is not None:
            return f"{self._option(question, str(value['label']))} {value['start']}–{value['end']}"
        return ""

    def answer_class(self, question_id: str, name: str) -> str:
        """A class by the name it has in posteriors and counts."""
        question = self.schema.question(question_id)
        if question is not None and _is_by_option(question):
            return {"yes": _("Yes"), "no": _("No")}.get(name, name)
        if question is not None and question.kind == "scale":
            text = localised(question.labels.get(name, ""), self.language)
            return f"{name} · {text}" if text else name
        return self._option(question, name) if question else name

    def class_or_option(self, question_id: str, name: str) -> str:
        """An answer as the board has it: a class, or the option of a choice of several."""
        if name in {"yes", "no"}:
            return self.answer_class(question_id, name)
        by_option = self.subject(question_id, name)
        return by_option if by_option != name else self.answer_class(question_id, name)

    def _option(self, question: Question, option_id: str) -> str:
        found: Option | None = next((each for each in question.options if each.id == option_id), None)
        if option_id in question.preferences and question.kind == "pairwise":
            return self._side(option_id)
        return localised(found.label, self.language) if found else option_id

    def _side(self, name: str) -> str:
        block = self.schema.block(name)
        if block is None:
            return _("Equally good")
        return localised(block.label, self.language) or name

    def _number(self, question: Question | None, value: float) -> str:
        is_whole = float(value).is_integer()
        text = rounded(value, 0 if is_whole else 2)
        name = question.labels.get(str(int(value)), "") if question and is_whole else ""
        return f"{text} · {localised(name, self.language)}" if name else text


def _is_by_option(question: Question) -> bool:
    """Whether its labels are a yes or no for each option."""
    return question.kind == "multi_choice" or (question.kind == "taxonomy" and question.most > 1)


def wording_of(schema_version_id: int) -> Wording:
    """The wording of a stored version, in the language of this request."""
    return Wording(parsed_schema(schema_version_id), get_language() or "en")
