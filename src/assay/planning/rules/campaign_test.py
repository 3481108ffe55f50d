"""The short paid test of a campaign: what keeps an exam from being one."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.kit.money import MOST as MOST_MICRO
from assay.kit.reasons import Reason, declare
from assay.recruiting.rules.campaigns import is_currency

# More than that is work, not a test.
MOST_QUESTIONS = 20
NO_EXAM = declare("recruit_test.no_exam", "Choose an exam of a project that you staff.", status=422)
NOT_SHORT = declare(
    "recruit_test.not_short", "A test asks {most} questions at most; this exam asks {n}.", status=422
)
NOT_OPEN = declare("recruit_test.not_open", "The exam is retired, or its project is not open.", status=409)
OTHER_SKILL = declare(
    "recruit_test.other_skill",
    "The exam gives {skill}, which is not among the skills of the campaign: who passes would not count as qualified.",
    status=422,
)
PAY_INVALID = declare(
    "recruit_test.pay_invalid", "Pay is an amount above zero with a currency of three letters.", status=422
)
CAMPAIGN_CLOSED = declare("recruit_test.campaign_closed", "This campaign is closed.", status=409)


@dataclass(frozen=True, slots=True)
class ExamSeen:
    skill: str
    n_questions: int
    can_be_sat: bool


def problems(
    exam: ExamSeen, *, pay_micro: int | None, currency: str, skills: Sequence[str], is_closed: bool
) -> list[Reason]:
    """`skills` are the codes of the campaign's profile; none: any skill qualifies."""
    found = [CAMPAIGN_CLOSED()] if is_closed else []
    if not exam.can_be_sat:
        found.append(NOT_OPEN(field="exam"))
    if exam.n_questions > MOST_QUESTIONS:
        found.append(NOT_SHORT(field="exam", most=MOST_QUESTIONS, n=exam.n_questions))
    if skills and exam.skill not in skills:
        found.append(OTHER_SKILL(field="exam", skill=exam.skill))
    if pay_micro is None or not 0 < pay_micro <= MOST_MICRO or not is_currency(currency):
        found.append(PAY_INVALID(field="pay"))
    return found
