"""Reviews of quarters: figures of one definition, decisions that are carried forward, and what was signed stays."""

from dataclasses import astuple, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assay.insight.actions.quarter_reviews import decide, sign_review
from assay.insight.enums import NotedKind, QualityShare, ResultUnit, WhyNot
from assay.insight.models import QualityCost, QuarterReview
from assay.insight.queries import quarter_noted, returns
from assay.insight.queries.quarter_figures import figures_of
from assay.insight.queries.quarter_reviews import facts_of, overview_of, review_for, review_of
from assay.insight.queries.returns import return_for, return_of
from assay.insight.rules.quarter_review import (
    Cost,
    Gain,
    Roi,
    kept,
    read,
    together,
)
from assay.insight.rules.quarters import Quarter, quarter_of
from assay.insight.rules.returns import Figure, Price
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.money.enums import AccountKind
from assay.money.models import Budget, BudgetVersion
from assay.money.queries.paid_people import n_paid_of
from assay.people.enums import Role
from assay.people.models import Grant
from assay.planning.actions.decisions import end_decision
from assay.planning.actions.standards import set_standard
from assay.planning.enums import DecisionState, Metric
from assay.planning.models import Decision
from assay.planning.queries.decisions import n_open, owners_for
from assay.planning.rules.decisions import NewDecision
from assay.planning.rules.standards import Terms
from assay.projects.models import Project
from tests.api.calling import Api, token_of
from tests.insight.quarter_world import NOTHING
from tests.insight.return_world import EURO, Trained, metric_of, oracle, trained, worth
from tests.money.pay_world import paid_world
from tests.web.quality_cast import address, n_queries, signed_in, somebody, statuses, text

LABOUR = AccountKind.LABOUR
THIS = quarter_of(now().date())
A_DAY = timedelta(days=1)
# One whose last week is over, also in the first days of the next.
PAST = quarter_of((now() - timedelta(days=7)).date()).before
# The first moment of the day after its last week, where the project's days are those of UTC.
OVER = datetime.combine(THIS.weeks_end_on + A_DAY, time(), UTC)
TO_DO = NewDecision("Label 2,000 more.", "The next label still pays.", now().date() + 30 * A_DAY)


@pytest.fixture
def found(db: None) -> Trained:
    return trained()


def test_a_quarter_by_hand(found: Trained) -> None:
    """0.75 EUR for three labels that were accepted, and a model that became better by 9.9 points of error."""
    metric, project = metric_of(found), found.world.project
    oracle(found, metric)
    worth(found, metric)
    (of_return,) = return_of(project).returns
    gained, value = of_return.gained, of_return.earned
    assert isinstance(value, Figure)

    mine = figures_of([project], THIS)[project.pk]

    of_metric = (metric.uid, "Ranker", "Error", "", ResultUnit.SHARE, "")
    whole = together([value])
    ratio = Figure(*((each - 0.75) / 0.75 for each in astuple(whole)))
    assert mine == replace(
        NOTHING,
        costs=(Cost("EUR", LABOUR, 750_000),),
        is_told=True,
        n_accepted=3,
        price=Price(750_000, 3, "EUR"),
        correct=WhyNot.NO_REVIEW,
        n_done=mine.n_done,
        gains=(Gain(*of_metric, gained, value, "EUR"),),
        roi=Roi(whole, 750_000, "EUR", ratio),
    )
    assert figures_of([project], THIS.before)[project.pk] == NOTHING


