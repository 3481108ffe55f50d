"""The risk register on the command line."""

from enum import StrEnum
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("number", "title", "score", "band", "state", "trigger", "review_due_on", "uid")


class RiskMove(StrEnum):
    OPEN = "open"
    MITIGATED = "mitigated"
    ACCEPTED = "accepted"
    CLOSED = "closed"


def register(app: typer.Typer) -> None:
    risk = group("Risks: what may go wrong in a project, and what is done about it.")
    command(risk, "list")(list_risks)
    command(risk, "starters")(starters)
    command(risk, "show")(show)
    command(risk, "move")(move)
    command(risk, "review")(review)
    command(risk, "issue")(issue)
    app.add_typer(risk, name="risk")


def list_risks(
    *, project: InProject, state: Annotated[str | None, typer.Option(help="Only these.")] = None
) -> None:
    """The register: all that are not closed, or those of one state."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/risks", limit=finding.AT_ONCE, state=state))
    _table(found)


def starters(*, project: InProject) -> None:
    """Add the risks that projects of the segment usually have."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.post(f"/projects/{uid}/risks/starters")["risks"]
    _table(found)


def show(risk: UUID) -> None:
    """One risk with its history and the issues that arose from it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/risks/{risk}")
    lines = [f"{found['title']}: {found['state']}, score {found['score']} ({found['band']})"]
    lines += [f"{each['happened_at'][:16]} {each['step']}: {each['note']}" for each in found["events"]]
    lines += [f"Issue {each['happened_at'][:16]}: {each['what']}" for each in found["issues"]]
    output.show(found, "\n".join(lines))


def move(
    risk: UUID, to: RiskMove, *, note: Annotated[str, typer.Option(help="What was done or decided.")]
) -> None:
    """Mitigated, accepted, closed or open again."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/risks/{risk}/state", {"state": to.value, "note": note})
    output.show(found, f"{found['title']}: {found['state']}")


def review(risk: UUID, *, note: Annotated[str, typer.Option(help="What was found.")]) -> None:
    """Say that it was looked at; the next time is due after its cadence."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/risks/{risk}/review", {"note": note})
    output.show(found, f"{found['title']}: the next review is due on {found['review_due_on']}")


def issue(risk: UUID, *, what: Annotated[str, typer.Option(help="What has happened, just now.")]) -> None:
    """Note something that has happened and that the register foresaw."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/risks/{risk}/issues", {"what": what})
    output.show(found, f"Noted as issue {found['uid']}.")


def _table(risks: list[dict[str, Any]]) -> None:
    output.table({"risks": risks}, COLUMNS, [{**each, "trigger": _trigger(each)} for each in risks])


def _trigger(risk: dict[str, Any]) -> str:
    if not risk["trigger_metric"]:
        return ""
    return f"{risk['trigger_metric']} {risk['trigger_comparison']} {risk['trigger_value']:g}"
