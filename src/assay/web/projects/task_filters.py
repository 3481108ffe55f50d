"""The filters of the list of tasks: what can be chosen, what was chosen, and the address that keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.rules.roles import Permission
from assay.projects.models import Project, ProjectMarket, Stage
from assay.projects.queries.schemas import parsed_schema
from assay.web.projects.words import PRIORITIES, choices
from assay.web.wording import Wording, wording_of
from assay.work.models import Batch
from assay.work.queries.batches import batches_of
from assay.work.queries.narrowing import Narrowing
from assay.work.queries.task_list import SORTS

MOST_BATCHES, MOST_LABELS = 200, 200
STATES = {
    "open": gettext_noop("Open"),
    "in_work": gettext_noop("In somebody's hands"),
    "done": gettext_noop("Done"),
    "parked": gettext_noop("Parked"),
    "withdrawn": gettext_noop("Withdrawn"),
}
SORTED = {
    "newest": gettext_noop("Newest first"),
    "oldest": gettext_noop("Oldest first"),
    "id": gettext_noop("By external id"),
}
NAMES = {
    "q": gettext_noop("Id begins with"),
    "text": gettext_noop("Content has"),
    "state": gettext_noop("State"),
    "batch": gettext_noop("Batch"),
    "market": gettext_noop("Market"),
    "stage": gettext_noop("Stage"),
    "gold": gettext_noop("Gold"),
    "disagreement": gettext_noop("Judgments"),
    "label": gettext_noop("Label"),
    "contributor": gettext_noop("Judged by"),
    "since": gettext_noop("Came in from"),
    "until": gettext_noop("Came in until"),
}
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Filters:
    narrowing: Narrowing
    sort: str
    states: list[Choice]
    batches: list[Choice]
    markets: list[Choice]
    stages: list[Choice]
    labels: list[Choice]
    sorts: list[Choice]
    chips: tuple[Chip, ...]
    priorities: list[Choice]
    targets: list[Choice]
    overlap_max: int
    kept: tuple[Choice, ...]
    has_more: bool


def address_of(narrowing: Narrowing, sort: str) -> str:
    """What follows the question mark."""
    texts = narrowing.as_texts()
    return urlencode(texts if sort == SORTS[0] else {**texts, "sort": sort})


def filters_of(project: Project, narrowing: Narrowing, sort: str, given: frozenset[Permission]) -> Filters:
    batches = list(batches_of(project, given)[:MOST_BATCHES])
    stages = list(Stage.objects.filter(project=project).order_by("position"))
    options = {
        "state": [(value, _(label)) for value, label in STATES.items()],
        "batch": [(str(each.uid), each.name) for each in batches],
        "market": _markets(project),
        "stage": [(str(each.uid), each.name) for each in stages],
        "label": list(_labels(project)) if Permission.VIEW_ANSWERS in given else [],
        "gold": [("yes", _("only gold")), ("no", _("without gold"))],
        "disagreement": [("yes", _("differ"))],
    }
    sorted_words = [(value, _(label)) for value, label in SORTED.items()]
    return Filters(
        narrowing=narrowing,
        sort=sort,
        states=options["state"],
        batches=options["batch"],
        markets=options["market"],
        stages=options["stage"] if len(stages) > 1 else [],
        labels=options["label"],
        sorts=sorted_words,
        chips=tuple(_chips(narrowing, sort, options)),
        priorities=choices(PRIORITIES),
        targets=_targets(batches),
        overlap_max=stages[0].overlap_max if stages else 1,
        kept=(*narrowing.as_texts().items(), ("sort", sort)),
        has_more=_has_more(narrowing),
    )


def _has_more(narrowing: Narrowing) -> bool:
    """Whether a filter is in force that stands behind "more filters"."""
    rare = (narrowing.text, narrowing.gold, narrowing.disagreement, narrowing.contributor, narrowing.stage)
    return any(rare) or bool(narrowing.since or narrowing.until)


def _markets(project: Project) -> list[Choice]:
    served = ProjectMarket.objects.filter(project=project).order_by("market__code")
    codes = [(code, code) for code in served.values_list("market__code", flat=True)]
    return [*codes, ("none", _("of no market"))] if codes else []


def _targets(batches: list[Batch]) -> list[Choice]:
    return [(str(each.uid), each.name) for each in batches if not each.is_gold]


def _labels(project: Project) -> Iterator[Choice]:
    """Answers to choose among: of questions with options or a scale."""
    if project.schema_version_id is None:
        return
    wording: Wording = wording_of(project.schema_version_id)
    for question in parsed_schema(project.schema_version_id).questions:
        if question.kind == "choice":
            for option in question.options[:MOST_LABELS]:
                label = wording.answer(question.id, option.id)
                yield f"{question.id}={option.id}", f"{wording.question(question.id)} {label}"
        elif question.kind == "scale":
            for point in range(int(question.least), int(question.most) + 1)[:MOST_LABELS]:
                yield (
                    f"{question.id}={point}",
                    f"{wording.question(question.id)} {wording.answer(question.id, point)}",
                )


def _chips(narrowing: Narrowing, sort: str, options: dict[str, list[Choice]]) -> Iterator[Chip]:
    for name, value in narrowing.as_texts().items():
        shown = dict(options.get(name, [])).get(value, value)
        yield Chip(_(NAMES[name]), shown, address_of(replace(narrowing, **{name: ""}), sort))
