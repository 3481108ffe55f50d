"""Plays a recording as its people would have worked: assigned by hand, then claimed and submitted over HTTP."""

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from typing import Any  # Tasks are JSON.

from assay.cli.client import Server
from assay.cli.outcome import ExitCode, Failed
from assay.cli.output import Advance, output
from assay.cli.replay import schema
from assay.cli.replay.building import chunks
from assay.cli.replay.plan import Plan
from assay.cli.replay.recording import Judgment
from assay.cli.replay.wire import Wire
from assay.kit.ids import new_uid

PAIRS_AT_ONCE = 5_000
TASKS_AT_ONCE = 20
N_CLIENTS = 8
LEASE = timedelta(days=2)


def play(server: Server, plan: Plan) -> None:
    assign(server, plan)
    answer(server.access.url, plan)


def assign(server: Server, plan: Plan) -> None:
    """The recorded worker gets the recorded item: nobody else may, so all slots are given before anybody works."""
    until = (datetime.now(UTC) + LEASE).isoformat()
    judgments = plan.recording.judgments
    with output.progress("Assigning tasks", len(judgments)) as advance:
        for some in chunks(judgments, PAIRS_AT_ONCE):
            pairs = [{"task": each.item, "contributor": plan.people[each.worker].uid} for each in some]
            made = server.post(f"/projects/{plan.project}/assignments", {"pairs": pairs, "until": until})
            if made["not_assigned"]:
                first = made["not_assigned"][0]
                raise Failed(
                    f"Task {first['task']} could not be assigned: {first['outcome']}.",
                    code="replay.not_assigned",
                )
            advance(len(some))


def answer(url: str, plan: Plan) -> None:
    """Parallel clients, each playing one person after the other, who has most to do first."""
    work: dict[str, dict[str, Judgment]] = defaultdict(dict)
    for judgment in plan.recording.judgments:
        work[judgment.worker][judgment.item] = judgment
    order = sorted(work, key=lambda worker: -len(work[worker]))
    stop = threading.Event()
    with output.progress("Answering tasks", len(plan.recording.judgments)) as advance:
        crew = _Crew(url, plan, stop, _counted(advance))
        with ThreadPoolExecutor(N_CLIENTS) as pool:
            try:
                done, _ = wait(
                    [pool.submit(crew.play, worker, work[worker]) for worker in order],
                    return_when=FIRST_EXCEPTION,
                )
                for future in done:
                    future.result()
            finally:
                stop.set()
                pool.shutdown(cancel_futures=True)
                crew.close()


class _Crew:
    """What the client threads share, and a connection for each of them."""

    def __init__(self, url: str, plan: Plan, stop: threading.Event, advance: Callable[[], None]) -> None:
        self.url, self.plan, self.stop, self.advance = url, plan, stop, advance
        self.of_thread = threading.local()
        self.wires: list[Wire] = []

    def play(self, worker: str, judgments: dict[str, Judgment]) -> None:
        token, left = self.plan.people[worker].token, dict(judgments)
        tasks = self._step(token, None, left)
        while tasks and not self.stop.is_set():
            *some, last = tasks
            for task in some:
                self._submit(token, task, left)
            tasks = self._step(token, last, left)
        if left and not self.stop.is_set():
            raise Failed(
                f"The server has no more tasks for {worker}, and {len(left)} of the recorded ones are missing.",
                exit_code=ExitCode.INTERNAL,
                code="replay.missing",
            )

    def close(self) -> None:
        for wire in self.wires:
            wire.close()

    def _step(
        self, token: str, task: dict[str, Any] | None, left: dict[str, Judgment]
    ) -> list[dict[str, Any]]:
        """Submit a task where there is one, and take the next; never more than were assigned."""
        body: dict[str, Any] = {"project": self.plan.project}
        if task is not None:
            body["submit"] = {"claim": task["claim"], **self._answer(task, left)}
        body["n"] = min(TASKS_AT_ONCE, len(left))
        found = self._wire.post("/work/step", token, body)
        tasks: list[dict[str, Any]] = found["tasks"]
        if task is not None:
            self.advance()
        return tasks

    def _submit(self, token: str, task: dict[str, Any], left: dict[str, Judgment]) -> None:
        self._wire.post(f"/work/claims/{task['claim']}/submit", token, self._answer(task, left))
        self.advance()

    def _answer(self, task: dict[str, Any], left: dict[str, Judgment]) -> dict[str, Any]:
        item = task["content"][schema.FIELD]
        judgment = left.pop(item, None)
        if judgment is None:
            raise Failed(f"Task {item} was given to somebody who never had it.", exit_code=ExitCode.INTERNAL)
        return {
            "client_key": new_uid().hex,
            "schema_version": task["schema_version"],
            "answers": self.plan.answers(judgment.label),
            "handling_seconds": judgment.seconds,
        }

    @property
    def _wire(self) -> Wire:
        wire: Wire | None = getattr(self.of_thread, "wire", None)
        if wire is None:
            wire = self.of_thread.wire = Wire(self.url)
            self.wires.append(wire)
        return wire


def _counted(advance: Advance) -> Callable[[], None]:
    lock = threading.Lock()

    def one() -> None:
        with lock:
            advance(1)

    return one
