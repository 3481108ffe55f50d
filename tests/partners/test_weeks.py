"""Weekly reviews of two vendors: what is to be done is carried forward, and nobody sees the other's."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any  # JSON.

import pytest
from django.urls import reverse

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.invoices import hand_in
from assay.partners.actions.weeks import agree_on_action
from assay.partners.enums import Difference
from assay.partners.models import Scorecard, ScorecardRun
from assay.partners.queries.invoices import checked, open_differences
from assay.partners.queries.weeks import week_review, week_rows
from assay.partners.rules.weeks import WEEK, monday_of, week_from
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, User, Vendor
from assay.planning.actions.decisions import end_decision
from assay.planning.models import Decision
from assay.planning.queries.decisions import owners_for
from assay.planning.rules.decisions import NewDecision
from tests.api.calling import Api, token_of
from tests.partners.invoice_world import Vendors, proposed, their_file, vendors
from tests.web.quality_cast import n_queries, signed_in, somebody, text

THIS = monday_of(now().date())
BEFORE = THIS - WEEK
DUE = now().date() + timedelta(days=9)
TO_DO = NewDecision("Retrain the night shift.", "Critical errors doubled.", DUE)


@pytest.fixture
def of(db: None) -> Vendors:
    return vendors()


def agree(of: Vendors, vendor: Vendor, owner: User, *, week_on: date = THIS) -> Decision:
    return agree_on_action(of.mia, vendor=vendor, week_on=week_on, owner=owner, given=TO_DO, now=now())


def card(run: ScorecardRun, place: Any, score: float) -> Scorecard:
    where = {"vendor": place} if isinstance(place, Vendor) else {"vendor": place.vendor, "site": place}
    return Scorecard.objects.create(run=run, figures={}, score=score, **where)


def cards(of: Vendors) -> None:
    run = ScorecardRun.objects.create(
        week_on=THIS, since=now(), until=now(), terms_number=0, computed_at=now()
    )
    for place, score in ((of.lisbon.vendor, 91), (of.lisbon, 92), (of.cairo.vendor, 81), (of.cairo, 82)):
        card(run, place, score)


def test_weeks_are_named_by_their_monday() -> None:
    today = date(2026, 11, 28)

    assert monday_of(today) == date(2026, 11, 23)
    assert [
        week_from(each, today) for each in ("2026-11-23", "2026-11-24", "2026-11-30", "1999-12-27", "x")
    ] == [
        date(2026, 11, 23),
        *[None] * 4,
    ]


def test_a_week_by_hand(of: Vendors) -> None:
    """What Mia agreed last week is still to be done; Nour's is none of Ravi's business, and the other way round."""
    cards(of)
    invoice = proposed(of, of.lisbon)
    hand_in(of.ravi, invoice=invoice, number="L-1", content=their_file(of, rate="0.06"), now=now())
    old = agree(of, of.lisbon.vendor, of.ravi, week_on=BEFORE)
    ended = agree(of, of.lisbon.vendor, of.mia, week_on=BEFORE)
    new = agree(of, of.lisbon.vendor, of.ravi)
    agree(of, of.cairo.vendor, of.nour)
    long_ago = now() - timedelta(days=30)
    end_decision(of.mia, decision=ended, state="dropped", outcome="Not needed.", now=long_ago)

    ravis = week_review(of.ravi, of.lisbon.vendor, THIS, now())

    assert [each.site for each in ravis.cards] == [of.lisbon]
    assert [each.score for each in week_review(of.mia, of.lisbon.vendor, THIS, now()).cards] == [91, 92]
    ((found, (differing,)),) = ravis.differences
    assert (found, differing.difference, differing.micro) == (invoice, Difference.RATE, 40_000)
    assert [differing] == [each for each in checked(invoice).compared if each.difference != Difference.NONE]
    assert ([each.uid for each in ravis.actions], [each.uid for each in ravis.carried]) == (
        [new.uid],
        [old.uid],
    )
    assert (ravis.overdue(now().date()), ravis.overdue(DUE + timedelta(days=1))) == (0, 2)
    assert [
        (each.vendor.name, each.score, each.n_open, each.n_differences)
        for each in week_rows(of.mia, THIS, now())
    ] == [
        ("Lingua", 91, 2, 1),
        ("Nilework", 81, 1, 0),
    ]
    assert [(each.vendor.name, each.score, each.n_open) for each in week_rows(of.ravi, THIS, now())] == [
        ("Lingua", None, 2)
    ]
    assert open_differences([of.cairo.vendor]) == []


def test_an_earlier_week_stays_as_it_was(of: Vendors) -> None:
    old = agree(of, of.lisbon.vendor, of.ravi, week_on=BEFORE)
    agree(of, of.lisbon.vendor, of.ravi)
    # A week from now it is done, and this week's review still says what was carried into it then.
    end_decision(of.ravi, decision=old, state="done", outcome="Trained.", now=now() + WEEK)
    then = now() + 2 * WEEK
    assert [each.state for each in week_review(of.ravi, of.lisbon.vendor, THIS, then).carried] == ["open"]
    assert [each.n_open for each in week_rows(of.ravi, THIS, then)] == [2]
    assert [each.state for each in week_review(of.ravi, of.lisbon.vendor, THIS + WEEK, then).carried] == [
        *("done", "open"),
    ]


def test_who_sees_agrees_owns_and_ends(of: Vendors) -> None:
    lingua, nilework = of.lisbon.vendor, of.cairo.vendor
    assert {each.name for each in owners_for(lingua)} == {"Mia", "Omar", "Ravi"}
    for person, why in ((of.ravi, Refused), (somebody("Zoe", now()), Refused)):
        with pytest.raises(why):
            agree_on_action(person, vendor=lingua, week_on=THIS, owner=of.mia, given=TO_DO, now=now())
    with pytest.raises(Refused, match="works on this"):
        agree(of, lingua, of.nour)
    given = replace(TO_DO, due_on=None)
    with pytest.raises(Refused, match="by which day"):
        agree_on_action(of.mia, vendor=lingua, week_on=THIS, owner=of.mia, given=given, now=now())
    mias, nours = agree(of, lingua, of.mia), agree(of, nilework, of.nour)
    with pytest.raises(Refused, match="Its owner"):
        end_decision(of.ravi, decision=mias, state="done", outcome="Done.", now=now())
    with pytest.raises(NotFound):
        end_decision(of.ravi, decision=nours, state="done", outcome="Done.", now=now())
    end_decision(of.nour, decision=nours, state="done", outcome="Done.", now=now())
    zoe = User.objects.get(name="Zoe")
    seen = {
        "mia": (200, 200),
        "ravi": (200, 404),
        "nour": (404, 200),
        "zoe": (404, 404),
        "nobody": (302, 302),
    }
    people = {"mia": of.mia, "ravi": of.ravi, "nour": of.nour, "zoe": zoe, "nobody": None}
    for name, expected in seen.items():
        client = signed_in(people[name])
        pages = [
            client.get(reverse("vendor-week", args=[each.uid])).status_code for each in (lingua, nilework)
        ]
        own = [client.get(reverse("decision", args=[each.uid])).status_code for each in (mias, nours)]
        assert (tuple(pages), tuple(own)) == (expected, expected)
    for person, status in ((of.ravi, 200), (of.nour, 404), (zoe, 404)):
        assert Api(token_of(person)).get(f"/vendors/{lingua.uid}/weeks/{THIS}").status_code == status
    form = {"what": "x", "why": "y", "owner": str(of.ravi.uid), "due_on": str(TO_DO.due_on)}
    post = reverse("vendor-week-agree", args=[lingua.uid, str(THIS)])
    assert [signed_in(each).post(post, form).status_code for each in (of.ravi, of.nour)] == [403, 404]
    assert "Nilework" not in text(signed_in(of.ravi), reverse("vendor-weeks"))


def test_who_leads_the_vendor_no_longer_has_nothing_to_end_there(of: Vendors) -> None:
    lingua = of.lisbon.vendor
    noras = somebody("Nora", now(), role=Role.SITE_LEAD, site=of.lisbon, vendor=lingua)
    formers = agree(of, lingua, noras)
    Grant.objects.filter(user=noras).update(retired_at=now())
    with pytest.raises(NotFound):
        end_decision(noras, decision=formers, state="done", outcome="Done.", now=now())
    assert signed_in(noras).get(reverse("decision", args=[formers.uid])).status_code == 404


def test_mia_agrees_on_the_page_and_ravi_ends_it(of: Vendors) -> None:
    mia, ravi, lingua = signed_in(of.mia), signed_in(of.ravi), of.lisbon.vendor
    where, post = (
        reverse("vendor-week", args=[lingua.uid]),
        reverse("vendor-week-agree", args=[lingua.uid, str(BEFORE)]),
    )
    form = {"what": "Retrain.", "why": "Errors.", "owner": str(of.ravi.uid), "due_on": str(TO_DO.due_on)}
    assert "Nothing to be done" in text(ravi, where)

    wrong = mia.post(post, {**form, "due_on": "", "owner": ""})
    mia.post(post, form)
    one = n_queries(ravi, where)
    (made,) = Decision.objects.all()
    over_api = Api(token_of(of.mia)).post(
        f"/vendors/{lingua.uid}/weeks/{THIS}/actions",
        {"what": "Hire two.", "why": "Absences.", "due_on": str(TO_DO.due_on)},
    )
    agree(of, lingua, of.ravi)
    same = n_queries(ravi, where)
    ravi.post(reverse("decision-end", args=[made.uid]), {"state": "done", "outcome": "All were there."})

    assert wrong.status_code == 422
    assert set(InboxMessage.objects.values_list("user__name", "address", "body")) == {
        ("Ravi", f"/decisions/{made.uid}/", "Retrain."),
        ("Ravi", f"/decisions/{Decision.objects.latest('pk').uid}/", TO_DO.what),
    }
    assert "works on this" in wrong.content.decode()
    assert (over_api.status_code, same) == (201, one)
    page = text(ravi, where)
    for said in ("Carried over from earlier weeks", "Retrain.", "All were there.", "Hire two.", "Done"):
        assert said in page
    assert "Agree on an action" not in page
    of_week = Api(token_of(of.ravi)).get(f"/vendors/{lingua.uid}/weeks/{THIS}").json()
    assert [each["state"] for each in (*of_week["carried"], *of_week["actions"])] == ["done", "open", "open"]
