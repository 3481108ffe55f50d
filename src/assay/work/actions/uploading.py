"""Pictures, sounds and videos that content shows: kept by what they contain, one by one or many in a ZIP file."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any  # Cursors are JSON.
from uuid import UUID

from django.db import transaction

from assay.kit import jobs
from assay.kit.files import discard, opened, read_chunks, store
from assay.kit.jobs import RunningJob, job
from assay.kit.media import most_bytes, sniffed
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import Refused
from assay.kit.zip_lists import listed_bytes
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.importing_files import keep_upload, shown
from assay.work.enums import RowOutcome
from assay.work.models import ReportedRow
from assay.work.rules import reasons

UNPACK = "work.unpack_files"
MOST_MEMBERS = 50_000
# The list of files in a ZIP file, which is read as a whole: room for so many files with names of a usual length.
MOST_LISTED = 8 * 1024**2
MOST_UNPACKED = 50 * 1024**3
# Pictures are packed already: what shrinks a hundred times in a ZIP file is no picture.
MOST_RATIO = 100
FREE_BYTES = 1024**2


def upload_file(
    by: User, *, project: Project, name: str, chunks: Iterable[bytes], now: datetime
) -> StoredFile:
    """Keep one file that content may show; what the project has already is not kept twice."""
    require(by, project, Permission.MANAGE_TASKS)
    return _keep(by, project_uid=project.uid, name=name, chunks=chunks, now=now)[0]


def upload_zip(by: User, *, project: Project, name: str, chunks: Iterable[bytes], now: datetime) -> Job:
    """Keep a ZIP file and put its unpacking on the list; one at a time in a project."""
    require(by, project, Permission.MANAGE_TASKS)
    with transaction.atomic():
        file = keep_upload(by, name=name, chunks=chunks, project_uid=project.uid, now=now)
        return jobs.start(
            by,
            kind=UNPACK,
            key=f"{UNPACK}:{project.uid}",
            params={"file": str(file.uid)},
            project_uid=project.uid,
            now=now,
        )


@job(UNPACK, resumes=True)
def unpack_files(running: RunningJob) -> None:
    """File by file; what cannot be shown is reported, the others are kept."""
    packed = StoredFile.objects.get(uid=running.params["file"])
    counts: dict[str, Any] = {"n_seen": 0, "n_stored": 0, "n_known": 0, "n_bad": 0, **running.cursor}
    with opened(packed) as source, _archive(source) as archive:
        members = _members(archive)
        for member in members[counts["n_seen"] :]:
            with transaction.atomic():
                _unpack(running, archive, member, counts)
                running.progress(counts["n_seen"], len(members), counts)
    with transaction.atomic():
        discard(packed, reason="Unpacked.", now=running.now)
        counts.pop("n_seen")
        running.finish_with(counts)


def _archive(source: Any) -> zipfile.ZipFile:
    try:
        if listed_bytes(source) > MOST_LISTED:
            why = f"More than {MOST_MEMBERS:,} files are in it, or their names are too long."
            raise Refused(reasons.FILE_UNREADABLE(field="file", why=why))
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        why = f"It is no ZIP file, or broken: {str(error)[:200]}."
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=why)) from error


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Everything but folders and what systems put in beside the files. Raises Refused for a bomb."""
    found = [
        each
        for each in archive.infolist()
        if not each.is_dir() and "__MACOSX" not in _parts(each) and not _name(each).startswith(".")
    ]
    if len(found) > MOST_MEMBERS:
        raise Refused(
            reasons.FILE_UNREADABLE(field="file", why=f"More than {MOST_MEMBERS:,} files are in it.")
        )
    if sum(each.file_size for each in found) > MOST_UNPACKED:
        why = f"It unpacks to more than {MOST_UNPACKED:,} bytes."
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=why))
    return found


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(member.filename.replace("\\", "/")).parts


def _name(member: zipfile.ZipInfo) -> str:
    """Without folders: where it lay says nothing about where it is kept."""
    return (_parts(member) or ("file",))[-1]


def _unpack(
    running: RunningJob, archive: zipfile.ZipFile, member: zipfile.ZipInfo, counts: dict[str, Any]
) -> None:
    counts["n_seen"] += 1
    try:
        _, is_new = _keep(
            running.row.created_by,
            project_uid=running.row.project_uid,
            name=_name(member),
            chunks=_bytes(archive, member),
            now=running.now,
        )
    except Refused as refused:
        counts["n_bad"] += 1
        ReportedRow.objects.create(
            job=running.row,
            line=counts["n_seen"],
            external_id=member.filename.replace("\x00", "")[:200],
            outcome=RowOutcome.BAD,
            reasons=[shown(each) for each in refused.reasons],
        )
    else:
        counts["n_stored" if is_new else "n_known"] += 1


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Raises Refused; never more bytes than the entry says it has."""
    if member.flag_bits & 0x1:
        raise Refused(reasons.FILE_UNREADABLE(field="file", why="It is encrypted."))
    if member.file_size > FREE_BYTES and member.file_size > MOST_RATIO * max(1, member.compress_size):
        why = f"It unpacks to more than {MOST_RATIO} times its size."
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=why))
    try:
        with archive.open(member) as source:
            yield from read_chunks(source)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        why = f"It is broken: {str(error)[:200]}."
        raise Refused(reasons.FILE_UNREADABLE(field="file", why=why)) from error


def _keep(
    by: Any, *, project_uid: UUID | None, name: str, chunks: Iterable[bytes], now: datetime
) -> tuple[StoredFile, bool]:
    """The file, and whether it is new to the project."""
    kind, all_chunks = sniffed(chunks)
    with transaction.atomic():
        file = store(
            all_chunks,
            name=PurePosixPath(name).name.replace("\x00", "") or "file",
            media_type=kind,
            now=now,
            by=by,
            project_uid=project_uid,
            most=most_bytes(kind),
        )
        same = StoredFile.objects.filter(
            sha256=file.sha256, project_uid=project_uid, media_type=kind, retired_at=None, pk__lt=file.pk
        )
        known = same.order_by("pk").first()
        if known is None:
            return file, True
        file.delete()
        return known, False
