"""What must be done with the content before an answer is taken: a link opened, a clip played to its end."""

from collections.abc import Mapping
from typing import Protocol

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.schema_parts import Block, LabelSchema


class Interaction(Protocol):
    """What was done with one content field."""

    @property
    def opened(self) -> int: ...
    @property
    def is_played(self) -> bool: ...


def unmet(schema: LabelSchema, interactions: Mapping[str, Interaction]) -> list[Reason]:
    """Every link that was not opened and every clip that was not played, where the schema says they must be."""
    return [_reason(block) for block in schema.musts if not _is_done(block, interactions.get(block.field))]


def _is_done(block: Block, done: Interaction | None) -> bool:
    if done is None:
        return False
    return done.opened > 0 if block.kind == "link" else done.is_played


def _reason(block: Block) -> Reason:
    declared = reasons.NOT_OPENED if block.kind == "link" else reasons.NOT_PLAYED
    return declared(field=block.field)
