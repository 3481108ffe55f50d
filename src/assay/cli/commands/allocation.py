"""Who works on what: a project's pool, and people in, out or pinned by hand."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

CHOICES = ("pseudonym", "kind", "hours", "week_on", "reason", "uid")
MET = ("name", "market", "hours", "served", "short", "limit", "n_people", "n_able", "weight")
AHEAD = ("kind", "week_on", "sentence")
RUNS = ("number", "week_on", "made_at", "applied_at", "uid")
PEOPLE = ("pseudonym", "name", "market", "hours", "is_pinned")
Many = Annotated[list[str] | None, typer.Option(help="May be given again; one of them is enough.")]


class Choice(StrEnum):
    IN = "in"
    OUT = "out"
    PINNED = "pinned"


def register(app: typer.Typer) -> None:
    allocation = group("Allocation: who a project is for, and who works on what.")
    command(allocation, "pool")(pool)
    command(allocation, "set-pool")(set_pool)
    command(allocation, "fill-pool")(fill_pool)
    command(allocation, "choices")(choices)
    command(allocation, "choose")(choose)
    command(allocation, "end-choice")(end_choice)
    command(allocation, "propose")(propose)
    command(allocation, "list")(list_runs)
    command(allocation, "show")(show)
    command(allocation, "people")(people)
    command(allocation, "ahead")(ahead)
    command(allocation, "apply")(apply)
    command(allocation, "withdraw")(withdraw)
    app.add_typer(allocation, name="allocation")


def pool(*, project: InProject) -> None:
    """Who the project is for: the rule, and how many people fit it now."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/pool")
    output.show(found, _pool(found))


def set_pool(
    *,
    project: InProject,
    language: Many = None,
    level: Annotated[int, typer.Option(help="Of the language: 1 (A1) to 7 (native).")] = 4,
    market: Many = None,
    vendor: Many = None,
    site: Many = None,
    segment: Many = None,
    skill: Annotated[
        list[str] | None, typer.Option(help="identifier=least score; every one is asked.")
    ] = None,
    priority: Annotated[int, typer.Option(help="From 1 (can wait) to 5 (first).")] = 3,
) -> None:
    """Say who the project is for; with nothing asked it is for its members."""
    from assay.cli.client import connect

    rule = {
        "languages": language or [],
        "level": level,
        "markets": market or [],
        "skills": dict(_scored(each) for each in skill or []),
        "vendors": vendor or [],
        "sites": site or [],
        "segments": segment or [],
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.put(f"/projects/{uid}/pool", {"rule": rule, "priority": priority})
    output.show(found, _pool(found))


def fill_pool(*, project: InProject) -> None:
    """Make members of those in the pool who are none yet."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/projects/{finding.project(server, project)['uid']}/pool/fill")
    output.show(found, f"{found['n_added']} people were added.")


def choices(*, project: InProject) -> None:
    """What was chosen by hand and still holds."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/pool/choices", limit=finding.AT_ONCE))
    output.table({"items": found}, CHOICES, found)


def choose(
    contributor: UUID,
    kind: Choice,
    *,
    project: InProject,
    reason: Annotated[str, typer.Option(help="Why; whoever plans next week reads it.")],
    hours: Annotated[float | None, typer.Option(help="A week, of a pin.")] = None,
    week: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The Monday it is for; else every week.")
    ] = None,
) -> None:
    """Put somebody in, keep them out, or pin hours."""
    from assay.cli.client import connect

    asked = {
        "contributor": str(contributor),
        "kind": kind.value,
        "hours": hours,
        "week_on": week.date().isoformat() if week else None,
        "reason": reason,
    }
    with connect() as server:
        found = server.post(f"/projects/{finding.project(server, project)['uid']}/pool/choices", asked)
    output.show(found, f"{found['pseudonym']}: {found['kind']} ({found['uid']})")


def end_choice(choice: UUID) -> None:
    """Back to the rule."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/pool-choices/{choice}/end")
    output.show(found, f"{found['pseudonym']}: back to the rule")


def propose(
    week: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="Its Monday.")],
    *,
    shrinkage: Annotated[float, typer.Option(help="Paid time away, 0 to 1.")] = 0.3,
    occupancy: Annotated[float, typer.Option(help="Handling of time at work, 0 to 1.")] = 0.9,
    least_hours: Annotated[float, typer.Option(help="The wished minimum of everybody.")] = 4.0,
    accuracy_floor: Annotated[float, typer.Option(help="On gold of the project, 0 to 1.")] = 0.0,
) -> None:
    """Reckon who works on what in a week; nothing changes for anybody yet."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    asked = {
        "week_on": week.date().isoformat(),
        "shrinkage": shrinkage,
        "occupancy": occupancy,
        "least_hours": least_hours,
        "accuracy_floor": accuracy_floor,
    }
    with connect() as server:
        job = finished(server, server.post("/allocations", asked), "Proposal")
        found = server.get(f"/allocations/{job['result']['allocation']}")
    output.table(found, MET, found["met"])


def list_runs() -> None:
    """Proposals, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/allocations", limit=finding.AT_ONCE))
    output.table({"items": found}, RUNS, found)


def show(run: UUID) -> None:
    """What each project needs, what it got, and what binds."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/allocations/{run}")
    output.table(found, MET, found["met"])


def people(run: UUID) -> None:
    """Who works on what."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/allocations/{run}/people", limit=finding.AT_ONCE))
    rows = [{"pseudonym": each["pseudonym"], **part} for each in found for part in each["parts"]]
    output.table({"items": found}, PEOPLE, rows)


def ahead(*, look: Annotated[bool, typer.Option("--look", help="Reckon it anew first.")] = False) -> None:
    """Who has no work this week or the next, and which work has nobody."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        if look:
            finished(server, server.post("/capacity-findings"), "Look")
        found = server.get("/capacity-findings")
    output.table(found, AHEAD, found["items"])


def apply(run: UUID) -> None:
    """Add members, and hold people to it while its week lasts; a former one is brought back likewise."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post(f"/allocations/{run}/apply"), "Application")
    output.show(job["result"], f"In force. {job['result']['n_new_members']} people became members.")


def withdraw(run: UUID) -> None:
    """Nobody is held to it any more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/allocations/{run}/withdraw")
    output.show(found, "Taken back.")


def _scored(text: str) -> tuple[str, int]:
    """What is no number is -1, which the server refuses with a sentence."""
    name, _equals, score = text.partition("=")
    return name, int(score) if score.isascii() and score.isdigit() and len(score) < 4 else -1


def _pool(found: dict[str, Any]) -> str:
    asked = [f"{name}: {value}" for name, value in found["rule"].items() if value and name not in {"level"}]
    counts = f"{found['n_fitting']} people fit, {found['n_members']} of them are members"
    return "\n".join(
        [f"Priority {found['priority']}. {counts}; {found['n_held']} members are held back.", *asked]
    )
