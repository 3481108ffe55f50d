"""A campaign as somebody plans it: when it is open, and what keeps it from being made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from assay.kit.money import MOST as MOST_MICRO
from assay.kit.reasons import Reason
from assay.people.rules.words import refuse_language, refuse_languages, refuse_name
from assay.recruiting.enums import CampaignState
from assay.recruiting.rules import reasons

MOST_NAME, MOST_DAYS, MOST_WANTED, MOST_TITLE, MOST_TEXT = 160, 730, 1_000_000, 120, 20_000
OF_AGE, MOST_AGE = 18, 30
# Where people are of age later than at eighteen.
LATER = {"EG": 21, "KR": 19, "NZ": 20, "SG": 21, "TH": 20}
_CURRENCY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody decides about a campaign."""

    name: str
    opens_on: date
    closes_on: date
    n_wanted: int
    budget_micro: int | None = None
    currency: str = ""
    languages: Mapping[str, int] = field(default_factory=dict)
    skills: tuple[str, ...] = ()
    device: str = ""
    least_age: int = OF_AGE


@dataclass(frozen=True, slots=True)
class Wording:
    """What the public page says in a language."""

    language: str
    title: str
    markdown: str


def state_of(opens_on: date, closes_on: date, closed_at: datetime | None, today: date) -> CampaignState:
    if closed_at is not None:
        return CampaignState.CLOSED
    if today < opens_on:
        return CampaignState.PLANNED
    return CampaignState.OPEN if today <= closes_on else CampaignState.OVER


def of_age_in(region: str) -> int:
    """From which age on people of a region decide for themselves."""
    return LATER.get(region.upper(), OF_AGE)


def problems(terms: Terms, *, region: str, skills: Iterable[str]) -> list[Reason]:
    """Everything that keeps it from being made; `skills` are the codes in use."""
    found = [*_days(terms), *_numbers(terms, of_age_in(region))]
    if refuse_name(terms.name, most=MOST_NAME):
        found.append(reasons.NAMELESS(field="name", most=MOST_NAME))
    if refused := refuse_languages(terms.languages):
        found.append(refused)
    known = set(skills)
    found += [
        reasons.SKILL_UNKNOWN(field="skills", code=code[:60]) for code in terms.skills if code not in known
    ]
    return found


def _days(terms: Terms) -> list[Reason]:
    if terms.closes_on < terms.opens_on:
        return [reasons.DAYS_REVERSED(field="closes_on")]
    if (terms.closes_on - terms.opens_on).days >= MOST_DAYS:
        return [reasons.DAYS_FAR(field="closes_on", most=MOST_DAYS)]
    return []


def _numbers(terms: Terms, of_age: int) -> list[Reason]:
    found = []
    if not 1 <= terms.n_wanted <= MOST_WANTED:
        found.append(reasons.WANTED_RANGE(field="n_wanted", most=MOST_WANTED))
    if not of_age <= terms.least_age <= MOST_AGE:
        found.append(reasons.AGE_RANGE(field="least_age", least=of_age, most=MOST_AGE))
    is_amount = terms.budget_micro is None or 0 <= terms.budget_micro <= MOST_MICRO
    needs_currency = terms.budget_micro is not None or bool(terms.currency)
    if not is_amount or (needs_currency and not is_currency(terms.currency)):
        found.append(reasons.BUDGET_INVALID(field="budget"))
    return found


def is_currency(code: str) -> bool:
    return len(code) == _CURRENCY_LETTERS and code.isascii() and code.isalpha() and code.isupper()


def refuse_wording(wording: Wording) -> list[Reason]:
    found = []
    if refused := refuse_language(wording.language):
        found.append(refused)
    if not wording.title.strip() or not wording.markdown.strip():
        found.append(reasons.TEXT_MISSING(field="markdown"))
    for name, text, most in (("title", wording.title, MOST_TITLE), ("markdown", wording.markdown, MOST_TEXT)):
        if len(text) > most or "\0" in text:
            found.append(reasons.TEXT_TOO_LONG(field=name, most=most))
    return found
