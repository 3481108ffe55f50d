"""The hot loop's way to the server: one kept connection per thread, JSON in and out, retries that cannot double.

httpx costs about as much as the server spends on the whole request; with many clients in one process that would be
measured, not the server.
"""

import http.client
import time
from typing import Any  # JSON.
from urllib.parse import urlsplit

import msgspec

from assay.cli.outcome import ExitCode, Failed

RETRIES = 8
FIRST_PAUSE = 0.1
TIMEOUT = 60.0
AGAIN = {429, 502, 503}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Wire:
    """Not for several threads at once. Every request it sends may be sent again."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
        self.root = f"{parts.path}/api/v1"

    def post(self, address: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        content = _encode(body)
        pause = FIRST_PAUSE
        for attempt in range(RETRIES + 1):
            status, answer = self._send(f"{self.root}{address}", content, headers)
            if status == http.client.OK:
                return _decode(answer)
            if status is not None and status not in AGAIN:
                raise refused(status, answer)
            if attempt < RETRIES:
                time.sleep(pause)
                pause *= 2
        raise Failed("The server stopped answering.", exit_code=ExitCode.UNREACHABLE, code="cli.unreachable")

    def _send(self, address: str, content: bytes, headers: dict[str, str]) -> tuple[int | None, bytes]:
        """Status and body; None where the connection broke, so that nobody knows what the server did."""
        try:
            self.connection.request("POST", address, content, headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return None, b""

    def close(self) -> None:
        self.connection.close()


def refused(status: int, answer: bytes) -> Failed:
    try:
        problem = _decode(answer)
        return Failed(problem["detail"], code=problem["code"], reasons=problem["reasons"])
    except (msgspec.MsgspecError, KeyError):
        return Failed(f"The server answered {status}.", exit_code=ExitCode.INTERNAL, code="cli.not_assay")
