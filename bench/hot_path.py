"""Submit and next: 16 contributors over HTTP against pgbench with the same statements, turn by turn on one server."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from bench import processes
from bench.sizes import BATCHES, N_CLIENTS, Sizes

Side = Callable[["Target", int, int], dict[str, Any]]
PATHS = {1: "/api/v1/work/step", 10: "/api/v1/work/steps"}


@dataclass(frozen=True)
class Target:
    """Where the contributors work, and who they are: every turn gets people who have not worked yet."""

    platform: Platform
    schema: str
    people: list[tuple[int, str]]
    day: str
    sizes: Sizes


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    target = prepared(platform, sizes)
    unused = iter(range(0, len(target.people), N_CLIENTS))
    found = {}
    for batch in BATCHES:
        turns = [
            (used(target, http, batch, next(unused)), used(target, database, batch, next(unused)))
            for _ in range(sizes.n_turns)
        ]
        found[f"batch_{batch}"] = summary(turns, batch)
    return {"n_clients": N_CLIENTS, "n_open": sizes.n_hot_open, **found, "is_sound": soundness()}


def prepared(platform: Platform, sizes: Sizes) -> Target:
    from assay.kit.clock import now
    from assay.people.actions.simulated import issue_work_tokens
    from bench.load import shared_world
    from bench.people import administrator

    world = shared_world(sizes)
    tokens = issue_work_tokens(administrator(), contributors=world.people, days=2, now=now())
    people = [(each.pk, tokens[each.pk]) for each in world.people]
    return Target(platform, str(world.schema.uid), people, now().date().isoformat(), sizes)


def used(target: Target, side: Side, batch: int, first: int) -> dict[str, Any]:
    """One turn, with what server and database computed for it, warm-up included."""
    platform = target.platform
    roots = {child.name: child.process.pid for child in platform.children if child.process}
    if platform.postgres and platform.postgres.process:
        roots["PostgreSQL"] = platform.postgres.process.pid
    before = {name: processes.cpu_seconds(pid) for name, pid in roots.items()}
    turn = side(target, batch, first)
    after = {name: processes.cpu_seconds(pid) for name, pid in roots.items()}
    return {**turn, "cpu": {name: after[name] - before[name] for name in roots}}


def http(target: Target, batch: int, first: int) -> dict[str, Any]:
    """The clients run in a process of their own."""
    order = {
        "host": target.platform.host,
        "port": target.platform.port,
        "path": PATHS[batch],
        "tokens": [token for _, token in target.people[first : first + N_CLIENTS]],
        "first": first,
        "schema": target.schema,
        "batch": batch,
        "warm_up": target.sizes.warm_up_seconds,
        "seconds": target.sizes.turn_seconds,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        input=json.dumps(order).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def database(target: Target, batch: int, first: int) -> dict[str, Any]:
    from bench import pgbench

    variables = {
        "schema": target.schema,
        "day": target.day,
        "answers": '{"match": "yes"}',
        "interactions": "{}",
    }
    measured = pgbench.run(
        target.platform.environment["DATABASE_URL"],
        batch=batch,
        first=target.people[first][0],
        n_clients=N_CLIENTS,
        seconds=target.sizes.turn_seconds,
        variables=variables,
    )
    return {
        "n": measured.n,
        "n_in_all": measured.n,
        "seconds": measured.seconds,
        "latencies": measured.latencies,
    }


def summary(turns: list[tuple[dict[str, Any], dict[str, Any]]], batch: int) -> dict[str, Any]:
    # A quick turn on a busy machine may end before the first answer.
    ratios = [
        ours["n"] / ours["seconds"] / (max(1, theirs["n"]) / theirs["seconds"]) for ours, theirs in turns
    ]
    return {
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(ratio, 3) for ratio in ratios],
        "assay": side([ours for ours, _ in turns]),
        "pgbench": side([theirs for _, theirs in turns]),
    }


def side(turns: list[dict[str, Any]]) -> dict[str, Any]:
    """Judgments a second, and the latency of a request (of a transaction, for pgbench)."""
    # A quick run on a busy machine may have none, or one only, which then is every quantile.
    waits = [s for turn in turns for s in turn["latencies"]] or [0.0]
    cuts = statistics.quantiles(waits if len(waits) > 1 else waits * 2, n=100)
    return {
        "per_second": round(statistics.median(turn["n"] / turn["seconds"] for turn in turns), 1),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "cpu_ms": {name: cpu_ms(turns, name) for name in turns[0]["cpu"]},
    }


def cpu_ms(turns: list[dict[str, Any]], name: str) -> float:
    """Of one judgment. It says more than the rate where other programs keep the machine busy."""
    shares: list[float] = [1000 * turn["cpu"][name] / max(1, turn["n_in_all"]) for turn in turns]
    return round(statistics.median(shares), 3)


def soundness() -> bool:
    """After all that haste: no task over its overlap, no judgment twice, every counter true."""
    from assay.kit.sql import rows

    broken = """
    SELECT (SELECT count(*) FROM work_queueitem WHERE n_judgments > 3)
        + (SELECT count(*) FROM (SELECT FROM work_judgment GROUP BY task_id, contributor_id HAVING count(*) > 1) j)
        + (SELECT count(*) FROM work_queueitem i JOIN (SELECT task_id, count(*) AS n FROM work_judgment GROUP BY 1) j
           ON j.task_id = i.task_id WHERE j.n <> i.n_judgments)
    """
    return bool(rows(broken, {})[0][0] == 0)
