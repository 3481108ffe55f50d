"""Reviews: sampled once, held by one person, decided once; nobody reviews their own work."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, Site, User, Vendor
from assay.quality.actions.adjudication import Raised, raise_adjudications
from assay.quality.actions.adjudication import decide as settle
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.holding_reviews import HOLD
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.reviewing import (
    Charge,
    Decision,
    accept_many,
    answer_first,
    decide,
    hold_next,
    release,
)
from assay.quality.enums import AdjudicationSource, ReviewPurpose, ReviewTier
from assay.quality.models import (
    Adjudication,
    ErrorTaxonomy,
    Label,
    Review,
    ReviewError,
    ReviewItem,
    ReviewQuota,
)
from assay.quality.queries.review import case_of, item_for
from assay.work.actions.claiming import claim, submit
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Claim, Judgment, Task
from tests.quality.review_world import ALL, judged, sampled, somebody, waiting
from tests.work.world import NOW, World, add_members, add_tasks, later, make_world, person

pytestmark = pytest.mark.django_db
WRONG = (Charge("wrong", "match", comment="Another brand."),)
ACCEPT = Decision("accepted")
REJECT = Decision("rejected", WRONG, "The brand is another.")


def test_what_counts_is_sampled_once_and_what_can_still_be_undone_waits() -> None:
    world = make_world(n_people=1, n_tasks=3, undo_seconds=30)
    judged(world)
    publish_plan(None, stage=world.stage, rules_in_order=ALL, since=NOW, now=NOW)

    assert sampled(world, minutes=0.4) == []
    first = sampled(world, minutes=0.6)
    assert {each.judgment_id for each in first} == set(Judgment.objects.values_list("pk", flat=True))
    assert len(first) == 3
    assert sampled(world, minutes=9) == first


def test_a_plan_looks_at_nothing_that_was_submitted_before_it() -> None:
    world = make_world(n_people=1, n_tasks=3)
    judged(world)
    publish_plan(None, stage=world.stage, rules_in_order=ALL, now=later(minutes=1))

    assert sampled(world) == []


def test_quotas_are_kept_over_many_runs_and_the_next_version_begins_anew() -> None:
    rule = {"key": "all", "name": "All", "share": 0.25, "strata": ["contributor"]}
    world, items = waiting(n_tasks=8, n_people=2, rules=[rule])
    add_tasks(world, 6, prefix="more")

    seen = {each.stratum: (each.n_seen, each.n_taken) for each in ReviewQuota.objects.all()}
    assert len(items) == 4
    assert seen[""] == (16, 4)
    assert sorted(seen[name] for name in seen if name) == [(8, 2), (8, 2)]
    assert {each.contributor_id for each in items} == {each.pk for each in world.people}


def test_a_review_keeps_verdict_errors_and_what_it_counts() -> None:
    world, [item] = waiting()
    ben = somebody(world, "Ben")
    held = hold_next(ben, project=world.project, now=later(minutes=6))

    review = decide(ben, item=item, decision=REJECT, now=later(minutes=7))

    item.refresh_from_db()
    [error] = ReviewError.objects.all()
    assert held == item
    assert (review.verdict, review.is_correct, review.is_critical, review.points) == (
        "rejected",
        False,
        False,
        0.5,
    )
    assert (review.reviewer, review.handling_seconds, review.n_errors) == (ben, 60.0, 1)
    assert (error.error_type.key, error.question, error.weight) == ("wrong", "match", 0.5)
    assert (item.state, review.taxonomy) == ("done", ErrorTaxonomy.objects.get())


def test_the_right_answers_are_kept_with_a_fix_and_must_fit_the_schema() -> None:
    world, [item] = waiting()
    ben = somebody(world, "Ben")

    for answers, code in (
        ({"match": "maybe"}, "answers.not_an_option"),
        ({"match": "yes"}, "review.same_answers"),
    ):
        with pytest.raises(Refused) as refused:
            decide(ben, item=item, decision=Decision("fixed", WRONG, answers=answers), now=NOW)
        assert refused.value.reasons[0].code == code
    review = decide(ben, item=item, decision=Decision("fixed", WRONG, answers={"match": "no"}), now=NOW)

    assert (review.answers, review.is_correct) == ({"match": "no"}, False)


def test_an_unknown_error_is_refused_and_nothing_is_written() -> None:
    world, [item] = waiting()

    with pytest.raises(Refused) as refused:
        decide(
            somebody(world, "Ben"),
            item=item,
            decision=Decision("rejected", (Charge("moon"),), "So."),
            now=NOW,
        )

    assert [reason.code for reason in refused.value.reasons] == ["review.unknown_error"]
    assert (Review.objects.count(), ReviewItem.objects.get().state) == (0, "open")


def test_a_judgment_is_in_one_persons_hands() -> None:
    world, [item] = waiting()
    ben, lea = somebody(world, "Ben"), somebody(world, "Leo")

    assert hold_next(ben, project=world.project, now=NOW) == item
    assert hold_next(lea, project=world.project, now=NOW) is None
    with pytest.raises(Refused) as refused:
        decide(lea, item=item, decision=ACCEPT, now=NOW)
    assert refused.value.reasons[0].code == "review.held"
    assert hold_next(lea, project=world.project, now=NOW + HOLD + timedelta(seconds=1)) == item


def test_what_is_given_back_is_somebody_elses() -> None:
    world, [item] = waiting()
    ben, leo = somebody(world, "Ben"), somebody(world, "Leo")
    hold_next(ben, project=world.project, now=NOW)

    release(ben, item=item, now=later(minutes=1))

    assert hold_next(leo, project=world.project, now=later(minutes=1)) == item


def author_with_role(world_owner: User, user: User, project_id: int) -> None:
    """Ana judged the task, and became a reviewer afterwards."""
    Grant.objects.create(
        user=user, role=Role.REVIEWER, project_id=project_id, granted_at=NOW, granted_by=world_owner
    )


def test_nobody_reviews_or_sees_their_own_work_whatever_their_role_becomes() -> None:
    world, [item] = waiting()
    ana = world.people[0].user
    author_with_role(world.owner, ana, world.project.pk)

    assert hold_next(ana, project=world.project, now=NOW) is None
    for attempt in (
        lambda: decide(ana, item=item, decision=ACCEPT, now=NOW),
        lambda: item_for(ana, item.uid),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.reasons[0].code == "review.own_work"


def test_the_database_itself_forbids_a_review_of_the_own_work() -> None:
    world, [item] = waiting()
    ben = somebody(world, "Ben")
    review = decide(ben, item=item, decision=ACCEPT, now=NOW)
    other = ReviewItem.objects.create(
        project=world.project, stage=world.stage, judgment=item.judgment, task=item.task,
        tier="client", purpose="lot", sampled_at=NOW,
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="nobody reviews a task they judged"), transaction.atomic():
        Review.objects.create(
            item=other, judgment=item.judgment, project=world.project, stage=world.stage,
            reviewer=world.people[0].user, tier="client", purpose="lot", verdict="accepted", is_correct=True,
            is_critical=False, points=0, reviewed_at=NOW,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(verdict="rejected")
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        ReviewItem.objects.filter(pk=item.pk).update(state="open")


def test_who_has_seen_a_task_as_a_reviewer_is_not_given_it_to_answer() -> None:
    world = make_world(n_people=2, n_tasks=1, overlap=2)
    ade = world.people[1]
    work = claim(world.worker(0), n=1, now=NOW)
    assert work.n_tasks == 1
    one = make_judgment(world, nth=0)
    publish_plan(None, stage=world.stage, rules_in_order=ALL, since=NOW, now=NOW)
    [item] = sampled(world)
    author_with_role(world.owner, ade.user, world.project.pk)

    assert hold_next(ade.user, project=world.project, now=later(minutes=6)) == item
    assert item.judgment_id == one.pk
    assert claim(world.worker(1), n=1, now=later(minutes=7)).n_tasks == 0


def make_judgment(world: World, nth: int) -> Judgment:
    """The claim in somebody's hands is answered."""
    held = Claim.objects.get(contributor=world.people[nth])
    submit(world.worker(nth), world.submission(held.uid), now=NOW)
    return Judgment.objects.latest("pk")


