"""A rush: what a request that cannot wait takes from other projects, and what their owners may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import Reason, declare
from assay.planning.enums import RushAnswer
from assay.planning.rules.feasibility import Asked, Cut, Dates, Given, dates_of

NO_RUSH = declare("rush.no_rush", "The request is no rush: it says no reason why it cannot wait.")
NEEDS_RUN = declare(
    "rush.needs_run", "Compute the feasibility first: it says how long people are taken away."
)
NEEDS_REASON = declare("rush.needs_reason", "Say why: the requester and the approvers read it.", status=422)
NOT_ASKED = declare("rush.not_asked", "Answer with agreed or refused.", status=422)


@dataclass(frozen=True, slots=True)
class Delay:
    """What is left of a project without the rush and with it; `n_shared` of its people would work on the rush."""

    before: Dates
    after: Dates
    n_shared: int

    @property
    def p50_days(self) -> int | None:
        return _days(self.before.p50, self.after.p50)

    @property
    def p80_days(self) -> int | None:
        return _days(self.before.p80, self.after.p80)

    @property
    def is_any(self) -> bool:
        """A date that goes away altogether is a delay, too."""
        gone = self.before.p80 is not None and self.after.p80 is None
        return gone or bool(self.p50_days) or bool(self.p80_days)


def delay_of(
    asked: Sequence[Asked], given: Given, *, shared: frozenset[int], cut: Cut, starts_on: date
) -> Delay:
    """The same runs twice, with the same seed: people shared give a part of their hours to the rush while it lasts."""
    people = {person.key for each in asked for person in each.people}
    return Delay(
        before=dates_of(asked, given, starts_on=starts_on),
        after=dates_of(asked, given, starts_on=starts_on, cut=cut, shared=shared),
        n_shared=len(people & shared),
    )


def refuse_answer(answer: str, reason: str) -> list[Reason]:
    """Refusing needs a reason; agreeing does not."""
    if answer not in {RushAnswer.AGREED, RushAnswer.REFUSED}:
        return [NOT_ASKED(field="answer")]
    if answer == RushAnswer.REFUSED and not reason.strip():
        return [NEEDS_REASON(field="reason")]
    return []


def _days(before: date | None, after: date | None) -> int | None:
    return None if before is None or after is None else (after - before).days
