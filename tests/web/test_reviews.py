"""Pages of reviews: one judgment after the other by keyboard, and nothing of the own work."""

import re

import pytest
from django.test import Client

from assay.kit.clock import now
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.models import ErrorTaxonomy, PlantedReview, Review, ReviewItem, ReviewPlan
from assay.quality.queries.capacity import LanguageLoad
from tests.quality.review_world import ALL, sampled
from tests.web.quality_cast import address, member, n_queries, signed_in, statuses, text
from tests.web.quality_world import Judged, judged
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


def waiting(terms: PlanTerms | None = None) -> Judged:
    """Eighteen judgments of three people, all of them sampled."""
    made = judged()
    publish_plan(made.cast.lea, stage=made.world.stage, rules_in_order=ALL, terms=terms, since=NOW, now=NOW)
    assert len(sampled(made.world)) == 18
    return made


def first() -> ReviewItem:
    return ReviewItem.objects.order_by("position")[0]


def walk(client: Client, found: Judged) -> str:
    return client.post(address("review-next", found.world.project.uid)).headers["Location"]


def test_who_sees_which_pages() -> None:
    found = waiting()
    project = found.world.project.uid
    seen = {
        page: statuses(found.cast, address(page, project))
        for page in ("reviews", "review-plan", "review-capacity", "error-taxonomy")
    }

    staff = {"nobody": 302, "lea": 200, "ben": 200, "zoe": 404, "ravi": 403}
    assert seen == {
        "reviews": {**staff, "rita": 200},
        "review-plan": {**staff, "rita": 403},
        "review-capacity": {**staff, "rita": 200},
        "error-taxonomy": {**staff, "rita": 403},
    }
    assert statuses(found.cast, address("review", first().uid)) == {
        **staff, "rita": 404, "ravi": 404,
    }  # fmt: skip


def test_the_tab_leads_to_the_first_page_a_person_may_open() -> None:
    found = waiting()
    where = address("quality", found.world.project.uid)

    assert signed_in(found.cast.ben).get(where).headers["Location"] == address(
        "reviews", found.world.project.uid
    )
    assert signed_in(found.cast.ravi).get(where).status_code in {302, 403}
    assert signed_in(found.cast.zoe).get(where).status_code == 404


def test_a_key_for_every_verdict_and_error_and_the_guideline_beside() -> None:
    found = waiting()

    page = text(signed_in(found.cast.ben), address("review", first().uid))

    keys = re.findall(r'data-key="(\w+)"', page[page.index("<main") :])
    assert set("afrcbsko12") | {"Enter"} <= set(keys)
    assert len(keys) == len(set(keys))
    assert first().contributor.pseudonym in page  # type: ignore[union-attr]  # It has an author.


def test_accepting_goes_on_to_the_next_until_nothing_is_left() -> None:
    found = waiting()
    ReviewItem.objects.exclude(pk__in=ReviewItem.objects.order_by("pk").values("pk")[:2]).update(
        state="closed"
    )
    ben = signed_in(found.cast.ben)

    where = walk(ben, found)
    for _ in range(2):
        where = ben.post(where, {"accept": "1"}).headers["Location"]

    assert where == address("reviews", found.world.project.uid)
    assert "Nothing waits for you" in text(ben, where)
    assert list(Review.objects.values_list("verdict", "reviewer__name")) == [("accepted", "Ben")] * 2
    assert "Accepted" in text(ben, f"{where}?state=done")


def test_a_fix_and_a_rejection_keep_what_was_typed_until_they_are_whole() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    where = walk(ben, found)
    given = ReviewItem.objects.get(held_by=found.cast.ben).judgment.answers["match"]
    other = "no" if given == "yes" else "yes"

    refused = ben.post(where, {"verdict": "rejected", "comment": "Another brand."})
    fixed = ben.post(where, {"verdict": "fixed", "error": "wrong", "place": "match", "fix--match": other})
    nobody_said = ben.post(fixed.headers["Location"], {"comment": "So."})

    page = refused.content.decode()
    assert (refused.status_code, "Say which error it is." in page, "Another brand." in page) == (
        422,
        True,
        True,
    )
    review = Review.objects.get()
    assert (review.verdict, review.answers) == ("fixed", {"match": other})
    assert [(each.error_type.key, each.question) for each in review.errors.all()] == [("wrong", "match")]
    assert "Accept it, fix it or reject it." in nobody_said.content.decode()


