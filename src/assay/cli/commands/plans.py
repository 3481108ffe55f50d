"""A project's plan: approved from a file, shown against what was really done; who answers for what."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

WEEKS = (
    *("week_on", "n_baseline", "n_planned", "n_done", "n_judgments_planned", "n_judgments"),
    *("hours_planned", "hours", "n_people_planned", "n_people"),
)
NEEDS = ("market", "n_tasks", "hours", "n_people", "n_people_now", "n_reviewers", "n_gold")
PEOPLE = ("week_on", "market", "n_reckoned", "n_people", "reason")
MILESTONES = ("key", "name", "due_on", "done_on", "state", "slip_days")


def register(app: typer.Typer) -> None:
    plan = group("Plan: milestones, tasks per week and market, what that takes, and how it really goes.")
    command(plan, "show")(show)
    command(plan, "needs")(needs)
    command(plan, "people")(people)
    command(plan, "milestones")(milestones)
    command(plan, "reached")(reached)
    command(plan, "publish")(publish)
    app.add_typer(plan, name="plan")


def show(*, project: InProject) -> None:
    """Week by week: as first planned, as planned now, and as done."""
    found = _plan(project)
    output.table(found, WEEKS, found["weeks"])


def needs(*, project: InProject) -> None:
    """What each market takes: people of its busiest week, reviewers, gold tasks."""
    found = _plan(project)
    output.table(found, NEEDS, found["markets"])


def people(*, project: InProject) -> None:
    """People of each market and week: as reckoned, and as planned by hand where there is a reason."""
    found = _plan(project)
    output.table(found, PEOPLE, found["people"])


def milestones(*, project: InProject) -> None:
    """Every milestone: due, done, and how far it has slipped against the baseline."""
    found = _plan(project)
    output.table(found, MILESTONES, found["milestones"])


def reached(
    key: Annotated[str, typer.Argument(help="Such as pilot_accepted; see assay plan milestones.")],
    *,
    project: InProject,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; else today.")] = None,
) -> None:
    """Say that a milestone is reached; said again, its day is corrected."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        asked = {"key": key, "done_on": on.date().isoformat() if on else None}
        server.post(f"/projects/{uid}/plan/milestones", asked)
    output.show({"key": key}, f"{key} is reached.")


def publish(
    file: Annotated[
        Path, typer.Argument(help="JSON: volumes, milestones, assumptions, budget_micros, currency.")
    ],
    *,
    project: InProject,
    reason: Annotated[str, typer.Option(help="Why it is planned anew; the first plan needs none.")] = "",
) -> None:
    """Approve a plan from a file: the first is the baseline for ever."""
    import msgspec

    from assay.cli.client import connect

    try:
        asked = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise unusable(f"{file} cannot be read as a JSON object: {error}") from error
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/plan", asked | {"reason": reason})
    output.show(made, f"Plan {made['number']} is in force: {made['n_planned']:,} tasks.")


def _plan(project: str) -> dict[str, Any]:
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        return server.get(f"/projects/{uid}/plan")
