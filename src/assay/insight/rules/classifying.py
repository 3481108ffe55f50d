"""A classifier's verdicts against delivered labels: rates of each class in what the sample was drawn from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assay.insight.enums import EvaluationPart
from assay.kit.reasons import declare
from assay.stats.classifying import ClassRates, weighted_rates

MOST_CLASSES = 200

VERDICTS_NAME = declare(
    "classifiers.name", "Name the classifier and its version in at most {most} letters.", status=422
)
VERDICTS_TWICE = declare(
    "classifiers.name_twice", "There are verdicts of this name for the question already: name this version."
)
NO_CLASSES = declare(
    "classifiers.no_classes",
    "{question} has no fixed set of answers, so no verdict can be one of them.",
    status=422,
)
UNKNOWN_VERDICT = declare(
    "classifiers.unknown_verdict", "{verdict} is no answer of {question}: verdicts are {known}.", status=422
)
OTHER_PROJECT = declare(
    "classifiers.other_project", "The verdicts and the release belong to different projects.", status=422
)
NOTHING_SHARED = declare(
    "classifiers.nothing_shared",
    "None of the items with a verdict has a label in this release: its external ids are others.",
    status=422,
)


@dataclass(frozen=True, slots=True)
class Met:
    """An item with its verdict and its label."""

    verdict: str
    label: str
    weight: float
    stratum: str = ""
    market: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class OfClass:
    name: str
    rates: ClassRates


@dataclass(frozen=True, slots=True)
class ClassPart:
    kind: EvaluationPart
    name: str
    n_items: int
    classes: tuple[OfClass, ...]


def classified(
    met: Sequence[Met], classes: Sequence[str], *, step: Callable[[], None] = lambda: None
) -> list[ClassPart]:
    """All, then each market and each language where there are several; classes in the order of the question.

    `step` is called before each part.
    """
    found, place = [], {name: nth for nth, name in enumerate(classes)}
    for kind, name, own in _parts_of(met):
        step()
        strata = [each.stratum for each in own]
        rates = weighted_rates(
            [place[each.verdict] for each in own],
            [place[each.label] for each in own],
            [each.weight for each in own],
            n_classes=len(classes),
            stratum=np.unique(strata, return_inverse=True)[1] if len(set(strata)) > 1 else None,
        )
        rows = tuple(OfClass(label, each) for label, each in zip(classes, rates, strict=True))
        found.append(ClassPart(kind, name, len(own), rows))
    return found


def _parts_of(met: Sequence[Met]) -> Iterator[tuple[EvaluationPart, str, list[Met]]]:
    yield EvaluationPart.ALL, "", list(met)
    told: list[list[Met]] = []
    for kind in (EvaluationPart.MARKET, EvaluationPart.LANGUAGE):
        groups: dict[str, list[Met]] = {}
        for each in met:
            groups.setdefault(each.market if kind == EvaluationPart.MARKET else each.language, []).append(
                each
            )
        if len(groups) > 1 and list(groups.values()) != told:
            yield from ((kind, name, groups[name]) for name in sorted(groups))
            told = list(groups.values())
