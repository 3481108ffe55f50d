"""A crew of two contributors in a database of their own: orders come as lines of JSON, answers go back so."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any  # JSON.

import django

django.setup()

import msgspec  # noqa: E402 — Models can be imported only now.
from django.db import connection, transaction  # noqa: E402

from assay.kit.clock import now  # noqa: E402
from assay.kit.ids import new_uid  # noqa: E402
from assay.work.actions.claiming import Submission, claim, submit  # noqa: E402
from assay.work.actions.statements import CLAIM  # noqa: E402
from assay.work.facts import Worker  # noqa: E402
from bench import load  # noqa: E402
from tests.work.world import World  # noqa: E402

WORKED = 1


class Crew:
    world: World

    def build(self, n_open: int, n_judged: int) -> float:
        started_at = time.perf_counter()
        self.world = load.build(load.Size(2, n_open, n_open // 10), needs_acknowledgment=False)
        if n_judged:
            load.work_through(self.world, WORKED, n_judged)
        return round(time.perf_counter() - started_at, 1)

    def worker(self, person: int) -> Worker:
        return Worker(self.world.people[person].pk, now().date())

    def claim(self, person: int, n: int) -> list[float]:
        """Seconds of each of n claims; each is answered before the next, outside the time taken."""
        seconds = []
        for _ in range(n):
            worker = self.worker(person)
            started_at = time.perf_counter()
            work = claim(worker, n=1, now=now())
            seconds.append(time.perf_counter() - started_at)
            [task] = msgspec.json.decode(work.tasks)
            submit(worker, self.submission(task["claim"]), now=now())
        return seconds

    def submission(self, claimed: str) -> Submission:
        return Submission(msgspec.convert(claimed, type(new_uid())), new_uid().hex, self.world.schema.uid,
                          '{"match": "yes"}', 4.5)  # fmt: skip

    def explain(self, person: int) -> list[str]:
        """The plan of a claim as it runs; what it wrote is undone."""
        worker = self.worker(person)
        params = {
            "claim": None,
            "contributor": worker.contributor_id,
            "day": worker.day_on,
            "now": now(),
            "n": 1,
            "project": None,
            "from_start": False,
            "dice": 0.99,
            "place": 0.5,
            "uids": [new_uid(), new_uid()],
        }
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {CLAIM}", params)
            lines = [line for (line,) in cursor.fetchall()]
            transaction.set_rollback(True)
        return lines


def main() -> None:
    crew = Crew()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        body: Callable[..., object] = getattr(crew, order.pop("order"))
        print(json.dumps(body(**order)), flush=True)


if __name__ == "__main__":
    main()