def test_a_blind_reviewer_answers_before_they_see_anything() -> None:
    world, [item] = waiting(terms=PlanTerms(is_blind=True))
    ben = somebody(world, "Ben")
    hold_next(ben, project=world.project, now=NOW)

    hidden = case_of(item_for(ben, item.uid))
    with pytest.raises(Refused) as refused:
        decide(ben, item=item, decision=ACCEPT, now=NOW)
    answer_first(ben, item=item, answers={"match": "no"}, now=NOW)
    shown = case_of(item_for(ben, item.uid))

    assert (hidden.answers, hidden.author) == (None, "")
    assert refused.value.reasons[0].code == "review.own_answer_first"
    assert (shown.answers, shown.own_answers, shown.author) == ({"match": "yes"}, {"match": "no"}, "")
    with pytest.raises(Refused, match="kept as you gave it"):
        answer_first(ben, item=item, answers={"match": "yes"}, now=NOW)
    assert decide(ben, item=item, decision=ACCEPT, now=NOW).answers == {"match": "no"}


def test_the_next_reviewer_does_not_find_what_the_last_one_answered_blind() -> None:
    world, [item] = waiting(terms=PlanTerms(is_blind=True))
    ben, leo = somebody(world, "Ben"), somebody(world, "Leo")
    hold_next(ben, project=world.project, now=NOW)
    answer_first(ben, item=item, answers={"match": "no"}, now=NOW)

    assert hold_next(leo, project=world.project, now=later(hours=3)) == item

    assert case_of(item_for(leo, item.uid)).own_answers is None


