"""The columns of the facts: the contract of everything that reads them. Columns are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.insight.enums import FactSource


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text, json (as text), number, integer, flag, moment (UTC) or day."""

    name: str
    kind: str
    sentence: str


C = Column
PROJECT = C("project", "text", "Identifier of the project.")
STAGE = C("stage", "text", "Identifier of the stage.")
TASK = C("task", "text", "Identifier of the task.")
EXTERNAL_ID = C("external_id", "text", "The requester's identifier of the task.")
IS_TEST = C("is_test", "flag", "Kept for testing: not for training.")
XID = C("xid", "integer", "The transaction that wrote it: below the watermark, nothing is missing.")

COLUMNS: Mapping[FactSource, tuple[Column, ...]] = {
    FactSource.JUDGMENTS: (
        C("judgment", "text", "Identifier of the judgment."),
        PROJECT,
        STAGE,
        C("stage_kind", "text", "label, review, adjudicate or audit."),
        C("batch", "text", "Identifier of the batch."),
        TASK,
        EXTERNAL_ID,
        IS_TEST,
        C(
            "contributor",
            "text",
            "A digest under the person's erasable key: one value per person, nobody can be found from it. "
            "Empty: a machine.",
        ),
        C("machine", "text", "Machine labeler and version; empty: a person."),
        C("vendor", "text", "Identifier of the vendor at that moment; empty: none."),
        C("site", "text", "Identifier of the site at that moment; empty: none."),
        C("market", "text", "Market of the task; empty: none."),
        C("schema_number", "integer", "Version of the label schema it was made under."),
        C("guideline_number", "integer", "Version of the guideline it was made under; null: none."),
        C("attempt", "integer", "1, and one more after every undo."),
        C("is_gold", "flag", "The answer was known."),
        C("answers", "json", "Question id to answer, as submitted under its schema version."),
        C("handling_seconds", "number", "Active seconds, idle time cut."),
        C("submitted_at", "moment", "When it was submitted."),
        C("recorded_at", "moment", "When the database wrote it."),
        C("work_on", "day", "The contributor's working day."),
        XID,
    ),
    FactSource.RETRACTIONS: (
        C("judgment", "text", "Identifier of the judgment that no longer counts."),
        PROJECT,
        STAGE,
        C("reason", "text", "Why."),
        C("retracted_at", "moment", "From when on."),
        XID,
    ),
    FactSource.RESTORATIONS: (
        C("judgment", "text", "Identifier of the judgment that counts again."),
        PROJECT,
        STAGE,
        C("reason", "text", "Why."),
        C("retracted_at", "moment", "Which of its retractions no longer holds: the one of this moment."),
        C("restored_at", "moment", "From when on."),
        XID,
    ),
    FactSource.LABELS: (
        C("run_number", "integer", "Its number in the project."),
        PROJECT,
        STAGE,
        C("method", "text", "How the labels were found."),
        C("as_of", "moment", "Judgments that counted at this moment."),
        TASK,
        EXTERNAL_ID,
        IS_TEST,
        C("question", "text", "Id of the question."),
        C("subject", "text", "Of a result list: which result; else empty."),
        C("value", "json", "The label."),
        C("probability", "number", "Posterior of the value; null where undefined."),
        C("is_tie", "flag", "Several values were equally likely; the seed decided."),
        C("n_judgments", "integer", "Judgments behind it."),
    ),
}
PARTITIONS: Mapping[FactSource, tuple[str, str]] = {
    FactSource.JUDGMENTS: ("month", "Month of work_on, such as 2026-03."),
    FactSource.RETRACTIONS: ("month", "Month of retracted_at in UTC."),
    FactSource.RESTORATIONS: ("month", "Month of restored_at in UTC."),
    FactSource.LABELS: ("run", "Identifier of the consensus run."),
}
