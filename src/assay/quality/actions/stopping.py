"""Adaptive consensus: tasks that have what they asked for are decided on, and ask for more where it is needed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from assay.kit.audit import act_as
from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.quality.actions.adjudication import Raised, raise_adjudications
from assay.quality.actions.critical import ask_twice
from assay.quality.actions.stopping_fit import Learnt, newest_fits, settings_of
from assay.quality.enums import AdjudicationSource
from assay.quality.models import AdaptiveProgress, StoppingDecision, StoppingTally
from assay.quality.queries.stopping_rows import unit_values
from assay.quality.rules.classes import classes_of
from assay.quality.rules.stopping import (
    Unit,
    Verdict,
    is_asked_enough,
    is_decided_on,
    rule_for,
    rule_of,
    verdict_of,
)
from assay.stats.online import Crowd, ItemState, cold_crowd, judged, unjudged
from assay.stats.stopping import Decision, Rule, decide, is_audited
from assay.work.actions.retargeting import ask_more
from assay.work.queries.done import DoneItem, done_items, judgments_in_order

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 2_000
# Transactions of submissions that began earlier have ended by then.
SETTLED_AFTER = timedelta(seconds=10)
Answers = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What decisions about one question need; without a fit nothing is known of the crowd."""

    rule: Rule
    classes: Mapping[object, int]
    crowd: Crowd
    learnt: Learnt | None

    def worker(self, contributor: int) -> int:
        return self.learnt.workers.get(contributor, -1) if self.learnt else -1

    def decide(self, state: ItemState, *, n_missing: int, is_audited: bool) -> Decision:
        return decide(
            state,
            rule_for(self.rule, n_missing=n_missing),
            crowd=self.crowd,
            calibration=self.learnt.calibration if self.learnt else None,
            outlook=self.learnt.outlook if self.learnt else None,
            is_audited=is_audited,
        )


@dataclass(frozen=True, slots=True)
class _Decided:
    item: DoneItem
    verdict: Verdict
    is_audited: bool
    n_would: int | None
    is_same: bool | None


def decide_due(stage: Stage, *, now: datetime, most: int = AT_ONCE) -> int:
    """Decide on tasks that came to have what they asked for, and whose undo time is over; how many were looked at.

    In a stage that is not adaptive, only critical answers of a single person ask for more.
    """
    with transaction.atomic():
        act_as(None)
        AdaptiveProgress.objects.get_or_create(stage=stage, defaults={"done_until": LONG_AGO})
        progress = AdaptiveProgress.objects.select_for_update(no_key=True).get(stage=stage)
        until = now - max(SETTLED_AFTER, timedelta(seconds=stage.undo_seconds))
        items = done_items(
            stage.pk, since=progress.done_until, item_id=progress.item_id, until=until, most=most
        )
        if items:
            if stage.is_adaptive:
                _act_on(stage, _decided(stage, items), now)
            else:
                ask_twice(stage, items, now=now)
            progress.done_until, progress.item_id = items[-1].done_at, items[-1].item_id
            progress.save(update_fields=["done_until", "item_id"])
        return len(items)


def _decided(stage: Stage, items: Sequence[DoneItem]) -> list[_Decided]:
    asked = _asked(stage)
    schema = parsed_schema(stage.project.schema_version_id or 0)
    answers: dict[int, dict[tuple[str, str], Answers]] = defaultdict(lambda: defaultdict(list))
    for task_id, contributor, text in judgments_in_order(stage.pk, [item.task_id for item in items]):
        for question, subject, value in unit_values(schema, text):
            of = asked.get(question)
            if of is not None and value in of.classes:
                answers[task_id][question, subject].append((of.worker(contributor), of.classes[value]))
    return [_of_item(stage, item, asked, answers[item.task_id]) for item in items]


def _asked(stage: Stage) -> dict[str, _Asked]:
    fits, settings = newest_fits(stage), settings_of(stage)
    found = {}
    for question in parsed_schema(stage.project.schema_version_id or 0).questions:
        learnt = fits.get(question.id)
        classes = learnt.classes if learnt else classes_of(question)
        if is_decided_on(question) and len(classes) > 1:
            rule = rule_of(settings, question, classes)
            crowd = learnt.crowd if learnt else cold_crowd(len(classes))
            codes = {value: nth for nth, value in enumerate(classes)}
            found[question.id] = _Asked(rule, codes, crowd, learnt)
    return found


