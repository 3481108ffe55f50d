"""A day of a project's crowd: who is on shift takes open tasks in turn, answers, and meets gold among them."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from assay.demo.habits import Habits, habits_of
from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical
from assay.quality.actions.gold import score_gold
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Claim, ContributorQueue, QueueItem, Suggestion

Answering = Callable[[str, Habits, random.Random], Mapping[str, Any]]


# Undo is over by then.
SETTLED = timedelta(minutes=1)
LEAST = timedelta(minutes=20)
# Of the time of an answer where a machine has filled it in: to look is quicker than to find.
LOOKING = 0.75


@dataclass
class Crew:
    """Who works on a stage and how; `share_of_day` is how much of a person's day goes into it.

    `one_by_one`: a task begins when the one before is done; else they lie scattered over the day.
    """

    stage_id: int
    since: datetime
    answering: Answering
    mean_seconds: float
    share_of_day: float = 1.0
    one_by_one: bool = False
    after_day: Callable[[Stage, datetime], object] | None = None


@dataclass(eq=False)
class Shift:
    """One person's part of a day; `left` more tasks fit into it."""

    person: Contributor
    habits: Habits
    first: datetime
    last: datetime
    left: int
    tasks: list[QueueItem] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    """Who works on which queue, and who has had which item: nobody gets the same task twice."""

    shifts: Mapping[int, Shift]
    may: Mapping[int, Sequence[int]]
    had: set[tuple[int, int]]
    chance: random.Random

    def free_for(self, item: QueueItem) -> list[Shift]:
        people = [self.shifts[pk] for pk in self.may.get(item.queue_id, ())]
        return [each for each in people if (item.pk, each.person.pk) not in self.had]


def work_day(crew: Crew, at: datetime) -> None:
    """Everything between the last such moment and this one."""
    stage = Stage.objects.select_related("project").get(pk=crew.stage_id)
    items = list(_open_items(stage))
    shifts, may = _on_shift(crew, {item.queue_id for item in items}, at)
    chance = random.Random(f"{stage.project.name} {at:%Y-%m-%d}")
    day = Day(shifts, may, _had(items, shifts), chance)
    for item in items:
        if not item.task.is_gold:
            _hand_out(item, day)
    _mix_in_gold(stage, [item for item in items if item.task.is_gold], day)
    filled_in = _filled_in(stage, items)
    rows = [row for _, shift in sorted(shifts.items()) for row in _answers(crew, stage, shift, filled_in)]
    rows.sort(key=lambda row: row.submitted_at)
    import_judgments(None, stage=stage, rows=rows, now=at)
    score_gold(now=at + SETTLED, project_id=stage.project_id)
    crew.since = at
    if crew.after_day:
        crew.after_day(stage, at + SETTLED)


def _open_items(stage: Stage) -> Iterator[QueueItem]:
    """In the order in which claims would hand them out."""
    found = QueueItem.objects.filter(stage=stage, is_claimable=True, queue__is_open=True)
    yield from found.select_related("task", "queue").order_by("queue__rank", "position")


def _had(items: Sequence[QueueItem], people: Iterable[int]) -> set[tuple[int, int]]:
    claims = Claim.objects.filter(
        item__in=[item.pk for item in items], contributor__in=list(people), state__lt=10
    )
    return set(claims.values_list("item_id", "contributor_id"))


def _on_shift(
    crew: Crew, queues: Iterable[int], at: datetime
) -> tuple[dict[int, Shift], dict[int, list[int]]]:
    """Shifts by person, and people by queue: exactly those whom the eligibility rule lets in."""
    eligible = ContributorQueue.objects.filter(queue__in=list(queues), is_eligible=True)
    pairs = list(eligible.order_by("contributor_id", "queue_id").values_list("queue_id", "contributor_id"))
    people = Contributor.objects.filter(pk__in={person for _, person in pairs}).select_related("user")
    shifts = {person.pk: shift for person in people.order_by("pk") if (shift := _shift(crew, person, at))}
    may: dict[int, list[int]] = defaultdict(list)
    for queue, person in pairs:
        if person in shifts:
            may[queue].append(person)
    return shifts, may


