"""The API of recruiting: campaigns, links and applications, for who recruits in their market."""

import pytest

from assay.people.enums import Role
from assay.people.models import User
from assay.recruiting.actions.own import confirm
from tests.api.calling import Api, token_of
from tests.recruiting.cast import applied, campaign, market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, person

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Autumn",
    "market": "BR-pt",
    "segment": "search_ranking",
    "channel": "job_board",
    "opens_on": "2026-09-01",
    "closes_on": "2026-10-01",
    "n_wanted": 5,
    "currency": "EUR",
    "languages": {"pt-BR": 5},
    "text": {"language": "en", "title": "Judge searches", "markdown": "When you like."},
}
TERMS = {name: value for name, value in NEW.items() if name not in {"market", "segment", "channel", "text"}}


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_campaign_is_made_changed_linked_and_closed() -> None:
    market()
    caller, ana = as_(mia()), person(1)

    made = caller.post("/campaigns", NEW)
    where = f"/campaigns/{made.json()['uid']}"
    changed = caller.put(where, {**TERMS, "n_wanted": 7})
    texted = caller.put(f"{where}/texts", {"language": "pt", "title": "Avalie", "markdown": "Sim."})
    caller.post(f"{where}/links", {"name": "Fair", "channel": "event"})
    links = caller.post(f"{where}/links", {"referrer": str(ana.uid), "reward_micro": 5}).json()["links"]
    retired = caller.post(f"{where}/links/{links[1]['uid']}/retire").json()["links"]
    closed = caller.post(f"{where}/close", {"reason": "Enough."})
    late = caller.post(f"{where}/links", {"name": "Late", "channel": "event"})

    assert (made.status_code, made.json()["n_applied"]) == (201, 0)
    assert (changed.json()["n_wanted"], texted.status_code) == (7, 200)
    assert [each["channel"] for each in links] == ["job_board", "event", "referral"]
    assert sum(each["retired_at"] is not None for each in retired) == 1
    assert (closed.json()["state"], late.json()["code"]) == ("closed", "recruiting.closed")
    assert [each["reward_micro"] for each in as_(ana.user).get("/me/referrals").json()["links"]] == [5]


def test_what_cannot_be_is_refused() -> None:
    market()
    caller = as_(mia())
    wrong = {"market": "XX", "closes_on": "2026-08-01", "skills": ["none"]}

    codes = [caller.post("/campaigns", {**NEW, name: value}).json()["code"] for name, value in wrong.items()]

    assert codes == ["application.choose_one", "recruiting.days_reversed", "recruiting.skill_unknown"]


