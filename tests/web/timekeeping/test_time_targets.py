"""Targets of time: everybody reads what they are measured by, and who sets standards publishes the next version."""

import pytest

from assay.people.enums import Role, TimeGroup, TimeMeasure
from assay.people.enums import TimeKind as K
from assay.people.models import Grant, TimeTargets
from assay.people.rules.time import Tally
from assay.people.rules.time_targets import SHIPPED, reached, refuse_targets
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, make_cast, signed_in, statuses, user
from tests.web.timekeeping.test_time_pages import week_of, worked
from tests.work.world import NOW

AT = "/people/time/targets/"
AGENTS = {TimeMeasure.UTILIZATION: 0.8, TimeMeasure.OCCUPANCY: 0.9, TimeMeasure.ADHERENCE: 0.5}


def test_a_target_is_reached_at_its_very_share_and_unmeasured_time_reaches_nothing() -> None:
    measured = Tally({K.WORK: 7200, K.IDLE: 1200, K.BREAK: 2100}, 0.0, 0.0)

    assert reached(measured, AGENTS) == {
        TimeMeasure.UTILIZATION: True,
        TimeMeasure.OCCUPANCY: False,
        TimeMeasure.ADHERENCE: None,
    }


@pytest.mark.parametrize(
    ("changes", "reason", "codes"),
    [
        ({}, "Why.", []),
        ({}, " ", ["time.targets_reason"]),
        ({TimeGroup.QAS: {}}, "Why.", ["time.target_missing"]),
        ({TimeGroup.QAS: {**AGENTS, TimeMeasure.OCCUPANCY: 1.01}}, "Why.", ["time.target_range"]),
        (
            {TimeGroup.AGENTS: {**AGENTS, TimeMeasure.OCCUPANCY: 0.0}},
            "",
            ["time.targets_reason", "time.target_range"],
        ),
    ],
)
def test_what_is_no_version(
    changes: dict[TimeGroup, dict[TimeMeasure, float]], reason: str, codes: list[str]
) -> None:
    assert [each.code for each in refuse_targets({**SHIPPED, **changes}, reason)] == codes


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.django_db
def test_omar_publishes_them_and_the_lead_reads_them_beside_what_the_site_reached(cast: Cast) -> None:
    omar = user("Omar")
    Grant.objects.create(user=omar, role=Role.OPERATIONS_LEAD, granted_at=NOW)
    worked(cast)
    form = {f"{group.value}_{each.value}": "75" for group in TimeGroup for each in TimeMeasure}

    lead = signed_in(cast.ravi)
    before = lead.get(week_of(cast)).content.decode()
    wrong = (
        signed_in(omar).post(AT, {**form, "qas_occupancy": "much", "reason": "Contracts."}).content.decode()
    )
    signed_in(omar).post(AT, {**form, "reason": "Contracts."})
    after = lead.get(week_of(cast)).content.decode()

    assert "≥ 85" in before
    assert "A target is a share" in wrong
    assert 'value="much"' in wrong
    assert ("≥ 75" in after, "≤ 25" in after, "≥ 85" in after) == (True, True, False)
    assert "Contracts." in signed_in(omar).get(AT).content.decode()
    found = TimeTargets.objects.get()
    assert (found.number, found.published_by, found.targets["qas"]["occupancy"]) == (1, omar, 0.75)


@pytest.mark.django_db
def test_who_sees_the_page_and_who_publishes(cast: Cast) -> None:
    body = {"targets": {group.value: AGENTS for group in TimeGroup}, "reason": "Mine."}

    assert statuses(cast, AT) == {
        "nobody": 302, "ana": 404, "ada": 200, "mia": 200, "ben": 200, "ravi": 404, "rita": 404, "zoe": 404,
    }  # fmt: skip
    assert Api(token_of(cast.ravi)).get("/time/targets").json()["number"] == 0
    assert Api(token_of(cast.zoe)).get("/time/targets").status_code == 404
    assert Api(token_of(cast.ravi)).post("/time/targets", body).status_code == 403
    assert Api(token_of(cast.ada)).post("/time/targets", body).json() == {
        "number": 1,
        "targets": body["targets"],
    }
