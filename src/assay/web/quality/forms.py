"""The form that starts a consensus run: methods in plain words, and their parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.projects.models import Stage
from assay.quality.enums import ConsensusMethod
from assay.quality.rules.methods import DEFAULTS, LIMITS

METHODS = {
    ConsensusMethod.AUTO: gettext_noop(
        "For a crowd nobody knows yet: three models that assume different things of people, averaged."
    ),
    ConsensusMethod.MAJORITY: gettext_noop(
        "The answer most people gave. Everybody counts the same. Ties are broken by the seed."
    ),
    ConsensusMethod.DAWID_SKENE: gettext_noop(
        "Learns from the judgments which answers each person confuses, and weighs them by it. "
        "Best with twenty judgments or more per person."
    ),
    ConsensusMethod.HIERARCHICAL: gettext_noop(
        "The same, but people with few judgments are taken to be like the crowd."
    ),
}
PARAMETERS = {
    "seed": (
        gettext_noop("Seed"),
        gettext_noop("A whole number that decides ties. The same seed gives the same labels."),
    ),
    "smoothing": (
        gettext_noop("Smoothing"),
        gettext_noop("Added to every cell of a confusion matrix, so that nobody is taken to be infallible."),
    ),
    "pooling": (
        gettext_noop("Pooling"),
        gettext_noop("How many judgments the crowd counts for in each person's matrix."),
    ),
    "max_iter": (gettext_noop("Most rounds"), gettext_noop("Stops here even when it has not settled.")),
    "tol": (
        gettext_noop("Tolerance"),
        gettext_noop("It has settled when the log likelihood per judgment changes by less."),
    ),
}
WHOLE = frozenset({"seed", "max_iter"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name` is that of the form's field: parameters belong to a method."""

    name: str
    label: str
    hint: str
    value: str
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class Method:
    value: str
    label: str
    hint: str
    is_chosen: bool
    parameters: tuple[Parameter, ...]


def methods_of(stage: Stage) -> list[Method]:
    """Every method with its parameters; the stage's own is chosen, with its values."""
    return [
        Method(
            value=method.value,
            label=str(method.label),
            hint=_(hint),
            is_chosen=method.value == stage.consensus,
            parameters=tuple(_parameter(method.value, name, stage) for name in DEFAULTS[method.value]),
        )
        for method, hint in METHODS.items()
    ]


def parameters_of(form: Mapping[str, str]) -> dict[str, object]:
    """The chosen method's parameters; what is no number stays a text, which the rule refuses by name."""
    method = form.get("method", "")
    named = {name: form.get(f"{method}-{name}", "").strip() for name in DEFAULTS.get(method, {})}
    return {name: _number(text, is_whole=name in WHOLE) for name, text in named.items() if text}


def _parameter(method: str, name: str, stage: Stage) -> Parameter:
    given = stage.consensus_params if method == stage.consensus else {}
    value, (least, most) = given.get(name, DEFAULTS[method][name]), LIMITS[name]
    label, hint = PARAMETERS[name]
    return Parameter(f"{method}-{name}", _(label), _(hint), str(value), str(least), str(most))


def _number(text: str, *, is_whole: bool) -> object:
    try:
        return int(text) if is_whole else float(text)
    except ValueError:
        return text
