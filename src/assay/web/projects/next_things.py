"""What a project asks of the person who runs it, most urgent first; each with the place where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.delivery.models import Release
from assay.labelers.queries.uses import alarms_of
from assay.people.rules.roles import Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.quality.models import ConsensusRun
from assay.web.projects.batch_rows import BatchRow
from assay.work.models import Judgment, TaskQuestion, UrgentReport
from assay.work.queries.progress import Progress

# Nobody reads more than that many as a number.
CAP = 100


@dataclass(frozen=True, slots=True)
class Thing:
    """`tone` as of a state: bad, warn or nothing."""

    sentence: str
    address: str
    tone: str = ""


def things_to_do(
    project: Project,
    given: frozenset[Permission],
    progress: Progress,
    batches: tuple[BatchRow, ...],
    *,
    run: ConsensusRun | None,
    release: Release | None,
) -> tuple[Thing, ...]:
    """Bounded: from roll-ups, and from indexes of what is open."""
    found: list[Thing] = []
    if Permission.MANAGE_TASKS in given:
        found += [*_urgent(project), *_asked(project), *_aside(project, progress), *_late(batches)]
    if Permission.MANAGE_QUALITY in given:
        found += _called_back(project)
    if Permission.RUN_CONSENSUS in given and progress.n_done:
        found += _consensus(project, run)
    if Permission.DELIVER in given and run is not None:
        found += _delivery(project, run, release)
    return tuple(found)


def _urgent(project: Project) -> Iterator[Thing]:
    n = UrgentReport.objects.filter(project=project, closed_at=None)[:CAP].count()
    if n:
        text = ngettext("%(n)s urgent report is open", "%(n)s urgent reports are open", n) % {"n": n}
        yield Thing(text, _triage(project), "bad")


def _asked(project: Project) -> Iterator[Thing]:
    n = TaskQuestion.objects.filter(project=project, answered_at=None)[:CAP].count()
    if n:
        text = ngettext("%(n)s question waits for an answer", "%(n)s questions wait for an answer", n) % {
            "n": n
        }
        yield Thing(text, _triage(project), "warn")


def _aside(project: Project, progress: Progress) -> Iterator[Thing]:
    n = progress.n_parked
    if n:
        text = ngettext(
            "%(n)s task is parked: people skipped it", "%(n)s tasks are parked: people skipped them", n
        )
        yield Thing(
            text % {"n": f"{n:,}"}, f"{reverse('project-tasks', args=[project.uid])}?state=parked", "warn"
        )


def _late(batches: tuple[BatchRow, ...]) -> Iterator[Thing]:
    for batch in batches:
        if batch.is_overdue:
            yield Thing(
                _("%(batch)s is overdue") % {"batch": batch.name}, reverse("batch", args=[batch.uid]), "bad"
            )


def _called_back(project: Project) -> Iterator[Thing]:
    """Machine labelers whose last word is an alarm, until somebody sets how they are used."""
    for use in alarms_of(project):
        text = _("%(labeler)s was wrong too often: people answer without it")
        yield Thing(text % {"labeler": use.labeler.name}, reverse("labeler", args=[use.labeler.uid]), "bad")


def _consensus(project: Project, run: ConsensusRun | None) -> Iterator[Thing]:
    address = reverse("consensus-runs", args=[project.uid])
    if run is None:
        yield Thing(_("Tasks are done, and there is no consensus yet"), address)
        return
    newer = Judgment.objects.filter(project=project, is_gold=False, pk__gt=run.last_judgment_id)
    if n := newer[: CAP + 1].count():
        text = ngettext(
            "%(n)s judgment is newer than the consensus", "%(n)s judgments are newer than the consensus", n
        )
        yield Thing(text % {"n": f"{CAP}+" if n > CAP else n}, address)


def _delivery(project: Project, run: ConsensusRun, release: Release | None) -> Iterator[Thing]:
    """Once everything is done and nothing of the newest run was delivered."""
    is_new = release is None or release.run_id != run.pk
    if is_new and project.state == ProjectState.CLOSED:
        yield Thing(
            _("The project is closed, and its newest labels are not delivered"),
            reverse("releases", args=[project.uid]),
        )


def _triage(project: Project) -> str:
    """The page of what people skip and ask; before it is there, the list of parked tasks."""
    try:
        return reverse("project-triage", args=[project.uid])
    except NoReverseMatch:
        return f"{reverse('project-tasks', args=[project.uid])}?state=parked"
