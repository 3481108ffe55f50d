"""What the parts of a label schema say of each other: a question of its block, a condition of its question."""

from assay.projects.rules import reasons
from assay.projects.rules.schema_parts import SUBJECTS, TIE, Condition, LabelSchema, Question
from assay.projects.rules.schema_reading import Reader

# What spans can be marked in, and what can be put in order.
WITH_TEXT, WITH_PARTS = ("text",), ("results", "chat")
PICKED = {"choice", "multi_choice", "taxonomy", "ranking", "pairwise"}
MEASURED = {"scale", "number"}


def check_links(reader: Reader, schema: LabelSchema) -> None:
    """Note every link that leads nowhere."""
    for nth, question in enumerate(schema.questions):
        place = f"questions/{nth}"
        _block_of(reader, schema, question, place)
        earlier = schema.questions[:nth]
        for at, condition in enumerate(question.when):
            asked = next((each for each in earlier if each.id == condition.question), None)
            _condition(reader, condition, (question, asked), f"{place}/when/{at}")
    _blocks(reader, schema)


def _block_of(reader: Reader, schema: LabelSchema, question: Question, place: str) -> None:
    if question.per and schema.subject_field(question) is None:
        no_block = reasons.NO_RESULTS_BLOCK if question.per == "results" else reasons.NO_CHAT_BLOCK
        reader.note("questions", no_block)
    elif question.of is not None:
        wanted = _wanted(question)
        block = schema.block(question.of)
        if block is None or block.kind not in wanted:
            reader.note(f"{place}/of", reasons.NO_BLOCK, of=question.of, kinds=" or ".join(wanted))
    for at, side in enumerate(question.sides):
        if side and (schema.block(side) is None or side == TIE):
            reader.note(f"{place}/sides/{at}", reasons.NO_SIDE, side=side)
    if len(question.sides) == 2 and question.sides[0] == question.sides[1]:
        reader.note(f"{place}/sides", reasons.USED_TWICE, value=question.sides[0])


def _wanted(question: Question) -> tuple[str, ...]:
    if question.per:
        return (SUBJECTS[question.per],)
    return WITH_TEXT if question.kind == "spans" else WITH_PARTS


def _condition(
    reader: Reader, condition: Condition, between: tuple[Question, Question | None], place: str
) -> None:
    question, asked = between
    if asked is None or (asked.is_retired and not question.is_retired):
        if condition.question:
            reader.note(f"{place}/question", reasons.NOT_EARLIER, id=condition.question)
        return
    for value in (*condition.values, *condition.not_values):
        if not _can_be(asked, value):
            reader.note(place, reasons.NOT_AN_ANSWER, value=str(value)[:60], question=asked.id)
    limits = condition.at_least is not None or condition.at_most is not None
    if limits and asked.kind not in MEASURED:
        reader.note(place, reasons.NO_NUMBER, question=asked.id)


def _can_be(asked: Question, value: str | float) -> bool:
    if asked.kind in MEASURED:
        return not isinstance(value, str) and asked.least <= value <= asked.most
    if asked.kind == "pairwise":
        return value in asked.preferences
    return asked.kind in PICKED and value in {option.id for option in asked.options}


def _blocks(reader: Reader, schema: LabelSchema) -> None:
    compared = {side for question in schema.questions for side in question.sides}
    for nth, block in enumerate(schema.content):
        if block.is_must and block.field in compared:
            reader.note(f"content/{nth}/must", reasons.MUST_COMPARED)
