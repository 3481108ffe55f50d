"""The paid test on a campaign's page."""

from dataclasses import replace

import pytest
from django.test import Client

from assay.people.enums import Role
from assay.people.models import Grant
from assay.planning.queries.campaign_tests import campaign_test_of
from assay.recruiting.models import Campaign
from assay.training.models import Exam
from tests.api.calling import Api, token_of
from tests.recruiting.cast import TERMS, campaign, mia
from tests.training.exams import exam_in
from tests.web.quality_cast import signed_in, somebody, text
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db


def made() -> tuple[Campaign, Exam]:
    world = make_world(n_people=0, n_tasks=0)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    exam = exam_in(world)
    return campaign(terms=replace(TERMS, skills=("colours",))), exam


def test_mia_sets_changes_and_ends_it() -> None:
    found, exam = made()
    client, here = signed_in(mia()), f"/recruiting/{found.uid}/"
    wanted = {"exam": str(exam.uid), "pay": "2.50", "currency": "eur"}

    before = text(client, here)
    wrong = client.post(f"{here}test/", {**wanted, "pay": "0"}, follow=True).content.decode()
    nothing = client.post(f"{here}test/", {**wanted, "exam": ""}, follow=True).content.decode()
    client.post(f"{here}test/", wanted)
    after = text(client, here)
    client.post(f"{here}test/", {"end": "1"})

    assert "None: whoever is accepted qualifies" in before
    assert "Pay is an amount above zero" in wrong
    assert "Choose an exam of a project" in nothing
    assert all(each in after for each in ("2.50 EUR for each who sits it", "0 people were asked", "n = 0"))
    kept = campaign_test_of(found)
    assert kept is not None
    assert (kept.exam, kept.pay_micro, kept.ended_at is not None) == (exam, 2_500_000, True)


def test_nobody_else_sets_it() -> None:
    found, exam = made()
    at, wanted = f"/recruiting/{found.uid}/test/", {"exam": str(exam.uid), "pay": "2", "currency": "EUR"}
    omar = signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    assert Client().post(at, wanted).status_code == 302
    assert signed_in(somebody("Zoe", NOW)).post(at, wanted).status_code == 404
    assert omar.post(at, wanted).status_code == 404
    assert "Paid test" not in text(omar, f"/recruiting/{found.uid}/")
    assert campaign_test_of(found) is None


def test_over_the_api() -> None:
    found, exam = made()
    caller, at = Api(token_of(mia())), f"/campaigns/{found.uid}/test"
    wanted = {"exam": str(exam.uid), "pay_micro": 1_000_000, "currency": "EUR"}

    before = caller.get(at).json()
    made_ = caller.put(at, wanted).json()
    wrong = caller.put(at, {**wanted, "pay_micro": 0}).json()
    unknown = caller.put(at, {**wanted, "exam": str(found.uid)}).json()
    ended = caller.post(f"{at}/end").json()

    assert (before["exam"], before["n_asked"]) == (None, 0)
    assert (made_["exam"], made_["pay_micro"], made_["ended_at"]) == (str(exam.uid), 1_000_000, None)
    assert (wrong["code"], unknown["code"]) == ("recruit_test.pay_invalid", "recruit_test.no_exam")
    assert ended["ended_at"] is not None
    omar = Api(token_of(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)))
    assert [omar.get(at).status_code, omar.put(at, wanted).status_code] == [404, 404]
