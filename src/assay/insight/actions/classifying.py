"""Verdicts of classifiers come in beside the tasks, never in them, and are measured once labels are delivered."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.rows import TaskLabels, task_labels
from assay.insight.actions.evaluating import MOST_NAME, Upload, checked, keep, steps_of
from assay.insight.models import VerdictFile, VerdictReport
from assay.insight.queries.classes import classes_in
from assay.insight.rules import classifying as rules
from assay.insight.rules.classifying import Met, classified
from assay.insight.rules.evaluating import NOT_READY, ONLY_CHANGES
from assay.insight.rules.run_files import VerdictLine, check_verdicts, read_verdicts
from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.files import opened
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.organisation import markets
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.quality.queries.inputs import class_name

REPORT = "insight.report_verdicts"
MOST_TOLD = 300


def upload_verdicts(
    by: User | None, *, project: Project, question: str, name: str, upload: Upload, now: datetime
) -> VerdictFile:
    """Verdicts on a drawn sample, each with its weight, before or after it is labeled: nobody who labels sees them."""
    require(by, project, Permission.WEIGH_RETURN)
    if not 0 < len(name.strip()) <= MOST_NAME:
        raise Refused(rules.VERDICTS_NAME(field="name", most=MOST_NAME))
    known = classes_in(project, question)
    if VerdictFile.objects.filter(project=project, question=question, name=name.strip()).exists():
        raise Refused(rules.VERDICTS_TWICE(field="name"))
    with checked(upload, check_verdicts) as (source, found):
        unknown = next((verdict for verdict in sorted(found.verdicts) if verdict not in known), None)
        if unknown is not None:
            names = ", ".join(known)[:MOST_TOLD]
            raise Refused(
                rules.UNKNOWN_VERDICT(field="file", verdict=unknown[:60], question=question, known=names)
            )
        try:
            with transaction.atomic():
                act_as(by)
                return VerdictFile.objects.create(
                    project=project,
                    question=question,
                    name=name.strip(),
                    file=keep(by, upload.name, source, now),
                    n_verdicts=found.n,
                    uploaded_at=now,
                    uploaded_by=by,
                )
        except IntegrityError as error:
            raise Refused(rules.VERDICTS_TWICE(field="name")) from error


def start_report(by: User | None, *, verdicts: VerdictFile, release: Release, now: datetime) -> Job:
    """Measure them against the labels of a release; one at a time for a file."""
    require(by, verdicts.project, Permission.WEIGH_RETURN)
    if release.project_id != verdicts.project_id:
        raise Refused(rules.OTHER_PROJECT(field="release"))
    if release.state != ReleaseState.READY:
        raise Refused(NOT_READY(field="release"))
    if release.only_changes:
        raise Refused(ONLY_CHANGES(field="release"))
    with transaction.atomic():
        return jobs.start(
            by,
            kind=REPORT,
            key=f"{REPORT}:{verdicts.uid}",
            params={"verdicts": str(verdicts.uid), "release": str(release.uid)},
            project_uid=verdicts.project.uid,
            now=now,
        )


@job(REPORT)
def report(running: RunningJob) -> None:
    """Reads verdicts and labels, and keeps one row."""
    verdicts = VerdictFile.objects.select_related("project", "file").get(uid=UUID(running.params["verdicts"]))
    release = Release.objects.select_related("project").get(uid=UUID(running.params["release"]))
    with opened(verdicts.file) as source:
        lines = {each.external_id: each for each in read_verdicts(source)}
    classes = classes_in(verdicts.project, verdicts.question)
    met = _met(release, verdicts.question, lines, classes)
    if not met:
        raise Refused(rules.NOTHING_SHARED())
    parts = msgspec.to_builtins(classified(met, classes, step=steps_of(running)))
    by = running.row.created_by
    with transaction.atomic():
        act_as(by)
        made = VerdictReport.objects.create(
            verdicts=verdicts,
            release=release,
            result={"parts": parts, "n_unlabeled": len(lines) - len(met)},
            measured_at=running.now,
            measured_by=by,
        )
        running.finish_with({"report": str(made.uid), "n_items": len(met)})


def _met(
    release: Release, question: str, lines: dict[str, VerdictLine], classes: tuple[str, ...]
) -> list[Met]:
    languages = dict(markets().values_list("code", "language"))
    found = []
    for task in task_labels(release):
        line, label = lines.get(task.external_id), _label(task, question)
        if line is not None and label in classes and line.verdict in classes:
            language = languages.get(task.market, "")
            found.append(Met(line.verdict, label, line.weight, line.stratum, task.market, language))
    return found


def _label(task: TaskLabels, question: str) -> str:
    own = next((label for label in task.labels if label.question == question and not label.subject), None)
    return "" if own is None else class_name(own.value)
