"""A delivery: built by a job that streams, immutable once it is ready."""

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol  # Manifests are JSON.

from django.db import connection, transaction
from django.db.models import Max

import assay
from assay.delivery.actions.acceptance import await_answer
from assay.delivery.actions.diffing import diff_of
from assay.delivery.actions.holding_back import hold_back
from assay.delivery.actions.qrels import QrelsFile
from assay.delivery.actions.writers import Csv, JsonLines, Parquet, Writer
from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import Release, ReleaseFile
from assay.delivery.queries.certificate import certificate_of
from assay.delivery.queries.rows import TaskLabels, task_labels
from assay.delivery.rules import qrels as rules
from assay.delivery.rules.qrels import Qrels
from assay.kit.audit import act_as
from assay.kit.files import path_of, read_chunks, store_file
from assay.kit.jobs import RunningJob, start
from assay.kit.models import Job
from assay.kit.reasons import Reason, Refused, declare
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun

RUN_NOT_DONE = declare(
    "delivery.run_not_done", "This consensus run is not finished, so it cannot be delivered."
)
OTHER_PROJECT = declare(
    "delivery.other_project", "The run or the corrected release belongs to another project."
)
PROGRESS_EVERY = 5_000
FORMATS: Mapping[str, tuple[Callable[[Path], Writer], str]] = {
    "jsonl": (JsonLines, "application/x-ndjson"),
    "csv": (Csv, "text/csv"),
    "parquet": (Parquet, "application/vnd.apache.parquet"),
}
MEDIA_TYPES = {name: media_type for name, (_, media_type) in FORMATS.items()} | {"qrels": "text/plain"}


class Written(Protocol):
    """A file that is whole."""

    n_rows: int
    path: Path


def build_release(
    by: User | None,
    *,
    run: ConsensusRun,
    now: datetime,
    kind: ReleaseKind = ReleaseKind.ALL,
    corrects: Release | None = None,
    note: str = "",
    qrels: Mapping[str, Any] | None = None,
) -> tuple[Release, Job]:
    """Start the delivery of one run's labels; the job fills it. With `qrels` (empty: the usual ones) as such, too."""
    require(by, run.project, Permission.DELIVER)
    if run.state != RunState.DONE:
        raise Refused(RUN_NOT_DONE())
    if corrects is not None and corrects.project_id != run.project_id:
        raise Refused(OTHER_PROJECT())
    asked = None if qrels is None else _qrels_of(run, qrels).as_json()
    with transaction.atomic():
        act_as(by)
        lock_releases(run.project)
        release = Release(run=run, kind=kind, corrects=corrects, note=note, qrels=asked)
        return start_release(by, release, now=now)


def _qrels_of(run: ConsensusRun, given: Mapping[str, Any]) -> Qrels:
    schema = parsed_schema(run.params["schema_version_id"])
    asked = rules.completed(schema, given)
    if isinstance(asked, Reason):
        raise Refused(asked)
    if problems := rules.refuse(schema, asked):
        raise Refused(*problems)
    return asked


def lock_releases(project: Project) -> None:
    """Releases of one project are numbered, and corrections chosen, one after the other."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def start_release(by: User | None, release: Release, *, now: datetime) -> tuple[Release, Job]:
    """Number a new release and put its job on the list; in the caller's transaction, with the releases locked."""
    project = release.run.project
    highest = Release.objects.filter(project=project).aggregate(number=Max("number"))["number"]
    release.project, release.number = project, (highest or 0) + 1
    release.created_at, release.created_by = now, by
    release.save()
    job = start(
        by,
        kind="delivery.build_release",
        key=f"release:{release.uid}",
        params={"release": str(release.uid)},
        project_uid=project.uid,
        now=now,
    )
    return release, job


def fill(running: RunningJob) -> None:
    """The body of the job. A killed build starts again from nothing: until the end only temporary files exist."""
    release = Release.objects.select_related(
        "run__stage", "project", "corrects__run", "invalidation__version"
    ).get(uid=running.params["release"])
    if release.state == ReleaseState.READY:
        return
    hold_back(release)
    with tempfile.TemporaryDirectory(prefix="assay-release-") as folder:
        writers: dict[str, Writer] = {
            name: writer(Path(folder) / f"labels.{name}") for name, (writer, _) in FORMATS.items()
        }
        counts = _write_all(running, release, writers)
        files: dict[str, Written] = dict(writers)
        if release.qrels is not None:
            files["qrels"] = _write_qrels(release, Path(folder))
        diff = diff_of(release, Path(folder))
        with transaction.atomic():
            act_as(running.row.created_by)
            _finish(release, files, counts, diff, now=running.now)
            running.finish_with(
                {"release": str(release.uid), "n_tasks": release.n_tasks, "n_labels": release.n_labels}
            )


def _write_all(
    running: RunningJob, release: Release, writers: Mapping[str, Writer]
) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    n_tasks = 0
    for task in task_labels(release):
        for writer in writers.values():
            writer.write(task)
        counts.update(_counted(task))
        n_tasks += 1
        if n_tasks % PROGRESS_EVERY == 0:
            running.progress(n_tasks, release.run.n_tasks)
    for writer in writers.values():
        writer.close()
    running.progress(n_tasks, n_tasks)
    release.n_tasks = n_tasks
    return counts


