"""Search runs and classifiers over the API: from the files to the figures, and who may know them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from tests.api.calling import ROOT, Api, Response, token_of
from tests.insight.search_world import FIRST, SECOND, Searched, search_delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(settings: Settings, tmp_path: Path) -> Searched:
    settings.ASSAY_FILES = tmp_path / "files"
    return search_delivered()


def as_(user: object) -> Api:
    return Api(token_of(user))  # type: ignore[arg-type]  # One of the cast.


def send(caller: Api, where: str, text: str, file: str, **fields: str) -> Response:
    sent = {"file": SimpleUploadedFile(file, text.encode()), **fields}
    return Client().post(f"{ROOT}{where}", sent, headers={"Authorization": f"Bearer {caller.token}"})


def run_job(response: Response) -> Job:
    assert response.status_code == 202, response.content
    job = run_now(Job.objects.get(uid=response.json()["uid"]))
    assert job.state == JobState.DONE, job.error
    return job


def test_two_runs_to_a_batch(found: Searched) -> None:
    rita, lea, runs = as_(found.rita), as_(found.cast.lea), f"/releases/{found.release.uid}/search-runs"
    first = send(rita, runs, FIRST, "first.txt", name="First")
    second = send(rita, runs, SECOND, "second.csv", name="Second")
    wrong = send(rita, runs, "boots Q0 d1\n", "wrong.txt", name="Wrong")

    job = run_job(
        rita.post(f"/search-runs/{first.json()['uid']}/evaluate", {"against": second.json()["uid"], "k": 3})
    )
    where = f"/evaluations/{job.result['evaluation']}"
    detail = rita.get(where).json()
    documents = [{"document": "d9", "content": {"title": "Red boots"}}]
    asked = {"name": "More", "n": 10, "documents": documents}
    refused, made = rita.post(f"{where}/top-up", asked), lea.post(f"{where}/top-up", asked)

    assert (first.status_code, second.status_code, wrong.status_code) == (201, 201, 422)
    assert "Line 1" in wrong.content.decode()
    whole = detail["parts"][0]
    assert whole["gaps"][0]["value"] == pytest.approx(1 - 0.63093, abs=5e-6)
    assert (whole["gaps"][0]["p_value"], whole["gaps"][0]["is_clear"]) == (0.5, False)
    assert whole["sides"][1]["judged"]["share"] == 0.75
    assert [(each["query"], each["document"], each["second_rank"]) for each in detail["holes"]] == [
        ("red%20shoes", "d9", 1)
    ]
    assert (refused.status_code, made.status_code, made.json()["n_holes"]) == (403, 201, 1)
    project = found.world.project.uid
    assert rita.get(f"/projects/{project}/evaluations").json()["items"][0]["batch"] == made.json()["batch"]
    listed = rita.get(f"/projects/{project}/search-runs").json()["items"]
    assert [each["name"] for each in listed] == ["Second", "First"]
    for person, status in ((found.cast.ben, 403), (found.cast.ravi, 403), (found.cast.zoe, 404)):
        assert as_(person).get(where).status_code == status
        assert as_(person).get(f"/projects/{project}/search-runs").status_code == status
