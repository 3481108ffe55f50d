"""A pilot: when it may be started, and what it has shown."""

from dataclasses import dataclass

from assay.intake.enums import RequestState as S
from assay.kit.reasons import Reason, declare
from assay.planning.rules.standards import Measured

BAD_SIZE = declare("pilot.bad_size", "A pilot has from 1 to {most} tasks.", status=422)
TOO_LATE = declare(
    "pilot.too_late", "A pilot is started between submitting a request and starting its project."
)
THERE_ALREADY = declare("pilot.there_already", "The request has its pilot already.")
NEEDS_TEMPLATE = declare(
    "pilot.needs_template", "A pilot needs a label schema: the request names no template of the gallery."
)
NO_PILOT = declare("pilot.none", "The request has no pilot yet.")
NO_SAMPLE = declare("pilot.no_sample", "The request has no sample file.")
HAS_TASKS = declare("pilot.has_tasks", "The pilot has tasks already: bring more into its batch.")
MOST_TASKS = 10_000
STATES = frozenset({S.SUBMITTED, S.CLARIFYING, S.FEASIBLE, S.APPROVED})


@dataclass(frozen=True, slots=True)
class PilotFigures:
    """Agreement of the question people agree on least, with its interval; `seconds` is the median per judgment.

    A task takes its judgments: `seconds_per_task` is the median of what all judgments of a task took together.
    """

    n_wanted: int
    n_tasks: int
    n_done: int
    n_judgments: int
    agreement: Measured | None
    seconds: float | None
    seconds_per_task: float | None


def refuse_pilot(state: str, n_tasks: int, *, has_template: bool, is_there: bool) -> list[Reason]:
    problems: list[Reason] = []
    if state not in STATES:
        problems.append(TOO_LATE())
    elif is_there:
        problems.append(THERE_ALREADY())
    elif not has_template:
        problems.append(NEEDS_TEMPLATE())
    if not 1 <= n_tasks <= MOST_TASKS:
        problems.append(BAD_SIZE(field="n_tasks", most=MOST_TASKS))
    return problems
