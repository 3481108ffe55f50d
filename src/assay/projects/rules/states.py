"""The states of a project."""

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.projects.enums import ProjectState

NEEDS_SCHEMA = declare(
    "projects.needs_schema", "Publish a label schema before you open the project.", status=409
)
PAUSE_NEEDS_REASON = declare(
    "projects.pause_needs_reason",
    "Say why the project is paused: everybody who waits for its tasks reads it.",
    status=422,
)

TRANSITIONS = Transitions(
    "The project",
    {
        ProjectState.DRAFT: (ProjectState.OPEN, ProjectState.CLOSED),
        ProjectState.OPEN: (ProjectState.PAUSED, ProjectState.CLOSED),
        ProjectState.PAUSED: (ProjectState.OPEN, ProjectState.CLOSED),
        ProjectState.CLOSED: (ProjectState.OPEN,),
    },
)


def refuse_change(state: str, wanted: str, *, has_schema: bool, reason: str = "") -> Reason | None:
    """Why the project cannot become `wanted`, or None."""
    if refused := TRANSITIONS.refuse(state, wanted):
        return refused
    if wanted == ProjectState.OPEN and not has_schema:
        return NEEDS_SCHEMA()
    if wanted == ProjectState.PAUSED and not reason.strip():
        return PAUSE_NEEDS_REASON(field="reason")
    return None
