"""What the record of a gold task says, in the reader's words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.quality.enums import GoldAdvice, GoldSign
from assay.quality.rules.gold_library import Record, advice_of, signs_of
from assay.stats.sampling import Share
from assay.web.templatetags.figures import figure, percent

SIGNS = {
    GoldSign.BETTER: (gettext_noop("better than at first"), "warn"),
    GoldSign.FASTER: (gettext_noop("faster than at first"), "warn"),
    GoldSign.MISSED: (gettext_noop("missed by most"), "bad"),
    GoldSign.EASY: (gettext_noop("missed by nobody"), ""),
    GoldSign.WORN: (gettext_noop("seen by nearly all"), "warn"),
    GoldSign.BEFORE_GUIDELINE: (gettext_noop("older than the guideline"), ""),
    GoldSign.OLD: (gettext_noop("half a year old"), ""),
}
ADVICE = {
    GoldAdvice.KNOWN: gettext_noop("Retire it: people seem to know it beforehand."),
    GoldAdvice.CHECK: gettext_noop("Check its answer: most people miss it."),
    GoldAdvice.REPLACE: gettext_noop("Replace it: nearly everybody has seen it."),
    GoldAdvice.TOO_EASY: gettext_noop("Retire it: nobody misses it, so it tells people apart no more."),
    GoldAdvice.GUIDELINE: gettext_noop("Read it again: the guideline has changed since."),
    GoldAdvice.AGED: gettext_noop("Read it again: it is half a year old."),
}


@dataclass(frozen=True, slots=True)
class ShownSign:
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """How an item was answered since it is gold; `trend` compares the earlier half of the answers with the later."""

    missed: Share
    n_days: int
    n_people: int
    signs: tuple[ShownSign, ...]
    advice: str
    trend: str


def shown_record(record: Record, now: datetime) -> ShownRecord:
    signs = signs_of(record, now)
    advice = advice_of(signs)
    return ShownRecord(
        missed=record.missed,
        n_days=(now - record.created_at).days,
        n_people=record.n_people,
        signs=tuple(ShownSign(_(SIGNS[each][0]), SIGNS[each][1]) for each in signs),
        advice=_(ADVICE[advice]) if advice else "",
        trend=_trend(record) if {GoldSign.BETTER, GoldSign.FASTER} & set(signs) else "",
    )


def _trend(record: Record) -> str:
    return _("right %(early)s, then %(late)s; %(before)s s, then %(after)s s") % {
        "early": percent(record.early.value, 0),
        "late": percent(record.late.value, 0),
        "before": figure(record.early_seconds, 0),
        "after": figure(record.late_seconds, 0),
    }
