"""Who reviews the reviewers: audits, planted judgments, leniency, and accuracy without their errors."""

import pytest

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.quality.actions.planting import lay_out, plant, retire_planted
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide, hold_next
from assay.quality.enums import ReviewPurpose, ReviewTier
from assay.quality.models import Review, ReviewItem, ReviewQuota
from assay.quality.queries.reviewers import (
    Corrected,
    ReviewerFigures,
    corrected_accuracy,
    reviewers_of,
    sites_of,
)
from assay.stats.sampling import Estimate, wilson
from assay.work.models import Judgment
from tests.quality.review_world import ALL, sampled, somebody, waiting
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db
ACCEPT = Decision("accepted")
REJECT = Decision("rejected", (Charge("wrong"),), "Another brand.")


def audited(n: int = 6) -> World:
    """Ben passes all; Leo audits all of it, and finds the last two wrong."""
    world, items = waiting(n_tasks=n, terms=PlanTerms(audit_share=1.0))
    ben, leo = somebody(world, "Ben"), somebody(world, "Leo", Role.QA_ANALYST)
    for item in items:
        decide(ben, item=item, decision=ACCEPT, now=later(hours=1))
    for nth in range(n):
        audit = hold_next(leo, project=world.project, now=later(hours=2))
        assert audit is not None
        decide(leo, item=audit, decision=ACCEPT if nth < n - 2 else REJECT, now=later(hours=2))
    return world


def figures(world: World, name: str = "Ben") -> ReviewerFigures:
    return next(each for each in reviewers_of(world.project) if each.name == name)


def test_what_audits_prove_of_a_reviewer() -> None:
    ben = figures(audited())

    assert (ben.n, ben.passed.value, ben.n_audited, ben.n_upheld) == (6, 1.0, 6, 4)
    assert (ben.accuracy.k, ben.overturned.k, ben.accuracy.n) == (4, 2, 6)
    assert (ben.sensitivity.value, ben.specificity.value) == (1.0, 0.0)
    assert ben.leniency == pytest.approx(2 / 6)


def test_an_audit_changes_nothing_for_the_contributor() -> None:
    audited()

    assert Review.objects.filter(purpose="sample", is_correct=False).count() == 0
    assert Review.objects.filter(purpose="audit", is_correct=False).count() == 2


def test_accuracy_without_the_reviewers_errors_needs_reviewers_that_tell_right_from_wrong() -> None:
    world = audited()
    corrected = corrected_accuracy(world.project, reviewers_of(world.project))
    better = ReviewerFigures(
        figures(world).uid, "Ben", "client", 6, 6, None,
        n_audited=100, n_upheld=93, n_planted=0, n_planted_right=0,
        n_right=80, n_right_passed=76, n_wrong=20, n_wrong_found=18,
    )  # fmt: skip

    assert corrected.observed.value == 1.0
    assert corrected.corrected.outcome == "the reviewer is no better than chance"
    assert corrected_accuracy(world.project, [better]).corrected.outcome == "cut to the range of a share"
    assert corrected_accuracy(world.project, []).corrected.value is None
    checked = wilson(26, 36), wilson(13, 13), wilson(3, 9)
    vague, clear = (
        Corrected(*checked, Estimate(0.7, None, low, high, 36)) for low, high in ((0.0, 1.0), (0.6, 0.8))
    )
    assert (vague.n_checked, vague.is_vague, clear.is_vague) == (22, True, False)


def test_who_audits_is_not_audited_by_that() -> None:
    world = audited()

    assert figures(world, "Leo").n_audited == 0


def test_a_planted_judgment_finds_its_way_to_every_reviewer_at_work_and_counts_for_them_alone() -> None:
    world, items = waiting(n_tasks=3)
    lea = somebody(world, "Lia", Role.PROJECT_OWNER)
    ben = somebody(world, "Ben")
    decide(ben, item=items[0], decision=ACCEPT, now=later(minutes=6))
    judgment = items[2].judgment
    ReviewItem.objects.filter(pk=items[2].pk).update(state="closed")

    planted = plant(lea, project=world.project, judgment=judgment, is_correct=False, reason="Known.", now=NOW)
    with pytest.raises(Refused, match="planted already"):
        plant(lea, project=world.project, judgment=judgment, is_correct=True, reason="Again.", now=NOW)
    assert (lay_out(now=later(minutes=7)), lay_out(now=later(minutes=8))) == (1, 0)
    item = ReviewItem.objects.get(purpose=ReviewPurpose.PLANTED)
    decide(ben, item=item, decision=ACCEPT, now=later(minutes=9))

    found = figures(world)
    assert (found.n, found.n_planted, found.n_planted_right, found.n_wrong) == (1, 1, 0, 1)
    retire_planted(lea, planted=planted, now=later(minutes=10))
    somebody(world, "Leo")
    assert lay_out(now=later(minutes=11)) == 0


def test_gold_is_not_planted() -> None:
    world, items = waiting()
    other = Judgment(project_id=world.project.pk + 1)

    with pytest.raises(Refused, match="Only an ordinary judgment"):
        plant(None, project=world.project, judgment=other, is_correct=True, reason="So.", now=NOW)  # type: ignore[arg-type]  # The system.
    with pytest.raises(Refused, match="Say why"):
        plant(
            somebody(world, "Lia", Role.PROJECT_OWNER),
            project=world.project,
            judgment=items[0].judgment,
            is_correct=True,
            reason=" ",
            now=NOW,
        )


def test_what_a_site_reports_against_what_is_measured() -> None:
    world, items = waiting(n_tasks=4, tier=ReviewTier.SITE, has_site=True)
    site = world.people[0].site
    nuno, ben = somebody(world, "Nuno", site=site), somebody(world, "Ben")
    for item in items:
        decide(nuno, item=item, decision=ACCEPT, now=later(hours=1))
    publish_plan(None, stage=world.stage, rules_in_order=ALL, since=NOW, now=NOW)
    for nth, item in enumerate(sampled(world)):
        decide(ben, item=item, decision=REJECT if nth == 0 else ACCEPT, now=later(hours=2))

    [found] = sites_of(world.project)
    assert (found.name, found.reported.value, found.measured.value) == ("North", 1.0, 0.75)
    assert found.gap.value == pytest.approx(0.25)
    assert (found.gap.low or 0) < 0 < 0.25 < (found.gap.high or 0)
    assert sites_of(world.project, []) == []


def test_a_rule_that_is_called_audit_keeps_its_own_quota() -> None:
    rules: list[dict[str, object]] = [
        {
            "key": "audit",
            "name": "Audit",
            "share": 0.5,
            "strata": ["contributor"],
            "when": {"days_below": 1000},
        },
        {"key": "all", "name": "Everything", "share": 0.0},
    ]
    world, items = waiting(n_tasks=8, rules=rules, terms=PlanTerms(audit_share=0.5))
    ben = somebody(world, "Ben")
    before = list(
        ReviewQuota.objects.filter(rule="audit").order_by("stratum").values("stratum", "n_seen", "n_taken")
    )

    for item in items:
        decide(ben, item=item, decision=ACCEPT, now=later(hours=1))

    after = (
        ReviewQuota.objects.filter(rule="audit").order_by("stratum").values("stratum", "n_seen", "n_taken")
    )
    audits = ReviewQuota.objects.get(rule="")
    assert (list(after), audits.stratum) == (before, str(ben.uid))
    assert (audits.n_seen, audits.n_taken) == (4, 2)