def test_a_signed_review_stays_as_it_was(found: Trained) -> None:
    lea, project = found.cast.lea, found.world.project
    metric = metric_of(found)
    oracle(found, metric)
    set_standard(
        lea,
        project=project,
        metric=Metric.GOLD_ACCURACY,
        terms=Terms(0.9, 0.8),
        in_force_from=now().date(),
        reason="Rita asked for it.",
        now=now(),
    )
    made = decide(lea, project=project, quarter=THIS, owner=lea, given=TO_DO, now=now())
    after, draft = OVER, facts_of(project, THIS, OVER)
    # The last week that began in it goes on for up to six days.
    for early in (now(), max(THIS.until, OVER - A_DAY)):
        with pytest.raises(Refused, match="once its quarter is over"):
            sign_review(lea, project=project, quarter=THIS, summary="", now=early)
    assert draft.months_open == THIS.months
    with pytest.raises(Refused, match="4,000 letters"):
        sign_review(lea, project=project, quarter=THIS, summary="x" * 4_001, now=after)

    sign_review(lea, project=project, quarter=THIS, summary="A good one.", now=after)
    worth(found, metric)
    end_decision(lea, decision=made, state="done", outcome="Ordered.", now=after)

    assert review_of(project, THIS, after).facts == draft == read(kept(draft))
    assert {(each.kind, each.what, each.why, each.by) for each in draft.noted} == {
        (NotedKind.RELEASE, "1: Accepted", "", "Rita"),
        (NotedKind.STANDARD, "Gold accuracy, version 1", "Rita asked for it.", lea.name),
    }
    assert [(each.number, each.n_labels, each.state) for each in draft.deliveries] == [(1, 3, "accepted")]
    assert facts_of(project, THIS, after) != draft
    with pytest.raises(Refused, match="signed and stays"):
        sign_review(lea, project=project, quarter=THIS, summary="", now=after)
    with pytest.raises(Refused, match="signed and stays"):
        decide(lea, project=project, quarter=THIS, owner=lea, given=TO_DO, now=after)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        QuarterReview.objects.update(summary="A better one.")


def test_what_is_to_be_done_is_carried_until_it_is(found: Trained) -> None:
    lea, ben, project = found.cast.lea, found.cast.ben, found.world.project
    open_one = decide(lea, project=project, quarter=THIS.before, owner=ben, given=TO_DO, now=now())
    ended = decide(lea, project=project, quarter=THIS.before, owner=lea, given=TO_DO, now=now())
    decide(lea, project=project, quarter=THIS.before, owner=lea, given=replace(TO_DO, due_on=None), now=now())
    own = decide(lea, project=project, quarter=THIS, owner=lea, given=TO_DO, now=now())
    end_decision(ben, decision=open_one, state="dropped", outcome="No budget.", now=now())
    end_decision(lea, decision=ended, state="done", outcome="Done.", now=THIS.since - A_DAY)

    def states(quarter: Quarter) -> list[tuple[UUID, DecisionState]]:
        return [(each.uid, each.state) for each in facts_of(project, quarter, now()).carried]

    assert states(THIS) == [(open_one.uid, DecisionState.DROPPED)]
    assert states(THIS.next) == [(own.uid, DecisionState.OPEN)]
    assert states(THIS.before) == []
    for state, outcome, why in (("done", "Again.", "ended already"), ("open", "x", "as done or as dropped")):
        target = ended if state == "done" else own
        with pytest.raises(Refused, match=why):
            end_decision(lea, decision=target, state=state, outcome=outcome, now=now())
    with pytest.raises(Refused, match="what came of it"):
        end_decision(lea, decision=own, state="done", outcome=" ", now=now())
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Decision.objects.update(what="Something else.")


def test_what_is_ended_or_decided_later_changes_nothing_of_earlier_quarters(found: Trained) -> None:
    lea, project = found.cast.lea, found.world.project
    own = decide(lea, project=project, quarter=THIS, owner=lea, given=TO_DO, now=now())
    long = replace(TO_DO, due_on=THIS.next.last_on)
    moments = (THIS.until - A_DAY, THIS.until + A_DAY)
    later = [
        decide(lea, project=project, quarter=THIS.before, owner=lea, given=long, now=each) for each in moments
    ]
    end_decision(lea, decision=own, state="done", outcome="Done.", now=THIS.next.until + A_DAY)
    then = THIS.next.until + 2 * A_DAY
    assert {each.uid: each.state for each in facts_of(project, THIS, then).carried} == {
        later[0].uid: DecisionState.OPEN
    }
    assert (own.uid, DecisionState.OPEN) in {
        (each.uid, each.state) for each in facts_of(project, THIS.next, then).carried
    }
    assert [n_open([project.pk], of.first_on, of.until) for of in (THIS, THIS.next)] == [
        *({project.pk: 1}, {project.pk: 3}),
    ]


