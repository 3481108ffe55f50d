"""Questions of contributors: what waits, one answer for everybody, and what was answered."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

WAITING = ("uid", "external_id", "contributor", "asked_at", "text")
ANSWERED = ("uid", "section", "is_provisional", "published_at", "question", "answer")


def register(app: typer.Typer) -> None:
    questions = group("Questions of contributors, answered once for everybody.")
    command(questions, "list")(list_waiting)
    command(questions, "answer")(answer)
    command(questions, "hold")(hold)
    command(questions, "search")(search)
    app.add_typer(questions, name="questions")


def list_waiting(*, project: InProject) -> None:
    """What waits for an answer."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        address = f"/projects/{uid}/questions"
        found = list(server.pages(address, limit=finding.AT_ONCE, is_open="true"))
    output.table({"questions": found}, WAITING, found)


def answer(
    question: Annotated[list[UUID], typer.Argument(help="Questions that ask the same.")],
    *,
    project: InProject,
    asked: Annotated[str, typer.Option(help="The question in general words.")],
    answer: Annotated[str, typer.Option(help="The answer for everybody.")],
    section: Annotated[str, typer.Option(help="Section of the guideline.")] = "",
    provisional: Annotated[bool, typer.Option(help="For now: it is settled later.")] = False,
) -> None:
    """Answer questions once, for everybody who works on the project."""
    from assay.cli.client import connect

    body = {"question": asked, "answer": answer, "section": section, "is_provisional": provisional}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        asked_ones = [str(each) for each in question]
        made = server.post(f"/projects/{uid}/clarifications", {**body, "questions": asked_ones})
    output.show(made, f"Answered for everybody: {made['uid']}")


def hold(
    question: UUID,
    *,
    phrase: Annotated[str, typer.Option(help="In the content of the tasks that wait.")],
) -> None:
    """Hold tasks with a phrase until the question is answered."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        started = server.post(f"/questions/{question}/hold", {"phrase": phrase})
        found = finished(server, started, "Looking for tasks alike")["result"]
    output.show(found, f"{found['n_held']:,} tasks are held.")


def search(text: Annotated[str, typer.Argument()] = "", *, project: InProject) -> None:
    """What was answered for everybody, with every word of the text."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/clarifications", limit=finding.AT_ONCE, text=text))
    output.table({"clarifications": found}, ANSWERED, found)
