"""Lots of the posts: most are accepted, one is rejected, its defects are done again and it is looked at again."""

from datetime import datetime, timedelta
from functools import partial

from assay.demo.outcome import release
from assay.demo.story import Story
from assay.projects.models import Project
from assay.quality.actions.inspecting import draw_due
from assay.quality.actions.lot_decisions import concede, rework
from assay.quality.actions.lots import cut_lots, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.actions.taxonomy import ensure_taxonomy
from assay.quality.enums import ErrorSeverity, HoldsBack, LotState, ReviewItemState, ReviewVerdict
from assay.quality.models import ErrorType, Lot, LotInspection, Review, ReviewItem, SampleUnit

A_LOOK = timedelta(minutes=1, seconds=40)
PLAN = {
    "classes": {
        ErrorSeverity.CRITICAL: {"aql": 4.0},
        ErrorSeverity.MAJOR: {"aql": 4.0},
        ErrorSeverity.MINOR: {"aql": 6.5},
    },
    "lot_size": 40,
    "holds_back": HoldsBack.REJECTED,
    "note": "As agreed with Rita.",
    "seed": 2027,
}


def inspect_posts(posts: Story) -> None:
    """Cut a week ago; what came back from rework was looked at again two days ago, the newest lot waits for Ben."""
    agenda = posts.agenda
    posts.put(agenda.ago(days=9), partial(plan, posts))
    posts.put(agenda.ago(days=7), partial(cut, posts))
    posts.put(agenda.ago(days=6, hours=20), partial(look, posts))
    posts.put(agenda.ago(days=6, hours=2), partial(decide_rejected, posts))
    posts.put(agenda.ago(days=2), partial(look_again, posts))
    posts.put(agenda.ago(days=1, hours=20), lambda at: release(posts, "Posts of accepted lots.", at))


def plan(posts: Story, at: datetime) -> None:
    publish_plan(posts.organisation.users["ben"], stage=posts.stage, now=at, **PLAN)  # type: ignore[arg-type]  # A plan's own.


def cut(posts: Story, at: datetime) -> None:
    cut_lots(posts.organisation.users["ben"], stage=posts.stage, now=at)


def look(posts: Story, at: datetime) -> None:
    """All but the last lot."""
    lots = list(Lot.objects.filter(project=posts.project, state=LotState.INSPECTED).order_by("number"))
    for lot in lots[:-1]:
        at = inspect(posts, lot, at)


def decide_rejected(posts: Story, at: datetime) -> None:
    """Ben gives the defects back: others do them again, and may make the same mistake."""
    ben, reason = (
        posts.organisation.users["ben"],
        "Fraud and spam are mixed up: the guideline says where the line is.",
    )
    for lot in rejected(posts):
        rework(ben, lot=lot, reason=reason, only_defects=True, now=at)


def look_again(posts: Story, at: datetime) -> None:
    """What still fails Lea signs for."""
    draw_due(now=at)
    for inspection in LotInspection.objects.filter(lot__project=posts.project, attempt=2, is_accepted=None):
        at = inspect(posts, inspection.lot, at)
    lea = posts.organisation.users["lea"]
    reason = "For the first filter only, whose findings a person checks. The site reads the section on fraud again."
    for lot in rejected(posts):
        concede(lea, lot=lot, reason=reason, signature=lea.name, now=at + A_LOOK)


def rejected(posts: Story) -> list[Lot]:
    found = Lot.objects.filter(project=posts.project, state=LotState.REJECTED)
    return list(found.select_related("project", "stage__project").order_by("number"))


def inspect(posts: Story, lot: Lot, at: datetime) -> datetime:
    """Ben knows what is right, and Lea takes what he has looked at before; when they were done."""
    ben, lea = posts.organisation.users["ben"], posts.organisation.users["lea"]
    found = SampleUnit.objects.filter(inspection__lot=lot, item__state=ReviewItemState.OPEN)
    for unit in found.select_related("unit__task", "judgment").order_by("position"):
        right = posts.pieces[unit.unit.task.external_id].right
        severity = worst_of(unit.judgment.answers, right)
        item = ReviewItem.objects.select_related("project", "task").get(pk=unit.item_id)
        at += A_LOOK
        knows_it = Review.objects.filter(judgment=unit.judgment, reviewer=ben).exists()
        by = lea if knows_it else ben
        decide(by, item=item, decision=decision_of(posts.project, severity, at), now=at)
    return at


def worst_of(answers: dict[str, object], right: tuple[str, int, str, str]) -> str:
    """What breaks the policy and was let through is critical; another policy major; another severity minor."""
    policy, grade = right[:2]
    if (answers["violates"] == "no") == bool(policy):
        return ErrorSeverity.CRITICAL if policy else ErrorSeverity.MAJOR
    if policy and answers.get("policy") != [policy]:
        return ErrorSeverity.MAJOR
    return ErrorSeverity.MINOR if policy and answers.get("severity") not in {None, grade} else ""


def decision_of(project: Project, severity: str, at: datetime) -> Decision:
    if not severity:
        return Decision(ReviewVerdict.ACCEPTED)
    kinds = ErrorType.objects.filter(taxonomy=ensure_taxonomy(project, now=at), severity=severity)
    charge = Charge(kinds.order_by("position", "pk")[0].key)
    if severity == ErrorSeverity.MINOR:
        return Decision(ReviewVerdict.ACCEPTED, [charge])
    said = "Let through." if severity == ErrorSeverity.CRITICAL else "Another part of the policy."
    return Decision(ReviewVerdict.REJECTED, [charge], comment=said)
