"""Wellbeing: what moderators had to look at, whom people can turn to, and two weeks of the pulse check."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.kit.sql import rows
from assay.people.models import Contributor, Site
from assay.wellbeing.actions.answer_ratings import set_answer_ratings
from assay.wellbeing.actions.counsellor import set_counsellor
from assay.wellbeing.actions.pulse import answer_pulse
from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.rules.counsellor import Contact
from assay.work.actions.rating_by_answers import rate_by_answers
from assay.work.facts import Sensitivity, Worker
from assay.work.models import Exposure, ExposureDay, Judgment
from assay.work.queries.exposure import terms_in_force
from assay.work.rules.exposure import monday

HIGH, EXTREME = 3, 4
LISBON = Contact(
    "Dr. Inês Sousa. What you tell her stays with her.",
    "+351 21 555 0142",
    "Monday to Friday, 9 to 17, Lisbon time",
    ("pt", "en"),
)
EVERYBODY = Contact(
    "The assistance line: outside of the company, bound to secrecy.",
    "+44 20 5550 0199",
    "Day and night",
    ("en", "es", "ar"),
)
# Escalated reports are worked on elsewhere, and count all the same: weighted minutes.
NEAR, RESTING = ("Magpie", 258), ("Heron", 61)
# What a post counts as in which a moderator finds this.
SAID = {
    "bullying": Sensitivity(2, "hate"),
    "hate": Sensitivity(3, "hate"),
    "minors": Sensitivity(4, "child_safety"),
    "self_harm": Sensitivity(4, "self_harm"),
    "violence": Sensitivity(4, "violence"),
    "adult": Sensitivity(3, "sexual"),
    "shock": Sensitivity(3, "other"),
}
N_WEEKS, ANSWERS_SHARE = 2, 0.85


def tell_care(organisation: Organisation, agenda: Agenda, posts: Story) -> None:
    agenda.put(agenda.ago(days=13), lambda at: name_counsellors(organisation, at))
    agenda.put(agenda.ago(days=5), lambda at: believe_answers(organisation, posts, at))
    for nth in range(N_WEEKS, 0, -1):
        agenda.put(agenda.ago(days=7 * nth), lambda at: ask_everybody(organisation.people.values(), at))
    agenda.put(agenda.ago(minutes=6), lambda at: count_exposure(organisation, posts, at))
    agenda.put(agenda.ago(minutes=5), lambda at: rate_by_answers(now=at, below=_own_transaction() + 1))


def name_counsellors(organisation: Organisation, at: datetime) -> None:
    users = organisation.users
    lisbon = Site.objects.get(name="Lisbon")
    set_counsellor(users["omar"], site=None, contact=EVERYBODY, now=at)
    set_counsellor(users["ravi"], site=lisbon, contact=LISBON, now=at + timedelta(minutes=5))


def believe_answers(organisation: Organisation, posts: Story, at: datetime) -> None:
    """A post in which a moderator finds one of these counts as that hard."""
    ratings = {("policy", option): content for option, content in SAID.items()}
    set_answer_ratings(organisation.users["lea"], project=posts.project, ratings=ratings, now=at)


def _own_transaction() -> int:
    """The whole demo is one that has not ended; a worker would wait for its end."""
    return int(rows("SELECT (pg_current_xact_id()::text)::bigint", {})[0][0])


def ask_everybody(people: Iterable[Contributor], at: datetime) -> None:
    """Most answer; Lisbon is enough to be shown, the smaller sites only together."""
    for person in people:
        day = working_day(at, person.user.time_zone)
        chance = random.Random(f"pulse {person.pseudonym} {day.isocalendar().week}")
        if chance.random() < ANSWERS_SHARE:
            answers = {question: chance.choice((2, 3, 4, 4, 5)) for question in PulseQuestion.values}
            answer_pulse(Worker(person.pk, day), answers=answers)


def count_exposure(organisation: Organisation, posts: Story, at: datetime) -> None:
    """Recorded judgments bring no exposure of their own: what the crowd had of the posts is summed up here.

    In tenths, because a sum of fractions depends on the order in which the database adds them.
    """
    weight = terms_in_force(posts.project).weights[HIGH] / 100
    judged = Judgment.objects.filter(project=posts.project, is_gold=False).exclude(contributor=None)
    days = judged.values("contributor", "work_on", "market", "site")
    found = days.annotate(n=Count("pk"), seconds=Sum("handling_seconds")).order_by(
        "contributor", "work_on", "market"
    )
    ExposureDay.objects.bulk_create(
        ExposureDay(
            contributor_id=each["contributor"],
            day_on=each["work_on"],
            project=posts.project,
            market_id=each["market"],
            site_id=each["site"],
            severity=HIGH,
            n_tasks=each["n"],
            seconds=round(each["seconds"], 1),
            weighted_seconds=round(each["seconds"], 1) * weight,
        )
        for each in found
    )
    for (name, minutes), rests in ((NEAR, None), (RESTING, at + timedelta(minutes=16))):
        escalate(organisation.people[name], posts, minutes, at=at, rests=rests)


def escalate(
    person: Contributor, posts: Story, minutes: int, *, at: datetime, rests: datetime | None
) -> None:
    """Somebody's morning of the severest; whoever `rests` had an hour of it in a row."""
    day = working_day(at, person.user.time_zone)
    ExposureDay.objects.create(
        contributor=person,
        day_on=day,
        project=posts.project,
        site_id=person.site_id,
        severity=EXTREME,
        n_tasks=minutes // 4,
        seconds=minutes * 60,
        weighted_seconds=minutes * 60,
    )
    Exposure.objects.create(
        contributor=person,
        day_on=day,
        day_seconds=_weighted(person, day),
        week_on=monday(day),
        week_seconds=_weighted(person, monday(day)),
        last_at=at,
        break_until=rests,
        cool_until=rests + timedelta(minutes=20) if rests else None,
    )


def _weighted(person: Contributor, since: date) -> float:
    had = ExposureDay.objects.filter(contributor=person, day_on__gte=since)
    return float(had.aggregate(total=Sum("weighted_seconds"))["total"])
