"""What is used of budgets, what is on its way, and what they come to: the same few statements for many as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assay.kit.sql import rows
from assay.money.models import AccrualProgress, Budget, BudgetProject
from assay.money.queries.rates import Card, all_cards, chosen
from assay.money.rules.budgets import Ahead, Use, Worked, forecast
from assay.money.rules.rates import Piece, line_for, piece_micro

DAYS = 28
_ASKED = """
WITH asked AS (
    SELECT b.id, coalesce(p.project_id, b.project_id) AS project_id,
        b.project_id IS NULL AND b.request_uid IS NULL AS is_all, b.market_id, b.currency,
        coalesce(b.starts_on, '-infinity') AS first, coalesce(b.ends_on, 'infinity') AS last
    FROM money_budget b LEFT JOIN money_budgetproject p ON p.budget_id = b.id
    WHERE b.id = ANY (%(budgets)s::bigint[])
),
costs AS (
    SELECT a.id, c.day_on, c.micro, c.final_micro, c.machine_micro
    FROM asked a JOIN money_costday c ON c.project_id = a.project_id AND c.currency = a.currency
        AND c.day_on BETWEEN a.first AND a.last AND (a.market_id IS NULL OR c.market_id = a.market_id)
    UNION ALL
    SELECT a.id, c.day_on, c.micro, c.final_micro, c.machine_micro
    FROM asked a JOIN money_costday c ON a.is_all AND c.currency = a.currency
        AND c.day_on BETWEEN a.first AND a.last AND (a.market_id IS NULL OR c.market_id = a.market_id)
),
queues AS (
    SELECT a.id, q.id AS queue_id, q.project_id, q.n_open + q.n_in_work + q.n_parked AS n_left
    FROM asked a JOIN work_queue q ON q.project_id = a.project_id AND NOT q.is_gold
        AND (a.market_id IS NULL OR q.market_id = a.market_id)
    UNION ALL
    SELECT a.id, q.id, q.project_id, q.n_open + q.n_in_work + q.n_parked
    FROM asked a JOIN work_queue q ON a.is_all AND NOT q.is_gold
        AND (a.market_id IS NULL OR q.market_id = a.market_id)
)
"""
_USED = f"{_ASKED} SELECT id, sum(micro)::bigint, sum(final_micro)::bigint FROM costs GROUP BY id"
_LEFT = f"{_ASKED} SELECT id, project_id, sum(n_left)::bigint FROM queues GROUP BY id, project_id"
_DAYS = f"""{_ASKED},
done AS (
    SELECT q.id, d.day_on, sum(d.n_done) AS n FROM queues q JOIN work_doneday d ON d.queue_id = q.queue_id
    WHERE d.day_on >= %(since)s::date AND d.day_on < %(today)s::date GROUP BY q.id, d.day_on
),
cost AS (
    SELECT id, day_on, sum(micro - machine_micro) AS micro FROM costs
    WHERE day_on >= %(since)s::date AND day_on < %(today)s::date GROUP BY id, day_on
)
SELECT id, day_on, coalesce(done.n, 0)::bigint, coalesce(cost.micro, 0)::bigint
FROM done FULL JOIN cost USING (id, day_on) ORDER BY id, day_on
"""
# Answers that accrual has not come to yet, and tasks in people's hands.
_UNDER_WAY = """
SELECT project_id, market_id, count(*)::bigint FROM (
    SELECT j.project_id, j.market_id FROM work_judgment j
    WHERE j.xid >= (%(xid)s::bigint::text)::xid8 AND j.contributor_id IS NOT NULL
      AND (j.xid, j.id) > ((%(xid)s::bigint::text)::xid8, %(judgment)s::bigint)
    UNION ALL
    SELECT c.project_id, t.market_id FROM work_claim c JOIN work_task t ON t.id = c.task_id
    WHERE c.state = 1 AND c.expires_at > %(now)s::timestamptz
) each GROUP BY project_id, market_id
"""
# What a judgment cost, and how many of them a finished task took, over the last four weeks. What models cost follows
# no judgment, and is left out here as it is in the pace of days.
_PACE = """
SELECT p.id, s.overlap, c.currency, c.n, c.micro, d.n_done, w.n_judged
FROM projects_project p
JOIN LATERAL (SELECT overlap FROM projects_stage s WHERE s.project_id = p.id ORDER BY position LIMIT 1) s ON true
LEFT JOIN LATERAL (
    SELECT c.currency, sum(c.n_judgments)::bigint AS n, sum(c.micro - c.machine_micro)::bigint AS micro
    FROM money_costday c WHERE c.project_id = p.id AND c.day_on >= %(since)s::date GROUP BY c.currency) c ON true
LEFT JOIN LATERAL (
    SELECT sum(d.n_done)::bigint AS n_done FROM work_queue q JOIN work_doneday d ON d.queue_id = q.id
    WHERE q.project_id = p.id AND NOT q.is_gold AND d.day_on >= %(since)s::date) d ON true
LEFT JOIN LATERAL (
    SELECT sum(w.n_submitted)::bigint AS n_judged FROM projects_stage s JOIN work_workday w ON w.stage_id = s.id
    WHERE s.project_id = p.id AND s.kind = 'label' AND w.day_on >= %(since)s::date) w ON true
