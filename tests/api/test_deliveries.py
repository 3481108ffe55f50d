"""The API of deliveries: accepting, rejecting, flagging, adjudicating, correcting."""

import hashlib
from pathlib import Path

import pytest

from assay.delivery.models import Acceptance, Escape, Release
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.delivery.world import Delivered, delivered
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def found() -> Delivered:
    return delivered()


def as_(user: User) -> Api:
    return Api(token_of(user))


def of(found: Delivered, what: str) -> str:
    return f"/releases/{found.release.uid}/{what}"


def test_a_release_is_accepted_once(found: Delivered) -> None:
    rita = as_(found.rita)

    first, second = (rita.post(of(found, "accept"), {}) for _ in range(2))

    assert (first.status_code, first.json()["state"]) == (200, "accepted")
    assert (second.status_code, second.json()["code"]) == (409, "state.not_from_here")
    assert rita.get(of(found, "acceptance")).json()["state"] == "accepted"
    assert [each["state"] for each in rita.get("/deliveries").json()["items"]] == ["accepted"]


def test_a_rejection_without_a_reason_is_refused(found: Delivered) -> None:
    rita = as_(found.rita)

    assert rita.post(of(found, "reject"), {"reason": " "}).json()["code"] == "delivery.needs_reason"
    assert rita.post(of(found, "reject"), {"reason": "Wrong."}).json()["reason"] == "Wrong."


def test_strangers_find_no_release_and_the_owner_may_not_answer(found: Delivered) -> None:
    zoe = as_(User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW))
    flags = {"flags": [{"external_id": "t1", "reason": "Wrong."}]}

    for path, body in (("accept", {}), ("reject", {"reason": "x"}), ("flags", flags), ("corrections", {})):
        assert zoe.post(of(found, path), body).status_code == 404
    assert as_(found.lea).post(of(found, "accept"), {}).status_code == 403
    assert as_(found.lea).post(of(found, "flags"), flags).status_code == 403
    assert (Acceptance.objects.get().state, Escape.objects.count()) == ("awaited", 0)


def test_from_a_flag_to_a_correction(found: Delivered) -> None:
    rita, ben, lea = as_(found.rita), as_(found.ben), as_(found.lea)
    flags = [{"external_id": "t1", "reason": "Wrong."}, {"external_id": "nowhere", "reason": "Wrong."}]

    said = rita.post(of(found, "flags"), {"flags": flags})
    case = ben.post(f"/projects/{found.world.project.uid}/adjudications/next", {}).json()
    verdict = ben.post(f"/adjudications/{case['uid']}/decide", {"answer": "no", "reason": "Seen it."})
    started = lea.post(of(found, "corrections"), {})

    assert (said.status_code, said.json()["n_new"], said.json()["problems"][0]["row"]) == (201, 1, 2)
    assert (case["given"], case["choices"]) == (["yes", "yes"], ["yes", "no"])
    assert verdict.json()["verdict"] == "upheld"
    assert started.status_code == 202
    assert run_now(Job.objects.get(uid=started.json()["job"]["uid"])).state == JobState.DONE
    assert Release.objects.get(uid=started.json()["release"]["uid"]).n_labels == 1
    assert rita.get(of(found, "flags")).json()["items"][0]["verdict"] == "Seen it."
    escapes = rita.get(of(found, "escapes")).json()
    assert (escapes["n_upheld"], escapes["n"], escapes["share"]) == (1, 4, 0.25)


def test_terms_are_read_and_changed(found: Delivered) -> None:
    path = f"/projects/{found.world.project.uid}/delivery-terms"

    assert as_(found.rita).get(path).json() == {"acceptance_hours": 120}
    assert as_(found.lea).call("PUT", path, {"acceptance_hours": 16}).json() == {"acceptance_hours": 16}
    assert as_(found.lea).call("PUT", path, {"acceptance_hours": 0}).status_code == 422


def test_the_certificate_comes_as_pdf_with_the_digest_of_the_release(found: Delivered) -> None:
    rita = as_(found.rita)

    pdf = b"".join(rita.get(of(found, "certificate.pdf")).streaming_content)  # type: ignore[attr-defined]  # It streams.

    digest = rita.get(f"/releases/{found.release.uid}").json()["certificate_pdf_sha256"]
    assert hashlib.sha256(pdf).hexdigest() == digest
