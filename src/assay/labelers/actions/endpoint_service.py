"""One question to a server that speaks the chat completions protocol, and what came back. Nothing is written here.

The server is somebody else's address: each connection is looked at by `kit.outward`, no redirect is followed, no proxy
of the environment is used, and neither the time nor the length of an answer is the server's to choose.
"""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any  # What a server says is JSON.

import httpx
import msgspec
from django.conf import settings

from assay.kit.clock import now as read_clock
from assay.kit.outward import Guard, NotAllowedOut, guarded, networks
from assay.kit.reasons import Reason
from assay.labelers.models import Endpoint
from assay.labelers.rules import endpoints as rules

MOST_BYTES, MOST_SAID = 2 << 20, 300
MOST_TOKENS, LEAST_KEY = 10_000_000, 8
_SETTING = "ASSAY_LABELER_NETWORKS"


@dataclass(frozen=True, slots=True)
class Reply:
    """`retry_after`: seconds that the server asks to be left alone. Without usage the tokens are None."""

    status: int
    text: str = ""
    n_in: int | None = None
    n_out: int | None = None
    said: str = ""
    retry_after: float | None = None

    @property
    def is_busy(self) -> bool:
        return self.status == 429 or self.status >= 500


class NoReply(Exception):
    """`may_cost`: it was sent, and perhaps answered; `is_final`: another try leads nowhere."""

    def __init__(self, reason: Reason, *, may_cost: bool, is_final: bool) -> None:
        super().__init__(reason.text)
        self.reason, self.may_cost, self.is_final = reason, may_cost, is_final


def allowed_networks() -> tuple[Any, ...]:  # IPv4 and IPv6 networks.
    return networks(settings.ASSAY_LABELER_NETWORKS, setting=_SETTING)


def ask(endpoint: Endpoint, key: str, message: str) -> Reply:
    """One request and its answer."""
    limit = _Limit(time.monotonic() + endpoint.timeout_seconds)
    guard = _TimedGuard(allowed_networks(), public=not rules.is_plain(endpoint.base_url), limit=limit)
    try:
        with guarded(guard), limit.kept():
            return _asked(endpoint, key, message, limit)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
        if guard.refused:
            raise NoReply(rules.INSIDE(), may_cost=False, is_final=True) from error
        reason = rules.UNREACHABLE(why=type(error).__name__)
        raise NoReply(reason, may_cost=False, is_final=False) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = rules.UNREACHABLE(why=type(error).__name__)
        raise NoReply(reason, may_cost=True, is_final=False) from error


class _Limit:
    """One moment by which all of it is over: then the connection is cut, whoever waits for what on it."""

    def __init__(self, until: float) -> None:
        self.until = until
        self._socket: Any = None

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until

    @contextmanager
    def kept(self) -> Iterator[None]:
        timer = threading.Timer(max(0.0, self.until - time.monotonic()), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def watch(self, event: str, told: Mapping[str, Any]) -> None:
        """Told by httpcore of each of its steps: which connection there is, and whether there is time for more."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = told["return_value"].get_extra_info("socket")
        if self.is_over and event.endswith(".started") and "close" not in event:
            raise httpx.ReadTimeout("Too slow.")

    def _cut(self) -> None:
        # Not the method of an encrypted one, which would go on unencrypted. One that is closed already is over.
        with suppress(OSError):
            if self._socket is not None:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@dataclass
class _TimedGuard(Guard):
    """Of a name with many addresses no further one is tried when the time is over."""

    limit: _Limit = field(kw_only=True)

    def check(self, host: str) -> None:
        super().check(host)
        if self.limit.is_over:
            raise NotAllowedOut("Too slow.")


def _asked(endpoint: Endpoint, key: str, message: str, limit: _Limit) -> Reply:
    body = {
        "model": endpoint.model,
        "temperature": endpoint.temperature,
        "max_tokens": endpoint.most_output,
        "messages": [
            *([{"role": "system", "content": endpoint.prompt}] if endpoint.prompt else []),
            {"role": "user", "content": message},
        ],
    }
    headers = {"Accept-Encoding": "identity", **({"Authorization": f"Bearer {key}"} if key else {})}
    url = f"{endpoint.base_url.rstrip('/')}/chat/completions"
    seconds = float(endpoint.timeout_seconds)
    with (
        httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", url, json=body, headers=headers, extensions={"trace": limit.watch}) as response,
    ):
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            # What is packed can be any length when it is unpacked.
            raise NoReply(rules.PACKED(), may_cost=True, is_final=True)
        document = b"".join(_pieces(response, limit))
        return _reply(response, document, key)


def _pieces(response: httpx.Response, limit: _Limit) -> Iterator[bytes]:
    """No longer and no more than was said, however slowly it drips."""
    n = 0
    for piece in response.iter_raw():
        n += len(piece)
        if n > MOST_BYTES or limit.is_over:
            raise httpx.ReadTimeout("Too slow, or too long.", request=response.request)
        yield piece
    if limit.is_over:
        # Where its length was not said, one that was cut looks like one that has ended.
        raise httpx.ReadTimeout("Too slow.", request=response.request)


def _reply(response: httpx.Response, document: bytes, key: str) -> Reply:
    try:
        found = msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        found = None
    status = response.status_code
    if status != 200:
        after = _seconds(response.headers.get("retry-after", ""), read_clock())
        return Reply(status, said=_said(found, document, key), retry_after=after)
    n_in, n_out = (_tokens(found, name) for name in ("prompt_tokens", "completion_tokens"))
    return Reply(status, _without(_text(found), key), n_in, n_out, _said(found, document, key))


def _text(found: Any) -> str:
    """What the first choice says; empty where it says nothing."""
    try:
        text = found["choices"][0]["message"]["content"]
    except (LookupError, TypeError):
        return ""
    return text if isinstance(text, str) else ""


def _without(text: str, key: str) -> str:
    """Some repeat the key. A word that anybody says is none."""
    return text.replace(key, "…") if len(key) >= LEAST_KEY else text


def _tokens(found: Any, name: str) -> int | None:
    usage = found.get("usage") if isinstance(found, dict) else None
    n = usage.get(name) if isinstance(usage, dict) else None
    is_count = isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MOST_TOKENS
    return n if is_count else None


def _said(found: Any, document: bytes, key: str) -> str:
    """What it says is wrong, without the key, which some repeat."""
    error = found.get("error") if isinstance(found, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    text = message if isinstance(message, str) else document.decode(errors="replace")
    plain = "".join(each if each.isprintable() else " " for each in text)
    return (plain.replace(key, "…") if key else plain)[:MOST_SAID]


def _seconds(text: str, now: datetime) -> float | None:
    """Seconds, or a moment (RFC 9110, 10.2.3)."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - now).total_seconds())
