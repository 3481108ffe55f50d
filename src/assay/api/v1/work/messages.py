"""What travels on the hot path, as msgspec structs: the contract of the workbench."""

from datetime import datetime
from typing import Annotated, Any  # Answers are what the label schema says.
from uuid import UUID

import msgspec

from assay.api.frame.problems import ProblemReason

N = Annotated[int, msgspec.Meta(ge=0, le=20, description="How many tasks to hold; 0 takes none.")]
Key = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Za-z0-9_-]{8,64}$", description="Makes a retry harmless.", examples=["01936f2e7d4a7c31"]
    ),
]
Seconds = Annotated[
    float, msgspec.Meta(ge=0, le=86400, description="Active seconds, idle time cut.", examples=[12.5])
]
Answers = Annotated[
    dict[str, Any],
    msgspec.Meta(description="Question id to answer.", examples=[{"relevance": "good"}]),
]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Sentence = Annotated[
    str, msgspec.Meta(examples=["Read and acknowledge the current guideline of Search DE first."])
]
Code = Annotated[str, msgspec.Meta(examples=["work.guideline"])]


class Interaction(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was done with a link, a clip or a picture of the task."""

    opened: Annotated[int, msgspec.Meta(ge=0, le=10_000, description="How often the link was opened.")] = 0
    played_seconds: Annotated[
        float, msgspec.Meta(ge=0, le=86400, description="How much of the clip was played.", examples=[31.5])
    ] = 0.0
    is_played: Annotated[bool, msgspec.Meta(description="It was played to its end.")] = False
    reveals: Annotated[
        int, msgspec.Meta(ge=0, le=1_000, description="How often what was covered was looked at uncovered.")
    ] = 0
    revealed_seconds: Annotated[
        float, msgspec.Meta(ge=0, le=86400, description="For how long, all together.", examples=[4.5])
    ] = 0.0


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to one claim."""

    client_key: Key
    schema_version: UUID
    answers: Answers
    handling_seconds: Seconds
    interactions: Annotated[
        dict[str, Interaction],
        msgspec.Meta(max_length=40, description="By content field; asked for where the schema says `must`."),
    ] = {}


class Submission(Answer, frozen=True, forbid_unknown_fields=True, kw_only=True):
    claim: UUID


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Submit one answer, and take the next tasks."""

    project: UUID | None = None
    n: N = 1
    submit: Submission | None = None


class Steps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Submit many answers, and take the next tasks."""

    submits: Annotated[list[Submission], msgspec.Meta(max_length=20)]
    project: UUID | None = None
    n: N = 1


class DraftIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    answers: Answers
    handling_seconds: Seconds = 0.0


class SkipIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(examples=["content_broken"])]
    comment: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    market: Annotated[
        str,
        msgspec.Meta(
            max_length=20,
            description="With wrong_language: where the task belongs; it goes there if the project serves it.",
            examples=["BR-pt"],
        ),
    ] = ""


class AskIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question to the project owner about a task."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, examples=["Is a guide book a match?"])]


class ReturnedError(msgspec.Struct, frozen=True):
    name: str
    description: str
    severity: str
    question: str
    subject: str
    comment: str


class Returned(msgspec.Struct, frozen=True):
    """Why the task came back: what the reviewer said of the answers that are its draft."""

    comment: str
    errors: list[ReturnedError]
    due_at: datetime


class Asked(msgspec.Struct, frozen=True):
    question: UUID


class ReportIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Illegal content or imminent harm: the task is locked at once."""

    kind: Annotated[str, msgspec.Meta(examples=["illegal"])]
    text: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Reported(msgspec.Struct, frozen=True):
    report: UUID
    due_at: Annotated[Moment, msgspec.Meta(description="Until then somebody takes it in hand.")]


class Feedback(msgspec.Struct, frozen=True):
    """After a task with a known answer, where the project shows it."""

    is_correct: bool
    answers: Answers
    reason: str


class Receipt(msgspec.Struct, frozen=True):
    judgment: UUID
    claim: UUID
    submitted_at: Moment
    undo_until: Moment | None
    feedback: Feedback | None


class Today(msgspec.Struct, frozen=True):
    n_submitted: int
    n_skipped: int
    handling_seconds: float
    n_cap: int | None


class Obstacle(msgspec.Struct, frozen=True):
    code: Code
    text: Sentence
    n: int
    n_is_capped: bool
    project: UUID | None


class NothingToDo(msgspec.Struct, frozen=True):
    sentence: Sentence
    reasons: list[Obstacle]
    counted_at: Moment | None
    checked_at: Moment


class ProjectName(msgspec.Struct, frozen=True):
    uid: UUID
    name: Annotated[str, msgspec.Meta(examples=["Search DE"])]


class DraftOut(msgspec.Struct, frozen=True):
    answers: Answers
    handling_seconds: float
    schema_version: UUID


class SuggestionOut(msgspec.Struct, frozen=True):
    """What a machine would answer; people check it, and what they submit is theirs."""

    answers: Answers


class Task(msgspec.Struct, frozen=True):
    """One claimed task, as the database wrote it."""

    claim: UUID
    task: UUID
    project: ProjectName
    stage: Annotated[str, msgspec.Meta(examples=["label"])]
    expires_at: Moment
    content: Annotated[dict[str, Any], msgspec.Meta(examples=[{"query": "red shoes", "text": "A shop"}])]
    html: Annotated[dict[str, str], msgspec.Meta(description="Markdown fields as safe HTML.", examples=[{}])]
    schema_version: UUID
    guideline_version: UUID | None
    market: Annotated[
        str | None, msgspec.Meta(description="Where it belongs, for the guideline.", examples=["BR-pt"])
    ]
    attempt: int
    idle_cut_seconds: int
    severity: Annotated[
        int, msgspec.Meta(description="How hard it may be to look at: 0 benign to 4 extreme.", examples=[0])
    ]
    draft: DraftOut | None
    suggestion: SuggestionOut | None


class StepOut(msgspec.Struct, frozen=True):
    receipt: Receipt | None
    tasks: msgspec.Raw
    nothing: NothingToDo | None
    today: Today


class StepAnswer(msgspec.Struct, frozen=True):
    """As StepOut; for the document only, where the tasks are not raw."""

    receipt: Receipt | None
    tasks: list[Task]
    nothing: NothingToDo | None
    today: Today


class Outcome(msgspec.Struct, frozen=True):
    """What became of one answer: a receipt, or the reasons why it was not taken."""

    claim: UUID
    receipt: Receipt | None
    reasons: list[ProblemReason]


class StepsOut(msgspec.Struct, frozen=True):
    outcomes: list[Outcome]
    tasks: msgspec.Raw
    nothing: NothingToDo | None
    today: Today


class StepsAnswer(msgspec.Struct, frozen=True):
    """As StepsOut; for the document only, where the tasks are not raw."""

    outcomes: Annotated[list[Outcome], msgspec.Meta(description="In the order of `submits`.")]
    tasks: list[Task]
    nothing: NothingToDo | None
    today: Today


class Submitted(msgspec.Struct, frozen=True):
    receipt: Receipt
    today: Today


class DraftSaved(msgspec.Struct, frozen=True):
    """`expires_at` is empty where the lease is over; the draft is kept all the same."""

    expires_at: Moment | None


class Undone(msgspec.Struct, frozen=True):
    claim: UUID
    expires_at: Moment