def test_who_only_sees_how_it_goes_reads_no_applications() -> None:
    made = campaign()
    applied(made.links.get())
    here = f"/campaigns/{made.uid}"
    lead, omar = as_(mia()), as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))
    elsewhere = as_(somebody("Ade", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"]))

    [row] = lead.get(f"{here}/applications").json()["items"]

    assert (row["name"], row["state"], row["languages"]) == ("Ana Souza", "applied", {"pt-BR": 7, "en": 4})
    assert omar.get(here).json()["n_applied"] == 1
    assert omar.get(f"{here}/applications").status_code == 404
    assert omar.post(f"{here}/close", {"reason": "x"}).status_code == 403
    assert elsewhere.get(here).status_code == 404
    assert elsewhere.get("/campaigns").json()["items"] == []
    assert as_(somebody("Zoe", NOW)).get("/me/referrals").status_code == 404


def test_applications_are_decided_by_people_and_by_rules() -> None:
    made, ana = campaign(), person(1)
    link, caller = made.links.get(), as_(mia())
    uids = [
        str(confirm(applied(link, email=f"{name}@example.org", name=name), now=NOW).uid)
        for name in ("noor", "ade", "bo")
    ]
    here = f"/campaigns/{made.uid}"

    accepted = caller.post(f"{here}/applications/accept", {"applications": uids[:2]}).json()
    back = caller.post(f"{here}/applications/take-back", {"applications": uids[1:2]}).json()
    refused = caller.post(
        f"{here}/applications/refuse", {"applications": uids[1:2], "why": "Not now."}
    ).json()
    twice = caller.post(f"{here}/applications/accept", {"applications": uids[:1]}).json()
    done = caller.post(f"{here}/applications/carry-out").json()
    known = caller.post(f"{here}/applications/{uids[2]}/recognise", {"contributor": str(ana.uid)}).json()
    rule = {"fact": "tie", "value": "none", "then": "refuse", "says": "Locals only."}
    screened = caller.put(f"{here}/screening", {"rules": [rule], "otherwise": "accept"}).json()

    assert [accepted["n"], back["n"], refused["n"], done["n"]] == [2, 1, 1, 2]
    assert (twice["n"], twice["refused"][0]["code"]) == (0, "state.not_from_here")
    assert (known["state"], known["contributor"]) == ("accepted", str(ana.uid))
    assert (screened["screening"], screened["otherwise"]) == ([{**rule, "level": 0}], "accept")
    assert caller.put(f"{here}/screening", {"rules": [{**rule, "says": ""}]}).status_code == 422


def test_the_funnel_has_counts_and_intervals() -> None:
    applied(campaign().links.get())
    omar = as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    [found] = omar.get("/campaigns/funnel?by=market").json()["funnels"]

    assert found["group"] == "BR-pt"
    assert found["steps"][0]["step"] == "invited"
    assert found["steps"][1] == {
        "step": "applied",
        "n": 1,
        "of": None,
        "share": None,
        "low": None,
        "high": None,
    }
    assert (found["steps"][2]["n"], found["steps"][2]["of"], found["steps"][2]["low"]) == (0, 1, 0.0)
    for address, n in (("channel=social", 1), ("channel=event", 0), ("market=XX", 0)):
        assert len(omar.get(f"/campaigns/funnel?{address}").json()["funnels"]) == n
    assert omar.get("/campaigns/funnel?by=moon").status_code == 422
    assert as_(somebody("Zoe", NOW)).get("/campaigns/funnel").status_code == 404


def test_spending_and_invitations_are_entered_and_taken_back() -> None:
    made = campaign()
    link, here = made.links.get(), f"/campaigns/{made.uid}"
    applied(link)
    caller, omar = as_(mia()), as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))
    money = {"link": str(link.uid), "amount_micro": 90_000_000, "currency": "EUR", "spent_on": "2026-03-02"}
    asked = {"link": str(link.uid), "n": 4, "invited_on": "2026-03-02", "note": "Newsletter"}

    spent = caller.post(f"{here}/spendings", money).json()
    invited = caller.post(f"{here}/invitation-rounds", asked).json()
    [found] = omar.get("/campaigns/funnel").json()["funnels"]
    back = caller.post(f"{here}/entries/{spent['spendings'][0]['uid']}/take-back").json()
    wrong = [
        caller.post(f"{here}/spendings", {**money, "spent_on": "9999-12-31"}).json()["code"],
        caller.post(f"{here}/spendings", {**money, "link": str(made.uid)}).json()["code"],
        caller.post(f"{here}/entries/{made.uid}/take-back").json()["code"],
        omar.post(f"{here}/spendings", money).json()["code"],
    ]

    assert (spent["used_micro"], back["used_micro"], back["budget_micro"]) == (90_000_000, 0, 500_000_000)
    assert [(each["n"], each["note"]) for each in invited["rounds"]] == [(4, "Newsletter")]
    assert [(each["n"], each["of"]) for each in found["steps"][:2]] == [(4, None), (1, 4)]
    assert found["costs"][0]["per_applied_micro"] == 90_000_000
    assert found["costs"][0]["per_qualified_micro"] is None
    assert wrong == [
        *("recruiting.entry_day", "recruiting.link_unknown", "api.not_found", "people.not_allowed")
    ]