WHERE p.id = ANY (%(projects)s::bigint[])
"""


@dataclass(frozen=True, slots=True)
class Used:
    """One budget with what is used of it and what it comes to; None: not enough was done yet to say."""

    budget: Budget
    use: Use
    n_tasks: int
    ahead: Ahead | None


@dataclass(frozen=True, slots=True)
class _Pace:
    """What a judgment of a project costs, by currency, and how many of them a task takes."""

    each: Mapping[str, int]
    per_task: float


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read for all budgets at once."""

    used: Mapping[int, tuple[int, int]]
    left: Mapping[int, Mapping[int, int]]
    under_way: Mapping[tuple[int, int | None], int]
    covered: Mapping[int, frozenset[int] | None]
    paces: Mapping[int, _Pace]
    days: Mapping[int, Sequence[Worked]]


def used_of(budgets: Sequence[Budget], now: datetime) -> list[Used]:
    """Each of them, in their order."""
    if not budgets:
        return []
    ids: dict[str, object] = {"budgets": [each.pk for each in budgets]}
    left: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for pk, project, n in rows(_LEFT, ids):
        left[pk][project] = n
    under_way = _under_way(now)
    projects = {project for project, _ in under_way} | {project for of in left.values() for project in of}
    span = {"since": now.date() - timedelta(days=DAYS), "today": now.date()}
    days: defaultdict[int, list[Worked]] = defaultdict(list)
    for pk, _day, n_done, micro in rows(_DAYS, ids | span):
        days[pk].append(Worked(n_done, micro))
    used = {pk: (micro, final) for pk, micro, final in rows(_USED, ids)}
    known = _Known(used, left, under_way, covered_by(budgets), _paces(projects, now), days)
    return [_used(each, known, now.date()) for each in budgets]


def covered_by(budgets: Sequence[Budget]) -> dict[int, frozenset[int] | None]:
    """The projects that each covers; None: all of them."""
    of_requests: defaultdict[int, set[int]] = defaultdict(set)
    asked = [each.pk for each in budgets if each.request_uid is not None]
    for budget, project in BudgetProject.objects.filter(budget__in=asked).values_list("budget", "project"):
        of_requests[budget].add(project)
    found: dict[int, frozenset[int] | None] = {}
    for each in budgets:
        if each.request_uid is not None:
            found[each.pk] = frozenset(of_requests[each.pk])
        else:
            found[each.pk] = None if each.project_id is None else frozenset({each.project_id})
    return found


def is_running(budget: Budget, today: date) -> bool:
    """Whether work of today counts against it."""
    return (budget.starts_on is None or budget.starts_on <= today) and (
        budget.ends_on is None or today <= budget.ends_on
    )


def _used(budget: Budget, known: _Known, today: date) -> Used:
    accrued, final = known.used.get(budget.pk, (0, 0))
    left = known.left.get(budget.pk, {})
    each = {project: known.paces[project].each.get(budget.currency) for project in known.paces}
    projects = known.covered[budget.pk]
    covered = {
        place: n
        for place, n in known.under_way.items()
        if (projects is None or place[0] in projects) and budget.market_id in (None, place[1])
    }
    under_way = sum(n * (each.get(project) or 0) for (project, _), n in covered.items())
    priced = [(n * known.paces[project].per_task, each[project]) for project, n in left.items() if n]
    is_known = all(cost is not None for _, cost in priced)
    use = Use(
        budget.amount_micro,
        accrued,
        final,
        under_way if is_running(budget, today) else 0,
        round(sum(n * (cost or 0) for n, cost in priced)) if is_known else None,
        max((cost or 0 for project, cost in each.items() if project in left), default=None),
    )
    n_tasks = sum(left.values())
    return Used(budget, use, n_tasks, forecast(use, known.days.get(budget.pk, ()), n_tasks))


def _under_way(now: datetime) -> dict[tuple[int, int | None], int]:
    progress = AccrualProgress.objects.first()
    params = {
        "xid": progress.xid if progress else 0,
        "judgment": progress.judgment_id if progress else 0,
        "now": now,
    }
    return {(project, market): n for project, market, n in rows(_UNDER_WAY, params)}


def _paces(project_ids: set[int], now: datetime) -> dict[int, _Pace]:
    """As measured; before anything was, by the card in force and the overlap that is asked for."""
    params = {"projects": sorted(project_ids), "since": now.date() - timedelta(days=DAYS)}
    cards = all_cards(project_ids)
    found: dict[int, _Pace] = {}
    for project, overlap, currency, n, micro, n_done, n_judged in rows(_PACE, params):
        per_task = n_judged / n_done if n_done and n_judged else float(overlap)
        promised = _promised(chosen(cards, project, now), overlap)
        before = found[project].each if project in found else promised
        measured = {currency: round(micro / n)} if n and micro > 0 else {}
        found[project] = _Pace({**before, **measured}, max(1.0, per_task))
    return found


def _promised(card: Card | None, overlap: int) -> dict[str, int]:
    """What the line without conditions pays a judgment."""
    terms = line_for(card.lines, Piece()) if card else None
    return {card.card.currency: piece_micro(terms, overlap)} if card and terms else {}
