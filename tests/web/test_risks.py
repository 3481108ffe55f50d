"""Pages of the risk register: heat map, list, one risk with what people do with it."""

import pytest

from assay.planning.actions.risks import RiskWords, add_risk
from assay.planning.models import Risk, RiskIssue
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, statuses, text
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404}
FORM = {
    "title": "Too few people",
    "category": "people",
    "likelihood": "4",
    "impact": "3",
    "trigger_metric": "accuracy_major",
    "trigger_comparison": "below",
    "trigger_value": "92",
    "review_every_days": "14",
    "mitigation": "Recruit.",
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def risk_of(world: World, title: str = "Too few people") -> Risk:
    words = RiskWords(title=title, category="people", likelihood=4, impact=5)
    return add_risk(world.owner, project=world.project, words=words, now=NOW)


def test_who_may_open_the_pages(world: World, cast: Cast) -> None:
    risk = risk_of(world)

    assert statuses(cast, address("risks", world.project.uid)) == SEES
    assert statuses(cast, address("risk", risk.uid)) == SEES
    own = SEES | {"ben": 403, "rita": 403}
    assert statuses(cast, address("risk-edit", risk.uid)) == own
    assert statuses(cast, address("risk-new", world.project.uid)) == own
    contributor = signed_in(world.people[1].user)
    assert contributor.get(address("risks", world.project.uid)).status_code == 404


def test_a_register_begins_with_starters_and_its_heat_map_leads_to_them(world: World, cast: Cast) -> None:
    lea = signed_in(cast.lea)
    where = address("risks", world.project.uid)

    assert "No risk yet" in text(lea, where)
    page = lea.post(address("risk-starters", world.project.uid), follow=True).content.decode()

    assert "risks were added" in page
    assert "Add starter risks" not in page
    assert "?cell=3x4" in page
    narrowed = text(lea, f"{where}?cell=3x4")
    assert "Accuracy falls below its threshold" in narrowed
    assert "A vendor fails or leaves" not in narrowed
    assert "A vendor fails or leaves" in text(lea, f"{where}?cell=2x4&state=open")
    assert "None here." in text(lea, f"{where}?state=closed")


def test_a_risk_is_typed_in_percent_and_shown_in_words(world: World, cast: Cast) -> None:
    page = signed_in(cast.lea).post(address("risk-new", world.project.uid), FORM, follow=True)

    risk = Risk.objects.get()
    assert (risk.trigger_value, risk.review_every_days, risk.owner) == (0.92, 14, cast.lea)
    assert "falls below 92.0 %" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "Give the risk a title"),
        ({"likelihood": "9"}, "whole numbers from 1 to 5"),
        ({"residual_likelihood": "5", "residual_impact": "5"}, "never worse than"),
        ({"trigger_value": ""}, "A trigger needs a metric"),
        ({"trigger_value": "much"}, "A trigger needs a metric"),
        ({"review_every_days": "often"}, "after 1 to 366 days"),
    ],
)
def test_mistakes_are_told_at_their_fields(
    world: World, cast: Cast, change: dict[str, str], said: str
) -> None:
    response = signed_in(cast.lea).post(address("risk-new", world.project.uid), FORM | change)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert Risk.objects.count() == 0


def test_an_issue_that_happened_on_no_day_is_refused(world: World, cast: Cast) -> None:
    lea, risk = signed_in(cast.lea), risk_of(world)

    for day in ("yesterday", "0001-01-01"):
        given = {"what": "Two left.", "happened_on": day, "owner": ""}
        page = lea.post(address("risk-issue", risk.uid), given, follow=True).content.decode()
        assert "Say when it has happened" in page
    assert not RiskIssue.objects.exists()


def test_a_risk_is_edited_reviewed_decided_and_its_issues_resolved(world: World, cast: Cast) -> None:
    lea, risk = signed_in(cast.lea), risk_of(world)

    lea.post(address("risk-edit", risk.uid), FORM | {"owner": str(cast.ben.uid)})
    ben = signed_in(cast.ben)
    ben.post(address("risk-review", risk.uid), {"note": "As before."})
    ben.post(address("risk-issue", risk.uid), {"what": "Two left.", "happened_on": "", "owner": ""})
    issue = RiskIssue.objects.get()
    ben.post(address("risk-issue-resolve", issue.uid), {"resolution": "Filled."})
    ben.post(address("risk-state", risk.uid), {"state": "mitigated", "note": "Recruited five."})

    page = text(lea, address("risk", risk.uid))
    for said in ("As before.", "Two left.", "Filled.", "Recruited five.", "Mitigated", "Ben"):
        assert said in page
    risk.refresh_from_db()
    assert (risk.state, risk.owner) == ("mitigated", cast.ben)


def test_who_only_looks_is_offered_nothing_and_refused(world: World, cast: Cast) -> None:
    risk, rita = risk_of(world), signed_in(cast.rita)

    assert "What was done or decided" not in text(rita, address("risk", risk.uid))
    refused = rita.post(
        address("risk-state", risk.uid), {"state": "closed", "note": "Over."}, follow=True
    ).content.decode()

    assert "Change" in refused or "change" in refused
    risk.refresh_from_db()
    assert risk.state == "open"


def test_three_risks_ask_nothing_more_than_one(world: World, cast: Cast) -> None:
    client, where = signed_in(cast.lea), address("risks", world.project.uid)
    risk_of(world)
    before = n_queries(client, where)
    risk_of(world, "Second")
    risk_of(world, "Third")

    assert n_queries(client, where) == before
