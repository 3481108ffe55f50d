"""Projects, stages and versions as the API shows them."""

from datetime import datetime
from typing import Any  # A schema document is JSON.
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from assay.projects.enums import ChangeKind, ExampleKind, ProjectState, Segment
from assay.projects.models import GuidelineVersion, LabelSchemaVersion, Project, Stage
from assay.projects.queries.guidelines import Guideline, Reading, Section, rendered
from assay.projects.rules.guideline_parts import Change
from assay.projects.rules.guideline_policies import rulings_for

DOCUMENT = {
    "schema": 1,
    "title": "Relevance",
    "content": [{"kind": "text", "field": "query"}],
    "questions": [
        {
            "id": "relevance",
            "kind": "choice",
            "label": "How relevant is it?",
            "options": [{"id": "good", "label": "Good"}, {"id": "bad", "label": "Bad"}],
        }
    ],
}


class Strict(Schema):
    """What comes in: a field nobody knows is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")


class StageSettings(Strict):
    """Only what is given is changed."""

    name: str | None = Field(None, min_length=1, max_length=80, examples=["Label"])
    is_open: bool | None = None
    overlap: int | None = Field(None, examples=[3])
    overlap_max: int | None = Field(None, examples=[5])
    lease_seconds: int | None = Field(None, examples=[1800])
    prefetch: int | None = Field(None, examples=[1])
    undo_seconds: int | None = Field(None, examples=[30])
    idle_cut_seconds: int | None = Field(None, examples=[60])
    daily_cap: int | None = Field(None, examples=[500])
    gold_share: float | None = Field(None, examples=[0.1])
    is_adaptive: bool | None = None
    target: float | None = Field(None, examples=[0.95])
    stops_when_settled: bool | None = None
    audit_share: float | None = Field(None, examples=[0.1])
    gold_feedback: bool | None = None
    language_level: int | None = Field(None, examples=[4])
    needs_acknowledgment: bool | None = None
    consensus: str | None = Field(None, min_length=1, max_length=40, examples=["dawid_skene"])

    def changes(self) -> dict[str, object]:
        """What was given; an explicit null empties the daily cap and means nothing elsewhere."""
        given = self.dict(exclude_unset=True)
        return {name: value for name, value in given.items() if value is not None or name == "daily_cap"}


class ProjectIn(Strict):
    name: str = Field(min_length=1, max_length=160, examples=["Search DE"])
    segment: Segment = Segment.OTHER
    purpose: str = Field("", max_length=10_000, examples=["Train the ranking model of Germany."])
    time_zone: str = Field("UTC", max_length=64, examples=["Europe/Berlin"])
    test_share: float = Field(0.0, ge=0, le=1, description="Share of items kept for testing.", examples=[0.1])
    stage: StageSettings | None = None


class ProjectSettings(Strict):
    """Only what is given is changed; time limits hold for what is charged, taken or asked from then on."""

    name: str | None = Field(None, max_length=160, examples=["Search DE"])
    segment: Segment | None = None
    purpose: str | None = Field(None, max_length=10_000, examples=["Train the ranking model of Germany."])
    time_zone: str | None = Field(None, max_length=64, examples=["Europe/Berlin"])
    test_share: float | None = Field(None, description="Share of items kept for testing.", examples=[0.1])
    dispute_days: int | None = Field(
        None, description="So long an error can be disputed after its review.", examples=[7]
    )
    appeal_days: int | None = Field(
        None, description="So long a step of standing can be appealed.", examples=[30]
    )
    ruling_days: int | None = Field(
        None, description="Disputes and appeals are decided within.", examples=[3]
    )
    answer_hours: int | None = Field(None, description="Questions are answered within.", examples=[24])

    def changes(self) -> dict[str, object]:
        return {name: value for name, value in self.dict(exclude_unset=True).items() if value is not None}


class StateIn(Strict):
    state: ProjectState = Field(examples=["open"])
    reason: str = Field("", max_length=2000, examples=["The guideline is being rewritten."])


class StageOut(Schema):
    uid: UUID
    kind: str = Field(examples=["label"])
    name: str = Field(examples=["Label"])
    is_open: bool
    overlap: int = Field(examples=[3])
    overlap_max: int = Field(examples=[5])
    lease_seconds: int = Field(examples=[1800])
    prefetch: int
    undo_seconds: int = Field(examples=[30])
    idle_cut_seconds: int = Field(examples=[60])
    daily_cap: int | None = Field(examples=[500])
    gold_share: float = Field(examples=[0.1])
    is_adaptive: bool = Field(description="Consensus asks for more until the label is sure enough.")
    target: float = Field(examples=[0.95], description="Of labels stopped early, so many are to be right.")
    stops_when_settled: bool = Field(description="Also stop where more is unlikely to change the label.")
    audit_share: float = Field(examples=[0.1], description="Tasks that never stop early, at random.")
    gold_feedback: bool
    language_level: int = Field(examples=[4])
    needs_acknowledgment: bool
    consensus: str = Field(examples=["dawid_skene"])


class ProjectOut(Schema):
    uid: UUID
    name: str = Field(examples=["Search DE"])
    segment: str = Field(examples=["search_ranking"])
    purpose: str = Field(examples=["Train the ranking model of Germany."])
    state: str = Field(examples=["open"])
    state_reason: str = Field(examples=[""])
    time_zone: str = Field(examples=["Europe/Berlin"])
    test_share: float = Field(examples=[0.1])
    dispute_days: int = Field(description="So long an error can be disputed after its review.", examples=[7])
    appeal_days: int = Field(description="So long a step of standing can be appealed.", examples=[30])
    ruling_days: int = Field(description="Disputes and appeals are decided within.", examples=[3])
    answer_hours: int = Field(description="Questions are answered within.", examples=[24])
    schema_version: UUID | None
    guideline_version: UUID | None
    created_at: datetime


class ProjectDetail(ProjectOut):
    stages: list[StageOut]


class SchemaIn(Strict):
    document: dict[str, Any] = Field(examples=[DOCUMENT])
    note: str = Field("", max_length=2000, examples=["Adds “does not load”."])


class SchemaOut(Schema):
    uid: UUID
    project: UUID
    number: int
    document: dict[str, Any] = Field(examples=[DOCUMENT])
    sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    note: str = Field(examples=["Adds “does not load”."])
    created_at: datetime


class ExampleIn(Strict):
    kind: ExampleKind = ExampleKind.EXAMPLE
    content: str = Field(examples=["a shoelace for the query shoe"])
    answer: str = Field(examples=["Related"])
    why: str = Field(examples=["It goes with a shoe."])


class VariantIn(Strict):
    market: str = Field(examples=["DE-de"])
    markdown: str = Field(examples=["In Germany, judge the **brand** too."])


class SectionIn(Strict):
    id: str = Field(examples=["basics"])
    title: str = Field(examples=["The basics"])
    markdown: str = Field(examples=["Judge the **query**, not the shop."])
    examples: list[ExampleIn] = Field([])
    variants: list[VariantIn] = Field([])

    def as_json(self) -> dict[str, Any]:
        """What is empty is left out."""
        given = self.dict()
        return {name: value for name, value in given.items() if value or name not in {"examples", "variants"}}


class OptionIn(Strict):
    id: str = Field(examples=["o1"])
    text: str = Field(examples=["Related"])


class QuestionIn(Strict):
    id: str = Field(examples=["q1"])
    text: str = Field(examples=["What is a shoelace for the query shoe?"])
    options: list[OptionIn]
    right: str = Field(description="Id of the right option.", examples=["o1"])
    why: str = Field(description="Read by who is wrong.", examples=["It goes with a shoe."])


class ConcernsIn(Strict):
    questions: dict[str, list[str]] = Field(
        {}, description="Question id to answers; no answers: every one.", examples=[{"relevance": ["good"]}]
    )
    markets: list[str] = Field([], description="None: every market.", examples=[["DE-de"]])


class GuidelineIn(Strict):
    title: str = Field(examples=["Relevance"])
    sections: list[SectionIn]
    change_note: str = Field("", max_length=2000, examples=["Section 3 is new."])
    needs_acknowledgment: bool = Field(default=True, description="False for a correction of spelling.")
    kind: ChangeKind | None = Field(None, description="Decides over `needs_acknowledgment`.")
    grace_hours: int = Field(0, description="So long acknowledgments of the version before still count.")
    quiz: list[QuestionIn] = Field([], description="Of a policy change: 1 to 5 questions.")
    concerns: ConcernsIn | None = Field(None, description="Which labels a policy change may touch.")
    language: str = Field("", description="BCP 47; empty: as before.", examples=["en"])

    def change(self) -> Change | None:
        """What it asks; None where only `needs_acknowledgment` was said."""
        if self.kind is None and not self.grace_hours and not self.quiz and self.concerns is None:
            return None
        kind = self.kind or (ChangeKind.CLARIFICATION if self.needs_acknowledgment else ChangeKind.EDITORIAL)
        concerns = self.concerns.dict() if self.concerns else {}
        return Change(kind, self.grace_hours, [each.dict() for each in self.quiz], concerns)


class ExampleOut(Schema):
    kind: str = Field(examples=["example"])
    content: str = Field(examples=["a shoelace for the query shoe"])
    answer: str = Field(examples=["Related"])
    why: str = Field(examples=["It goes with a shoe."])


class SectionOut(Schema):
    id: str = Field(examples=["basics"])
    title: str = Field(examples=["The basics"])
    html: str = Field(examples=["<p>Judge the <strong>query</strong>, not the shop.</p>"])
    examples: list[ExampleOut]
    market: str = Field(description="Of a variant; empty: everywhere.", examples=[""])
    language: str = Field(examples=["en"])
    is_fallback: bool = Field(description="It is not translated into the language that was asked for.")


class GuidelineOut(Schema):
    uid: UUID
    project: UUID
    number: int
    title: str = Field(examples=["Relevance"])
    change_note: str = Field(examples=["Section 3 is new."])
    needs_acknowledgment: bool
    kind: str = Field(examples=["clarification"])
    grace_until: datetime | None = Field(description="Until then the version before may be worked by.")
    language: str = Field(examples=["en"])
    sections: list[SectionOut]
    policies: list["RulingOut"] = Field(description="What is said of the market that was asked for.")
    created_at: datetime


class RulingOut(Schema):
    title: str = Field(examples=["Knives"])
    rule: str = Field(examples=["age_gated"])
    note: str = Field(examples=["From 18 on."])


class ReadingOut(Schema):
    """Where the caller stands with a version."""

    is_in_force: bool
    is_asked: bool = Field(description="The caller is to acknowledge it.")
    acknowledged_at: datetime | None
    since: int | None = Field(description="The version that was acknowledged last.")
    kind: str = Field(examples=["policy"])
    grace_until: datetime | None
    quiz: UUID | None = Field(description="The version whose questions are to be answered first.")
    questions: list["QuizQuestionOut"]


class QuizQuestionOut(Schema):
    id: str = Field(examples=["q1"])
    text: str = Field(examples=["What is a shoelace for the query shoe?"])
    options: list[OptionIn]


class QuizIn(Strict):
    answers: dict[str, str] = Field(examples=[{"q1": "o1"}])


class MarkedOut(Schema):
    id: str = Field(examples=["q1"])
    is_right: bool
    why: str = Field(description="Where it was wrong.", examples=["It goes with a shoe."])


class QuizOut(Schema):
    is_passed: bool
    questions: list[MarkedOut]


GuidelineOut.model_rebuild()
ReadingOut.model_rebuild()


def project_out(project: Project) -> ProjectOut:
    return ProjectOut(
        **{name: getattr(project, name) for name in _PROJECT},
        schema_version=project.schema_version.uid if project.schema_version else None,
        guideline_version=project.guideline_version.uid if project.guideline_version else None,
    )


def project_detail(project: Project) -> ProjectDetail:
    stages = [stage_out(stage) for stage in project.stages.order_by("position")]
    return ProjectDetail(**project_out(project).dict(), stages=stages)


def stage_out(stage: Stage) -> StageOut:
    return StageOut.from_orm(stage)


def schema_out(version: LabelSchemaVersion) -> SchemaOut:
    return SchemaOut(
        **{
            name: getattr(version, name)
            for name in ("uid", "number", "document", "sha256", "note", "created_at")
        },
        project=version.project.uid,
    )


def guideline_out(
    version: GuidelineVersion, shown: Guideline | None = None, market: str | None = None
) -> GuidelineOut:
    """The version, read by nobody in particular unless it is given as somebody reads it."""
    read = shown or rendered(version)
    return GuidelineOut(
        project=version.project.uid,
        sections=[_section_out(each, version.language) for each in read.sections],
        policies=[
            RulingOut(title=each.title, rule=each.rule, note=each.note)
            for each in rulings_for(version.policies, market or "")
        ],
        **{name: getattr(version, name) for name in _GUIDELINE},
    )


def _section_out(each: Section, language: str) -> SectionOut:
    examples = [
        ExampleOut(kind=one.kind, content=one.content, answer=one.answer, why=one.why)
        for one in each.examples
    ]
    return SectionOut(
        id=each.id,
        title=each.title,
        html=each.html,
        examples=examples,
        market=each.market,
        language=each.language or language,
        is_fallback=each.is_fallback,
    )


def reading_out(version: GuidelineVersion, reading: Reading) -> ReadingOut:
    quiz = reading.quiz
    asked = quiz.quiz if quiz else ()
    return ReadingOut(
        is_in_force=reading.is_in_force,
        is_asked=reading.is_asked,
        acknowledged_at=reading.acknowledged_at,
        since=reading.since.number if reading.since else None,
        kind=version.kind,
        grace_until=version.grace_until,
        quiz=quiz.uid if quiz else None,
        # What is right and why is told after a try only.
        questions=[
            QuizQuestionOut(id=each["id"], text=each["text"], options=each["options"]) for each in asked
        ],
    )


_GUIDELINE = (
    *("uid", "number", "title", "change_note", "needs_acknowledgment", "kind", "grace_until", "language"),
    "created_at",
)
_PROJECT = (
    "uid",
    "name",
    "segment",
    "purpose",
    "state",
    "state_reason",
    "time_zone",
    "test_share",
    "dispute_days",
    "appeal_days",
    "ruling_days",
    "answer_hours",
    "created_at",
)
