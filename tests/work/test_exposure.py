"""Limits on content that is hard to look at: the rule as truth tables, and the claim as SQL on random small worlds."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import Grant, User
from assay.projects.models import Project
from assay.wellbeing.actions.terms import set_terms
from assay.wellbeing.rules.terms import NewTerms
from assay.work.actions.assigning import assign
from assay.work.actions.checking_rows import TaskRow
from assay.work.actions.claiming import Dice, Work, claim, step, submit
from assay.work.actions.importing_tasks import import_tasks
from assay.work.actions.leases import skip
from assay.work.actions.queues import queue_for
from assay.work.actions.rating_content import rate_content
from assay.work.enums import ContentSeverity, SkipReason
from assay.work.facts import Sensitivity, Worker
from assay.work.models import Claim, ContentRating, Exposure, ExposureDay, ExposureTerms, Queue, QueueItem
from assay.work.queries.exposure import exposed, terms_in_force
from assay.work.queries.nothing import why_nothing
from assay.work.rules.exposure import Exposed, Instant, Terms, after, default_of, looser, refusal, sensitivity
from tests.work.world import NOW, TODAY, World, add_tasks, make_world

HARD = Sensitivity(4, "violence")
SOFT = Sensitivity(0, "")
AT = Instant(NOW, TODAY)
NO_GOLD = Dice(1.0, 0.5)


@pytest.mark.parametrize(
    ("state", "content", "terms", "code"),
    [
        (Exposed(), HARD, Terms(), None),
        (Exposed(day_on=TODAY, day_seconds=299 * 60), HARD, Terms(), None),
        (Exposed(day_on=TODAY, day_seconds=300 * 60), HARD, Terms(), "work.exposure_day"),
        (Exposed(day_on=TODAY, day_seconds=300 * 60), SOFT, Terms(), None),
        (Exposed(day_on=TODAY - timedelta(1), day_seconds=300 * 60), HARD, Terms(), None),
        (Exposed(week_on=TODAY, week_seconds=1500 * 60), HARD, Terms(), "work.exposure_week"),
        (Exposed(week_on=TODAY - timedelta(7), week_seconds=1500 * 60), HARD, Terms(), None),
        (Exposed(break_until=NOW + timedelta(minutes=1)), HARD, Terms(), "work.exposure_break"),
        (Exposed(break_until=NOW + timedelta(minutes=1)), SOFT, Terms(), "work.exposure_break"),
        (Exposed(break_until=NOW), HARD, Terms(), None),
        (Exposed(cool_until=NOW + timedelta(minutes=1)), HARD, Terms(), "work.exposure_cooling"),
        (Exposed(cool_until=NOW + timedelta(minutes=1)), SOFT, Terms(), None),
        (Exposed(opted_out=frozenset({"violence"})), HARD, Terms(), "work.opted_out"),
        (Exposed(opted_out=frozenset({"hate"})), HARD, Terms(), None),
        (Exposed(), HARD, Terms(until_hour=9), "work.exposure_hours"),
        (Exposed(), HARD, Terms(from_hour=9), None),
        (Exposed(), HARD, Terms(from_hour=10), "work.exposure_hours"),
        (Exposed(), SOFT, Terms(until_hour=9), None),
    ],
)
def test_rule(state: Exposed, content: Sensitivity, terms: Terms, code: str | None) -> None:
    found = refusal(state, terms, AT, content=content)

    assert (found.code if found else None) == code


def test_hours_are_those_of_the_persons_time_zone() -> None:
    late = Terms(until_hour=16)

    assert refusal(Exposed(), late, Instant(NOW, TODAY, "Asia/Manila"), content=HARD) is not None
    assert refusal(Exposed(), late, Instant(NOW, TODAY, "Europe/Lisbon"), content=HARD) is None


def test_four_hours_of_the_severest_with_breaks_leave_one_of_five() -> None:
    """The worked example of the methods: 4 × 60 min at severity 4 are 240; the limit of 300 is met an hour later."""
    state, moment = Exposed(), NOW
    totals = []
    for _ in range(5):
        moment += timedelta(minutes=60)
        state = after(state, Terms(), Instant(moment, TODAY), severity=4, seconds=3600)
        totals.append(state.day_seconds / 60)
        moment += timedelta(minutes=30)

    found = refusal(state, Terms(), Instant(moment, TODAY), content=HARD)

    assert totals == [60, 120, 180, 240, 300]
    assert found is not None
    assert found.code == "work.exposure_day"


def test_a_run_ends_with_a_break_and_then_benign_content() -> None:
    state = after(Exposed(), Terms(), AT, severity=1, seconds=3600)

    assert (state.run_seconds, state.day_seconds) == (0, 900)
    assert (state.break_until, state.cool_until) == (NOW + timedelta(minutes=10), NOW + timedelta(minutes=30))


def test_a_rest_as_long_as_a_break_begins_a_new_run() -> None:
    before = Exposed(run_seconds=1800, last_at=NOW)
    later = Instant(NOW + timedelta(minutes=11), TODAY)

    assert after(before, Terms(), later, severity=2, seconds=60).run_seconds == 60
    assert after(before, Terms(), later, severity=2, seconds=61).run_seconds == 1861


@pytest.mark.parametrize(
    ("segment", "project", "said", "counts_as"),
    [
        ("trust_and_safety", None, None, 3),
        ("trust_and_safety", 1, None, 1),
        ("trust_and_safety", None, 0, 0),
        ("search_ranking", None, None, 0),
        ("search_ranking", 2, None, 2),
        ("search_ranking", 2, 4, 4),
    ],
)
def test_what_a_task_counts_as(segment: str, project: int | None, said: int | None, counts_as: int) -> None:
    assert sensitivity(default_of(segment, project, "hate"), said, "") == Sensitivity(counts_as, "hate")


def test_a_project_only_tightens() -> None:
    tighter = {"day_minutes": 100, "break_minutes": 15, "until_hour": 16, "run_minutes": None}
    loose = {"day_minutes": 301, "break_minutes": 9, "from_hour": 0, "week_minutes": 1500}

    assert list(looser(dict(tighter), Terms())) == []
    assert list(looser(dict(loose), Terms())) == ["day_minutes", "break_minutes"]


def content_world(severities: dict[int, int], *, prefetch: int = 1, idle_cut_seconds: int = 60) -> World:
    """One queue for each severity, the hardest served first, each with so many tasks."""
    world = make_world(n_people=1, n_tasks=0, prefetch=prefetch, idle_cut_seconds=idle_cut_seconds)
    for rank, (severity, n) in enumerate(sorted(severities.items(), reverse=True)):
        sensitive = Sensitivity(severity, "violence" if severity else "")
        world.queue = queue_for(world.batch, world.stage, None, sensitivity=sensitive, now=NOW)
        Queue.objects.filter(pk=world.queue.pk).update(rank=rank)
        add_tasks(world, n, sensitivity=sensitive, prefix=f"s{severity}-")
    Queue.objects.update(n_open=5)
    return world


def severities_of(work: Work) -> list[int]:
    claims = [each["claim"] for each in msgspec.json.decode(work.tasks)]
    return list(Claim.objects.filter(uid__in=claims).order_by("pk").values_list("queue__severity", flat=True))


@pytest.mark.django_db
def test_hard_content_comes_one_at_a_time_and_benign_is_fetched_ahead() -> None:
    world = content_world({4: 3, 2: 3, 0: 3}, prefetch=5)

    Queue.objects.filter(severity=0).update(rank=-1)

    first = claim(world.worker(), n=6, now=NOW, dice=NO_GOLD)
    again = claim(world.worker(), n=6, now=NOW, dice=NO_GOLD)

    assert severities_of(first) == [0, 0, 0, 4]
    assert severities_of(again) == [0, 0, 0, 4]


@pytest.mark.django_db
def test_an_answer_counts_and_the_same_statement_knows_it() -> None:
    world = content_world({4: 3})
    ExposureTerms.objects.create(project=world.project, day_minutes=1, changed_at=NOW)
    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=NOW, dice=NO_GOLD).tasks)
    answer = replace(world.submission(task["claim"]), handling_seconds=61.0)

    work = step(world.worker(), answer, n=1, now=NOW + timedelta(seconds=61), dice=NO_GOLD)

    assert work.n_tasks == 0
    [day] = ExposureDay.objects.values("n_tasks", "seconds", "weighted_seconds", "severity", "day_on")
    assert day == {"n_tasks": 1, "seconds": 61, "weighted_seconds": 61, "severity": 4, "day_on": TODAY}
    nothing = why_nothing(world.worker(), now=NOW + timedelta(seconds=62))
    assert nothing.sentence == (
        "You have reached today's limit for content that is hard to look at: 1 minutes."
    )


@pytest.mark.django_db
def test_a_skipped_task_was_looked_at_too() -> None:
    world = content_world({2: 2}, idle_cut_seconds=60)
    for nth, seconds in enumerate((30, 300)):
        at = NOW + timedelta(hours=nth)
        [task] = msgspec.json.decode(claim(world.worker(), n=1, now=at, dice=NO_GOLD).tasks)
        later = at + timedelta(seconds=seconds)
        skip(world.worker(), claim=task["claim"], reason=SkipReason.NOT_COMFORTABLE, now=later)

    assert exposed(world.people[0].pk).day_seconds == (30 + 60) * 0.5


@pytest.mark.django_db
def test_a_break_keeps_back_what_was_assigned_and_what_is_in_hand() -> None:
    world = content_world({4: 1, 0: 2})
    claim(world.worker(), n=3, now=NOW, dice=NO_GOLD)
    Exposure.objects.create(contributor=world.people[0], break_until=NOW + timedelta(minutes=5))

    during = claim(world.worker(), n=3, now=NOW + timedelta(minutes=1), dice=NO_GOLD)
    later = claim(world.worker(), n=3, now=NOW + timedelta(minutes=5), dice=NO_GOLD)

    assert severities_of(during) == []
    assert severities_of(later) == [4, 0]


@pytest.mark.django_db
def test_nobody_assigns_beyond_a_limit_or_an_opt_out() -> None:
    world = content_world({4: 1})
    Grant.objects.create(user=world.owner, role="administrator", granted_at=NOW)
    Exposure.objects.create(contributor=world.people[0], opted_out=["violence"])
    task = world.queue.items.get().task_id

    [outcome] = assign(
        world.owner,
        stage=world.stage,
        pairs=[(task, world.people[0].pk)],
        until=NOW + timedelta(days=1),
        day_on=TODAY,
        now=NOW,
    )

    assert outcome.outcome == "not_eligible"


@pytest.mark.django_db
def test_an_opt_out_changes_nothing_but_its_own_queue() -> None:
    world = content_world({4: 2, 0: 3}, prefetch=5)
    Exposure.objects.create(contributor=world.people[0], opted_out=["violence"])

    work = claim(world.worker(), n=6, now=NOW, dice=NO_GOLD)

    assert severities_of(work) == [0, 0, 0]


@pytest.mark.django_db
def test_what_comes_with_assay_is_the_same_in_the_view() -> None:
    assert terms_in_force(make_world().project) == Terms()


@pytest.mark.django_db
def test_the_stricter_of_both_holds() -> None:
    world = make_world()
    ExposureTerms.objects.create(
        day_minutes=200, break_minutes=20, until_hour=18, from_hour=7, changed_at=NOW
    )
    ExposureTerms.objects.create(project=world.project, day_minutes=250, break_minutes=5, changed_at=NOW)

    wanted = Terms(day_minutes=200, break_minutes=20, from_hour=7, until_hour=18)
    assert terms_in_force(world.project) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_sql_agrees_with_the_rule_on_a_random_walk(seed: int) -> None:
    chance = random.Random(seed)
    world = content_world(dict.fromkeys(range(5), 12))
    zone = chance.choice(["UTC", "Asia/Manila", "America/Lima"])
    User.objects.filter(contributor=world.people[0]).update(time_zone=zone)
    terms = _random_terms(world, chance)
    moment, state = NOW, Exposed()
    for _ in range(40):
        moment += timedelta(minutes=chance.choice([0, 1, 5, 12, 240, 1440]))
        at = Instant(moment, moment.date(), zone)
        _give_back(world, moment)
        worker = Worker(world.people[0].pk, at.day)
        open_ones = [s for s in range(4, -1, -1) if _left(world, s)]
        wanted = next(
            (s for s in open_ones if refusal(state, terms, at, content=Sensitivity(s)) is None), None
        )

        work = claim(worker, n=1, now=moment, dice=NO_GOLD)

        assert severities_of(work) == ([] if wanted is None else [wanted])
        if wanted is None:
            continue
        [task] = msgspec.json.decode(work.tasks)
        seconds = chance.choice([5.0, 90.0, 400.0])
        moment += timedelta(seconds=seconds)
        answer = replace(world.submission(task["claim"]), handling_seconds=seconds)
        submit(worker, answer, now=moment)
        if wanted:
            at = Instant(moment, at.day, zone)
            state = after(state, terms, at, severity=wanted, seconds=seconds)
        assert exposed(worker.contributor_id) == state


def _random_terms(world: World, chance: random.Random) -> Terms:
    ExposureTerms.objects.create(
        project=world.project,
        day_minutes=chance.choice([2, 8, 30]),
        week_minutes=chance.choice([5, 20, 60]),
        run_minutes=chance.choice([1, 7, 30]),
        break_minutes=chance.choice([10, 15]),
        cool_minutes=chance.choice([20, 40]),
        from_hour=chance.choice([0, 7]),
        until_hour=chance.choice([15, 24]),
        changed_at=NOW,
    )
    return terms_in_force(world.project)


def _give_back(world: World, moment: datetime) -> None:
    Claim.objects.filter(contributor=world.people[0], state=1).update(expires_at=moment)


def _left(world: World, severity: int) -> bool:
    queue = Queue.objects.get(batch=world.batch, severity=severity, category="violence" if severity else "")
    return queue.items.filter(is_claimable=True).exists()


def test_days_and_weeks_begin_anew() -> None:
    sunday = date(2026, 3, 8)
    state = after(Exposed(), Terms(), Instant(NOW, sunday), severity=4, seconds=600)

    next_day = Instant(datetime(2026, 3, 9, 9, tzinfo=UTC), date(2026, 3, 9))
    later = after(state, Terms(), next_day, severity=4, seconds=60)

    assert (later.day_seconds, later.week_seconds) == (60, 60)


@pytest.mark.django_db
def test_who_has_seen_a_task_corrects_what_it_counts_as() -> None:
    world = content_world({0: 2})
    Grant.objects.create(user=world.owner, role="administrator", granted_at=NOW)
    task = world.queue.items.order_by("pk")[0].task

    rate_content(
        world.owner,
        task=task,
        severity=ContentSeverity.EXTREME,
        category="violence",
        reason="An injury.",
        now=NOW,
    )

    rating = ContentRating.objects.get(task=task)
    assert (rating.was_severity, rating.severity, rating.rated_by) == (None, 4, world.owner)
    [item] = task.items.select_related("queue")
    assert (item.queue.severity, item.queue.category) == (4, "violence")
    assert severities_of(claim(world.worker(), n=1, now=NOW, dice=NO_GOLD)) == [0]


@pytest.mark.django_db
def test_who_may_not_decide_on_content_may_not_rate_it() -> None:
    world = content_world({0: 1})
    task = world.queue.items.get().task
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)

    with pytest.raises(Refused):
        rate_content(zoe, task=task, severity=ContentSeverity.EXTREME, category="", reason="So.", now=NOW)


@pytest.mark.django_db
def test_unrated_tasks_of_safety_queues_come_in_as_high_and_follow_the_project() -> None:
    world = make_world(n_people=1, n_tasks=0)
    Grant.objects.create(user=world.owner, role="administrator", granted_at=NOW)
    Project.objects.filter(pk=world.project.pk).update(segment="trust_and_safety")
    world.batch.refresh_from_db()
    rows = [
        TaskRow(1, "unrated", {"text": "a"}),
        TaskRow(2, "benign", {"text": "b"}, content_severity=ContentSeverity.NONE),
        TaskRow(3, "hate", {"text": "c"}, content_severity=ContentSeverity.MILD, content_category="hate"),
    ]

    import_tasks(world.owner, batch=world.batch, rows=rows, now=NOW)
    came_in = counted_as(world)
    set_terms(world.owner, project=world.project, terms=NewTerms({}, severity=2, category="hate"), now=NOW)

    assert came_in == {"unrated": (3, ""), "benign": (0, ""), "hate": (1, "hate")}
    assert counted_as(world) == {"unrated": (2, "hate"), "benign": (0, "hate"), "hate": (1, "hate")}


def counted_as(world: World) -> dict[str, tuple[int, str]]:
    found = QueueItem.objects.filter(task__project=world.project).select_related("queue", "task")
    return {each.task.external_id: (each.queue.severity, each.queue.category) for each in found}


@pytest.mark.django_db
def test_a_new_default_moves_a_few_tasks_at_once_and_a_job_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the default changes again while the job runs: it reads what holds before each step."""
    world = make_world(n_people=1, n_tasks=7)
    Grant.objects.create(user=world.owner, role="administrator", granted_at=NOW)
    monkeypatch.setattr("assay.work.actions.rating_content.AT_ONCE", 3)

    set_terms(world.owner, project=world.project, terms=NewTerms({}, severity=4), now=NOW)
    at_once = sorted(counted_as(world).values())
    set_terms(world.owner, project=world.project, terms=NewTerms({}, severity=2), now=NOW)
    job = run_now(Job.objects.get(kind="work.place_unrated"))

    assert at_once == [(0, "")] * 4 + [(4, "")] * 3
    assert set(counted_as(world).values()) == {(2, "")}
    assert job.result == {"n_tasks": 4}
    assert Queue.objects.filter(severity=2).count() == 1
