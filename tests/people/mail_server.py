"""A mail server on this machine: it speaks SMTP, keeps what it accepts, and can be told to refuse."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """`answer_to` is what it says to the recipient, or to the message itself with `after`."""

    port: int = 0
    kept: list[EmailMessage] = field(default_factory=list)
    recipient_answer: bytes = b"250 ok"
    data_answer: bytes = b"250 kept"
    when_kept: Callable[[], None] = lambda: None

    def keep(self, raw: bytes) -> None:
        found = message_from_bytes(raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.kept.append(found)
        self.when_kept()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    kept = MailServer()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(b"220 here")
            for line in iter(self.rfile.readline, b""):
                if not self.answer(line.strip().upper()):
                    return

        def answer(self, said: bytes) -> bool:
            if said.startswith(b"RCPT"):
                self.say(kept.recipient_answer)
            elif said == b"DATA":
                self.say(b"354 go on")
                lines = list(iter(self.rfile.readline, b".\r\n"))
                if kept.data_answer.startswith(b"2"):
                    kept.keep(b"".join(line.removeprefix(b".") for line in lines))
                self.say(kept.data_answer)
            else:
                self.say(b"221 bye" if said == b"QUIT" else b"250 ok")
            return said != b"QUIT"

        def say(self, words: bytes) -> None:
            self.wfile.write(words + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
