"""The pages of search runs and classifiers: who may open them, what they say, and what they ask of the database."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from assay.insight.actions.classifying import start_report
from assay.insight.models import Evaluation, SearchRun, TopUp, VerdictFile, VerdictReport
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from tests.insight.search_world import FIRST, SECOND, Searched, compared, search_delivered, uploaded
from tests.insight.test_classifiers import VERDICTS, delivered, label, upload, world_of_seven
from tests.web.quality_cast import address, n_queries, signed_in, statuses, text

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 403, "rita": 200, "ravi": 403, "zoe": 404}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"


@pytest.fixture
def found() -> Searched:
    return search_delivered()


def sent(found: Searched, content: str, name: str) -> dict[str, object]:
    file = SimpleUploadedFile("run.csv" if content.startswith("query") else "run.txt", content.encode())
    return {"release": str(found.release.uid), "name": name, "file": file}


def test_from_an_empty_page_to_a_batch(found: Searched) -> None:
    project = found.world.project.uid
    rita, where = signed_in(found.rita), address("search-runs", project)
    assert "No run yet" in text(rita, where)

    for name, run in (("First", FIRST), ("Second", SECOND)):
        assert rita.post(address("search-run-upload", project), sent(found, run, name)).status_code == 302
    wrong = rita.post(address("search-run-upload", project), sent(found, "boots Q0 d1\n", "Third"))
    first, second = SearchRun.objects.order_by("pk")
    asked = {"first": str(first.uid), "second": str(second.uid), "k": "3"}
    assert rita.post(address("search-run-evaluate", project), asked).status_code == 302
    job = run_now(Job.objects.latest("pk"))
    assert job.state == JobState.DONE, job.error
    page = address("evaluation", Evaluation.objects.get().uid)
    shown = text(rita, page)
    lea = signed_in(found.cast.lea)
    assert "Propose a top-up batch" in text(lea, page)
    content = SimpleUploadedFile("documents.jsonl", b'{"document": "d9", "title": "Red boots"}\n')
    bare = lea.post(address("evaluation-top-up", Evaluation.objects.get().uid), {"name": "More", "n": "5"})
    made = lea.post(
        address("evaluation-top-up", Evaluation.objects.get().uid),
        {"name": "More", "n": "5", "file": content},
    )

    assert (wrong.status_code, "Line 1: it has 3 fields" in wrong.content.decode()) == (422, True)
    for said in (
        "1.000 (1.000 to 1.000)",
        "0.631 (0.631 to 0.631)",
        "+0.369",
        "too little was judged to say",
        "d9",
    ):
        assert said in shown
    assert "Propose a top-up batch" not in shown
    assert (bare.status_code, made.status_code) == (422, 302)
    assert "Nothing is known of these documents" in bare.content.decode()
    assert TopUp.objects.get().n_holes == 1
    assert "1 of 1 holes became tasks" in text(lea, page)
    assert "More" in text(rita, where)


def test_who_may_open_the_pages(found: Searched) -> None:
    evaluation, project = compared(found), found.world.project.uid

    assert statuses(found.cast, address("search-runs", project)) == SEES
    assert statuses(found.cast, address("evaluation", evaluation.uid)) == SEES
    ana = signed_in(found.world.people[0].user)
    assert ana.get(address("evaluation", evaluation.uid)).status_code == 404
    for person, status in ((found.cast.ben, 403), (found.cast.zoe, 404)):
        client = signed_in(person)
        given = sent(found, FIRST, "Third")
        assert client.post(address("search-run-upload", project), given).status_code == status
        assert client.post(address("search-run-evaluate", project), {}).status_code == status
        assert client.post(address("evaluation-top-up", evaluation.uid), {}).status_code == status


def test_pages_ask_the_same_for_one_and_for_three(found: Searched) -> None:
    compared(found)
    rita, where = signed_in(found.rita), address("search-runs", found.world.project.uid)
    one = n_queries(rita, where)

    for name in ("Third", "Fourth"):
        run = uploaded(found, name)
        Evaluation.objects.create(first=run, k=3, grades={}, result={}, measured_at=now())

    assert n_queries(rita, where) == one


def test_a_classifier_from_its_verdicts_to_its_rates() -> None:
    world, cast = world_of_seven()
    rita, where = signed_in(cast.rita), address("classifiers", world.project.uid)
    assert "No verdicts yet" in text(rita, where)
    given = {"question": "match", "name": "Filter 3", "file": SimpleUploadedFile("v.csv", VERDICTS.encode())}
    assert rita.post(address("verdicts-upload", world.project.uid), given).status_code == 302
    bad = given | {"name": "F4", "file": SimpleUploadedFile("v.csv", b"external_id,verdict,weight\nt0,x,1\n")}
    refused = rita.post(address("verdicts-upload", world.project.uid), bad)
    verdicts = VerdictFile.objects.get()
    assert "the verdicts wait for labels" in text(rita, address("verdicts", verdicts.uid))
    label(world)
    release = delivered(world)
    rita.post(address("verdicts-report", verdicts.uid), {"release": str(release.uid)})
    job = run_now(Job.objects.latest("pk"))
    assert job.state == JobState.DONE, job.error

    report = address("verdict-report", VerdictReport.objects.get().uid)
    shown = text(rita, report)

    assert (refused.status_code, "x is no answer of match" in refused.content.decode()) == (422, True)
    for said in ("66.7", "28.6", "9.1", "1 item with a verdict has no label"):
        assert said in shown
    assert statuses(cast, report) == SEES
    assert statuses(cast, where) == SEES
    assert statuses(cast, address("verdicts", verdicts.uid)) == SEES


def test_reports_ask_the_same_for_one_and_for_three() -> None:
    world, cast = world_of_seven()
    verdicts = upload(world, cast)
    label(world)
    release = delivered(world)
    rita, where = signed_in(cast.rita), address("verdicts", verdicts.uid)
    counts = []
    for _ in range(3):
        run_now(start_report(cast.rita, verdicts=verdicts, release=release, now=now()))
        counts.append(n_queries(rita, where))

    assert counts[0] == counts[2]
