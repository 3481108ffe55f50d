"""Contributors at work over HTTP, as cheap as Python can be: one process, raw sockets, no HTTP library.

`python -m bench.client` reads one JSON object from standard input and prints one: the clients share the machine's
cores with the server and the database, so what they cost is taken from what is measured.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any  # JSON.

CLAIM = b'"claim":"'
CLAIM_SPACED = b'"claim" : "'
LENGTH = b"content-length: "


@dataclass
class Contributor:
    """One person: one request at a time, on one connection that stays open."""

    nth: int
    head: bytes
    schema: str
    batch: int
    wire: socket.socket
    held: list[str] = field(default_factory=list)
    n_done: int = 0
    n_in_request: int = 0
    sent_at: float = 0.0
    answer: bytes = b""
    seconds: list[float] = field(default_factory=list)

    def ask(self) -> None:
        """Answer what is in hand, and take as much again; all in one request."""
        some = [self.submission(claim) for claim in self.held]
        body: dict[str, Any] = {"n": self.batch}
        if self.batch > 1:
            body["submits"] = some
        elif some:
            body["submit"] = some[0]
        self.n_in_request = len(some)
        content = json.dumps(body, separators=(",", ":")).encode()
        self.answer = b""
        self.sent_at = time.perf_counter()
        self.wire.sendall(b"%sContent-Length: %d\r\n\r\n%s" % (self.head, len(content), content))

    def submission(self, claim: str) -> dict[str, Any]:
        self.n_done += 1
        return {
            "claim": claim,
            "client_key": f"bench{self.nth:04d}x{self.n_done:08d}",
            "schema_version": self.schema,
            "answers": {"match": "yes"},
            "handling_seconds": 4.5,
        }

    def is_answered(self) -> bool:
        self.answer += self.wire.recv(262_144)
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            if not self.answer:
                raise SystemExit("The server closed a connection.")
            return False
        lower = head.lower()
        start = lower.index(LENGTH) + len(LENGTH)
        if len(body) < int(lower[start:].split(b"\r\n", 1)[0]):
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"The server refused: {body.decode()[:500]}")
        self.held = claims_in(body)
        if len(self.held) < self.batch:
            raise SystemExit(f"The server ran out of tasks: {body.decode()[:500]}")
        return True


def claims_in(body: bytes) -> list[str]:
    """The claims of the tasks of an answer; the receipts before them name claims too."""
    tasks = body[body.index(b'"tasks":') :]
    mark = CLAIM if CLAIM in tasks else CLAIM_SPACED
    return [part[:36].decode() for part in tasks.split(mark)[1:]]


def contributor(order: dict[str, Any], nth: int, token: str) -> Contributor:
    wire = socket.create_connection((order["host"], order["port"]))
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = (
        f"POST {order['path']} HTTP/1.1\r\nHost: {order['host']}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\n"
    )
    return Contributor(order["first"] + nth, head.encode(), order["schema"], order["batch"], wire)


def work(order: dict[str, Any]) -> dict[str, Any]:
    people = [contributor(order, nth, token) for nth, token in enumerate(order["tokens"])]
    selector = selectors.DefaultSelector()
    for each in people:
        selector.register(each.wire, selectors.EVENT_READ, each)
        each.ask()
    counted_from = time.perf_counter() + order["warm_up"]
    until = counted_from + order["seconds"]
    n = n_in_all = 0
    used = time.process_time()
    while (now := time.perf_counter()) < until:
        for key, _ in selector.select(timeout=until - now):
            each = key.data
            if each.is_answered():
                ended_at = time.perf_counter()
                n_in_all += each.n_in_request
                if ended_at >= counted_from:
                    n += each.n_in_request
                    each.seconds.append(ended_at - each.sent_at)
                each.ask()
    used = time.process_time() - used
    for each in people:
        each.wire.close()
    return {
        "n": n,
        "n_in_all": n_in_all,
        "seconds": order["seconds"],
        "latencies": [s for each in people for s in each.seconds],
        "client_cpu_ms": 1000 * used / max(1, n_in_all),
    }


if __name__ == "__main__":
    json.dump(work(json.load(sys.stdin)), sys.stdout)