def test_who_decides_and_who_may_own(found: Trained) -> None:
    cast, project = found.cast, found.world.project
    assert {each.name for each in owners_for(project)} == {cast.lea.name, "Ben"}

    for person, why in (
        (cast.rita, Refused),
        (cast.ben, Refused),
        (cast.ravi, Refused),
        (cast.zoe, NotFound),
    ):
        with pytest.raises(why):
            decide(person, project=project, quarter=THIS, owner=cast.lea, given=TO_DO, now=now())
        with pytest.raises(why):
            sign_review(person, project=project, quarter=THIS, summary="", now=OVER)
    with pytest.raises(Refused, match="works on this"):
        decide(cast.lea, project=project, quarter=THIS, owner=cast.zoe, given=TO_DO, now=now())
    made = decide(cast.lea, project=project, quarter=THIS, owner=cast.ben, given=TO_DO, now=now())
    end_address = address("decision-end", made.uid)
    assert statuses(cast, address("decision", made.uid)) == {
        **dict.fromkeys(("lea", "ben", "rita"), 200),
        "nobody": 302,
        "ravi": 404,
        "zoe": 404,
    }
    assert signed_in(cast.rita).post(end_address, {"state": "done", "outcome": "x"}).status_code == 302
    assert not hasattr(Decision.objects.get(pk=made.pk), "end")
    assert signed_in(cast.zoe).post(end_address, {"state": "done", "outcome": "x"}).status_code == 404
    signed_in(cast.ben).post(end_address, {"state": "done", "outcome": "Trained."})
    assert Decision.objects.get(pk=made.pk).end.outcome == "Trained."

    # Who works on it no longer owns nothing of it either.
    left = decide(cast.lea, project=project, quarter=THIS, owner=cast.ben, given=TO_DO, now=now())
    Grant.objects.filter(user=cast.ben).update(retired_at=now())
    with pytest.raises(NotFound):
        end_decision(cast.ben, decision=left, state="done", outcome="Trained.", now=now())
    assert signed_in(cast.ben).get(address("decision", left.uid)).status_code == 404


def test_who_sees_reviews_and_what_of_them(found: Trained) -> None:
    """Rita is told what labels cost as a whole; with four people paid she is told nothing of it."""
    cast, project = found.cast, found.world.project
    where = address("quarter-reviews", project.uid)
    sees = {"nobody": 302, "lea": 200, "ben": 403, "rita": 200, "ravi": 403, "zoe": 404}
    assert statuses(cast, where) == sees
    assert statuses(cast, reverse("quarters")) == {**sees, **dict.fromkeys(("ben", "ravi", "zoe"), 404)}
    api = f"/projects/{project.uid}/quarters/{THIS}"
    for name in ("lea", "ben", "rita", "ravi", "zoe"):
        assert Api(token_of(getattr(cast, name))).get(api).status_code == sees[name]

    leas, ritas = (review_for(each, project, THIS, now()).facts for each in (cast.lea, cast.rita))

    assert leas.figures.costs == (Cost("EUR", LABOUR, 750_000),)
    assert ritas.figures.costs == (Cost("EUR", None, 750_000),)
    assert (ritas.budgets, ritas.quality_paid, ritas.months_not_reckoned) == ((), (), ())
    assert "0.75 EUR" in text(signed_in(cast.rita), where)
    assert "0.75 EUR" in text(signed_in(cast.lea), where)


@pytest.mark.django_db
def test_a_requester_is_told_nothing_of_four_people() -> None:
    few = trained(n_people=4)
    where = address("quarter-reviews", few.world.project.uid)

    ritas = review_for(few.rita, few.world.project, THIS, now()).facts.figures

    assert (ritas.costs, ritas.price, ritas.correct) == ((), WhyNot.FEW_PEOPLE, WhyNot.NO_REVIEW)
    assert "0.60 EUR" not in text(signed_in(few.rita), where)
    assert "0.60 EUR" in text(signed_in(few.cast.lea), where)