def test_safe_ones_are_accepted_at_once_and_others_refuse_the_whole() -> None:
    world, items = waiting(n_tasks=3)
    ben = somebody(world, "Ben")

    assert accept_many(ben, project=world.project, items=items[:2], now=NOW) == 2
    ReviewItem.objects.filter(pk=items[2].pk).update(is_blind=True)
    with pytest.raises(Refused, match="one by one"):
        accept_many(ben, project=world.project, items=[ReviewItem.objects.get(pk=items[2].pk)], now=NOW)

    assert Review.objects.filter(verdict="accepted", is_correct=True).count() == 2


def test_a_vendors_own_reviewers_see_the_own_site_and_only_its_tier() -> None:
    world, [item] = waiting(tier=ReviewTier.SITE, has_site=True)
    site = world.people[0].site
    assert site is not None
    ben = somebody(world, "Ben", site=site)
    stranger = somebody(world, "Zoe", site=at_another_site(world))
    client = somebody(world, "Leo")

    assert hold_next(ben, project=world.project, now=NOW) == item
    assert item_for(ben, item.uid) == item
    assert hold_next(client, project=world.project, now=later(hours=1)) is None
    for user in (stranger, client):
        with pytest.raises(NotFound):
            item_for(user, item.uid)


def at_another_site(world: World) -> Site:
    """Ade works there, and in the project."""
    vendor = Vendor.objects.create(name="South Inc", created_at=NOW)
    site = Site.objects.create(vendor=vendor, name="South")
    add_members(world, [person(9, vendor=vendor, site=site)])
    return site


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.REQUESTER, "people.not_allowed"),
        (Role.OPERATIONS_LEAD, "people.not_allowed"),
        (Role.QA_ANALYST, ""),
    ],
)
def test_which_roles_review(role: Role, code: str) -> None:
    world, [item] = waiting()
    user = somebody(world, "Ben", role)

    if not code:
        assert hold_next(user, project=world.project, now=NOW) == item
        return
    with pytest.raises(Refused) as refused:
        hold_next(user, project=world.project, now=NOW)
    assert refused.value.reasons[0].code == code


def test_a_stranger_finds_nothing() -> None:
    world, [item] = waiting()
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)

    with pytest.raises(NotFound):
        hold_next(zoe, project=world.project, now=NOW)
    with pytest.raises(NotFound):
        item_for(zoe, item.uid)


def test_what_is_withdrawn_waits_for_nobody_until_it_comes_back() -> None:
    world, [item] = waiting()
    ben = somebody(world, "Ben")
    task = Task.objects.get()
    withdraw_tasks(None, project=world.project, external_ids=[task.external_id], reason="Broken.", now=NOW)

    assert hold_next(ben, project=world.project, now=NOW) is None
    reinstate_tasks(None, project=world.project, task_ids=[task.pk], now=NOW)
    assert hold_next(ben, project=world.project, now=NOW) == item


