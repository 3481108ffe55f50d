"""Labels are flagged: each opens an adjudication, and counts as one that escaped exactly once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Escape, Flag, Release
from assay.delivery.queries.flags import FoundLabel, labels_named
from assay.delivery.rules import flags as rules
from assay.delivery.rules.flags import FlagRow
from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.quality.actions.adjudication import Raised, raise_adjudications
from assay.quality.enums import AdjudicationSource, AdjudicationState


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    external_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Flagged:
    """`n_again` were flagged before, by this person or another: they count no second time."""

    n_rows: int
    n_new: int
    n_again: int
    problems: tuple[Problem, ...]


def flag_labels(by: User, *, release: Release, rows: Sequence[FlagRow], now: datetime) -> Flagged:
    """Flag what the rows name; rows that cannot be flagged are told apart, the others count."""
    require(by, release.project, Permission.ACCEPT_DELIVERIES)
    _check(release, rows)
    problems = [
        Problem(each.line, each.external_id, rules.FLAG_REASON(external_id=each.external_id[:200]))
        for each in rows
        if not each.reason.strip()
    ]
    named = [each for each in rows if each.reason.strip()]
    matches = labels_named(release, named)
    problems += _unclear(named, Counter(each.line for each in matches))
    wrong = {each.line for each in problems}
    chosen = {each.label_id: each for each in matches if each.line not in wrong}
    by_line = {each.line: each for each in named}
    with transaction.atomic():
        act_as(by)
        n_new, decided = _escape(by, release, chosen, now=now)
        n_said = _say(by, release, chosen, by_line, now=now)
    problems += [
        Problem(
            found.line,
            by_line[found.line].external_id,
            rules.DECIDED_ALREADY(external_id=by_line[found.line].external_id[:200], reason=reason),
        )
        for found, reason in decided
    ]
    return Flagged(len(rows), n_new, n_said - n_new, tuple(sorted(problems, key=lambda each: each.line)))


def _check(release: Release, rows: Sequence[FlagRow]) -> None:
    if release.state != ReleaseState.READY:
        raise Refused(rules.NOT_READY())
    if rules.repairs_flags(release) and release.corrects is not None:
        raise Refused(rules.FLAG_THE_FIRST(number=release.corrects.number))
    if not rows:
        raise Refused(rules.NO_FLAGS())
    if len(rows) > rules.MOST_FLAGS:
        raise Refused(rules.TOO_MANY_FLAGS(n=len(rows), most=rules.MOST_FLAGS))


def _unclear(named: Sequence[FlagRow], n_found: Mapping[int, int]) -> list[Problem]:
    return [
        Problem(
            each.line,
            each.external_id,
            rules.AMBIGUOUS(external_id=each.external_id[:200], n=n)
            if n
            else rules.NOT_IN_RELEASE(external_id=each.external_id[:200]),
        )
        for each in named
        if (n := n_found.get(each.line, 0)) != 1
    ]


def _escape(
    by: User, release: Release, chosen: Mapping[int, FoundLabel], *, now: datetime
) -> tuple[int, list[tuple[FoundLabel, str]]]:
    """How many escapes are new, and which labels were decided before. Labels are taken in one order: two people who
    flag the same ones wait for each other."""
    made = [Escape(label_id=pk, release=release, created_at=now) for pk in sorted(chosen)]
    Escape.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    kept = Escape.objects.filter(label_id__in=chosen).select_related("adjudication")
    waiting = list(kept.filter(adjudication=None))
    # Their cases were closed when the tasks were withdrawn: they are asked again, and count no second time.
    closed = list(kept.filter(adjudication__state=AdjudicationState.CLOSED, is_upheld=None))
    raised = raise_adjudications(
        by,
        stage=release.run.stage,
        units=[_raised(chosen[each.label_id]) for each in (*waiting, *closed)],
        source=AdjudicationSource.FLAG,
        schema_version_id=release.run.params["schema_version_id"],
        now=now,
    )
    for escape in waiting:
        escape.adjudication_id = raised[_raised(chosen[escape.label_id]).unit]
    Escape.objects.bulk_update(waiting, ["adjudication"], batch_size=1000)
    for escape in closed:
        # With the labels of other releases that waited for the same case.
        beside = Escape.objects.filter(adjudication=escape.adjudication_id, is_upheld=None)
        beside.update(adjudication=raised[_raised(chosen[escape.label_id]).unit])
    decided = kept.exclude(is_upheld=None)
    return len(waiting), [
        (chosen[each.label_id], each.adjudication.reason if each.adjudication else "") for each in decided
    ]


def _raised(found: FoundLabel) -> Raised:
    return Raised(found.task_id, found.question, found.subject, contested=found.value)


def _say(
    by: User,
    release: Release,
    chosen: Mapping[int, FoundLabel],
    by_line: Mapping[int, FlagRow],
    *,
    now: datetime,
) -> int:
    """Keep what the person says of each label that nobody has decided about yet; how many labels that are."""
    escapes = Escape.objects.filter(label_id__in=chosen, is_upheld=None).order_by("label_id")
    flags = []
    for escape in escapes:
        row = by_line[chosen[escape.label_id].line]
        flags.append(
            Flag(
                escape=escape,
                release=release,
                reason=row.reason.strip()[: rules.MOST_IN_REASON],
                suggested=row.suggested.strip()[: rules.MOST_IN_ANSWER],
                created_at=now,
                created_by=by,
            )
        )
    Flag.objects.bulk_create(flags, batch_size=1000, ignore_conflicts=True)
    return len(flags)
