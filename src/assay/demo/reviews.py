"""What reviewers said of the listings: a strict one, a lenient one, and a site that is kind to itself."""

from datetime import datetime, timedelta
from functools import partial

from assay.demo.cast import DOMAIN
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide, hold_next
from assay.quality.actions.reworks import follow_reworks
from assay.quality.actions.sampling import sample_due
from assay.quality.enums import ReviewOutcome, ReviewPurpose, ReviewTier, ReviewVerdict
from assay.quality.models import ReviewItem

RULES = [
    {
        "key": "new",
        "name": "New joiners",
        "share": 0.4,
        "when": {"judgments_below": 20},
        "strata": ["contributor"],
    },
    {
        "key": "removed",
        "name": "Removed listings",
        "share": 0.3,
        "when": {"answers": {"verdict": ["remove"]}},
    },
    {"key": "rest", "name": "Everything else", "share": 0.15, "strata": ["contributor"]},
]
AT_SITE = [{"key": "all", "name": "Everything", "share": 0.2, "strata": ["contributor"]}]
TERMS = PlanTerms(due_hours=16.0, rework_hours=72.0, audit_share=0.25, note="Begun with the second week.")
# What a simulated history does is committed before the next thing happens.
SETTLED = 2**62
# How many errors each of them looks over: nobody's nothing.
OVERLOOKS = {"ben": 20, "noor": 2, "nuno": 2}
N_REVIEWS = {"noor": 26, "nuno": 16, "ben": 14}


def review_listings(organisation: Organisation, moderation: Story) -> None:
    """Four days of reviews; something still waits."""
    agenda = moderation.agenda
    moderation.put(agenda.ago(days=4, hours=3), lambda at: begin_reviews(organisation, moderation, at))
    for name, ago in (("noor", 4.0), ("nuno", 3.9), ("ben", 3.7)):
        moderation.put(agenda.ago(days=ago), partial(work_off, moderation, name))
    moderation.put(agenda.ago(hours=1.5), lambda at: sample_again(moderation, at))


def begin_reviews(organisation: Organisation, story: Story, at: datetime) -> None:
    lea, ada = organisation.users["lea"], organisation.users["ada"]
    site = organisation.people["Ana"].site
    noor = _reviewer("noor", "Noor", at)
    nuno = _reviewer("nuno", "Nuno", at)
    grant_role(ada, user=noor, role=Role.REVIEWER, project_id=story.project.pk, now=at)
    grant_role(ada, user=nuno, role=Role.REVIEWER, site=site, now=at)
    since = at - timedelta(days=14)
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
    n_wrong = 0
    for nth in range(N_REVIEWS[name]):
        moment = at + timedelta(seconds=95 * nth)
        item = hold_next(by, project=story.project, now=moment)
        if item is None:
            return
        is_wrong = _given(item, story) != _right(item, story)
        n_wrong += is_wrong
        is_seen = is_wrong and n_wrong % OVERLOOKS[name] != 0
        decide(by, item=item, decision=_decision(item, is_seen=is_seen), now=moment + timedelta(seconds=40))


def _reviewer(key: str, name: str, at: datetime) -> User:
    return create_user(None, email=f"{key}@{DOMAIN}", name=name, password=None, now=at)


def _given(item: ReviewItem, story: Story) -> object:
    return item.judgment.answers.get("verdict")


def _right(item: ReviewItem, story: Story) -> object:
    return story.pieces[item.task.external_id.removesuffix("-again")].right.answers["verdict"]


def _decision(item: ReviewItem, *, is_seen: bool) -> Decision:
    if not is_seen:
        return Decision(ReviewVerdict.ACCEPTED)
    is_followed = item.purpose == ReviewPurpose.SAMPLE and item.pk % 3 == 0
    outcome = ReviewOutcome.REWORK if is_followed else ReviewOutcome.NONE
    comment = "Read the section on the three verdicts again: this listing falls under another one."
    return Decision(ReviewVerdict.REJECTED, (Charge("evidence", "verdict"),), comment, outcome=outcome.value)
