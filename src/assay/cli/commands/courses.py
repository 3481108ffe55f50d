"""Courses: lessons and practice, given to people, and who stands where."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("uid", "name", "n_steps", "n_finished", "n_given", "published_at", "retired_at")
STEPS = ("uid", "position", "kind", "section", "task", "sign", "n_first", "first_right")
PEOPLE = ("uid", "pseudonym", "state", "n_done", "first_right", "due_on", "through")
OWN = ("assignment", "name", "state", "n_done", "n_steps", "due_on")


def register(app: typer.Typer) -> None:
    course = group("Courses: sections of the guideline, and tasks to practise on.")
    command(course, "list")(list_courses)
    command(course, "create")(create)
    command(course, "lesson")(lesson)
    command(course, "practice")(practice)
    command(course, "steps")(steps)
    command(course, "publish")(publish)
    command(course, "assign")(assign)
    command(course, "people")(people)
    command(course, "retire")(retire)
    command(course, "mine")(mine)
    app.add_typer(course, name="course")


def list_courses(*, project: InProject) -> None:
    """The courses of a project, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/courses", limit=finding.AT_ONCE))
    output.table({"courses": found}, COLUMNS, found)


def create(
    name: str,
    *,
    project: InProject,
    note: Annotated[str, typer.Option(help="What people are told before they begin.")] = "",
    exam: Annotated[UUID | None, typer.Option(help="The exam that it leads to.")] = None,
    gates_exam: Annotated[bool, typer.Option("--gates-exam", help="The exam waits for it.")] = False,
    assigned_only: Annotated[
        bool, typer.Option("--assigned-only", help="Nobody begins it by themselves.")
    ] = False,
    retraining: Annotated[
        bool, typer.Option("--retraining", help="Given to who is asked to learn again.")
    ] = False,
) -> None:
    """A draft without steps."""
    from assay.cli.client import connect

    asked = {
        "name": name,
        "note": note,
        "exam": str(exam) if exam else None,
        "gates_exam": gates_exam,
        "is_open": not assigned_only,
        "is_retraining": retraining,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/courses", asked)
    output.show(made, f"{made['uid']}: add lessons and practice next.")


def lesson(
    course: UUID, section: str, *, note: Annotated[str, typer.Option(help="What to look at.")] = ""
) -> None:
    """Add a section of the guideline in force."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/courses/{course}/lessons", {"section": section, "note": note})
    output.show(made, f"The course has {len(made['steps'])} steps.")


def practice(
    course: UUID,
    task: Annotated[str, typer.Argument(help="A gold task by its external id.")],
    *,
    explanation: Annotated[str, typer.Option(help="After the answer.")] = "",
    hint: Annotated[str, typer.Option(help="Before it.")] = "",
) -> None:
    """Add a gold task to practise on; it leaves production."""
    from assay.cli.client import connect

    asked = {"external_id": task, "explanation": explanation, "hint": hint}
    with connect() as server:
        made = server.post(f"/courses/{course}/practice", asked)
    output.show(made, f"The course has {len(made['steps'])} steps.")


def steps(course: UUID) -> None:
    """Lessons and practice in their order; `changed` marks a lesson whose section has changed."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/courses/{course}/steps")
    output.table(found, STEPS, found["steps"])


def publish(course: UUID) -> None:
    """From now on it can be begun and assigned."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/courses/{course}/publish", {})
    output.show(found, f"{found['name']} is published.")


def assign(
    course: UUID,
    contributors: Annotated[
        list[UUID] | None, typer.Argument(help="Empty: all whom you may assign it to.")
    ] = None,
    *,
    due: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="To be finished by this day.")
    ] = None,
    reason: Annotated[str, typer.Option(help="The people read it.")] = "",
) -> None:
    """Give it to people of the project."""
    from assay.cli.client import connect

    asked = {
        "contributors": [str(each) for each in contributors or []],
        "due_on": due.date().isoformat() if due else None,
        "reason": reason,
    }
    with connect() as server:
        made = server.post(f"/courses/{course}/assignments", asked)
    output.show(made, f"{made['n_new']} people have it new.")


def people(course: UUID) -> None:
    """Who has it and how far they are."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/courses/{course}/assignments", limit=finding.AT_ONCE))
    output.table({"assignments": found}, PEOPLE, found)


def retire(course: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Nobody takes it any more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/courses/{course}/retire", {"reason": reason})
    output.show(found, f"{found['name']} is not given any more.")


def mine() -> None:
    """The courses that you have or may begin. Take them in the browser."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/courses")
    output.table(found, OWN, found["courses"])
