"""What a run learnt of a contributor or a machine: agreement with the labels, and the confusion matrix."""

from dataclasses import dataclass

from assay.quality.models import ContributorReport, MachineReport
from assay.quality.queries.inputs import class_names
from assay.stats.sampling import Share, wilson
from assay.web.wording import Wording


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What the contributor answered where the label is `label`; shares of the row."""

    label: str
    cells: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ShownReport:
    pseudonym: str
    n: int
    agreed: Share
    answers: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]


def shown_report(report: ContributorReport | MachineReport, wording: Wording) -> ShownReport:
    answers = _answers(report, wording)
    matrix = report.confusion or []
    return ShownReport(
        pseudonym=report.machine if isinstance(report, MachineReport) else report.contributor.pseudonym,
        n=report.n_judgments,
        agreed=wilson(report.n_agreed, report.n_judgments),
        answers=answers,
        matrix=tuple(MatrixRow(label, tuple(row)) for label, row in zip(answers, matrix, strict=False)),
    )


def _answers(report: ContributorReport | MachineReport, wording: Wording) -> tuple[str, ...]:
    """Names of rows and columns; an answer that is in no version of the schema has none."""
    question = wording.schema.question(report.question)
    known = class_names(question) if question else ()
    names = [wording.answer_class(report.question, name) for name in known]
    n_classes = len(report.confusion or [])
    return tuple((names + ["?"] * n_classes)[:n_classes])
