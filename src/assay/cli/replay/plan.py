"""What is played where: the recording, and what stands for its parts on the server."""

from dataclasses import dataclass, field
from typing import Any  # Answers are JSON.

from assay.cli.replay import schema
from assay.cli.replay.recording import Recording


@dataclass(frozen=True, slots=True)
class Person:
    """A recorded worker on the server."""

    uid: str
    token: str


@dataclass
class Plan:
    recording: Recording
    project: str
    schema_version: str
    options: dict[str, str]
    people: dict[str, Person] = field(default_factory=dict)

    def answers(self, label: str) -> dict[str, Any]:
        return {schema.QUESTION: self.options[label]}

    def label(self, option: str) -> str:
        """The recorded label of an option; the one the schema needed beside a single label stands for itself."""
        return next((label for label, each in self.options.items() if each == option), option)
