"""A real server for the commands: its own database, worker and web server, once for all tests of a process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # JSON.

import pytest

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.main import run
from assay.cli.output import output
from tests.cli.running import Ran

SCHEMA = {
    "schema": 1,
    "title": "Match",
    "content": [{"kind": "text", "field": "text"}],
    "questions": [
        {
            "id": "match",
            "kind": "choice",
            "label": "Match?",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}],
        }
    ],
}


@dataclass
class Commands:
    """`assay` in this process, signed in; what it prints is caught."""

    access: Credentials
    home: Path
    folder: Path
    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: object, token: str | None = None) -> Ran:
        self.monkeypatch.setenv("ASSAY_URL", self.access.url)
        self.monkeypatch.setenv("ASSAY_TOKEN", token or self.access.token)
        self.capture.readouterr()
        code = run([str(each) for each in arguments])
        output.as_json = False
        shown = self.capture.readouterr()
        return Ran(int(code), shown.out, shown.err)

    def result(self, *arguments: object, token: str | None = None) -> dict[str, Any]:
        """The JSON object of a command that must succeed."""
        ran = self(*arguments, "--json", token=token)
        assert ran.exit_code == 0, ran.err
        return ran.result

    def written(self, name: str, rows: Sequence[Mapping[str, Any]] | str) -> Path:
        file = self.folder / name
        text = rows if isinstance(rows, str) else "".join(json.dumps(row) + "\n" for row in rows)
        file.write_text(text, encoding="utf-8")
        return file

    def people(self, n: int) -> list[dict[str, str]]:
        """Contributors with tokens that may work."""
        names = [f"{self.folder.name}-{nth}"[-40:] for nth in range(n)]
        with Server(self.access) as server:
            made: list[dict[str, str]] = server.post("/contributors/simulated", {"pseudonyms": names})[
                "contributors"
            ]
        return made

    def add_members(self, project: str, people: list[dict[str, str]]) -> None:
        with Server(self.access) as server:
            server.post(f"/projects/{project}/members", {"contributors": [each["uid"] for each in people]})

    def skill(self, code: str) -> str:
        with Server(self.access) as server:
            server.post("/skills", {"code": code, "name": code})
        return code

    def undo_nothing(self, project: str) -> None:
        """Judgments count at once."""
        with Server(self.access) as server:
            stage = server.get(f"/projects/{project}")["stages"][0]["uid"]
            server.patch(f"/projects/{project}/stages/{stage}", {"undo_seconds": 0})

    def project(self, name: str, *, overlap: int = 1) -> dict[str, Any]:
        """An open project with the schema above."""
        made = self.result("projects", "create", name, "--overlap", overlap)
        self.result("schema", "publish", self.written("schema.json", json.dumps(SCHEMA)), "-p", made["uid"])
        return self.result("projects", "open", made["uid"])
