"""An application as it is written: what has to stand in it, and whether a person had the time to write it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from assay.kit.reasons import Reason
from assay.kit.transitions import Transitions
from assay.people.rules.words import MOST_IN_NAME, refuse_languages, refuse_name
from assay.recruiting.enums import ApplicationState, Device, Tie
from assay.recruiting.rules import reasons

A = ApplicationState
# A decision goes back only as long as it is not true yet (UNDO_WITHIN).
TRANSITIONS = Transitions(
    "The application",
    {
        A.APPLIED: (A.VERIFIED, A.WITHDRAWN, A.LAPSED),
        A.VERIFIED: (A.ACCEPTED, A.REFUSED, A.WITHDRAWN),
        A.ACCEPTED: (A.VERIFIED, A.WITHDRAWN),
        A.REFUSED: (A.VERIFIED, A.WITHDRAWN),
    },
)
MOST_LANGUAGES, OLDEST = 8, 120
FASTEST, LONGEST = timedelta(seconds=3), timedelta(hours=24)
# Who does not confirm the address, and who was not taken on, is forgotten after so long.
LAPSES_AFTER, FORGOTTEN_AFTER = timedelta(days=7), timedelta(days=180)
# With the letter of the acceptance a password is chosen for so long.
PASSWORD_WITHIN = timedelta(days=30)
MOST_LETTERS_A_DAY = 3
# What a person decided can be taken back for so long; then the account is made and the letter leaves.
UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote into the form.

    `skills` are codes of the campaign's, ticked and not proven; `about` is what they say of themselves (question to
    answer), which nobody who decides about the application reads.
    """

    name: str
    email: str
    born_on: date | None
    device: str
    tie: str
    languages: Mapping[str, int] = field(default_factory=dict)
    agrees: bool = False
    skills: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """How the form came: the time since the page was shown (None: that was not ours), and the trap."""

    after: timedelta | None
    trap: str = ""


def problems(written: Written, *, least_age: int, today: date, skills: Collection[str] = ()) -> list[Reason]:
    """Everything that keeps it from being sent, at its field; addresses are looked at by whoever reads them.

    `skills` are those that are asked about.
    """
    found = [
        reasons.CHOOSE_ONE(field=name)
        for name, value, known in (("device", written.device, Device), ("tie", written.tie, Tie))
        if value not in known.values
    ]
    if refuse_name(written.name):
        found.append(reasons.NAME_NEEDED(field="name", most=MOST_IN_NAME))
    if refused := _refuse_age(written.born_on, least_age, today):
        found.append(refused)
    if (
        not written.languages
        or len(written.languages) > MOST_LANGUAGES
        or refuse_languages(written.languages)
    ):
        found.append(reasons.NO_LANGUAGE(field="languages"))
    if not set(written.skills) <= set(skills):
        found.append(reasons.CHOOSE_ONE(field="skills"))
    if not written.agrees:
        found.append(reasons.CONSENT_NEEDED(field="consent"))
    return found


def _refuse_age(born_on: date | None, least_age: int, today: date) -> Reason | None:
    if born_on is None or not 0 <= age_on(born_on, today) <= OLDEST:
        return reasons.BORN_INVALID(field="born_on")
    return reasons.TOO_YOUNG(field="born_on", age=least_age) if age_on(born_on, today) < least_age else None


def age_on(born_on: date, today: date) -> int:
    """Full years; who was born on a leap day is a year older from the first of March on."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def refuse_sending(sent: Sent) -> Reason | None:
    """A person reads before they send, sends within a day, and never fills what no person sees."""
    if sent.trap:
        return reasons.TRAP_FILLED()
    if sent.after is None or sent.after > LONGEST:
        return reasons.TOO_OLD()
    return reasons.TOO_FAST() if sent.after < FASTEST else None
