"""The funnel that SQL counts, against one that looks at each person, on random worlds."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assay.people.models import ContributorSkill, Skill
from assay.recruiting.actions.deciding import recognise
from assay.recruiting.actions.entries import enter_round
from assay.recruiting.actions.links import add_link
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import ApplicationState, RecruitingChannel
from assay.recruiting.models import Application, Campaign, InvitationRound
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.rules.funnel import PRODUCTIVE, RETAINED_DAYS, Way, funnels, steps_taken
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Judgment, Retraction
from tests.recruiting.cast import TERMS, applied, campaign
from tests.work.world import NOW, TODAY, World, add_tasks, later, make_world

pytestmark = pytest.mark.django_db
N_PEOPLE, N_APPLIED = 12, 30
KEYS: dict[str, Callable[[Application], str]] = {
    "campaign": lambda each: each.campaign.name,
    "channel": lambda each: str(RecruitingChannel(each.link.channel).label),
    "market": lambda each: each.campaign.market.code,
    "week": lambda each: str(each.applied_at.date() - timedelta(days=each.applied_at.weekday())),
}


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_what_looking_at_each_person_finds(seed: int) -> None:
    draw = random.Random(seed)
    world = make_world(n_people=N_PEOPLE, n_tasks=0)
    _recruit(draw, world)
    _work(draw, world)
    at = later(days=40)

    for by in KEYS:
        for channel in ("", "social"):
            assert funnel_of(Campaign.objects.all(), by=by, now=at, channel=channel) == _slowly(
                by, at, channel
            )


def _recruit(draw: random.Random, world: World) -> None:
    """Two campaigns, one of which asks for a skill; three links; some invited, some taken on."""
    skills = [Skill.objects.create(code=code, name=code) for code in ("maps", "ads")]
    made = [
        campaign(terms=replace(TERMS, skills=("maps",))),
        campaign(terms=replace(TERMS, name="Autumn"), code="PT-pt"),
    ]
    links = [each.links.get() for each in made]
    links.append(add_link(None, campaign=made[0], name="Fair", channel=RecruitingChannel.EVENT, now=NOW))
    for link in links[:2]:
        enter_round(None, link=link, n=draw.randrange(2, 40), invited_on=TODAY, note="", now=NOW)
    people = list(world.people)
    for nth in range(N_APPLIED):
        at = later(days=draw.randrange(9))
        each = applied(draw.choice(links), email=f"a{nth}@example.org", now=at)
        if draw.random() < 0.7:
            confirm(each, now=at)
            if people and draw.random() < 0.8:
                recognise(None, application=each, contributor=people.pop(), now=at + timedelta(days=1))  # type: ignore[arg-type]  # The system, in a test.
    for person in world.people:
        until = draw.choice((None, later(days=30), later(days=60)))
        if draw.random() < 0.8:
            ContributorSkill.objects.create(contributor=person, skill=draw.choice(skills), expires_at=until)


def _work(draw: random.Random, world: World) -> None:
    """Before and after they were taken on; a few answers are taken back."""
    tasks = add_tasks(world, PRODUCTIVE + 2, prefix="w")
    for person in world.people:
        n, rows = draw.choice((0, 1, 3, PRODUCTIVE, PRODUCTIVE + 2)), []
        for task in tasks[:n]:
            at = later(days=draw.choice((0, 12, 12, 12, 12, 12, 33)))
            rows.append(RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, at, TODAY))
        if rows:
            import_judgments(None, stage=world.stage, rows=rows, now=later(days=34))
    for judgment in Judgment.objects.all():
        if draw.random() < 0.02:
            Retraction.objects.create(judgment=judgment, reason="wrong", retracted_at=later(days=35))


def _slowly(by: str, now: datetime, channel: str) -> list[object]:
    ways = []
    rows = Application.objects.select_related("campaign__market", "link")
    chosen = [each for each in rows if channel in {"", each.link.channel}]
    rounds = [
        each
        for each in InvitationRound.objects.select_related("link__campaign__market")
        if channel in {"", each.link.channel}
    ]
    for each in chosen:
        is_over = bool(_since(each)) and _since(each) + timedelta(days=RETAINED_DAYS[1]) <= now  # type: ignore[operator]  # Asked just before.
        is_invited = any(made.link_id == each.link_id for made in rounds)
        ways.append(Way(KEYS[by](each), steps_taken(_facts(each, now)), is_over, is_invited))
    invited: dict[str, int] = {}
    for made in rounds:
        key = KEYS[by](Application(link=made.link, campaign=made.link.campaign, applied_at=NOW))
        invited[key] = invited.get(key, 0) + made.n
    return list(funnels(ways, invited))


def _since(each: Application) -> datetime | None:
    return each.ended_at if each.state == ApplicationState.ACCEPTED else None


def _facts(each: Application, now: datetime) -> tuple[bool, ...]:
    since = _since(each)
    if since is None:
        return (True, each.verified_at is not None, False)
    held = {
        row.skill.code
        for row in ContributorSkill.objects.filter(contributor=each.contributor)
        if row.expires_at is None or row.expires_at > now
    }
    wanted = set(each.campaign.skills)
    days = [
        row.submitted_at - since
        for row in Judgment.objects.filter(contributor=each.contributor, retractions=None)
        if row.submitted_at >= since
    ]
    first, last = (timedelta(days=nth) for nth in RETAINED_DAYS)
    return (
        *(True, each.verified_at is not None, True),
        bool(held & wanted) if wanted else True,
        len(days) >= 1,
        len(days) >= PRODUCTIVE,
        any(first <= day < last for day in days),
    )
