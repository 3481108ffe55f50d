"""Exams on gold: kept in a project, and one's own."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("uid", "name", "skill", "n_questions", "pass_share", "is_asked_for", "retired_at")
ITEMS = ("uid", "task", "n", "difficulty", "discrimination", "upper_lower", "n_shown", "signs")
ATTEMPTS = ("pseudonym", "number", "state", "n_right", "n_questions", "expires_at")
OWN = ("uid", "name", "skill", "n_needed", "n_questions", "n_left", "is_held", "held_until", "why_not")


def register(app: typer.Typer) -> None:
    exam = group("Exams on gold: who passes gets a skill.")
    command(exam, "list")(list_exams)
    command(exam, "create")(create)
    command(exam, "add")(add)
    command(exam, "items")(items)
    command(exam, "attempts")(attempts)
    command(exam, "retire")(retire)
    command(exam, "mine")(mine)
    app.add_typer(exam, name="exam")


def list_exams(*, project: InProject) -> None:
    """The exams of a project, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/exams", limit=finding.AT_ONCE))
    output.table({"exams": found}, COLUMNS, found)


def create(
    name: str,
    *,
    project: InProject,
    skill: Annotated[str, typer.Option(help="The code of the skill that it gives.")],
    pass_share: Annotated[float, typer.Option(help="Of the questions, right.")] = 0.8,
    questions: Annotated[int, typer.Option(help="Drawn for each attempt.")] = 10,
    attempts: Annotated[int, typer.Option(help="Until it is passed.")] = 3,
    cool_hours: Annotated[int, typer.Option(help="After an attempt that failed.")] = 24,
    valid_days: Annotated[int, typer.Option(help="So long the skill is held; 0: for good.")] = 180,
    shares_gold: Annotated[
        bool, typer.Option("--shares-gold", help="Its questions stay in production.")
    ] = False,
) -> None:
    """An exam without questions yet."""
    from assay.cli.client import connect

    asked = {
        "name": name,
        "skill": skill,
        "pass_share": pass_share,
        "n_questions": questions,
        "n_attempts": attempts,
        "cool_hours": cool_hours,
        "valid_days": valid_days or None,
        "shares_gold": shares_gold,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/exams", asked)
    output.show(made, f"{made['uid']}: add questions next.")


def add(
    exam: UUID,
    tasks: Annotated[list[str] | None, typer.Argument(help="Gold tasks by their external id.")] = None,
    *,
    least_shown: Annotated[int, typer.Option(help="Besides, so many that fewest people were shown.")] = 0,
) -> None:
    """Ask more gold tasks; unless the exam shares them, they leave production."""
    from assay.cli.client import connect

    with connect() as server:
        asked = {"external_ids": tasks or [], "n_least_shown": least_shown}
        made = server.post(f"/exams/{exam}/items", asked)
    output.show(made, f"The exam has {len(made['items'])} questions.")


def items(exam: UUID) -> None:
    """The questions: how hard each is, and whether it tells who knows."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/exams/{exam}/items")
    rows = [{**each, "signs": ", ".join(each["signs"])} for each in found["items"]]
    output.table(found, ITEMS, rows)


def attempts(exam: UUID) -> None:
    """Who has sat it and how it went, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/exams/{exam}/attempts", limit=finding.AT_ONCE))
    output.table({"attempts": found}, ATTEMPTS, found)


def retire(exam: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Nobody begins it any more; who has passed keeps what they hold."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/exams/{exam}/retire", {"reason": reason})
    output.show(found, f"{found['name']} is not held any more.")


def mine() -> None:
    """The exams of your projects, and what you are qualified for. Sit them in the browser."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/exams")
    output.table(found, OWN, found["exams"])
