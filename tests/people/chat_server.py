"""A chat service on this machine: it keeps what it is sent, and answers what it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ChatServer:
    """`kept`: method, path and what was said, in the order of coming."""

    port: int = 0
    kept: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    status: int = 200
    answer: str = (
        '{"success": true, "event_id": "$1", "room_id": "!room:here", "joined_rooms": ["!room:here"]}'
    )
    location: str = ""

    @property
    def texts(self) -> list[str]:
        """What Mattermost and Rocket.Chat call the text of a message."""
        return [str(said["text"]) for _method, _path, said in self.kept if "text" in said]


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    kept = ChatServer()

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept.kept.append((self.command, self.path, json.loads(said) if said else {}))
            self.send_response(kept.status)
            if kept.location:
                self.send_header("Location", kept.location)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(kept.answer)))
            self.end_headers()
            self.wfile.write(kept.answer.encode())

        do_GET = do_PUT = do_POST  # noqa: N815  # As the library names them.

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
