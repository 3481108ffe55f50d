"""A model on this machine that speaks the chat completions protocol: it says what it is told to, in turn."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any  # Requests and answers are JSON.


@dataclass(frozen=True)
class Turn:
    """What it says once: `says` within the protocol, unless there is a `body` of its own."""

    says: str = '{"answers": {"match": "yes"}, "confidence": 0.9}'
    status: int = 200
    body: str = ""
    retry_after: str = ""
    seconds: float = 0.0
    usage: dict[str, Any] | None = field(
        default_factory=lambda: {"prompt_tokens": 100, "completion_tokens": 10}
    )

    def document(self) -> bytes:
        if self.body:
            return self.body.encode()
        if self.status != 200:
            return json.dumps({"error": {"message": f"No, {self.status}."}}).encode()
        usage = {"usage": self.usage} if self.usage is not None else {}
        return json.dumps(
            {"choices": [{"message": {"role": "assistant", "content": self.says}}], **usage}
        ).encode()


@dataclass
class ModelServer:
    """`asked`: what was sent, with the key, in the order of coming."""

    port: int = 0
    turns: list[Turn] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def model_server() -> Iterator[ModelServer]:
    kept = ModelServer()

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            assert self.path == "/v1/chat/completions"
            kept.asked.append((self.headers.get("Authorization", ""), said))
            turn = kept.turns.pop(0) if kept.turns else Turn()
            time.sleep(turn.seconds)
            document = turn.document()
            self.send_response(turn.status)
            if turn.retry_after:
                self.send_header("Retry-After", turn.retry_after)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def handle(self) -> None:
            try:
                super().handle()
            except (BrokenPipeError, ConnectionResetError):
                """Who asked did not wait."""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # As the library does.
            """Nothing is written while tests run."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def endless(first: bytes, then: bytes) -> Iterator[int]:
    """Something that speaks to whoever comes, without an end; its port."""
    over = threading.Event()

    def talk(listening: socket.socket) -> None:
        with suppress(OSError):
            connection, _address = listening.accept()
            with connection:
                connection.recv(1 << 16)
                connection.sendall(first)
                while not over.wait(0.02):
                    connection.sendall(then)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=talk, args=(listening,), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join(10)
