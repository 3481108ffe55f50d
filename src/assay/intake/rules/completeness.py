"""What a request still lacks before it can be submitted: one reason per field, in the order of the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.intake.rules import reasons
from assay.kit.reasons import Reason, Word

# Field of the form, and what it is called in the sentence.
NEEDED: Mapping[str, str] = {
    "title": "The title",
    "segment": "The segment",
    "purpose": "The purpose",
    "metric": "The model metric that it should move",
    "metric_baseline": "Where the metric stands today",
    "metric_gain": "By how much the metric should move",
    "content_source": "Where the content comes from",
    "volumes": "The volume of at least one market",
    "schema": "A template of the gallery, or what is to be asked in words",
    "accuracy_target": "The accuracy that is needed",
    "acceptance": "When a delivery is accepted",
    "deadline_on": "The deadline",
    "cadence": "How often it is needed",
    "sensitivity": "How sensitive the content is",
    "budget": "The budget with its currency",
    "approvers": "At least one approver",
}
# What is filled in as one: the parts of the form, each with its fields.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("what", ("title", "segment", "purpose")),
    ("why", ("metric", "metric_baseline", "metric_gain")),
    ("content", ("content_source", "volumes", "sensitivity")),
    ("labels", ("schema", "accuracy_target", "acceptance")),
    ("when", ("deadline_on", "cadence")),
    ("who", ("budget", "approvers")),
)


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is filled in, by field of the form; an empty text or None is missing, a zero is a number."""

    values: Mapping[str, object]

    def has(self, name: str) -> bool:
        value = self.values.get(name)
        return bool(value.strip()) if isinstance(value, str) else value is not None


def missing(facts: RequestFacts) -> list[Reason]:
    """Every field that is needed and empty."""
    return [
        reasons.MISSING(field=name, what=Word(what)) for name, what in NEEDED.items() if not facts.has(name)
    ]


def n_filled(facts: RequestFacts) -> int:
    return len(NEEDED) - len(missing(facts))
