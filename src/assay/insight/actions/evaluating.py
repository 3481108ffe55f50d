"""Search runs come in as files, and are measured against the labels of their release in a job."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count, islice
from typing import IO, Any, TypeVar  # What was measured is kept as JSON.
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.graded import graded_pairs, grades_of, lowest_of
from assay.delivery.rules.qrels import Qrels
from assay.insight.enums import RunFormat
from assay.insight.models import Evaluation, SearchRun
from assay.insight.rules import evaluating as rules
from assay.insight.rules.evaluating import GradedLabel, evaluated
from assay.insight.rules.run_files import MOST_RUN_BYTES, BadLines, check_run, read_run
from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.files import TOO_LARGE, opened, read_chunks, store
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require

EVALUATE = "insight.evaluate_runs"
MOST_NAME = 80
IN_MEMORY = 1 << 20
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: how it is called, and its bytes."""

    name: str
    chunks: Iterable[bytes]

    @property
    def is_csv(self) -> bool:
        return self.name.lower().endswith(".csv")


def upload_run(by: User | None, *, release: Release, name: str, upload: Upload, now: datetime) -> SearchRun:
    """A run that was read to its end: a file with a wrong line leaves nothing behind."""
    require(by, release.project, Permission.WEIGH_RETURN)
    if not 0 < len(name.strip()) <= MOST_NAME:
        raise Refused(rules.RUN_NAME(field="name", most=MOST_NAME))
    if release.state != ReleaseState.READY:
        raise Refused(rules.NOT_READY())
    if release.only_changes:
        raise Refused(rules.ONLY_CHANGES(field="release"))
    if grades_of(release) is None:
        raise Refused(rules.NO_GRADES())
    if SearchRun.objects.filter(release=release, name=name.strip()).exists():
        raise Refused(rules.RUN_TWICE(field="name"))
    with checked(upload, lambda source: check_run(source, is_csv=upload.is_csv)) as (source, counts):
        try:
            with transaction.atomic():
                act_as(by)
                return SearchRun.objects.create(
                    release=release,
                    name=name.strip(),
                    file=keep(by, upload.name, source, now),
                    format=RunFormat.CSV if upload.is_csv else RunFormat.TREC,
                    n_queries=counts.n_queries,
                    n_results=counts.n_results,
                    uploaded_at=now,
                    uploaded_by=by,
                )
        except IntegrityError as error:
            raise Refused(rules.RUN_TWICE(field="name")) from error


def start_evaluation(
    by: User | None, *, first: SearchRun, second: SearchRun | None, k: int, now: datetime
) -> Job:
    """Measure one run, or two against each other; one at a time for a release."""
    require(by, first.release.project, Permission.WEIGH_RETURN)
    if problems := rules.refuse_depth(k):
        raise Refused(*problems)
    if second is not None and second.pk == first.pk:
        raise Refused(rules.SAME_RUN(field="second"))
    if second is not None and second.release_id != first.release_id:
        raise Refused(rules.OTHER_RELEASE(field="second"))
    params = {"first": str(first.uid), "second": str(second.uid) if second else None, "k": k}
    with transaction.atomic():
        return jobs.start(
            by,
            kind=EVALUATE,
            key=f"{EVALUATE}:{first.release.uid}",
            params=params,
            project_uid=first.release.project.uid,
            now=now,
        )


@job(EVALUATE)
def evaluate(running: RunningJob) -> None:
    """Reads labels and runs, and keeps one row: who is killed on the way has written nothing."""
    known = SearchRun.objects.select_related("release__project", "file")
    uids = [running.params["first"], running.params["second"]]
    runs = [known.get(uid=UUID(uid)) for uid in uids if uid]
    release, k = runs[0].release, int(running.params["k"])
    settings = grades_of(release)
    if settings is None:
        raise Refused(rules.NO_GRADES())
    lowest = lowest_of(release, settings)
    labels = list(islice(labels_of(release, settings, lowest=lowest), rules.MOST_LABELS + 1))
    if reason := rules.refuse_labels(labels):
        raise Refused(reason)
    lists = [_read(each) for each in runs]
    judged = {label.query for label in labels}
    if not all(judged & run.keys() for run in lists):
        raise Refused(rules.NO_QUERY_SHARED())
    found = replace(evaluated(labels, lists, k=k, step=steps_of(running)), relevant_from=lowest + 1)
    result: Any = msgspec.to_builtins(found)
    by = running.row.created_by
    with transaction.atomic():
        act_as(by)
        made = Evaluation.objects.create(
            first=runs[0],
            second=runs[1] if len(runs) > 1 else None,
            k=k,
            grades=settings.as_json(),
            result=result,
            measured_at=running.now,
            measured_by=by,
        )
        running.finish_with({"evaluation": str(made.uid), "n_labels": len(labels)})


def steps_of(running: RunningJob) -> Callable[[], None]:
    """What long work calls now and then: it is seen to go on, and ends where somebody asked it to."""
    nth = count(1)
    return lambda: running.progress(next(nth))


def labels_of(release: Release, settings: Qrels, *, lowest: int) -> Iterator[GradedLabel]:
    """The worst step of a scale gains nothing: grades count from `lowest` on."""
    for each in graded_pairs(release, settings):
        yield GradedLabel(
            each.query,
            each.document,
            None if each.grade is None else each.grade - lowest,
            each.market,
            each.language,
            probability=each.probability,
            likely=each.likely and {grade - lowest: chance for grade, chance in each.likely.items()},
        )


def _read(run: SearchRun) -> dict[str, dict[str, float]]:
    with opened(run.file) as source:
        return read_run(source, is_csv=run.format == RunFormat.CSV)


@contextmanager
def checked(
    upload: Upload, check: Callable[[IO[bytes]], Found], *, most: int = MOST_RUN_BYTES
) -> Iterator[tuple[IO[bytes], Found]]:
    """The whole upload on disk, and what its check has found. Raises Refused with the lines that are wrong."""
    n_bytes = 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as source:
        for chunk in upload.chunks:
            n_bytes += len(chunk)
            if n_bytes > most:
                raise Refused(TOO_LARGE(most=most))
            source.write(chunk)
        source.seek(0)
        try:
            found = check(source)
        except BadLines as bad:
            raise Refused(*bad.reasons) from bad
        source.seek(0)
        yield source, found


def keep(by: User | None, name: str, source: IO[bytes], now: datetime) -> StoredFile:
    """Of no project: content can show no file but its project's, so nobody who labels ever meets this one."""
    return store(
        read_chunks(source), name=name or "file", media_type="application/octet-stream", now=now, by=by
    )