def test_a_blind_review_shows_nothing_before_the_own_answer() -> None:
    found = waiting(PlanTerms(is_blind=True))
    ben = signed_in(found.cast.ben)
    where = walk(ben, found)

    before = text(ben, where)
    after_own = ben.post(where, {"own": "1", "fix--match": "yes"}).headers["Location"]
    after = text(ben, after_own)

    author = ReviewItem.objects.get(held_by=found.cast.ben).contributor
    assert author is not None
    assert ("The judgment</h2>" in before, "Your own answer first" in before) == (False, True)
    assert ("The judgment</h2>" in after, f" · {author.pseudonym}" in after) == (True, False)
    assert "Blind: answer first" in text(ben, address("reviews", found.world.project.uid))


def test_who_judged_is_refused_after_a_change_of_role() -> None:
    found = waiting()
    ana = found.world.people[0].user
    grant_role(None, user=ana, role=Role.REVIEWER, now=now(), project_id=found.world.project.pk)
    client = signed_in(ana)

    said = client.post(address("review", first().uid), {"accept": "1"})
    listed = text(client, address("reviews", found.world.project.uid))

    assert said.status_code == 403
    assert "You had this task as a contributor" in said.content.decode()
    assert "No judgment waits for your review." in listed


def test_safe_ones_are_accepted_from_the_list() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    chosen = [str(each.uid) for each in ReviewItem.objects.order_by("position")[:3]]

    ben.post(address("review-accept", found.world.project.uid), {"item": chosen})

    assert Review.objects.filter(verdict="accepted").count() == 3
    assert "3 judgments accepted." in text(ben, address("reviews", found.world.project.uid))


def test_what_was_not_chosen_or_is_no_item_changes_nothing() -> None:
    found = waiting()
    ben, where = signed_in(found.cast.ben), address("review-accept", found.world.project.uid)

    nothing = ben.post(where, follow=True)
    strange = ben.post(where, {"item": ["', DROP TABLE"]})

    assert "Nothing was chosen." in nothing.content.decode()
    assert strange.status_code == 404
    assert Review.objects.count() == 0


def test_what_cannot_be_stored_is_a_sentence() -> None:
    found = waiting()
    ben, item = signed_in(found.cast.ben), ReviewItem.objects.order_by("pk")[0]

    said = {"verdict": "rejected", "error": "wrong", "comment": "Another\0brand."}
    response = ben.post(address("review", item.uid), said)

    assert (response.status_code, "cannot be stored" in response.content.decode()) == (422, True)
    assert Review.objects.count() == 0


def test_a_taxonomy_is_published_as_a_whole_and_says_what_changed() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    where = address("error-taxonomy", found.world.project.uid)
    row = {"severity": "major", "weight": "0.5", "origin": "person", "description": "", "markets": ""}
    rows = [{**row, "key": "wrong", "name": "Simply wrong"}, {**row, "key": "", "name": ""}]
    form = {name: [each[name] for each in rows] for name in rows[0]}

    bad = ben.post(where, {**form, "fails_at": "7"})
    good = ben.post(where, {**form, "fails_at": "0.4", "note": "Fewer of them."})

    assert (bad.status_code, "The limit lies above 0" in bad.content.decode()) == (422, True)
    assert good.status_code == 302
    newest = ErrorTaxonomy.objects.latest("number")
    assert (newest.number, newest.fails_at, [each.name for each in newest.types.all()]) == (
        2,
        0.4,
        ["Simply wrong"],
    )
    assert "Wrong answer: Name was" not in text(ben, where)
    page = text(ben, where)
    assert "Simply wrong: Name was “Wrong answer”, is “Simply wrong”" in page
    assert ("Something was missed is gone" in page, "In this version was" in page) == (True, False)


def test_a_plan_is_published_rule_by_rule() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    where = address("review-plan", found.world.project.uid)
    form = {
        "rule": ["0", "1", "2"],
        "0-key": "new",
        "0-name": "New joiners",
        "0-share": "50",
        "0-days_below": "7",
        "0-strata": ["contributor"],
        "1-key": "",
        "1-name": "",
        "1-share": "100",
        "2-key": "rest",
        "2-name": "Rest",
        "2-share": "12,5",
        "due_hours": "24",
        "rework_hours": "48",
        "audit_share": "20",
        "note": "More.",
    }

    said = ben.post(where, form)

    assert said.status_code == 302
    plan = ReviewPlan.objects.latest("number")
    assert plan.rules == [
        {
            "key": "new",
            "name": "New joiners",
            "share": 0.5,
            "when": {"days_below": 7.0},
            "strata": ["contributor"],
        },
        {"key": "rest", "name": "Rest", "share": 0.125},
    ]
    assert (plan.number, plan.audit_share, plan.due_hours) == (2, 0.2, 24.0)
    bad = ben.post(where, {**form, "2-days_from": "3", "rule": ["2"]})
    assert (bad.status_code, "it has no condition" in bad.content.decode()) == (422, True)


