"""A version says of tasks that have come in how hard they are to look at, before anybody has looked."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.labelers.actions.registry import lock_if_free
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, UseProgress
from assay.labelers.queries.severity import Rater, Unrated, rater_of, settled_until, unrated_tasks
from assay.labelers.queries.uses import newest_use
from assay.labelers.rules.learner import chances_of
from assay.labelers.rules.learning import is_installed
from assay.labelers.rules.registry import machine_of
from assay.labelers.rules.severity import least_by_known, levels_of, told
from assay.work.actions.rating_by_machine import rate_by_machine
from assay.work.queries.exposure import content_default

AT_ONCE, MOST_ROUNDS = 2_000, 10
log = logging.getLogger(__name__)


def rate_due(use: LabelerUse, *, now: datetime) -> int:
    """How many tasks count as what the version said. Where it may not tell any more, they stay what they are."""
    progress = UseProgress.objects.get(use=use)
    # Read before any task: what is committed while it thinks is looked at in the next minute.
    settled = settled_until(use, after=progress.task_id, now=now)
    after, rater, n = progress.task_id, None, 0
    for _ in range(MOST_ROUNDS):
        tasks = unrated_tasks(use, after=after, most=AT_ONCE)
        if tasks and rater is None and (rater := _rater(use)) is None:
            return 0
        if rater is not None and tasks:
            # Nothing is held while it thinks.
            rated = _rate(use, tasks, _levels(use, rater, tasks), now)
            if rated is None:
                return n
            n, after = n + rated, tasks[-1].task_id
        if len(tasks) < AT_ONCE:
            break
    if len(tasks) == AT_ONCE:
        settled = min(settled, after)
    if settled != progress.task_id:
        UseProgress.objects.filter(pk=progress.pk).update(task_id=settled)
    return n


def _rater(use: LabelerUse) -> Rater | None:
    if not is_installed():
        return None
    try:
        return rater_of(use.version)
    except Refused as why_not:
        log.warning("Labeler %s rates no content: %s", use.labeler.uid, why_not)
        return None


def _levels(use: LabelerUse, rater: Rater, tasks: Sequence[Unrated]) -> dict[int, int]:
    """By task the hardest that any question tells; of gold nothing easier than what is known of it.

    Of which nothing is sure is left out, unless it is harder than what nobody has rated counts as.
    """
    contents = [each.content for each in tasks]
    unrated = content_default(use.stage.project).severity
    by_question = [
        [(level, gauge.hardest) for level in levels_of(gauge, chances_of(rater.learnt[question], contents))]
        for question, gauge in rater.gauges.items()
    ]
    found = {
        each.task_id: told(levels, least=least_by_known(each.known, rater.ratings), unrated=unrated)
        for each, *levels in zip(tasks, *by_question, strict=True)
    }
    return {task_id: level for task_id, level in found.items() if level is not None}


def _rate(use: LabelerUse, tasks: Sequence[Unrated], levels: dict[int, int], now: datetime) -> int | None:
    """None: another has the labeler in hand, or the use is not in force any more."""
    with transaction.atomic():
        act_as(None)
        if not lock_if_free(use.labeler):
            return None
        newest = newest_use(use.labeler, use.stage)
        if newest is None or newest.pk != use.pk or use.mode != UseMode.RATE:
            return None
        machine = machine_of(use.labeler.name, use.version.number)
        n = rate_by_machine(project=use.stage.project, machine=machine, levels=levels, now=now)
        progress = UseProgress.objects.get(use=use)
        progress.fates = dict(Counter(progress.fates) + Counter({Fate.RATED.value: n}))
        progress.save(update_fields=["fates"])
        return n