def test_all_projects_the_dearest_first_in_as_many_statements(found: Trained) -> None:
    omar = somebody("Omar", now(), role=Role.OPERATIONS_LEAD)
    one = n_queries(signed_in(omar), reverse("quarters"))
    made = {"owner": found.cast.lea, "created_at": now(), "created_by": found.cast.lea}
    others = [Project.objects.create(name=f"Other {nth:02}", **made) for nth in range(50)]
    # The second page has the last of them alone, and costs no statement more.
    assert n_queries(signed_in(omar), reverse("quarters")) == one
    first, second = (text(signed_in(omar), f"{reverse('quarters')}?page={nth}") for nth in (1, 2))
    assert [("Other 48" in each, "Other 49" in each) for each in (first, second)] == [
        (True, False),
        (False, True),
    ]
    assert all("0 of 51 reviews are signed" in each for each in (first, second))

    rows = overview_of(omar, THIS, now())
    over_api = Api(token_of(omar)).get(f"/quarters/{THIS}").json()["projects"]

    assert rows[0].project == found.world.project
    assert {each.project for each in rows} == {found.world.project, *others}
    assert [each["project"] for each in over_api] == [str(each.project.uid) for each in rows]
    assert over_api[0]["figures"]["price"] == {"spent_micro": 750_000, "n_labels": 3, "currency": "EUR"}
    assert over_api[1]["figures"]["price"] == "nothing_accepted"


def test_of_what_was_recorded_a_kind_that_is_cut_is_named(
    found: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarter_noted, "MOST", 0)

    facts = facts_of(found.world.project, THIS, OVER)
    page = text(signed_in(found.cast.lea), address("quarter-reviews", found.world.project.uid))

    assert (facts.noted, facts.noted_cut) == ((), (NotedKind.RELEASE,))
    assert "Only the last 200 of the quarter stand here of: Release" in page


def test_lea_decides_and_signs_on_the_page(found: Trained) -> None:
    lea, project = signed_in(found.cast.lea), found.world.project
    where = f"{address('quarter-reviews', project.uid)}?quarter={PAST}"
    owner = str(found.cast.ben.uid)
    form = {"what": "Recalibrate.", "why": "Agreement fell.", "owner": owner, "due_on": str(TO_DO.due_on)}
    post = address("quarter-decide", project.uid, str(PAST))
    assert "Nothing decided yet" in text(lea, where)

    wrong = lea.post(post, {**form, "why": "", "due_on": "2020-01-01"})
    unread = lea.post(post, {**form, "due_on": "next week"})
    too_long = lea.post(post, {**form, "why": "x" * 2_001})
    assert [each.status_code for each in (unread, too_long)] == [422, 422]
    assert "Name the day as" in unread.content.decode()
    assert not Decision.objects.exists()
    lea.post(post, form)
    signed = lea.post(address("quarter-sign", project.uid, str(PAST)), {"summary": "Quiet."}, follow=True)

    assert wrong.status_code == 422
    for said in ("Say why", "It is due today or later", "Recalibrate."):
        assert said in wrong.content.decode()
    page = text(lea, where)
    assert "Signed. It stays as it is." in signed.content.decode()
    for said in ("Recalibrate.", "Agreement fell.", "Ben", "Quiet.", "it stays as it was then"):
        assert said in page
    assert "Write it down" not in page
    book = lea.get(f"{where}&as=xlsx")
    assert (book.headers["Content-Disposition"], book.content[:2]) == (
        *(f'attachment; filename="review-{PAST}.xlsx"', b"PK"),
    )
    assert "Recalibrate." in text(lea, address("quarter-reviews", project.uid))
    assert lea.post(address("quarter-decide", project.uid, "soon"), form).status_code == 404
    (row,) = (each for each in overview_of(found.cast.lea, PAST, now()) if each.project == project)
    assert (row.is_signed, row.n_open, row.figures) == (True, 1, facts_of(project, PAST, now()).figures)
    over_api = Api(token_of(found.rita)).get(f"/projects/{project.uid}/quarters/{PAST}").json()
    assert (over_api["signed_by"], over_api["summary"]) == (found.cast.lea.name, "Quiet.")
    assert [each["what"] for each in over_api["facts"]["decisions"]] == ["Recalibrate."]


