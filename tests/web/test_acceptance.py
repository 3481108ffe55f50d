"""Pages of the requester: what waits for an answer, accepting, rejecting, flagging, corrections, the PDF."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance, DeliveryTerms, Escape, Flag, Release
from assay.kit.clock import now
from assay.people.enums import Role
from assay.quality.actions.adjudication import decide
from assay.quality.models import Adjudication, Label
from tests.web.quality_cast import address, member, n_queries, signed_in, statuses, text
from tests.web.quality_world import Judged, judged, released

pytestmark = pytest.mark.django_db
SEEN = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 404, "zoe": 404}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def found() -> Judged:
    return judged()


@pytest.fixture
def release(found: Judged) -> Release:
    return released(found)


def post(found: Judged, page: str, release: Release, who: str = "rita", **form: object) -> int:
    client = signed_in(getattr(found.cast, who) if who != "nobody" else None)
    return client.post(address(page, release.uid), form).status_code


def test_pages_of_an_answer_are_for_who_sees_deliveries(found: Judged, release: Release) -> None:
    assert statuses(found.cast, address("release-flags", release.uid)) == SEEN
    assert statuses(found.cast, address("release-paper", release.uid)) == SEEN
    assert statuses(found.cast, "/deliveries/") == SEEN


@pytest.mark.parametrize("page", ["release-accept", "release-reject", "release-flags", "release-correct"])
def test_strangers_change_nothing(found: Judged, release: Release, page: str) -> None:
    form = {"reason": "Wrong.", "external_ids": "t0", "question": "match"}

    assert [post(found, page, release, who, **form) for who in ("nobody", "ravi", "zoe")] == [302, 404, 404]
    assert (Acceptance.objects.get().state, Escape.objects.count()) == (AcceptanceState.AWAITED, 0)


def test_the_requester_accepts_with_one_key(found: Judged, release: Release) -> None:
    rita = signed_in(found.cast.rita)

    page = text(rita, address("release", release.uid))
    post(found, "release-accept", release)

    assert ("without an answer the release counts as accepted." in page, 'data-key="a"' in page) == (
        True,
        True,
    )
    assert Acceptance.objects.get().decided_by == found.cast.rita
    after = text(rita, address("release", release.uid))
    assert ("Accepted" in after, 'data-key="a"' in after) == (True, False)


def test_who_delivers_does_not_answer(found: Judged, release: Release) -> None:
    page = text(signed_in(found.cast.lea), address("release", release.uid))
    client = signed_in(found.cast.lea)

    said = client.post(address("release-accept", release.uid), follow=True)

    assert 'data-key="a"' not in page
    assert "Your role does not allow this: Accept or reject releases" in said.content.decode()
    assert Acceptance.objects.get().state == AcceptanceState.AWAITED


def test_a_rejection_shows_its_reason(found: Judged, release: Release) -> None:
    post(found, "release-reject", release, reason="Half of it is wrong.")

    page = text(signed_in(found.cast.lea), address("release", release.uid))

    assert ("Rejected" in page, "Half of it is wrong." in page) == (True, True)


def test_a_list_of_ids_is_flagged_and_what_cannot_be_is_named(found: Judged, release: Release) -> None:
    rita = signed_in(found.cast.rita)
    form = {"external_ids": "t0\nnowhere\n t1 \n", "question": "match", "reason": "Another brand."}

    page = rita.post(address("release-flags", release.uid), form).content.decode()

    assert "2 labels flagged" in page
    assert "The release holds no label of nowhere that fits." in page
    assert Flag.objects.filter(reason="Another brand.", created_by=found.cast.rita).count() == 2


def test_a_csv_names_labels_with_reasons_of_their_own(found: Judged, release: Release) -> None:
    rita = signed_in(found.cast.rita)
    content = b"external_id,question,reason,answer\nt0,match,Other brand,no\nt1,,,\n"
    file = SimpleUploadedFile("flags.csv", content, content_type="text/csv")

    rita.post(address("release-flags", release.uid), {"file": file, "reason": "As said."})

    flags = Flag.objects.order_by("escape__label__task_id").values_list("reason", "suggested")
    assert list(flags) == [("Other brand", "no"), ("As said.", "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id\nt0\n", "The column external_id is missing"),
        (b"\xff\xfe", "UTF-16"),
        (b"", "external_id is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    found: Judged, release: Release, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("flags.csv", content, content_type="text/csv")

    said = signed_in(found.cast.rita).post(
        address("release-flags", release.uid), {"file": file, "reason": "x"}
    )

    # An empty file is no file for a browser: then the list of ids is empty, too.
    assert said.status_code == 422
    assert sentence in said.content.decode() or "Name at least one item." in said.content.decode()


def test_what_a_reviewer_found_wrong_is_released_by_one_button(found: Judged, release: Release) -> None:
    label = Label.objects.get(task__external_id="t0")
    post(found, "release-flags", release, external_ids="t0", question="match", reason="Wrong.")
    other = "no" if label.value == "yes" else "yes"
    ben = found.cast.ben
    decide(ben, adjudication=Adjudication.objects.get(), answer=other, reason="Seen it.", now=now())

    page = text(signed_in(found.cast.lea), address("release", release.uid))
    post(found, "release-correct", release, "lea")

    assert "Release 1 corrected label" in page
    assert Release.objects.get(number=2).only_changes
    shown = text(signed_in(found.cast.rita), address("release-flags", release.uid))
    assert ("Was wrong" in shown, "Seen it." in shown) == (True, True)


def test_the_window_is_set_on_the_page_of_releases(found: Judged) -> None:
    lea, where = signed_in(found.cast.lea), address("release-terms", found.world.project.uid)

    lea.post(where, {"acceptance_hours": "16"})
    refused = lea.post(where, {"acceptance_hours": "soon"}, follow=True).content.decode()

    assert DeliveryTerms.objects.get().acceptance_hours == 16
    assert "The time to accept must be from 1 to 2,000 hours." in refused
    assert signed_in(found.cast.rita).post(where, {"acceptance_hours": "1"}).status_code == 403


def test_deliveries_ask_as_often_for_one_as_for_three(found: Judged, release: Release) -> None:
    client = signed_in(found.cast.rita)
    for_one = n_queries(client, "/deliveries/")
    released(found)
    released(found)

    assert n_queries(client, "/deliveries/") == for_one
    assert text(client, "/deliveries/").count("Waits for the requester") == 3


def test_deliveries_are_those_of_the_own_projects(found: Judged, release: Release) -> None:
    other = member(found.world, "Ria", Role.REQUESTER, now())
    other.grants.update(project_id=None, markets=["xx-XX"])

    assert "Nothing was delivered yet" in text(signed_in(other), "/deliveries/")
    assert signed_in(other).get(address("release", release.uid)).status_code == 404


def test_the_certificate_is_downloaded_as_pdf(found: Judged, release: Release) -> None:
    rita = signed_in(found.cast.rita)

    response = rita.get(address("release-paper", release.uid))

    assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # It streams.
    assert response.headers["Content-Type"] == "application/pdf"
    assert release.paper.file.sha256 in text(rita, address("release", release.uid))
