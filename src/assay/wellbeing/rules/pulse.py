"""What of a week's pulse check is shown: groups of at least five that do not overlap, and sums of those alone.

Groups that are shown share nobody, and every sum is one of groups that are shown. So whatever is taken from
whatever, what is left stands for nobody or for five people at least. What everybody sees is the same publication:
who may see less of it sees fewer groups of it, never other ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.reasons import Reason
from assay.kit.small_groups import told_apart
from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.rules import reasons

LEAST = 5
ANSWERS = range(1, 6)
# A week is over for everybody once it is Tuesday in Greenwich: until then somebody may still answer.
CLOSED_AFTER = timedelta(days=8)

Site = int | None
Counts = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers to one question, from 1 to 5: how many of each."""

    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float:
        return sum(answer * n for answer, n in zip(ANSWERS, self.counts, strict=True)) / self.n

    @property
    def n_low(self) -> int:
        """The two lowest answers: what one looks for."""
        return sum(self.counts[:2])


Group = Mapping[str, Spread]


@dataclass(frozen=True, slots=True)
class Publication:
    """Of one week: sites with enough answers, the rest together where that is enough, and the sum of both."""

    sites: Mapping[Site, Group]
    others: Group | None
    together: Group | None


def publication(week: Mapping[Site, Counts]) -> Publication:
    found = told_apart(week, is_enough)
    sites = {site: _group([week[site]]) for site in found.alone}
    others = _group([week[site] for site in found.together]) if found.together else None
    shown = [week[site] for site in (*found.alone, *found.together)]
    return Publication(sites, others, _group(shown) if shown else None)


def is_enough(groups: Sequence[Counts]) -> bool:
    """Of every question five answers, so that no question shows a smaller group than another."""
    return all(sum(_counts(groups, question)) >= LEAST for question in PulseQuestion.values)


def _group(groups: Sequence[Counts]) -> Group:
    return {question: Spread(_counts(groups, question)) for question in PulseQuestion.values}


def _counts(groups: Sequence[Counts], question: str) -> tuple[int, ...]:
    found = [counts[question] for counts in groups if question in counts]
    return tuple(sum(each[nth] for each in found) for nth in range(len(ANSWERS)))


def is_closed(week_on: date, today: date) -> bool:
    """Whether nobody anywhere can still answer for the week; `today` is Greenwich's."""
    return week_on + CLOSED_AFTER <= today


def problems(answers: Mapping[str, int | None]) -> list[Reason]:
    """What keeps the answers from being counted; a question may be left out, but not all of them."""
    given = {question: answer for question, answer in answers.items() if answer is not None}
    if not given:
        return [reasons.PULSE_EMPTY()]
    known = PulseQuestion.values
    return [
        reasons.PULSE_RANGE(field=question)
        for question, answer in given.items()
        if question not in known or answer not in ANSWERS
    ]
