"""The server, as commands see it: JSON in and out, problems as exit codes. Import it inside commands only."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self  # JSON documents.

import httpx

from assay.cli import credentials
from assay.cli.credentials import Credentials
from assay.cli.outcome import ExitCode, Failed
from assay.kit.ids import new_uid

CHUNK = 1 << 16
TIMEOUT = httpx.Timeout(60.0, connect=5.0)
Json = dict[str, Any]


class Server:
    """One server and one token. Creating twice by accident is impossible: every POST has its key."""

    def __init__(self, access: Credentials) -> None:
        self.access = access
        self.http = httpx.Client(
            base_url=f"{access.url}/api/v1",
            headers={"Authorization": f"Bearer {access.token}", "User-Agent": "assay-cli"},
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, address: str, **query: object) -> Json:
        params = {name: str(value) for name, value in query.items() if value is not None}
        return self._call("GET", address, params=params)

    def post(self, address: str, body: Mapping[str, Any] | None = None) -> Json:
        return self._call("POST", address, json=dict(body or {}), headers=_key())

    def patch(self, address: str, body: Mapping[str, Any]) -> Json:
        return self._call("PATCH", address, json=dict(body))

    def put(self, address: str, body: Mapping[str, Any]) -> Json:
        return self._call("PUT", address, json=dict(body))

    def delete(self, address: str) -> Json:
        return self._call("DELETE", address)

    def upload(self, address: str, file: Path, **fields: str) -> Json:
        """One file, streamed."""
        with file.open("rb") as handle:
            return self._call(
                "POST", address, files={"file": (file.name, handle)}, data=fields, headers=_key()
            )

    def pages(self, address: str, **query: object) -> Iterator[Json]:
        """Every item of a paged list."""
        after: object = None
        while True:
            page = self.get(address, after=after, **query)
            yield from page["items"]
            after = page["next"]
            if after is None:
                return

    def download(self, address: str, to: Path, *, method: str = "GET") -> Path:
        """Stream one file; it has its name only once it is complete."""
        part = to.with_name(f".{to.name}.part")
        try:
            with self.http.stream(method, address) as response, part.open("wb") as handle:
                if response.is_error:
                    response.read()
                    raise problem(response)
                for chunk in response.iter_bytes(CHUNK):
                    handle.write(chunk)
        except httpx.HTTPError as error:
            raise unreachable(self.access.url, error) from error
        return part.replace(to)

    def _call(self, method: str, address: str, **arguments: Any) -> Json:
        try:
            response = self.http.request(method, address, **arguments)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise unreachable(self.access.url, error) from error
        if response.is_error:
            raise problem(response)
        if response.status_code == 204:
            return {}
        return _document(response)


def connect() -> Server:
    return Server(credentials.need())


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(new_uid())}


def _document(response: httpx.Response) -> Json:
    try:
        document = response.json()
    except ValueError as error:
        raise strange(response) from error
    if not isinstance(document, dict):
        raise strange(response)
    return document


def problem(response: httpx.Response) -> Failed:
    """The server's problem document as the end of this command."""
    try:
        body = response.json()
        exit_code = ExitCode.NOT_FOUND if response.status_code == 404 else ExitCode.REFUSED
        if response.status_code >= 500:
            exit_code = ExitCode.INTERNAL
        return Failed(body["detail"], exit_code=exit_code, code=body["code"], reasons=body["reasons"])
    except (ValueError, KeyError, TypeError):
        return strange(response)


def strange(response: httpx.Response) -> Failed:
    return Failed(
        f"{response.url} answered {response.status_code}, but not as Assay does: is the address right?",
        exit_code=ExitCode.UNREACHABLE,
        code="cli.not_assay",
    )


def unreachable(url: str, error: Exception) -> Failed:
    return Failed(
        f"{url} cannot be reached ({str(error) or type(error).__name__}): is the server running?",
        exit_code=ExitCode.UNREACHABLE,
        code="cli.unreachable",
    )