def _shift(crew: Crew, person: Contributor, at: datetime) -> Shift | None:
    """Of the one or two days of the person that the stretch touches, the one that lies in it for longer."""
    habits = habits_of(person.pseudonym, is_of_vendor=person.vendor_id is not None)
    zone = person.user.time_zone
    days = {working_day(crew.since, zone), working_day(at, zone)}
    windows = [(habits.shift(day, zone, crew.since, at - SETTLED), day) for day in sorted(days)]
    (first, last), day = max(windows, key=lambda each: each[0][1] - each[0][0])
    if last - first < LEAST or not habits.works_on(day):
        return None
    share = (last - first) / timedelta(hours=habits.hours[1] - habits.hours[0])
    return Shift(person, habits, first, last, left=max(1, round(habits.a_day * crew.share_of_day * share)))


def _hand_out(item: QueueItem, day: Day) -> None:
    """To as many people as it still waits for; whoever has most of the day left comes first."""
    free = [shift for shift in day.free_for(item) if shift.left]
    day.chance.shuffle(free)
    free.sort(key=lambda shift: -shift.left)
    for shift in free[: min(item.n_needed, item.n_slots_left)]:
        shift.tasks.append(item)
        shift.left -= 1


def _mix_in_gold(stage: Stage, golds: Sequence[QueueItem], day: Day) -> None:
    fresh: dict[int, list[QueueItem]] = defaultdict(list)
    for item in golds:
        for shift in day.free_for(item):
            fresh[shift.person.pk].append(item)
    for pk, shift in sorted(day.shifts.items()):
        wanted = stage.gold_share * len(shift.tasks)
        n = int(wanted) + (day.chance.random() < wanted % 1)
        shift.tasks += day.chance.sample(fresh[pk], min(n, len(fresh[pk])))


def _answers(crew: Crew, stage: Stage, shift: Shift, filled_in: set[int]) -> Iterator[RecordedJudgment]:
    schema = parsed_schema(stage.project.schema_version_id or 0)
    name = shift.person.pseudonym
    order = random.Random(f"{name} {shift.first}")
    order.shuffle(shift.tasks)
    drawn = [_drawn(crew, shift, item, is_filled_in=item.task_id in filled_in) for item in shift.tasks]
    moments = _in_turn([took for _, took in drawn], order) if crew.one_by_one else _scattered(shift, order)
    for item, (answers, took), moment in zip(shift.tasks, drawn, moments, strict=True):
        at = shift.first + timedelta(seconds=round(moment, 3))
        if at > shift.last:
            return
        yield RecordedJudgment(
            task_id=item.task_id,
            contributor_id=shift.person.pk,
            answers_json=canonical(schema, answers),
            handling_seconds=took,
            submitted_at=at,
            work_on=working_day(at, shift.person.user.time_zone),
            is_suggested=item.task_id in filled_in,
        )


def _filled_in(stage: Stage, items: Iterable[QueueItem]) -> set[int]:
    found = Suggestion.objects.filter(stage=stage, task__in=[item.task_id for item in items])
    return set(found.values_list("task", flat=True))


def _drawn(
    crew: Crew, shift: Shift, item: QueueItem, *, is_filled_in: bool
) -> tuple[Mapping[str, Any], float]:
    chance = random.Random(f"{item.task.external_id}:{shift.person.pseudonym}")
    answers = crew.answering(item.task.external_id, shift.habits, chance)
    mean = crew.mean_seconds * (LOOKING if is_filled_in else 1)
    return answers, shift.habits.seconds(mean, chance)


def _scattered(shift: Shift, order: random.Random) -> list[float]:
    stretch = (shift.last - shift.first).total_seconds()
    return sorted(order.uniform(0.02, 1) * stretch for _ in shift.tasks)


def _in_turn(seconds: Sequence[float], order: random.Random) -> list[float]:
    """With a breath after each, and now and then a longer pause."""
    moments, at = [], order.uniform(20, 600)
    for took in seconds:
        at += took
        moments.append(at)
        at += order.uniform(400, 900) if order.random() < 0.12 else order.uniform(2, 40)
    return moments
