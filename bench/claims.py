"""What a claim costs, by how many tasks are open and by how much the person has done already.

Two databases on one server, so that their indexes are as deep as their own tasks make them. The claims compared are
made in turn, block by block: what else the machine does hits all of them alike.
"""

import json
import os
import statistics
import subprocess
import sys
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from bench import place
from bench.sizes import Sizes

N_BLOCKS = 20
NEW, WORKED = 0, 1


class Crew:
    """A process with a database of its own, where contributors claim on demand."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.claiming"],
            env={**os.environ, "DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def ask(self, **order: object) -> Any:  # JSON.
        if not self.process.stdin or not self.process.stdout:
            raise RuntimeError("The crew has no pipes.")
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise SystemExit("A crew of contributors ended early: the lines above say why.")
        return json.loads(line)


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    few_url, many_url = (place.more_database(platform, name) for name in ("bench_few", "bench_many"))
    with Crew(few_url) as few, Crew(many_url) as many:
        few.ask(order="build", n_open=sizes.n_few_open, n_judged=0)
        seconds = many.ask(order="build", n_open=sizes.n_many_open, n_judged=sizes.n_judged)
        blocks = claimed(few, many, sizes.n_claims // N_BLOCKS)
        explained = {
            "few": few.ask(order="explain", person=NEW),
            "many": many.ask(order="explain", person=NEW),
            "worked": many.ask(order="explain", person=WORKED),
        }
    return {
        "n_few_open": sizes.n_few_open,
        "n_many_open": sizes.n_many_open,
        "n_judged": sizes.n_judged,
        "seconds_to_build": seconds,
        "many_to_few": compared(blocks, "many", "few"),
        "worked_to_new": compared(blocks, "worked", "many"),
        "median_ms": {name: round(1000 * statistics.median(flat(blocks[name])), 3) for name in blocks},
        "explain": explained,
    }


def claimed(few: Crew, many: Crew, n: int) -> dict[str, list[list[float]]]:
    """Seconds of each claim, in blocks; the first block of each warms up and is left out."""
    blocks: dict[str, list[list[float]]] = {"few": [], "many": [], "worked": []}
    for _ in range(N_BLOCKS + 1):
        blocks["few"].append(few.ask(order="claim", person=NEW, n=n))
        blocks["many"].append(many.ask(order="claim", person=NEW, n=n))
        blocks["worked"].append(many.ask(order="claim", person=WORKED, n=n))
    return {name: each[1:] for name, each in blocks.items()}


def compared(blocks: dict[str, list[list[float]]], ours: str, theirs: str) -> dict[str, float]:
    """The ratio of the medians, and the middle half of the ratios block by block."""
    pairs = zip(blocks[ours], blocks[theirs], strict=True)
    ratios = statistics.quantiles((statistics.median(a) / statistics.median(b) for a, b in pairs), n=4)
    ratio = statistics.median(flat(blocks[ours])) / statistics.median(flat(blocks[theirs]))
    return {"ratio": round(ratio, 3), "from": round(ratios[0], 3), "to": round(ratios[2], 3)}


def flat(blocks: list[list[float]]) -> list[float]:
    return [seconds for block in blocks for seconds in block]
