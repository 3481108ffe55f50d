"""The example operation: everything in it came about through the real actions, and its figures are figures."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.demo.cast import CAST
from assay.demo.seed import seed
from assay.kit.clock import now, working_day
from assay.people.enums import Standing
from assay.people.models import Contributor, InboxMessage, User
from assay.people.queries.cast import cast
from assay.projects.models import Project
from assay.projects.queries.memberships import memberships_of
from assay.quality.actions.consensus import reproduce
from assay.quality.models import ConsensusRun
from assay.quality.queries.gold import project_gold_accuracy
from assay.work.actions.claiming import claim
from assay.work.facts import Worker
from assay.work.models import Judgment, QueueItem, Task, WorkDay
from assay.work.queries.nothing import why_nothing

pytestmark = pytest.mark.django_db
SEARCH, MODERATION = "Shop search relevance", "Marketplace listings"


@pytest.fixture(scope="module", autouse=True)
def filled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Filled once for all tests of this module, and taken back."""
    files: Path = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(ASSAY_FILES=files), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def worker(name: str, at: datetime) -> Worker:
    person = Contributor.objects.select_related("user").get(pseudonym=name)
    return Worker(person.pk, working_day(at, person.user.time_zone))


def project(name: str) -> Project:
    return Project.objects.get(name=name)


def test_a_second_start_changes_nothing() -> None:
    before = (User.objects.count(), Project.objects.count(), Judgment.objects.count())

    seed()

    assert (User.objects.count(), Project.objects.count(), Judgment.objects.count()) == before


def test_a_database_of_other_people_is_not_opened_to_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.filter(email=CAST[0].email).update(email="somebody@example.org")

    with pytest.raises(SystemExit) as ended:
        seed()

    assert ended.value.code == 1
    assert "This database holds people who are not the demo's" in capsys.readouterr().err


def test_the_sign_in_page_offers_exactly_the_cast() -> None:
    assert [member.name for member in cast()] == [member.name for member in CAST]
    assert [member.key for member in cast()] == [member.key for member in CAST]
    assert {member.name: member.roles for member in cast()}["Ravi"] == ("BPO site lead",)


@pytest.mark.parametrize("name", ["Ana", "Ade"])
def test_there_is_work_at_once(name: str) -> None:
    at = now()

    work = claim(worker(name, at), n=1, now=at)

    assert work.n_tasks == 1
    assert json.loads(bytes(work.tasks))[0]["project"]["name"] == SEARCH


def test_ana_has_read_one_guideline_and_still_has_one_to_read() -> None:
    ana = Contributor.objects.get(pseudonym="Ana")

    assert {each.name: each.is_to_read for each in memberships_of(ana.pk)} == {
        SEARCH: False,
        MODERATION: True,
    }
    assert InboxMessage.objects.filter(user=ana.user, kind="guideline").count() == 3


def test_ade_is_told_what_stops_him_in_the_second_project() -> None:
    at = now()

    nothing = why_nothing(worker("Ade", at), now=at, project=project(MODERATION).uid)

    assert claim(worker("Ade", at), n=1, now=at, project=project(MODERATION).uid).n_tasks == 0
    assert "These tasks need the skill Marketplace rules." in {each.reason.text for each in nothing.obstacles}


def test_somebody_is_paused_with_a_reason_and_a_way_back() -> None:
    [paused] = Contributor.objects.filter(standing=Standing.PAUSED)

    assert paused.standing_reason
    assert paused.standing_way_back
    assert paused.standing_until is not None
    assert paused.standing_until > now()


def test_gold_accuracy_agreement_and_consensus_have_figures() -> None:
    shares = {name: project_gold_accuracy(project(name).pk) for name in (SEARCH, MODERATION)}
    runs = {run.project.name: run for run in ConsensusRun.objects.select_related("project")}

    assert all(share.n >= 100 and 0.8 < (share.value or 0) < 1 for share in shares.values())
    assert set(runs) == {SEARCH, MODERATION}
    relevance = runs[SEARCH].summary["relevance"]["agreement"]
    assert 0.7 < relevance["alpha_low"] < relevance["alpha"] < 1
    assert runs[SEARCH].summary["intent"]["agreement"]["alpha"] > 0.5
    assert reproduce(runs[SEARCH])[0]


def test_one_release_is_delivered_with_its_certificate() -> None:
    [release] = Release.objects.all()

    assert (release.state, release.n_tasks) == (ReleaseState.READY, release.run.n_tasks)
    assert release.certificate
    assert {file.format for file in release.files.all()} == {"jsonl", "csv", "parquet"}


def test_there_are_hundreds_of_tasks_and_judgments_and_none_from_the_future() -> None:
    assert Task.objects.count() >= 400
    assert Judgment.objects.count() >= 800
    assert not Judgment.objects.filter(submitted_at__gt=now()).exists()
    assert not QueueItem.objects.filter(n_slots_left__lt=0).exists()
    assert WorkDay.objects.filter(contributor__pseudonym="Ana").count() >= 3