def test_decided_and_ended_over_the_api(found: Trained) -> None:
    lea, project = Api(token_of(found.cast.lea)), found.world.project
    of = f"/projects/{project.uid}/quarters/{PAST}"

    made = lea.post(f"{of}/decisions", {"what": "Stop.", "why": "Past it.", "due_on": str(TO_DO.due_on)})
    ended = lea.post(f"/decisions/{made.json()['decision']['uid']}/end", {"state": "done", "outcome": "Yes."})
    signed = lea.post(f"{of}/sign", {"summary": ""})
    late = lea.post(f"{of}/decisions", {"what": "More.", "why": "Late."})

    assert [each.status_code for each in (made, ended, signed, late)] == [201, 201, 201, 409]
    assert (made.json()["decision"]["owner"], ended.json()["decision"]["state"]) == (
        found.cast.lea.name,
        "done",
    )
    assert lea.get(f"/projects/{project.uid}/quarters/2999-Q1").status_code == 422


@pytest.mark.django_db
def test_people_are_counted_in_the_quarter_in_which_their_pay_was_booked() -> None:
    """Five worked in the last hours of one quarter, and were booked in the first of the next."""
    project = paid_world(n_people=5, at=THIS.since + timedelta(hours=1)).project

    assert [n_paid_of([project.pk], enough=9, days=each.days) for each in (THIS.before, THIS)] == [
        {project.pk: 0},
        {project.pk: 5},
    ]
    figures = {each: figures_of([project], each)[project.pk] for each in (THIS.before, THIS)}
    assert [(each.costs, each.is_told) for each in figures.values()] == [
        ((), False),
        ((Cost("EUR", LABOUR, 750_000),), True),
    ]


def test_all_of_a_project_is_not_told_where_one_of_its_quarters_is_not(
    found: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one would only have to take the other quarters away."""
    whole = Price(750_000, 3, "EUR")
    for n_people, price in (([5, 0], whole), ([5, 1], WhyNot.FEW_PEOPLE)):
        monkeypatch.setattr(returns, "n_paid_in", lambda *_given, n=n_people, **_named: n)

        ritas, leas = (return_for(each, found.world.project).price for each in (found.rita, found.cast.lea))

        assert (ritas, leas) == (price, whole)


def test_cost_of_quality_is_of_whole_months_and_says_where_it_is_a_part(found: Trained) -> None:
    """Of external failure nothing is ever booked, of appraisal known answers alone; of internal failure all of it."""
    project, (first, second, third) = found.world.project, PAST.months
    booked = {"EUR": {"gold": {"micro": 5, "n": 1}, "rework": {"micro": 7, "n": 1}}}
    for month, days in ((first, 40), (second, 20)):
        at = datetime.combine(month, time(), UTC) + days * A_DAY
        QualityCost.objects.create(project=project, month_on=month, booked=booked, spent={}, reckoned_at=at)

    facts = facts_of(project, PAST, now())

    paid = {each.kind: (each.micro, each.is_whole) for each in facts.quality_paid}
    assert paid == {
        QualityShare.PREVENTION: (None, False),
        QualityShare.APPRAISAL: (5, False),
        QualityShare.INTERNAL: (7, True),
        QualityShare.EXTERNAL: (None, False),
    }
    assert facts.months_not_reckoned == (second, third)
    shown = text(signed_in(found.cast.lea), f"{address('quarter-reviews', project.uid)}?quarter={PAST}")
    assert "at least" in shown


def test_budgets_of_a_quarter_are_those_that_were_set_by_its_end(found: Trained) -> None:
    """One was raised and ended since, one was set later."""
    project, then = found.world.project, PAST.since + A_DAY

    def budget(name: str, *amounts: tuple[int, datetime], ended_at: datetime | None = None) -> None:
        made = Budget.objects.create(
            project=project,
            name=name,
            ends_on=PAST.last_on if ended_at else None,
            currency="EUR",
            amount_micro=amounts[-1][0],
            warn_at=[80],
            set_at=then,
            retired_at=ended_at,
        )
        for nth, (micro, at) in enumerate(amounts, start=1):
            BudgetVersion.objects.create(budget=made, number=nth, amount_micro=micro, reason="x", set_at=at)

    budget("Ended", (1 * EURO, then), (2 * EURO, now()), ended_at=now())
    budget("Later", (3 * EURO, now()))

    assert [(each.name, each.amount_micro) for each in facts_of(project, PAST, now()).budgets] == [
        ("Ended", 1 * EURO),
    ]
