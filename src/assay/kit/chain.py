"""The chain: append-only tables are sealed in blocks, each over the digest of the one before.

A block covers whole transactions below the snapshot's xmin, so nothing that commits later can fall into it,
and no write ever waits for the sealing.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from assay.kit.models import AuditBlock
from assay.kit.sql import streamed

SOURCES = ("kit_auditevent", "work_judgment", "work_retraction", "work_restoration")
GENESIS = "0" * 64
_ROWS = """
SELECT sha256(convert_to(to_jsonb(r)::text, 'UTF8')) FROM {source} r
WHERE r.xid >= %s::text::xid8 AND r.xid < %s::text::xid8 ORDER BY r.xid, r.id
"""
_LOCK = 4203


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found; `problem` names the first broken block in one sentence, or is empty."""

    n_blocks: int
    n_rows: int
    n_unsealed: int
    heads: dict[str, str]
    problem: str = ""

    @property
    def is_intact(self) -> bool:
        return not self.problem


def seal(*, now: datetime) -> int:
    """Seal what can no longer change; how many rows."""
    return sum(_seal(source, now) for source in SOURCES)


def verify() -> Verdict:
    """Recompute every block of every source, streaming."""
    n_blocks = n_rows = n_unsealed = 0
    heads: dict[str, str] = {}
    for source in SOURCES:
        with transaction.atomic():
            previous, until = GENESIS, 0
            for block in AuditBlock.objects.filter(source=source).order_by("number").iterator():
                problem = _check(block, source, previous, until)
                if problem:
                    return Verdict(n_blocks, n_rows, n_unsealed, heads, problem)
                previous, until = block.sha256, block.xid_to
                n_blocks, n_rows = n_blocks + 1, n_rows + block.n_rows
            heads[source] = previous
            n_unsealed += _count_from(source, until)
    return Verdict(n_blocks, n_rows, n_unsealed, heads)


def _seal(source: str, now: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, source])
        last = AuditBlock.objects.filter(source=source).order_by("-number").first()
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        until = int(cursor.fetchone()[0])
        since = last.xid_to if last else 0
        if until <= since:
            return 0
        n_rows, sha256 = _digest(source, since, until, last.sha256 if last else GENESIS)
        if n_rows:
            AuditBlock.objects.create(
                source=source,
                number=last.number + 1 if last else 1,
                xid_from=since,
                xid_to=until,
                n_rows=n_rows,
                sha256=sha256,
                previous_sha256=last.sha256 if last else GENESIS,
                sealed_at=now,
            )
        return n_rows


def _check(block: AuditBlock, source: str, previous: str, until: int) -> str:
    where = f"Block {block.number} of {source}, sealed {block.sealed_at:%Y-%m-%d %H:%M} UTC,"
    if block.previous_sha256 != previous or block.xid_from != until:
        return f"{where} does not follow the block before it: a block was taken out or changed."
    n_rows, sha256 = _digest(source, block.xid_from, block.xid_to, previous)
    if n_rows != block.n_rows:
        return f"{where} had {block.n_rows} rows and has {n_rows} now."
    if sha256 != block.sha256:
        return f"{where} is broken: a row in it was changed after it was sealed."
    return ""


def _digest(source: str, since: int, until: int, previous: str) -> tuple[int, str]:
    digest, n_rows = hashlib.sha256(bytes.fromhex(previous)), 0
    for row in _row_digests(source, since, until):
        digest.update(row)
        n_rows += 1
    return n_rows, digest.hexdigest()


def _row_digests(source: str, since: int, until: int) -> Iterator[bytes]:
    for (digest,) in streamed(_ROWS.format(source=source), [str(since), str(until)]):
        yield bytes(digest)


def _count_from(source: str, until: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {source} WHERE xid >= %s::text::xid8", [str(until)])
        return int(cursor.fetchone()[0])


def open_next_month(*, now: datetime) -> None:
    """The partition of the coming month."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_audit_partition((%s::date + interval '1 month')::date)", [now.date()])
