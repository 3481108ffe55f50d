"""Labels of tasks in lists: those of the project's latest finished run, and tasks narrowed by them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import OuterRef, Q

from assay.projects.models import Project
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, Label
from assay.work.queries.narrowing import has, means


def latest_run(project: Project) -> ConsensusRun | None:
    """The newest run that is done."""
    return ConsensusRun.objects.filter(project=project, state=RunState.DONE).order_by("-number").first()


def labels_by_task(run: ConsensusRun | None, task_ids: Iterable[int]) -> Mapping[int, list[Label]]:
    """The labels of the named tasks in one run, in the order in which they were written."""
    found: dict[int, list[Label]] = defaultdict(list)
    if run is not None:
        for label in Label.objects.filter(run=run, task__in=list(task_ids)).order_by("pk"):
            found[label.task_id].append(label)
    return found


@means("label")
def _label(project: Project, value: str) -> Q:
    """`question=answer`: some label of the latest run says so; without an answer, there is one to the question."""
    question, _equals, answer = value.partition("=")
    run = latest_run(project)
    if run is None:
        return Q(pk__in=[])
    labels = Label.objects.filter(run=run, task=OuterRef("pk"), question=question)
    return has(labels.filter(_is(answer)) if answer else labels)


def _is(answer: str) -> Q:
    """Options are stored as texts, points of a scale as numbers."""
    try:
        return Q(value=answer) | Q(value=float(answer)) | Q(value=int(float(answer)))
    except (ValueError, OverflowError):
        return Q(value=answer)
