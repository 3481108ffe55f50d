"""The draft of a guideline, its reviews, translations, policies and readers as the API shows them."""

from datetime import datetime
from typing import Any, Literal  # Sections, quizzes and policies are JSON.
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.api.v1.projects.shapes import ConcernsIn, QuestionIn, SectionIn, Strict
from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide, MarketRule
from assay.projects.models import GuidelineDraft, GuidelineReview, GuidelineTranslation
from assay.projects.queries.guideline_board import Standings
from assay.projects.queries.guideline_translations import PartStatus
from assay.projects.rules.guideline_parts import Change, Part, Written
from assay.projects.rules.guideline_translation import TranslationStatus

CELLS = {"DE-de": {"rule": "age_gated", "note": "From 18 on."}}
SECTION = {"id": "basics", "title": "The basics", "markdown": "Judge the **query**, not the shop."}


class PolicyCell(Strict):
    rule: MarketRule = Field(examples=["age_gated"])
    note: str = Field("", max_length=500, examples=["From 18 on."])


class PolicyIO(Strict):
    """One row of the market policy matrix; a market that it does not name is silent."""

    id: str = Field(max_length=60, examples=["knives"])
    title: str = Field(max_length=160, examples=["Knives"])
    markets: dict[str, PolicyCell] = Field(description="Market code to what holds there.", examples=[CELLS])

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class PoliciesIn(Strict):
    policies: list[PolicyIO] = Field(max_length=200)


class PoliciesOut(Schema):
    version: int = Field(description="Of the guideline in force; 0: there is none.", examples=[3])
    policies: list[PolicyIO]


class PolicyTableOut(Schema):
    table: str = Field(
        description="CSV.", examples=["id,policy,DE-de,DE-de note\r\nknives,Knives,age_gated,18\r\n"]
    )


class PolicyTableIn(Strict):
    table: str = Field(
        max_length=1_000_000,
        description="CSV as it is exported; a policy that is not in it goes.",
        examples=["id,policy,DE-de,DE-de note\r\nknives,Knives,age_gated,18\r\n"],
    )
    keep: bool = Field(default=False, description="Else only what would change is told.")


class PolicyChangeOut(Schema):
    """Empty rules say nothing of the market."""

    policy: str = Field(examples=["Knives"])
    market: str = Field(examples=["DE-de"])
    before: str = Field(examples=["allowed"])
    after: str = Field(examples=["age_gated"])
    note: str = Field(examples=["18"])


class PolicyChangesOut(Schema):
    is_kept: bool
    changes: list[PolicyChangeOut]


class GuidelineDraftIn(Strict):
    """The whole next version; unfinished ones are kept, too, and checked when they are sent to review."""

    title: str = Field(max_length=160, examples=["Relevance"])
    sections: list[SectionIn] = Field(max_length=100)
    change_note: str = Field("", max_length=2000, examples=["Section 3 is new."])
    kind: ChangeKind = Field(ChangeKind.CLARIFICATION, examples=["policy"])
    grace_hours: int = Field(0, ge=0, le=24 * 90, examples=[72])
    quiz: list[QuestionIn] = Field([], max_length=5)
    concerns: ConcernsIn | None = Field(None, description="Which labels a policy change may touch.")
    policies: list[PolicyIO] | None = Field(None, max_length=200, description="Empty: as they are.")
    language: str = Field("en", max_length=20, description="BCP 47.", examples=["en"])
    revision: int | None = Field(
        None, description="That it was written over: refused if somebody else saved since.", examples=[4]
    )

    def written(self, policies: list[Any]) -> Written:
        """As a version would have it; `policies` where none are given."""
        concerns = self.concerns.model_dump() if self.concerns and self.concerns.questions else {}
        quiz = [each.model_dump() for each in self.quiz]
        return Written(
            self.title,
            [each.as_json() for each in self.sections],
            self.change_note,
            Change(self.kind, self.grace_hours, quiz, concerns),
            policies if self.policies is None else [each.as_json() for each in self.policies],
            self.language,
        )


class ReviewedOut(Schema):
    """What one reviewer said of one round."""

    reviewer: UUID
    name: str = Field(examples=["Ben"])
    round: int = Field(examples=[1])
    side: GuidelineSide
    verdict: DraftVerdict
    comment: str = Field(examples=["Say what holds for used goods."])
    decided_at: datetime | None


class GuidelineDraftOut(Schema):
    uid: UUID
    project: UUID
    state: DraftState
    based_on: int = Field(description="Number of the version it was begun from.", examples=[2])
    revision: int = Field(examples=[4])
    title: str = Field(examples=["Relevance"])
    sections: list[dict[str, Any]] = Field(description="As they were saved.", examples=[[SECTION]])
    change_note: str = Field(examples=["Section 3 is new."])
    kind: ChangeKind
    grace_hours: int = Field(examples=[72])
    quiz: list[dict[str, Any]] = Field(examples=[[]])
    concerns: dict[str, Any] = Field(examples=[{}])
    policies: list[dict[str, Any]] = Field(examples=[[]])
    language: str = Field(examples=["en"])
    effective_at: datetime | None = Field(description="Empty: as soon as it is approved.")
    saved_at: datetime
    reviews: list[ReviewedOut] = Field(description="Newest round first.")


