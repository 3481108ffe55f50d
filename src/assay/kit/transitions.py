"""State changes go through one table per thing; its diagram in the docs is drawn from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare

NOT_FROM_HERE = declare(
    "state.not_from_here", "{thing} is {state}, so it cannot become {wanted}.", status=409
)


@dataclass(frozen=True, slots=True)
class Transitions:
    """`allowed` maps a state to the states it may become."""

    thing: str
    allowed: Mapping[str, Iterable[str]]

    def refuse(self, state: str, wanted: str) -> Reason | None:
        """Why `state` cannot become `wanted`, or None."""
        if wanted in self.allowed.get(state, ()):
            return None
        return NOT_FROM_HERE(thing=self.thing, state=state, wanted=wanted)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = [f"    {state} --> {wanted}" for state, targets in self.allowed.items() for wanted in targets]
        return "\n".join(["stateDiagram-v2", *lines])
