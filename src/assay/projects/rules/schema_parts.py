"""What a label schema is made of, as frozen dataclasses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

CONTENT_KINDS = ("text", "markdown", "image", "video", "audio", "product", "results", "chat", "link")
QUESTION_KINDS = (
    *("choice", "multi_choice", "taxonomy", "scale", "number", "text"),
    *("ranking", "pairwise", "spans"),
)
# Questions asked once for every part of something: what the part is called, and the kind of block that holds it.
SUBJECTS: Mapping[str, str] = {"results": "results", "turns": "chat"}
TIE = "tie"

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of content: what kind, and which content field it shows.

    `is_must`: a link must be opened, a clip played, before an answer is taken. `is_markdown`: so are a chat's turns.
    """

    kind: str
    field: str
    label: Text = ""
    query: str | None = None
    is_must: bool = False
    is_markdown: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """How pictures and clips first show where content may be hard to look at; the person can change it."""

    is_blurred: bool = False
    is_grey: bool = False
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """`parent` is the option above it in a taxonomy; `is_branch`: it has options below."""

    id: str
    label: Text
    hotkey: str = ""
    help: Text = ""
    is_retired: bool = False
    maps_to: str | None = None
    is_critical: bool = False
    parent: str | None = None
    is_branch: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the earlier question is answered, and the answer is as demanded."""

    question: str
    values: tuple[str | float, ...] = ()
    not_values: tuple[str | float, ...] = ()
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One typed question; what a kind does not use has its default.

    `least` and `most` limit the value of a number, the length of a text, or how many are chosen. `of` is the content
    field it is about: the list or chat of its subjects, the text of its spans, or what is ranked. `section` is the
    section of the guideline that says how to answer it.
    """

    id: str
    kind: str
    label: Text
    help: Text = ""
    is_required: bool = True
    per: str = ""
    of: str | None = None
    when: tuple[Condition, ...] = ()
    is_ordered: bool = False
    options: tuple[Option, ...] = ()
    least: float = 0
    most: float = 0
    step: float = 1
    unit: Text = ""
    labels: Mapping[str, Text] = field(default_factory=dict)
    critical: tuple[float, ...] = ()
    sides: tuple[str, ...] = ()
    has_tie: bool = True
    is_any_level: bool = False
    may_overlap: bool = False
    is_retired: bool = False
    section: str = ""

    @property
    def is_per_result(self) -> bool:
        """Asked of every result of a list, or every turn of a chat."""
        return bool(self.per)

    @property
    def option_ids(self) -> frozenset[str]:
        """What can be chosen now: of a taxonomy the leaves, unless any level may be."""
        return frozenset(
            option.id
            for option in self.options
            if not option.is_retired and (self.is_any_level or not option.is_branch)
        )

    @property
    def preferences(self) -> frozenset[str]:
        """What a comparison can come to."""
        return frozenset((*self.sides, TIE) if self.has_tie else self.sides)

    def lineage(self, option_id: str) -> Iterator[str]:
        """The option and those above it."""
        above = {option.id: option.parent for option in self.options}
        here: str | None = option_id
        while here is not None:
            yield here
            here = above.get(here)


@dataclass(frozen=True, slots=True)
class LabelSchema:
    """`thinking_seconds`: this long a silence still counts as handling, where that is more than the idle cut."""

    title: Text
    content: tuple[Block, ...]
    questions: tuple[Question, ...]
    thinking_seconds: float = 0
    media: Media = Media()

    @property
    def results_field(self) -> str | None:
        """The content field that holds the first result list, where there is one."""
        return next((block.field for block in self.content if block.kind == "results"), None)

    @property
    def needs_content(self) -> bool:
        """Whether answers can only be checked beside the task's content."""
        return any(question.per or question.of for question in self.questions)

    @property
    def musts(self) -> tuple[Block, ...]:
        """What must be opened or played before an answer is taken."""
        return tuple(block for block in self.content if block.is_must)

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    def block(self, name: str) -> Block | None:
        return next((block for block in self.content if block.field == name), None)

    def subject_field(self, question: Question) -> str | None:
        """The content field whose parts the question is asked of: the named one, else the first of its kind."""
        kind = SUBJECTS.get(question.per)
        if kind is None:
            return None
        named = self.block(question.of) if question.of else None
        if named is not None and named.kind == kind:
            return named.field
        return next((block.field for block in self.content if block.kind == kind), None)