def test_capacity_counts_by_language() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    ben.post(walk(ben, found), {"accept": "1"})

    page = text(ben, address("review-capacity", found.world.project.uid))

    assert '<td class="num">17</td>' in page


def test_keeping_up_takes_what_comes_in_a_day_times_the_time_for_one() -> None:
    load = LanguageLoad("pt-BR", 30, 0, None, 70, 35, 2, 90.0, 0, 0)
    silent = LanguageLoad("ja-JP", 30, 0, None, 70, 0, 0, None, 0, 0)

    assert (load.hours_of_work, load.hours_a_day, load.days_to_clear) == (0.75, 0.25, None)
    assert (silent.hours_of_work, silent.hours_a_day) == (None, None)


def test_the_list_asks_as_often_for_many_as_for_one() -> None:
    found = waiting()
    ria = signed_in(member(found.world, "Ria", Role.REVIEWER, now()))
    where = address("reviews", found.world.project.uid)
    for_many = n_queries(ria, where)
    ReviewItem.objects.exclude(pk=first().pk).update(state="closed")

    assert n_queries(ria, where) == for_many


def test_what_a_reviewer_is_judged_by_is_for_who_manages_quality() -> None:
    found = waiting(PlanTerms(audit_share=1.0))
    ben = signed_in(found.cast.ben)
    ben.post(walk(ben, found), {"accept": "1"})
    ria = member(found.world, "Ria", Role.REVIEWER, now())
    where = address("reviewers", found.world.project.uid)

    page = text(ben, where)

    assert statuses(found.cast, where) == {
        "nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404,
    }  # fmt: skip
    assert signed_in(ria).get(where).status_code == 403
    assert ("Accuracy as reviewed" in page, '<th scope="row">Ben</th>' in page) == (True, True)
    assert "n = 1 · 95 %" in page


def test_contributors_see_their_own_quality_and_nobody_elses() -> None:
    found = waiting()
    ana, ade, _ = found.world.people
    mine = ReviewItem.objects.filter(contributor=ana).order_by("pk")[0]
    ben = signed_in(found.cast.ben)
    ben.post(
        address("review", mine.uid),
        {"verdict": "rejected", "error": "wrong", "comment": "Another brand.", "outcome": "rework"},
    )

    own, others = text(signed_in(ana.user), "/my-quality/"), text(signed_in(ade.user), "/my-quality/")

    assert ("Another brand." in own, "Waiting to be done again" in own, "n = 1 · 95 %" in own) == (
        True,
        True,
        True,
    )
    assert "Ben" not in own
    assert ("Another brand." in others, "Nothing was reviewed yet" in others) == (False, True)
    assert ben.get("/my-quality/").status_code == 404
    assert signed_in(None).get("/my-quality/").status_code == 302


def test_a_labels_why_says_who_reviewed_its_judgments() -> None:
    found = waiting()
    mine = ReviewItem.objects.filter(task=found.task).order_by("pk")[0]
    signed_in(found.cast.lea).post(
        address("review", mine.uid), {"verdict": "rejected", "error": "wrong", "comment": "Another brand."}
    )

    page = text(signed_in(found.cast.ben), address("why", found.task.uid))

    assert ("Who reviewed it" in page, "Another brand." in page, "Rejected" in page) == (True, True, True)


def test_who_manages_quality_plants_what_is_certain() -> None:
    found = waiting()
    ben = signed_in(found.cast.ben)
    where = walk(ben, found)
    ben.post(where, {"accept": "1"})
    ria = member(found.world, "Ria", Role.REVIEWER, now())

    before = text(ben, where)
    said = ben.post(f"{where}plant/", {"is_correct": "yes", "reason": "Three of us agree."}, follow=True)
    refused = signed_in(ria).post(f"{where}plant/", {"is_correct": "no", "reason": "So."})

    planted = PlantedReview.objects.get()
    assert ("Plant it" in before, "Plant it" in said.content.decode()) == (True, False)
    assert (planted.is_correct, planted.reason, planted.created_by) == (
        True,
        "Three of us agree.",
        found.cast.ben,
    )
    assert refused.status_code == 404
