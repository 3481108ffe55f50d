"""A project whose finished tasks were cut into a lot: its sample waits for reviewers at once, without a worker."""

import json
from dataclasses import dataclass
from typing import Any  # What the server says is JSON.

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from tests.cli.inside import tokens
from tests.cli.serving import Commands

TYPES = [
    {"key": "wrong", "name": "Wrong answer", "severity": "major", "weight": 1.0},
    {"key": "note", "name": "Missing note", "severity": "minor", "weight": 0.1, "origin": "training"},
]


@dataclass(frozen=True)
class Inspected:
    """Ana's answers, a lot of them, and who may review it: an administrator, and the analyst Ben."""

    commands: Commands
    project: str
    lot: str
    ana: str
    ben: str

    def server(self, token: str | None = None) -> Server:
        access = self.commands.access
        return Server(Credentials(access.url, token or access.token))

    def review(self, verdict: str = "accepted", **more: Any) -> dict[str, Any]:
        """The next of the sample."""
        with self.server() as server:
            item = server.post(f"/projects/{self.project}/reviews/next")
            said = {"verdict": verdict, **more}
            return server.post(f"/reviews/{item['uid']}/decide", said)

    def reject_all(self) -> None:
        for _ in range(self.n_sample):
            self.review("rejected", errors=[{"key": "wrong"}], comment="Another brand.")

    @property
    def n_sample(self) -> int:
        found: int = self.commands.result("lot", "show", self.lot)["inspections"][0]["n_sample"]
        return found


def inspected(commands: Commands, name: str) -> Inspected:
    project = str(commands.project(name)["uid"])
    (ana,) = commands.people(1)
    judged(commands, project, ana["uid"])
    commands.result(
        "reviews", "error-types", commands.written("types.json", json.dumps(TYPES)), "-p", project
    )
    commands.result("lot", "plan", "-p", project, "--major", 4.0, "--lot-size", 10, "--note", "As agreed.")
    (lot,) = commands.result("lot", "cut", "-p", project)["lots"]
    ben = staff(commands, project, "Ben", "qa_analyst")
    of_ana, of_ben = tokens(commands.home, [ana["uid"], ben])
    return Inspected(commands, project, lot["uid"], of_ana, of_ben)


def judged(commands: Commands, project: str, contributor: str, n_tasks: int = 10) -> None:
    """Ten tasks of one batch, each answered yes."""
    batch = commands.result("batches", "create", "Batch", "-p", project)["uid"]
    rows = [{"external_id": f"t{nth}", "content": {"text": f"Blue shoe {nth}"}} for nth in range(n_tasks)]
    commands.result("tasks", "import", commands.written("tasks.jsonl", rows), "--batch", batch)
    commands.add_members(project, [{"uid": contributor}])
    commands.undo_nothing(project)
    said = {"contributor": contributor, "answers": {"match": "yes"}, "handling_seconds": 2}
    answers = [{"task": f"t{nth}", **said} for nth in range(n_tasks)]
    commands.result("judgments", "import", commands.written("judgments.jsonl", answers), "-p", project)


def staff(commands: Commands, project: str, name: str, role: str, *, place: str | None = None) -> str:
    """Somebody with a role in the project; their identifier."""
    grant = {"role": role, "project": None if place else project, "place": place}
    asked = {"email": f"{name}-{project}@example.org".lower(), "name": name, "grant": grant}
    with Server(commands.access) as server:
        return str(server.post("/users", asked)["uid"])
