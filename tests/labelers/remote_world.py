"""A labeler behind an address of this machine, of which the project owner has said that content may be sent to it."""

from typing import Any  # Terms of any kind.

from assay.labelers.actions.consents import give_consent
from assay.labelers.actions.endpoints import configure_endpoint
from assay.labelers.actions.registry import register_labeler
from assay.labelers.enums import LabelerKind
from assay.labelers.models import MachineLabeler
from assay.labelers.rules.endpoints import EndpointTerms
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from tests.labelers.model_server import ModelServer
from tests.work.world import NOW, World

KEY = "sk-0123456789abcdef"


def terms(server: ModelServer, **other: Any) -> EndpointTerms:
    """A token that is sent costs a millionth, one that comes back two."""
    usual: dict[str, Any] = {
        "base_url": server.url,
        "model": "small-1",
        "in_micro": 1_000,
        "out_micro": 2_000,
        "day_micro": 1_000_000,
        "per_minute": 10_000,
        "timeout_seconds": 4,
    }
    return EndpointTerms(**usual | other)


def remote(world: World, server: ModelServer, *, is_agreed: bool = True, **other: Any) -> MachineLabeler:
    grant_role(None, user=world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    labeler = register_labeler(None, project=world.project, name="Small", kind=LabelerKind.REMOTE, now=NOW)
    made = configure_endpoint(None, labeler=labeler, terms=terms(server, **other), key=KEY, now=NOW)
    if is_agreed:
        give_consent(None, labeler=labeler, version=made.number, statement="Agreed.", now=NOW)
    return labeler