def _of_item(
    stage: Stage,
    item: DoneItem,
    asked: Mapping[str, _Asked],
    answers: Mapping[tuple[str, str], Answers],
) -> _Decided:
    audited = is_audited(str(item.task_uid), share=stage.audit_share)
    paths = {
        place: _path(asked[place[0]], rows, n_missing=item.n_judgments - len(rows))
        for place, rows in answers.items()
        if is_asked_enough(len(rows), item.n_judgments)
    }
    units = [
        Unit(question, subject, _last(asked[question], path, item, is_audited=audited))
        for (question, subject), path in paths.items()
    ]
    verdict = verdict_of(
        units, n_judgments=item.n_judgments, overlap_max=stage.overlap_max, is_audited=audited
    )
    if not (audited and verdict.stops):
        return _Decided(item, verdict, audited, None, None)
    stops = {place: _first_stop(asked[place[0]], path, item) for place, path in paths.items()}
    n_would = max((stop.n for stop in stops.values()), default=item.n_judgments)
    is_same = all(stops[unit.question, unit.subject].label == unit.decision.label for unit in units)
    return _Decided(item, verdict, audited, n_would, is_same)


def _path(asked: _Asked, rows: Answers, *, n_missing: int) -> list[ItemState]:
    """The states of a unit after each of its answers."""
    states = [unjudged(asked.crowd)]
    for worker, label in rows:
        states.append(judged(states[-1], asked.crowd, worker=worker, label=label))
    return states[1:]


def _last(asked: _Asked, path: list[ItemState], item: DoneItem, *, is_audited: bool) -> Decision:
    return asked.decide(path[-1], n_missing=item.n_judgments - len(path), is_audited=is_audited)


@dataclass(frozen=True, slots=True)
class _Stop:
    n: int
    label: int


def _first_stop(asked: _Asked, path: list[ItemState], item: DoneItem) -> _Stop:
    """Where the rule would have stopped a unit that was never to stop early, and with which label."""
    n_missing = item.n_judgments - len(path)
    decision = None
    for state in path:
        decision = asked.decide(state, n_missing=n_missing, is_audited=False)
        if decision.stops:
            break
    if decision is None:
        return _Stop(item.n_judgments, -1)
    return _Stop(decision.n_judgments + n_missing, decision.label)


def _act_on(stage: Stage, decided: Sequence[_Decided], now: datetime) -> None:
    wanted = {each.item.item_id: each.verdict.wanted for each in decided if not each.verdict.stops}
    if wanted:
        ask_more(wanted, now=now)
    ended = [each for each in decided if each.verdict.stops]
    _store(stage, ended, now)
    undecided = [
        Raised(each.item.task_id, unit.question, unit.subject)
        for each in ended
        for unit in each.verdict.undecided
    ]
    if undecided:
        raise_adjudications(None, stage=stage, units=undecided, source=AdjudicationSource.UNDECIDED, now=now)


def _store(stage: Stage, ended: Sequence[_Decided], now: datetime) -> None:
    """A task may end again, after judgments were taken back: its last decision holds, and is counted once."""
    before = StoppingDecision.objects.filter(stage=stage, task__in=[each.item.task_id for each in ended])
    _count(stage, list(before), -1)
    before.delete()
    fits = {question: learnt.pk for question, learnt in newest_fits(stage).items()}
    rows = [_row(stage, each, fits, now) for each in ended]
    StoppingDecision.objects.bulk_create(rows, batch_size=1000)
    _count(stage, rows, 1)


def _row(stage: Stage, each: _Decided, fits: Mapping[str, int], now: datetime) -> StoppingDecision:
    unit = each.verdict.unit
    return StoppingDecision(
        stage=stage,
        task_id=each.item.task_id,
        outcome=each.verdict.outcome,
        because=unit.decision.because if unit else "",
        is_audited=each.is_audited,
        n_judgments=each.item.n_judgments,
        question=unit.question if unit else "",
        subject=unit.subject if unit else "",
        probability=unit.decision.probability if unit else None,
        threshold=unit.decision.threshold if unit else None,
        fit_id=fits.get(unit.question) if unit else None,
        n_would=each.n_would,
        is_same=each.is_same,
        decided_at=now,
    )


def _count(stage: Stage, rows: Sequence[StoppingDecision], sign: int) -> None:
    sums: dict[tuple[str, bool], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        tally = sums[row.outcome, row.is_audited]
        for nth, n in enumerate((1, row.n_judgments, row.n_would or 0, bool(row.is_same))):
            tally[nth] += sign * n
    for (outcome, audited), (n_tasks, n_judgments, n_would, n_same) in sorted(sums.items()):
        tally_row, _ = StoppingTally.objects.get_or_create(stage=stage, outcome=outcome, is_audited=audited)
        StoppingTally.objects.filter(pk=tally_row.pk).update(
            n_tasks=F("n_tasks") + n_tasks,
            n_judgments=F("n_judgments") + n_judgments,
            n_would=F("n_would") + n_would,
            n_same=F("n_same") + n_same,
        )
