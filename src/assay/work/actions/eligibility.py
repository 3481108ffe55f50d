"""Keeps the (contributor, queue) table true whenever something it depends on changes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.sql import read, rows
from assay.projects.models import Stage
from assay.work.models import ContributorQueue, StageHold

_ELIGIBILITY = read("assay.work.actions", "eligibility.sql")


def refresh_eligibility(
    *,
    now: datetime,
    contributor_ids: Sequence[int] | None = None,
    project_id: int | None = None,
    queue_ids: Sequence[int] | None = None,
) -> int:
    """Apply the eligibility rule to the named people, project or queues (None: all); rows that changed."""
    params = {
        "now": now,
        "contributors": None if contributor_ids is None else list(contributor_ids),
        "project": project_id,
        "queues": None if queue_ids is None else list(queue_ids),
    }
    written, removed = rows(_ELIGIBILITY, params)[0]
    return int(written) + int(removed)


def end_grace(*, now: datetime, most: int = 10_000) -> int:
    """Grace periods that have ended become a reason, which pages show; the claim has compared the moment itself."""
    ended = ContributorQueue.objects.filter(eligible_until__lte=now).order_by("eligible_until")
    people = sorted(set(ended.values_list("contributor_id", flat=True)[:most]))
    return refresh_eligibility(now=now, contributor_ids=people) if people else 0


def set_hold(*, contributor_ids: Sequence[int], stage: Stage, hold: str, is_held: bool, now: datetime) -> int:
    """A higher domain (quality, wellbeing…) holds people back from a stage, or lets them go; rows that changed."""
    with transaction.atomic():
        if is_held:
            held = [
                StageHold(contributor_id=pk, stage=stage, hold=hold, held_at=now) for pk in contributor_ids
            ]
            StageHold.objects.bulk_create(held, ignore_conflicts=True)
        else:
            StageHold.objects.filter(contributor_id__in=contributor_ids, stage=stage, hold=hold).delete()
        return refresh_eligibility(now=now, contributor_ids=contributor_ids, project_id=stage.project_id)


def keep_holds(
    *,
    hold: str,
    pairs: Collection[tuple[int, int]],
    now: datetime,
    contributor_ids: Sequence[int] | None = None,
    project_id: int | None = None,
) -> int:
    """Of these people and this project (None: all), exactly these pairs of contributor and stage are held.

    Like `set_hold`, for many stages at once; how many pairs changed.
    """
    with transaction.atomic():
        kept = StageHold.objects.filter(hold=hold)
        if contributor_ids is not None:
            kept = kept.filter(contributor_id__in=list(contributor_ids))
        if project_id is not None:
            kept = kept.filter(stage__project_id=project_id)
        was = set(kept.values_list("contributor_id", "stage_id"))
        new, over = set(pairs) - was, was - set(pairs)
        holds = [
            StageHold(contributor_id=who, stage_id=where, hold=hold, held_at=now)
            for who, where in sorted(new)
        ]
        StageHold.objects.bulk_create(holds, ignore_conflicts=True, batch_size=2000)
        _let_go(hold, over)
        if changed := sorted({who for who, _ in new | over}):
            refresh_eligibility(now=now, contributor_ids=changed, project_id=project_id)
        return len(new) + len(over)


def _let_go(hold: str, pairs: Collection[tuple[int, int]]) -> None:
    by_stage: dict[int, list[int]] = defaultdict(list)
    for who, where in pairs:
        by_stage[where].append(who)
    for stage_id, people in by_stage.items():
        StageHold.objects.filter(hold=hold, stage_id=stage_id, contributor_id__in=people).delete()
