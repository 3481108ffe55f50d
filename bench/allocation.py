"""An allocation of the largest week that is promised: people by projects by markets, from facts to what binds."""

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from assay.planning.rules.allocation import Cell, Terms, Worker, reckon
from assay.work.rules.eligibility import ContributorFacts, QueueFacts, SkillHeld
from bench.sizes import Sizes

NOW, MONDAY = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 9)
N_MARKETS, N_SKILLS, MARKETS_EACH = 20, 12, 3


def measure(_platform: Platform, sizes: Sizes) -> dict[str, Any]:
    """People with shifts of 10 to 40 hours, a language or two, some skills; needs of what all of them have."""
    draw = random.Random(7)
    workers = [worker(draw, nth, sizes.n_allocated_projects) for nth in range(sizes.n_allocated_people)]
    total = sum(each.hours for each in workers)
    cells = [cell for nth in range(sizes.n_allocated_projects) for cell in cells_of(draw, nth)]
    scale = total / sum(cell.hours for cell in cells)
    needed = [replace(cell, hours=cell.hours * scale) for cell in cells]
    started_at, worked = time.perf_counter(), time.process_time()
    found = reckon(workers, needed, Terms(), week_on=MONDAY, now=NOW)
    seconds, cpu_seconds = time.perf_counter() - started_at, time.process_time() - worked
    return {
        "n_people": len(workers),
        "n_projects": sizes.n_allocated_projects,
        "n_demands": len(needed),
        "n_groups": found.n_groups,
        "n_short": sum(each.short > 0 for each in found.met),
        "projects_each": round(len(found.given) / max(1, len({each.contributor for each in found.given})), 2),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "whole": whole(sizes),
    }


def whole(sizes: Sizes) -> dict[str, Any]:
    """The same from the database and into it: read, reckoned, written down with what is found of idle people."""
    from assay.kit.clock import now as the_time
    from assay.kit.clock import working_day
    from assay.planning.actions.allocations import propose
    from assay.planning.queries.allocations import weeks_offered
    from bench.allocation_world import fill

    now = the_time()
    week_on = weeks_offered(working_day(now, "UTC"))[1]
    fill(sizes.n_allocated_people, sizes.n_allocated_projects, week_on=week_on, at=now)
    started_at, worked = time.perf_counter(), time.process_time()
    run = propose(None, week_on=week_on, terms=Terms(), now=now)
    return {
        "seconds": round(time.perf_counter() - started_at, 2),
        "cpu_seconds": round(time.process_time() - worked, 2),
        "n_people": run.result["n_people"],
        "n_demands": len(run.result["met"]),
        "n_written": run.assignments.count(),
    }


def worker(draw: random.Random, nth: int, n_projects: int) -> Worker:
    markets = draw.sample(range(1, N_MARKETS + 1), draw.choice((1, 1, 2)))
    return Worker(
        key=nth,
        hours=draw.choice((10.0, 20.0, 30.0, 40.0)),
        source="shifts",
        site=f"Site {nth % 6}",
        languages=", ".join(f"l{each}" for each in markets),
        hard_hours=25.0,
        facts=ContributorFacts(
            languages={f"l{each}": 7 for each in markets},
            markets=frozenset(markets),
            skills={skill: SkillHeld(100) for skill in range(N_SKILLS) if draw.random() < 0.4},
        ),
        pools=frozenset(range(n_projects)),
        before=frozenset(draw.sample(range(n_projects), min(2, n_projects))),
    )


def cells_of(draw: random.Random, project: int) -> list[Cell]:
    skills = {draw.randrange(N_SKILLS): 50} if draw.random() < 0.7 else {}
    return [
        Cell(
            project=project,
            uid=str(project),
            name=f"Project {project}",
            market=f"m{market}",
            hours=draw.gammavariate(2, 1),
            source="plan",
            priority=draw.randint(1, 5),
            deadline_on=None,
            is_hard=project % 6 == 0,
            category="",
            asks=QueueFacts(market=market, language=f"l{market}", language_level=4, skills=skills),
        )
        for market in draw.sample(range(1, N_MARKETS + 1), MARKETS_EACH)
    ]