def test_a_share_of_every_reviewers_reviews_is_audited_by_somebody_else() -> None:
    world, items = waiting(n_tasks=8, terms=PlanTerms(audit_share=0.25))
    ben, lea = somebody(world, "Ben"), somebody(world, "Leo", Role.QA_ANALYST)

    for item in items:
        decide(ben, item=item, decision=ACCEPT, now=NOW)

    audits = list(ReviewItem.objects.filter(purpose=ReviewPurpose.AUDIT).order_by("pk"))
    assert len(audits) == 2
    assert {each.audited.reviewer for each in audits if each.audited} == {ben}
    assert hold_next(ben, project=world.project, now=NOW) is None
    assert hold_next(lea, project=world.project, now=NOW) == audits[0]
    assert case_of(item_for(lea, audits[0].uid)).author == ""
    first = audits[0].audited.item  # type: ignore[union-attr]  # Audits have one.
    with pytest.raises(NotFound):
        item_for(lea, first.uid)
    decide(lea, item=audits[0], decision=REJECT, now=NOW)
    assert item_for(lea, first.uid) == first
    assert audits[0].audited.audit.review.is_correct is False  # type: ignore[union-attr]  # Audits have one.


def test_who_may_audit_is_not_given_their_own_review_to_audit() -> None:
    world, [item] = waiting(terms=PlanTerms(audit_share=1.0))
    leo, bea = (somebody(world, name, Role.QA_ANALYST) for name in ("Leo", "Bea"))
    decide(leo, item=item, decision=ACCEPT, now=NOW)
    audit = ReviewItem.objects.get(purpose=ReviewPurpose.AUDIT)

    assert hold_next(leo, project=world.project, now=NOW) is None
    with pytest.raises(Refused) as refused:
        decide(leo, item=audit, decision=ACCEPT, now=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["review.own_review"]
    assert hold_next(bea, project=world.project, now=NOW) == audit


def test_reviewers_without_the_permission_get_no_audits() -> None:
    world, [item] = waiting(terms=PlanTerms(audit_share=1.0))
    ben, leo = somebody(world, "Ben"), somebody(world, "Leo")
    decide(ben, item=item, decision=ACCEPT, now=NOW)

    assert ReviewItem.objects.filter(purpose=ReviewPurpose.AUDIT).count() == 1
    assert hold_next(leo, project=world.project, now=NOW) is None


def test_what_a_reviewer_fixed_holds_in_the_next_run_and_an_adjudication_over_it() -> None:
    world, items = waiting(n_tasks=2, n_people=3)
    task, other = Task.objects.order_by("pk")
    item = next(each for each in items if each.task_id == task.pk)
    before = run_consensus(None, stage=world.stage, method="majority", now=later(minutes=6))
    fixed = Decision("fixed", WRONG, answers={"match": "no"})
    decide(somebody(world, "Ben"), item=item, decision=fixed, now=later(minutes=10))

    after = run_consensus(None, stage=world.stage, method="majority", now=later(minutes=20))
    again = run_consensus(None, stage=world.stage, method="majority", now=later(minutes=30))

    values = [
        Label.objects.get(run=run, task=each).value for run in (before, after) for each in (task, other)
    ]
    assert values == ["yes", "yes", "no", "yes"]
    assert (before.inputs_sha256 != after.inputs_sha256, after.inputs_sha256) == (True, again.inputs_sha256)
    with transaction.atomic():
        raised = [Raised(task.pk, "match", contested="no")]
        raise_adjudications(
            None, stage=world.stage, units=raised, source=AdjudicationSource.FLAG, now=later(minutes=31)
        )
    settle(
        somebody(world, "Leo"),
        adjudication=Adjudication.objects.get(),
        answer="yes",
        reason="So.",
        now=later(minutes=32),
    )
    last = run_consensus(None, stage=world.stage, method="majority", now=later(minutes=40))
    assert Label.objects.get(run=last, task=task).value == "yes"


@pytest.mark.django_db(transaction=True)
def test_reviewers_at_the_same_moment_get_different_judgments() -> None:
    world, items = waiting(n_tasks=12)
    people = [somebody(world, f"R{nth}") for nth in range(4)]
    taken: list[int] = []
    gate = threading.Barrier(4)

    def work(user: User) -> None:
        gate.wait()
        for _ in range(3):
            item = hold_next(user, project=world.project, now=later(minutes=6))
            if item is not None:
                decide(user, item=item, decision=ACCEPT, now=later(minutes=7))
                taken.append(item.pk)
        connection.close()

    threads = [threading.Thread(target=work, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(taken) == [item.pk for item in items]