class AskedReviewer(Strict):
    user: UUID
    side: GuidelineSide = Field(examples=["policy"])


class SendToReviewIn(Strict):
    reviewers: list[AskedReviewer] = Field(max_length=12)
    effective_at: datetime | None = Field(None, description="Not before; empty: once all have approved.")


class GuidelineReviewerOut(Schema):
    """Somebody who sees the project by a role of no place, so may be asked to review."""

    user: UUID
    name: str = Field(examples=["Ben"])


class GuidelineReviewersOut(Schema):
    reviewers: list[GuidelineReviewerOut]


class GuidelineVerdictIn(Strict):
    verdict: Literal["approved", "changes"] = Field(examples=["approved"])
    comment: str = Field("", max_length=4000, description="What has to change.", examples=[""])


class PartOut(Schema):
    """A section, or what it says in one market; `statuses` maps languages to how far it is."""

    part: str = Field(examples=["basics@DE-de"])
    title: str = Field(examples=["The basics"])
    market: str = Field(examples=["DE-de"])
    statuses: dict[str, TranslationStatus] = Field(examples=[{"pt-PT": "outdated"}])


class TranslationsOut(Schema):
    language: str = Field(description="That it is written in.", examples=["en"])
    languages: list[str] = Field(description="Of the project's markets.", examples=[["pt-PT"]])
    parts: list[PartOut]


class TranslatedExample(Strict):
    content: str = Field("", max_length=2000, examples=["um atacador para a procura sapato"])
    answer: str = Field("", max_length=2000, examples=["Relacionado"])
    why: str = Field("", max_length=2000, examples=["Usa-se com sapatos."])


class TranslationIn(Strict):
    title: str = Field(max_length=160, examples=["O essencial"])
    markdown: str = Field(max_length=100_000, examples=["Avalie a **procura**, não a loja."])
    examples: list[TranslatedExample] = Field([], max_length=40, description="In the order of the section's.")
    is_finished: bool = Field(default=False, description="Shown from now on; else kept as a draft.")


class TranslationOut(Schema):
    """The newest of a part; `is_outdated` where the section says something else by now."""

    language: str = Field(examples=["pt-PT"])
    part: str = Field(examples=["basics"])
    source: dict[str, Any] = Field(
        description="Title, markdown and examples to translate.", examples=[SECTION]
    )
    state: str = Field(description="draft or translated; empty: nothing yet.", examples=["translated"])
    is_outdated: bool
    title: str = Field(examples=["O essencial"])
    markdown: str = Field(examples=["Avalie a **procura**, não a loja."])
    examples: list[TranslatedExample]
    written_at: datetime | None


class ReadersAt(Schema):
    place: str = Field(description="Site or market; empty: none.", examples=["Lingua · Lisbon"])
    n_current: int = Field(examples=[18])
    n_grace: int = Field(description="Work by the version before, as long as they may.", examples=[3])
    n_outstanding: int = Field(examples=[1])


class ReadersOut(Schema):
    """Members in the caller's sight."""

    version: int = Field(examples=[3])
    sites: list[ReadersAt]
    markets: list[ReadersAt] = Field(description="Who serves two counts in both.")


class ReaderOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["quiet-otter"])
    standing: str = Field(description="current, grace or outstanding.", examples=["current"])
    read_number: int = Field(description="The newest version acknowledged; 0: none.", examples=[3])
    read_at: datetime | None


class RemindedOut(Schema):
    n: int = Field(examples=[4])


_DRAFT = (
    *("uid", "state", "based_on", "revision", "title", "sections", "change_note", "kind", "grace_hours"),
    *("quiz", "concerns", "policies", "language", "effective_at", "saved_at"),
)


def draft_out(draft: GuidelineDraft, reviews: list[GuidelineReview]) -> GuidelineDraftOut:
    given = {name: getattr(draft, name) for name in _DRAFT}
    return GuidelineDraftOut(**given, project=draft.project.uid, reviews=[_review(each) for each in reviews])


def _review(each: GuidelineReview) -> ReviewedOut:
    return ReviewedOut(
        reviewer=each.reviewer.uid,
        name=each.reviewer.name,
        round=each.round,
        side=GuidelineSide(each.side),
        verdict=DraftVerdict(each.verdict),
        comment=each.comment,
        decided_at=each.decided_at,
    )


def part_out(each: PartStatus) -> PartOut:
    part = each.part
    return PartOut(part=part.key, title=part.title, market=part.market, statuses=dict(each.statuses))


def translation_out(language: str, source: Part, found: GuidelineTranslation | None) -> TranslationOut:
    return TranslationOut(
        language=language,
        part=source.key,
        source={
            "title": source.title,
            "markdown": source.markdown,
            "examples": [
                {"content": each.content, "answer": each.answer, "why": each.why} for each in source.examples
            ],
        },
        state=found.state if found else "",
        is_outdated=found is not None and found.source_sha256 != source.sha256,
        title=found.title if found else "",
        markdown=found.markdown if found else "",
        examples=[TranslatedExample(**each) for each in found.examples] if found else [],
        written_at=found.written_at if found else None,
    )


def readers_at(each: Standings) -> ReadersAt:
    return ReadersAt(
        place=each.place, n_current=each.n_current, n_grace=each.n_grace, n_outstanding=each.n_outstanding
    )
