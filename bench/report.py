"""Results as JSON, and as the table that people read."""

import importlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from bench import engine_lines, machine
from bench.sizes import Sizes

Results = dict[str, Any]
Line = tuple[str, str, str, bool | None]


def begun(platform: Platform, *, is_quick: bool) -> Results:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "is_quick": is_quick,
        "machine": machine.described(platform.environment["DATABASE_URL"]),
        "parts": {},
    }


def measured(part: str, platform: Platform, sizes: Sizes) -> Results:
    """With the moment, the commit and the load of the machine: parts of one table may come from several runs."""
    moment = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": machine.commit(),
        "load_before": round(os.getloadavg()[0], 2),
        "on": described(machine.described(platform.environment["DATABASE_URL"])),
    }
    found: Results = importlib.import_module(f"bench.{part}").measure(platform, sizes)
    return {**found, "measured": {**moment, "load_after": round(os.getloadavg()[0], 2)}}


def written(results: Results, folder: Path) -> None:
    """Parts that were not measured now stay as they were measured last, each with its moment and machine."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {} if results["is_quick"] else _parts_before(folder)
    results["parts"] = {**parts, **results["parts"]}
    file = folder / f"{results['measured_at'][:10]}.json"
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    (folder / "latest.md").write_text(table(results))


def _parts_before(folder: Path) -> Results:
    kept = sorted(folder.glob("*.json"))
    if not kept:
        return {}
    before = json.loads(kept[-1].read_text())
    for body in before["parts"].values():
        body["measured"].setdefault("on", described(before["machine"]))
    parts: Results = before["parts"]
    return parts


def described(found: Results) -> str:
    return (
        f"{found['cpu']}, {found['n_cores']} cores, {found['memory_gib']} GiB, "
        f"PostgreSQL {found['postgresql']}, Python {found['python']}"
    )


def table(results: Results) -> str:
    """Promise, measured value, and whether it is kept: one line each."""
    title = "Quick run: shows that it works, measures nothing" if results["is_quick"] else "Speed"
    head = [f"# {title}", "", "| What | Measured | Promise | Kept |", "|---|---|---|---|"]
    rows = [line for part, body in results["parts"].items() for line in LINES[part](body)]
    moments = [moment(part, body["measured"]) for part, body in results["parts"].items()]
    return "\n".join([*head, *map(shown, rows), "", *moments]) + "\n"


def moment(part: str, found: Results) -> str:
    load = f"load average {found['load_before']} before, {found['load_after']} after"
    return f"- {part}: {found['at']}, commit {found['commit']}, {load}, on {found['on']}"


def shown(line: Line) -> str:
    what, value, promise, is_kept = line
    return f"| {what} | {value} | {promise} | {'' if is_kept is None else 'yes' if is_kept else 'no'} |"


def hot_path(body: Results) -> Iterator[Line]:
    for batch, name, goal in ((1, "Submit + next", "0.50"), (10, "Submit 10 + next 10", "0.45")):
        found = body[f"batch_{batch}"]
        ours, theirs = found["assay"], found["pgbench"]
        turns = ", ".join(map(str, found["ratios"]))
        what = f"{name}, {body['n_clients']} clients, {body['n_open']:,} open tasks: share of pgbench's rate"
        yield what, f"{found['ratio']} ({turns})", f"≥ 0.30, goal {goal}", found["ratio"] >= 0.30
        yield (
            f"{name}: judgments a second",
            f"{ours['per_second']} (pgbench {theirs['per_second']})",
            "",
            None,
        )
        latency = f"{ours['p50_ms']} / {ours['p95_ms']} ms (pgbench {theirs['p50_ms']} / {theirs['p95_ms']})"
        yield f"{name}: p50 / p95", latency, "goal p95 < 60 ms", ours["p95_ms"] < 60
        web, database = ours["cpu_ms"]["The web server"], ours["cpu_ms"].get("PostgreSQL", 0.0)
        cost = f"{web} + {database} ms (pgbench's PostgreSQL {theirs['cpu_ms'].get('PostgreSQL', 0.0)})"
        yield f"{name}: processor time of a judgment, web server + PostgreSQL", cost, "", None
    sound = "yes" if body["is_sound"] else "no"
    yield "After that: overlap, counters and uniqueness hold", sound, "yes", body["is_sound"]


def claims(body: Results) -> Iterator[Line]:
    many = f"A claim with {body['n_many_open']:,} open tasks against {body['n_few_open']:,}"
    worked = f"A claim of somebody with {body['n_judged']:,} judgments in the project against a new person's"
    for what, name in ((many, "many_to_few"), (worked, "worked_to_new")):
        found = body[name]
        value = f"{found['ratio']}× (middle half of blocks {found['from']}–{found['to']})"
        yield what, value, "≤ 1.5×", found["ratio"] <= 1.5
    ms = body["median_ms"]
    medians = f"{ms['few']} / {ms['many']} / {ms['worked']} ms"
    yield "Median claim: few open / many open / many judged", medians, "", None


def bulk(body: Results) -> Iterator[Line]:
    n_tasks, n_labels = f"{body['n_tasks']:,}", f"{body['n_labels']:,}"
    yield _job(f"Import of {n_tasks} tasks, upload to done", body["import"], 20)
    yield _job(f"Consensus of {n_tasks} tasks × {body['overlap']}", body["consensus"], None)
    yield _job(f"Release of {n_labels} labels", body["release"], 20)
    for name in ("import", "consensus", "release"):
        above, idle = body[name]["mib_above_idle"], body[name]["mib_idle"]
        is_kept = above <= 150 if name == "release" else None
        yield (
            f"Memory of the worker during the {name}",
            f"{above} MiB above {idle} MiB idle",
            "≤ 150 MB" if name == "release" else "",
            is_kept,
        )


def board(body: Results) -> Iterator[Line]:
    n = f"{body['n_judgments']:,}"
    yield _job(f"Agreement board: a run over {n} judgments", body["run"], 30)
    above, idle = body["run"]["mib_above_idle"], body["run"]["mib_idle"]
    yield "Memory of the worker during the run", f"{above} MiB above {idle} MiB idle", "", None
    for part, found in body["pages"].items():
        if found["status"] == 200:
            what = f"Agreement board, `{part or 'overview'}`, over {n} judgments"
            yield what, f"{found['median_ms']} ms", "≤ 1 s", found["median_ms"] <= 1000


def reviews(body: Results) -> Iterator[Line]:
    found = body["review_to_task"]
    value = f"{found['ratio']}× (middle half of blocks {found['from']}–{found['to']})"
    what = f"A review's claim against a task's claim, {body['n_waiting']:,} waiting each"
    yield what, value, "≤ 1.5×", found["ratio"] <= 1.5
    ms = body["median_ms"]
    yield "Median claim: task / review", f"{ms['task']} / {ms['review']} ms", "", None
    for path, shown_page in body["pages"].items():
        if shown_page["status"] == 200:
            what = f"`{path}` over {body['n_reviews']:,} reviews"
            yield what, f"{shown_page['median_ms']} ms", "≤ 1 s", shown_page["median_ms"] <= 1000


def _job(what: str, found: Results, most: int | None) -> Line:
    promise = f"≤ {most} s" if most else ""
    return what, f"{found['seconds']} s", promise, found["seconds"] <= most if most else None


# work.queries.task_list: so many tasks are looked at for one page.
WINDOW = 50_000


def pages(body: Results) -> Iterator[Line]:
    for path, found in body["pages"].items():
        if found["status"] == 200:
            # A list that is narrowed looks through a window of tasks (work.queries.task_list), else it reads a page.
            most = 3 * WINDOW + 5_000 if "?" in path else 5_000
            yield (
                f"`{path}` over {body['n_tasks']:,} tasks",
                f"{found['median_ms']} ms, {found['rows_read']:,} rows of work read",
                f"≤ 500 ms, ≤ {most:,} rows",
                found["rows_read"] <= most and found["median_ms"] <= 500,
            )


def workbench(body: Results) -> Iterator[Line]:
    """A step of the workbench: what a contributor waits for hundreds of times a day."""
    paces = {
        "steady": "each after the answer before was taken",
        "hurried": "as soon as the next task is there",
    }
    for name, pace in paces.items() if "missing" not in body else ():
        found = body[name]
        what = f"Workbench, {body['n_steps']} steps, {pace}: key press to next task painted, p50 / p95"
        value = f"{found['median_ms']} / {found['p95_ms']} ms"
        yield what, value, "p50 ≤ 150 ms", found["median_ms"] <= 150


def allocation(body: Results) -> Iterator[Line]:
    size = f"{body['n_people']:,} people × {body['n_projects']} projects ({body['n_demands']} demands)"
    value = f"{body['seconds']} s ({body['cpu_seconds']} s of processor time)"
    yield f"An allocation of {size}", value, "≤ 20 s", body["seconds"] <= 20
    if whole := body.get("whole"):
        what = f"The same read and written: {whole['n_people']:,} people, {whole['n_demands']} demands"
        value = f"{whole['seconds']} s ({whole['cpu_seconds']} s of own processor time), {whole['n_written']:,} rows"
        yield what, value, "≤ 20 s", whole["seconds"] <= 20
    found = f"{body['n_groups']:,} groups, {body['projects_each']} demands a person, {body['n_short']} short"
    yield "What it found", found, "", None


def talent(body: Results) -> Iterator[Line]:
    what = f"A search over {body['n_people']:,} people: count and first page, median of {body['n_searches']}"
    yield what, f"{body['median_ms']} ms", "≤ 300 ms", body["median_ms"] <= 300
    yield "The slowest twentieth of them, from", f"{body['p95_ms']} ms", "≤ 300 ms", body["p95_ms"] <= 300
    cards = f"{body['cards_ms']} ms for {body['n_cards']:,}"
    yield "Reckoning cards of the talent pool anew", cards, "", None


def pay(body: Results) -> Iterator[Line]:
    """A month of five million judgments is some two a second: accrual must be far ahead of that."""
    n = body["earned_a_second"]
    yield f"Accrual of {body['n_earned']:,} judgments: judgments a second", f"{n:,}", "≥ 1,000", n >= 1_000
    close = body["close"]
    yield (
        f"Closing a month of {body['n_closed']:,} judgments",
        f"{close['seconds']} s, {close['mib_above_idle']} MiB above idle",
        "≤ 60 s",
        close["seconds"] <= 60,
    )
    shown = body["page"]["median_ms"]
    yield (
        "One's earnings, of somebody with a tenth of those judgments",
        f"{shown} ms",
        "≤ 200 ms",
        shown <= 200,
    )


LINES = {
    "pay": pay,
    "allocation": allocation,
    "talent": talent,
    "hot_path": hot_path,
    "claims": claims,
    "bulk": bulk,
    "board": board,
    "reviews": reviews,
    "pages": pages,
    "workbench": workbench,
    "statistics": engine_lines.lines,
}
