"""Pages of delivery: the list, building, the certificate, downloads."""

import hashlib
import json
from functools import partial
from pathlib import Path

import pytest

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import Release
from assay.kit.clock import now
from assay.kit.models import Job
from assay.projects.rules.schema_parts import QUESTION_KINDS
from assay.web.delivery.certificate import KINDS
from assay.work.models import Task
from tests.web.quality_cast import address, n_queries, signed_in, statuses, text
from tests.web.quality_world import Judged, golden, judged, released, scored

# The same in every process that collects tests.
NOBODYS = "01a20f43-005e-7073-bc22-dd391e18ee6f"
pytestmark = pytest.mark.django_db
NO_OUTSIDERS = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def found() -> Judged:
    return judged()


def test_releases_are_for_who_may_see_deliveries(found: Judged) -> None:
    release = released(found)
    project = found.world.project.uid

    assert statuses(found.cast, address("releases", project)) == {**NO_OUTSIDERS, "ravi": 403, "zoe": 404}
    for page in ("release", "release-manifest", "release-certificate"):
        assert statuses(found.cast, address(page, release.uid)) == {**NO_OUTSIDERS, "ravi": 404, "zoe": 404}
    download = address("release-file", release.uid, "csv")
    assert statuses(found.cast, download) == {**NO_OUTSIDERS, "ravi": 404, "zoe": 404}


def test_the_list_shows_releases_and_the_form_only_to_who_delivers(found: Judged) -> None:
    released(found, note="Week 12")

    leas, ritas = (
        text(signed_in(user), address("releases", found.world.project.uid))
        for user in (found.cast.lea, found.cast.rita)
    )

    assert ("Release 1" in leas, "Week 12" in leas, "Build a release" in leas) == (True, True, True)
    assert ("Release 1" in ritas, "Build a release" in ritas) == (True, False)


def test_the_list_asks_as_often_for_one_release_as_for_three(found: Judged) -> None:
    client, where = signed_in(found.cast.lea), address("releases", found.world.project.uid)
    add = partial(
        Release.objects.create,
        project=found.world.project,
        run=found.run,
        created_at=now(),
        created_by=found.cast.lea,
    )

    add(number=1)
    for_one = n_queries(client, where)
    add(number=2)
    add(number=3)

    assert n_queries(client, where) == for_one


def test_building_starts_a_job_and_shows_it(found: Judged) -> None:
    form = {"run": str(found.run.uid), "kind": "train", "note": " Week 12 ", "corrects": ""}

    response = signed_in(found.cast.lea).post(address("release-build", found.world.project.uid), form)

    release, job = Release.objects.get(), Job.objects.get(kind="delivery.build_release")
    assert response.headers["Location"] == address("job", job.uid)
    assert (release.kind, release.note, release.run_id) == (ReleaseKind.TRAIN, "Week 12", found.run.pk)
    assert release.created_by == found.cast.lea


@pytest.mark.parametrize(
    ("field", "value"), [("run", "x"), ("run", NOBODYS), ("kind", "everything"), ("corrects", "7")]
)
def test_a_form_with_what_is_not_there_is_404_and_builds_nothing(
    found: Judged, field: str, value: str
) -> None:
    form = {"run": str(found.run.uid), "kind": "all", field: value}

    response = signed_in(found.cast.lea).post(address("release-build", found.world.project.uid), form)

    assert (response.status_code, Release.objects.count()) == (404, 0)


def test_who_may_not_deliver_is_refused_with_a_sentence(found: Judged) -> None:
    form = {"run": str(found.run.uid), "kind": "all"}

    response = signed_in(found.cast.rita).post(address("release-build", found.world.project.uid), form)

    assert (response.status_code, Release.objects.count()) == (403, 0)
    assert "Your role does not allow this: Build releases." in response.content.decode()


def test_a_certificate_without_gold_says_that_accuracy_was_not_measured(found: Judged) -> None:
    release = released(found)

    page = text(signed_in(found.cast.rita), address("release", release.uid))

    assert "not measured" in page
    assert "n = 0: no gold task was answered" in page
    assert "Accuracy was not measured: no gold task was answered and no label was audited." in page


def test_a_certificate_shows_accuracy_with_n_and_interval_agreement_hashes_and_versions(
    found: Judged,
) -> None:
    scored(found, golden(found, 4), ["yes", "yes", "yes", "no"])
    release = released(found)

    page = text(signed_in(found.cast.rita), address("release", release.uid))

    # 3 of 4 by Wilson: 0.3006 to 0.9544.
    assert "75.0 %" in page
    assert "n = 4 · 95 %: 30.1–95.4 %" in page
    agreement = found.run.summary["match"]["agreement"]
    assert f"n = 6 items · 95 %: {agreement['alpha_low']:.2f}–{agreement['alpha_high']:.2f}" in page
    for each in release.files.select_related("file"):
        assert each.file.sha256 in page
    assert found.run.inputs_sha256 in page
    assert "18 judgments" in page


def test_a_release_that_is_being_built_has_no_figures(found: Judged) -> None:
    release = Release.objects.create(project=found.world.project, run=found.run, number=1, created_at=now())

    page = text(signed_in(found.cast.rita), address("release", release.uid))

    assert "The files are being written." in page
    assert signed_in(found.cast.rita).get(address("release-manifest", release.uid)).status_code == 404
    Release.objects.filter(pk=release.pk).update(state=ReleaseState.FAILED)
    assert "Nothing was delivered" in text(signed_in(found.cast.rita), address("release", release.uid))


def test_a_downloaded_file_has_the_digest_of_the_manifest(found: Judged) -> None:
    release, rita = released(found), signed_in(found.cast.rita)

    manifest = json.loads(rita.get(address("release-manifest", release.uid)).content)
    for part in ("csv", "jsonl", "parquet"):
        response = rita.get(address("release-file", release.uid, part))
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # It streams.
        assert hashlib.sha256(content).hexdigest() == manifest["files"][part]["sha256"]
        assert response.headers["Content-Disposition"] == f'attachment; filename="release-1.{part}"'

    assert rita.get(address("release-file", release.uid, "xlsx")).status_code == 404
    assert rita.get(address("release-file", release.uid, "diff")).status_code == 404


def test_a_correction_shows_and_delivers_what_it_changes(found: Judged) -> None:
    first = released(found)
    Task.objects.filter(external_id="t0").update(withdrawn_at=now())
    second, rita = released(found, corrects=first), signed_in(found.cast.rita)

    page = text(rita, address("release", second.uid))
    diff = b"".join(rita.get(address("release-file", second.uid, "diff")).streaming_content)  # type: ignore[attr-defined]  # It streams.

    assert "It corrects release 1." in page
    assert "What it changes against release 1" in page
    assert "0 added, 1 removed, 0 changed" in page
    assert diff.decode().splitlines()[0] == "external_id,question,subject,before,after"
    assert len(diff.decode().splitlines()) == 2


def test_every_kind_of_question_has_its_words_on_a_certificate() -> None:
    assert set(KINDS) == set(QUESTION_KINDS)
