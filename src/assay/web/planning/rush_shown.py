"""Questions of a rush as both pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.planning.enums import RushAnswer
from assay.planning.models import RushQuestion
from assay.web.planning.feasibility_shown import day_text
from assay.web.planning.feasibility_words import ANSWERS
from assay.web.templatetags.figures import count


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """`later` is of 80 %, `others` of 50 %."""

    question: RushQuestion
    later: str
    others: str
    state: str
    tone: str
    is_waiting: bool


def questions_shown(questions: Iterable[RushQuestion]) -> list[ShownQuestion]:
    return [
        ShownQuestion(
            each,
            _moved(each.p80_before, each.p80_after, each.p80_days),
            _moved(each.p50_before, each.p50_after, each.p50_days),
            _(ANSWERS[each.answer][0]),
            ANSWERS[each.answer][1],
            each.answer == RushAnswer.WAITING,
        )
        for each in questions
    ]


def _moved(before: date | None, after: date | None, days: int | None) -> str:
    if days is None:
        return _("%(before)s, then not within two years") % {"before": day_text(before)}
    said = ngettext("%(n)s day", "%(n)s days", days) % {"n": count(days)}
    return _("%(days)s: %(before)s → %(after)s") % {
        "days": said,
        "before": day_text(before),
        "after": day_text(after),
    }
