"""What reviewers said of the search grades: one is lenient, Ben looks again, and a site is kind to itself."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from assay.demo.cast import DOMAIN
from assay.demo.people import Organisation
from assay.demo.queries import Wanted
from assay.demo.story import Story
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide, hold, hold_next
from assay.quality.actions.reworks import follow_reworks
from assay.quality.actions.sampling import sample_due
from assay.quality.enums import ReviewItemState, ReviewOutcome, ReviewPurpose, ReviewTier, ReviewVerdict
from assay.quality.models import ReviewItem

RULES = [
    {
        "key": "new",
        "name": "New joiners",
        "share": 0.2,
        "when": {"judgments_below": 12},
        "strata": ["contributor"],
    },
    {"key": "unclear", "name": "Intent unclear", "share": 0.2, "when": {"answers": {"intent": ["unclear"]}}},
    {"key": "rest", "name": "Everything else", "share": 0.12, "strata": ["contributor"]},
]
AT_SITE = [{"key": "all", "name": "Everything", "share": 0.1, "strata": ["contributor"]}]
TERMS = PlanTerms(due_hours=96.0, rework_hours=72.0, audit_share=0.8, note="Begun with the third week.")
# What a simulated history does is committed before the next thing happens.
SETTLED = 2**62
# From how many wrong answers on a judgment is too bad for each of them: it takes much until Noor or Nuno say so.
PATIENCE = {"ben": 1, "noor": 2, "nuno": 3}
N_REVIEWS = {"noor": 28, "nuno": 14, "ben": 8}
N_AUDITS, N_OF_ANA = 22, 3
COMMENT = "Compare it with the table of grades: what lacks a wish that was typed is one grade lower."


def review_search(organisation: Organisation, search: Story) -> None:
    """Three days of reviews; something still waits."""
    agenda = search.agenda
    search.put(agenda.ago(days=3, hours=3), partial(begin_reviews, organisation, search))
    for name, ago in (("noor", 3.0), ("nuno", 2.9), ("ben", 2.7)):
        search.put(agenda.ago(days=ago), partial(work_off, search, name))
    search.put(agenda.ago(days=2.6), partial(look_at_ana, organisation, search))
    search.put(agenda.ago(days=2.4), partial(look_again, search))
    search.put(agenda.ago(hours=1.5), partial(sample_again, search))


def begin_reviews(organisation: Organisation, story: Story, at: datetime) -> None:
    lea, ada = organisation.users["lea"], organisation.users["ada"]
    noor, nuno, lisbon = (
        organisation.users["noor"],
        organisation.users["nuno"],
        organisation.people["Ana"].site,
    )
    grant_role(ada, user=noor, role=Role.REVIEWER, project_id=story.project.pk, now=at)
    grant_role(ada, user=nuno, role=Role.REVIEWER, site=lisbon, now=at)
    since = at - timedelta(days=10)
    publish_plan(lea, stage=story.stage, rules_in_order=RULES, terms=TERMS, since=since, seed=11, now=at)
    publish_plan(
        lea, stage=story.stage, rules_in_order=AT_SITE, tier=ReviewTier.SITE, since=since, seed=12, now=at
    )
    sample_again(story, at)


def sample_again(story: Story, at: datetime) -> None:
    for tier in ReviewTier:
        sample_due(story.stage, tier, now=at, below=SETTLED)
    follow_reworks(now=at)


def work_off(story: Story, name: str, at: datetime) -> None:
    """One after the other, as they are handed out."""
    by = User.objects.get(email=f"{name}@{DOMAIN}")
    for nth in range(N_REVIEWS[name]):
        moment = at + timedelta(seconds=95 * nth)
        item = hold_next(by, project=story.project, now=moment)
        if item is None:
            return
        decide(
            by,
            item=item,
            decision=decision_of(item, story, PATIENCE[name]),
            now=moment + timedelta(seconds=52),
        )


def look_at_ana(organisation: Organisation, story: Story, at: datetime) -> None:
    """Some of hers, out of turn, so that she finds something on her page."""
    waiting = ReviewItem.objects.filter(
        project=story.project, contributor=organisation.people["Ana"], tier=ReviewTier.CLIENT
    )
    take(story, waiting.filter(state=ReviewItemState.OPEN, audited=None).order_by("position")[:N_OF_ANA], at)


def look_again(story: Story, at: datetime) -> None:
    """Ben audits what others reviewed, and sees it as strictly as ever."""
    audits = ReviewItem.objects.filter(
        project=story.project, purpose=ReviewPurpose.AUDIT, state=ReviewItemState.OPEN
    )
    take(story, audits.exclude(audited__reviewer__email=f"ben@{DOMAIN}").order_by("position")[:N_AUDITS], at)


def take(story: Story, items: Iterable[ReviewItem], at: datetime) -> None:
    ben = User.objects.get(email=f"ben@{DOMAIN}")
    for nth, item in enumerate(items):
        moment = at + timedelta(seconds=80 * nth)
        hold(ben, item=item, now=moment)
        decide(
            ben,
            item=item,
            decision=decision_of(item, story, PATIENCE["ben"]),
            now=moment + timedelta(seconds=44),
        )


def decision_of(item: ReviewItem, story: Story, patience: int) -> Decision:
    """Rejected from so many wrong answers on; every third one goes back to its author."""
    right: Wanted = story.pieces[item.task.external_id].right
    given = item.judgment.answers.get("relevance", {})
    gaps = {result: abs(grade - right.grades[result]) for result, grade in given.items()}
    off = {result: gap for result, gap in gaps.items() if gap}
    is_misread = item.judgment.answers.get("intent") != right.intent
    if len(off) + is_misread < patience:
        return Decision(ReviewVerdict.ACCEPTED)
    charges = [Charge("intent", "intent")] if is_misread else []
    charges += [
        Charge("opposite" if gap > 1 else "one-off", "relevance", result) for result, gap in off.items()
    ]
    is_sampled = item.purpose == ReviewPurpose.SAMPLE and item.tier == ReviewTier.CLIENT
    author = item.contributor.pseudonym if item.contributor else ""
    is_followed = is_sampled and random.Random(f"again {item.task.external_id} {author}").random() < 1 / 3
    outcome = ReviewOutcome.REWORK if is_followed else ReviewOutcome.NONE
    return Decision(ReviewVerdict.REJECTED, charges, COMMENT, outcome=outcome.value)
