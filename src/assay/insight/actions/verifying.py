"""Whether the files of facts are those that were written, and hold as many rows as the database."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from assay.insight.actions import fact_files
from assay.insight.enums import FactSource
from assay.insight.models import FactBatch
from assay.insight.queries.facts import n_in_database
from assay.kit import jobs
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

VERIFY = "insight.verify_facts"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` is the first thing that is wrong, in one sentence, or empty."""

    n_files: int = 0
    n_facts: dict[str, int] = field(default_factory=dict)
    n_rows: dict[str, int] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_intact(self) -> bool:
        return not self.problem


def start_verification(by: User | None, *, now: datetime) -> Job:
    """Put a verification on the list; one at a time."""
    require_everywhere(by, Permission.KEEP_FACTS)
    return jobs.start(by, kind=VERIFY, key=VERIFY, now=now)


@job(VERIFY)
def verify(running: RunningJob) -> None:
    verdict = verify_facts()
    running.finish_with({"is_intact": verdict.is_intact, **asdict(verdict)})


def verify_facts() -> Verdict:
    """Reads every file once."""
    n_files = 0
    named: set[str] = set()
    problems: list[str] = []
    facts = dict.fromkeys((source.value for source in FactSource), 0)
    for batch in FactBatch.objects.order_by("pk").iterator():
        facts[batch.source] += batch.n_rows
        for file in batch.files:
            n_files += 1
            named.add(file["path"])
            problems.extend(_problems(file["path"], file["sha256"], file["n_rows"]))
    problems.extend(f"{path} is named by no batch." for path in _found() if path not in named)
    rows = {source.value: n_in_database(source) for source in FactSource}
    for source, n in rows.items():
        if n != facts[source]:
            problems.append(f"There are {n:,} {source} in the database, and {facts[source]:,} in the files.")
    return Verdict(n_files, facts, rows, problems[0] if problems else "")


def _problems(path: str, sha256: str, n_rows: int) -> Iterator[str]:
    place = fact_files.folder() / path
    if not place.is_file():
        yield f"{path} is missing."
    elif fact_files.sha256_of(place) != sha256:
        yield f"{path} was changed."
    elif fact_files.n_rows_of(place) != n_rows:
        yield f"{path} has another number of rows than its batch says."


def _found() -> Iterator[str]:
    top: Path = fact_files.folder()
    for source in FactSource:
        for path in sorted((top / source.value).rglob("*.parquet")):
            yield path.relative_to(top).as_posix()
