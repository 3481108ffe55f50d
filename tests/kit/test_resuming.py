"""A job whose worker was killed after its last effect is finished, not done again."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release, ReleaseFile
from assay.kit import tasks
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.projects.models import Stage
from assay.quality.actions.starting import start_consensus
from assay.quality.models import ConsensusRun
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    made = make_world(n_people=1, n_tasks=2)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    rows = [
        RecordedJudgment(task.pk, made.people[0].pk, '{"match": "yes"}', 1.0, NOW, TODAY)
        for task in Task.objects.all()
    ]
    import_judgments(None, stage=made.stage, rows=rows, now=NOW)
    return made


def as_if_killed_at_the_end(job: Job) -> Job:
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None)
    job.refresh_from_db()
    return run_now(job)


def test_consensus_and_release_are_made_once(world: World) -> None:
    stage = Stage.objects.select_related("project").get(pk=world.stage.pk)
    consensus = run_now(start_consensus(world.owner, stage=stage, now=later(minutes=1)))
    run = ConsensusRun.objects.get()
    _, building = build_release(None, run=run, now=later(minutes=2))
    run_now(building)

    again = [as_if_killed_at_the_end(consensus), as_if_killed_at_the_end(building)]

    assert [job.state for job in again] == [JobState.DONE, JobState.DONE]
    assert ConsensusRun.objects.count() == Release.objects.count() == 1
    assert ReleaseFile.objects.count() == 3
    assert again[0].result == {"run": str(run.uid), "n_labels": 2}
    assert again[1].result["n_labels"] == 2


def test_what_fails_in_a_minute_keeps_nothing_else_from_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[datetime] = []

    def broken(now: datetime) -> None:
        raise RuntimeError(str(now))

    monkeypatch.setattr(tasks, "PERIODIC", [broken, ran.append])

    tasks.minute(timestamp=int(NOW.timestamp()))

    assert ran == [NOW]
    assert [each.message for each in caplog.records if each.name == tasks.__name__] == [
        f"{__name__}.{broken.__qualname__} failed in its minute"
    ]
