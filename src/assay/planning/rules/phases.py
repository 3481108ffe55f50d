"""The column of the portfolio: by the state of the project, before there is one by that of the request."""

from collections.abc import Mapping

from assay.planning.enums import Phase

# By the names of states of other domains, which rules do not import.
OF_PROJECT: Mapping[str, Phase] = {
    "draft": Phase.SET_UP,
    "open": Phase.AT_WORK,
    "paused": Phase.PAUSED,
    "closed": Phase.OVER,
}
OF_REQUEST: Mapping[str, Phase] = {
    "draft": Phase.ASKED,
    "submitted": Phase.ASKED,
    "clarifying": Phase.ASKED,
    "feasible": Phase.DECIDED,
    "not_feasible": Phase.DECIDED,
    "approved": Phase.DECIDED,
    "in_delivery": Phase.AT_WORK,
    "accepted": Phase.OVER,
    "closed": Phase.OVER,
    "withdrawn": Phase.OVER,
}


def phase_of(project_state: str | None, request_state: str | None) -> Phase:
    if project_state is not None:
        return OF_PROJECT[project_state]
    if request_state is None:
        raise ValueError("neither a project nor a request")
    return OF_REQUEST[request_state]
