"""Two queries whose results one person graded, delivered with qrels; and two runs of a search engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Documents and settings are JSON.

from assay.delivery.actions.releases import build_release
from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.insight.actions.evaluating import Upload, start_evaluation, upload_run
from assay.insight.models import Evaluation, SearchRun
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import JobState
from assay.people.models import User
from tests.delivery.test_qrels import GRADES, LIST, searched
from tests.delivery.world import built
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, later

# Of the red shoes d0 is exact, and d1 does not open, which is no grade; of the boots d0 is off and d1 close.
QUERIES, ANSWERS = ["red shoes", "boots"], [["exact", "broken"], ["off", "close"]]
QRELS = {"grades": GRADES}
FIRST = """red%20shoes Q0 d0 1 3 a
red%20shoes Q0 d1 2 2 a
red%20shoes Q0 d9 3 1 a
boots Q0 d1 1 2 a
boots Q0 d0 2 1 a
"""
SECOND = "query,document,score\nred shoes,d9,3\nred shoes,d0,2\nboots,d0,2\nboots,d1,1\n"


@dataclass(frozen=True)
class Searched:
    world: World
    cast: Cast
    release: Release

    @property
    def rita(self) -> User:
        return self.cast.rita


def search_delivered(
    answers: Sequence[list[Any]] = ANSWERS,
    *,
    document: dict[str, Any] = LIST,
    qrels: Any = QRELS,
    queries: Sequence[str] = QUERIES,
) -> Searched:
    world, run = searched(list(queries), list(answers), document=document)
    world.project.refresh_from_db()
    started, job = build_release(None, run=run, now=later(minutes=2), qrels=qrels)
    return Searched(world, cast_of(world), built(started, job))


def correction_of(release: Release) -> Release:
    """A ready release of only those labels that reviewers put right."""
    return Release.objects.create(
        project=release.project,
        run=release.run,
        number=release.number + 1,
        state=ReleaseState.READY,
        corrects=release,
        only_changes=True,
        created_at=now(),
    )


def uploaded(found: Searched, name: str = "First", text: str = FIRST, file: str = "") -> SearchRun:
    is_csv = text.startswith("query,")
    upload = Upload(file or ("run.csv" if is_csv else "run.txt"), [text.encode()])
    return upload_run(found.rita, release=found.release, name=name, upload=upload, now=now())


def compared(found: Searched, k: int = 3) -> Evaluation:
    first, second = uploaded(found), uploaded(found, "Second", SECOND)
    job = start_evaluation(found.rita, first=first, second=second, k=k, now=now())
    assert run_now(job).state == JobState.DONE, job.error
    return Evaluation.objects.select_related("first__release__project", "second").get()
