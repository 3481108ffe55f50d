"""Which labelers a stage uses, and what became of their predictions."""

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, MachineLabeler, UseProgress
from assay.projects.models import Project, Stage


def newest_use(labeler: MachineLabeler, stage: Stage) -> LabelerUse | None:
    return _whole(LabelerUse.objects.filter(labeler=labeler, stage=stage)).order_by("-pk").first()


def uses_in_force(labelers: Iterable[int] | None = None) -> list[LabelerUse]:
    """The newest of each labeler and stage, also where that is not to use it; a few per project."""
    found = LabelerUse.objects.all() if labelers is None else LabelerUse.objects.filter(labeler__in=labelers)
    newest = found.order_by().values("labeler", "stage").annotate(last=Max("pk")).values("last")
    return list(_whole(LabelerUse.objects.filter(pk__in=newest)).order_by("pk"))


def working_uses() -> list[LabelerUse]:
    return [each for each in uses_in_force() if each.mode != UseMode.OFF]


def alarms_of(project: Project) -> list[LabelerUse]:
    """Labelers of the project that were called back, and of which nothing was said since."""
    labelers = MachineLabeler.objects.filter(project=project, retired_at=None).values_list("pk", flat=True)
    found = uses_in_force(list(labelers)) if labelers else []
    return [each for each in found if each.is_alarm]


def uses_of(labeler: MachineLabeler) -> QuerySet[LabelerUse]:
    """Everything that was ever set, newest first."""
    return _whole(LabelerUse.objects.filter(labeler=labeler)).order_by("-pk")


def fates_of(uses: Iterable[int]) -> dict[int, dict[Fate, int]]:
    """How many predictions met which fate, by use: as counted when they met it, so that no list counts millions."""
    counted = UseProgress.objects.filter(use__in=list(uses)).values_list("use", "fates")
    return {use: {Fate(fate): n for fate, n in fates.items()} for use, fates in counted}


def _whole(found: QuerySet[LabelerUse]) -> QuerySet[LabelerUse]:
    return found.select_related("labeler__project", "version__labeler__project", "stage__project", "set_by")