def _write_qrels(release: Release, folder: Path) -> QrelsFile:
    found = QrelsFile(folder / "labels.qrels")
    found.write(release, Qrels(**(release.qrels or {})))
    return found


def _counted(task: TaskLabels) -> list[tuple[str, str]]:
    return [
        (row.question, str(row.value))
        for row in task.labels
        if isinstance(row.value, str | bool | int | float)
    ]


def _finish(
    release: Release,
    written: Mapping[str, Written],
    counts: Counter[tuple[str, str]],
    diff: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    files = {}
    for name, writer in written.items():
        stored = store_file(
            writer.path,
            name=f"release-{release.number}.{name}",
            media_type=MEDIA_TYPES[name],
            now=now,
            by=release.created_by,
            project_uid=release.project.uid,
        )
        ReleaseFile.objects.create(release=release, file=stored, format=name, n_rows=writer.n_rows)
        files[name] = {"sha256": stored.sha256, "n_bytes": stored.n_bytes, "n_rows": writer.n_rows}
    release.n_labels = written["csv"].n_rows
    release.diff = dict(diff)
    release.manifest = manifest_of(release, files, counts)
    if isinstance(found := written.get("qrels"), QrelsFile):
        release.manifest["qrels"] = {**(release.qrels or {}), "n_left_out": found.n_left_out}
    release.certificate = certificate_of(release)
    release.state, release.ready_at = ReleaseState.READY, now
    release.save()
    await_answer(release, now=now)


def manifest_of(
    release: Release, files: Mapping[str, Any], counts: Counter[tuple[str, str]]
) -> dict[str, Any]:
    """What the files are, and everything needed to make them again."""
    run = release.run
    by_question: dict[str, dict[str, int]] = {}
    for (question, value), n in sorted(counts.items()):
        by_question.setdefault(question, {})[value] = n
    return {
        "assay": assay.__version__,
        "release": str(release.uid),
        "number": release.number,
        "kind": release.kind,
        "project": {"uid": str(release.project.uid), "name": release.project.name},
        "corrects": str(release.corrects.uid) if release.corrects else None,
        "only_changes": release.only_changes,
        "guideline_change": str(release.invalidation.version.uid) if release.invalidation else None,
        "note": release.note,
        "n_tasks": release.n_tasks,
        "n_labels": release.n_labels,
        "files": dict(files),
        "counts": by_question,
        "consensus": {
            "run": str(run.uid),
            "number": run.number,
            "method": run.method,
            "params": run.params,
            "engine": run.engine,
            "as_of": run.as_of.isoformat(),
            "inputs_sha256": run.inputs_sha256,
            "result_sha256": run.result_sha256,
            "n_judgments": run.n_judgments,
            "n_contributors": run.n_contributors,
        },
        "versions": _versions(run),
        "created_at": release.created_at.isoformat(),
    }


_VERSIONS = """
WITH counted AS (
    SELECT j.schema_version_id, j.guideline_version_id FROM work_judgment j
    JOIN work_task t ON t.id = j.task_id
    LEFT JOIN work_retractedspan r ON r.judgment_id = j.id
        AND r.retracted_at <= %(as_of)s AND r.restored_at > %(as_of)s
    WHERE j.stage_id = %(stage)s AND j.id <= %(last)s AND NOT j.is_gold AND r.judgment_id IS NULL
      AND j.submitted_at + make_interval(secs => %(undo)s) <= %(as_of)s
      AND (t.withdrawn_at IS NULL OR t.withdrawn_at > %(as_of)s)
)
SELECT 'schema', sv.number, sv.uid, count(*) FROM counted j
JOIN projects_labelschemaversion sv ON sv.id = j.schema_version_id GROUP BY sv.id
UNION ALL
SELECT 'guideline', gv.number, gv.uid, count(*) FROM counted j
JOIN projects_guidelineversion gv ON gv.id = j.guideline_version_id GROUP BY gv.id
ORDER BY 1, 2
"""


def _versions(run: ConsensusRun) -> list[dict[str, Any]]:
    """Under which schema and guideline versions how many of the run's judgments were made."""
    with connection.cursor() as cursor:
        cursor.execute(
            _VERSIONS,
            {
                "stage": run.stage_id,
                "last": run.last_judgment_id,
                "as_of": run.as_of,
                "undo": run.params["undo_seconds"],
            },
        )
        return [
            {"kind": kind, "number": number, "uid": str(uid), "n_judgments": n}
            for kind, number, uid, n in cursor.fetchall()
        ]


def export_to(release: Release, folder: Path) -> list[Path]:
    """Copy the files, manifest.json and certificate.json of a ready release into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in release.files.select_related("file").order_by("format"):
        target = folder / f"labels.{each.format}"
        shutil.copyfile(path_of(each.file), target)
        paths.append(target)
    for name, document in (("manifest", release.manifest), ("certificate", release.certificate)):
        target = folder / f"{name}.json"
        target.write_text(
            json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        paths.append(target)
    return paths


def is_intact(release: Release) -> bool:
    """Whether every stored file of the release still has the bytes the manifest names."""
    for each in release.files.select_related("file"):
        sha256 = hashlib.sha256()
        with path_of(each.file).open("rb") as source:
            for chunk in read_chunks(source):
                sha256.update(chunk)
        if sha256.hexdigest() != release.manifest["files"][each.format]["sha256"]:
            return False
    return True
