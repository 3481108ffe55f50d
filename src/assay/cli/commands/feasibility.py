"""Feasibility of a request or of a running project: computed, read, compared, and overruled."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output

COLUMNS = (
    "market",
    "n_people",
    "n_needed",
    "n_missing",
    "per_hour",
    "accuracy",
    "hours",
    "p50",
    "p80",
    "p95",
)
RUNS = ("number", "made_at", "channel", "timing", "p80_on")
OfRequest = Annotated[UUID | None, typer.Option("--request", help="A request's identifier.")]
OfProject = Annotated[str | None, typer.Option("--project", help="A project: its name or identifier.")]
QUESTIONS = ("project", "request", "n_shared", "p50_days", "p80_days", "answer", "reason", "uid")
MICRO = 1_000_000


def register(app: typer.Typer) -> None:
    feasibility = group("Feasibility: who could do it, by when, at what cost, from what was measured.")
    command(feasibility, "show")(show)
    command(feasibility, "compute")(compute)
    command(feasibility, "runs")(runs)
    command(feasibility, "decide")(decide)
    command(feasibility, "pilot")(pilot)
    command(feasibility, "pilot-sample")(pilot_sample)
    command(feasibility, "ask")(ask)
    command(feasibility, "questions")(questions)
    command(feasibility, "answer")(answer)
    app.add_typer(feasibility, name="feasibility")


def show(*, request: OfRequest = None, project: OfProject = None) -> None:
    """The newest run: people, dates and reasons."""
    from assay.cli.client import connect

    with connect() as server:
        _tell(server.get(_path(server, request, project)))


def compute(
    *,
    request: OfRequest = None,
    project: OfProject = None,
    rate: Annotated[
        list[str] | None, typer.Option(help="MARKET=AMOUNT, what an hour costs; may be given again.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Of the rates, such as EUR.")] = "",
    overlap: Annotated[float | None, typer.Option(help="Judgments per task.")] = None,
    busy: Annotated[float | None, typer.Option(help="Share of the hours of busy people.")] = None,
    idle: Annotated[float | None, typer.Option(help="The chance that idle people come.")] = None,
) -> None:
    """Compute it anew, and keep it; what is not given is as in the run before."""
    from assay.cli.client import connect

    with connect() as server:
        path = _path(server, request, project)
        asked: dict[str, Any] = {"currency": currency}
        if rate is not None:
            asked["rates"] = dict(_rate(each) for each in rate)
        changed = {"overlap": overlap, "busy_share": busy, "idle_chance": idle}
        changed = {name: value for name, value in changed.items() if value is not None}
        made = server.post(path, asked)
        if changed:
            made = server.post(path, asked | {"given": made["given"] | changed})
    _tell(made)


def runs(*, request: OfRequest = None, project: OfProject = None) -> None:
    """Every run, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"{_path(server, request, project)}/runs", limit=finding.AT_ONCE))
    output.table({"runs": found}, RUNS, found)


def decide(
    channel: Annotated[str, typer.Argument(help="crowd, bpo, in_house or machine.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; it stays beside what the rules say.")],
    request: OfRequest = None,
    project: OfProject = None,
) -> None:
    """Decide for another channel than the newest run."""
    from assay.cli.client import connect

    with connect() as server:
        path = _path(server, request, project)
        _tell(server.post(f"{path}/decide", {"channel": channel, "reason": reason}))


def pilot(
    request: Annotated[UUID, typer.Argument(help="A submitted request.")],
    tasks: Annotated[int, typer.Argument(help="How many tasks the pilot has.")],
) -> None:
    """Start a pilot: a project of its own, with the tasks of the request's sample file."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/requests/{request}/pilot", {"n_tasks": tasks})
    came = f" {_sampled(made['sampled'])}" if made["sampled"] else ""
    output.show(made, f"{made['name']} is there as a draft: {made['project']}{came}")


def pilot_sample(request: Annotated[UUID, typer.Argument(help="A request with a pilot.")]) -> None:
    """Take the tasks of a pilot that has none yet from the request's sample file."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/requests/{request}/pilot/sample")
    output.show(found, _sampled(found))


def _sampled(found: dict[str, Any]) -> str:
    why = f" {found['n_bad']} rows are none: {found['reason']}" if found["n_bad"] else f" {found['reason']}"
    return f"{found['n_added']} tasks came from the sample file.{why if found['reason'] else ''}"


def ask(request: Annotated[UUID, typer.Argument(help="A request that is a rush.")]) -> None:
    """Reckon which projects a rush would delay, and ask their owners."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/requests/{request}/rush")
    output.table(found, QUESTIONS, found["questions"])


def questions(*, request: OfRequest = None, project: OfProject = None) -> None:
    """What owners were asked about a rush, and what they said."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(_path(server, request, project).removesuffix("/feasibility") + "/rush")
    output.table(found, QUESTIONS, found["questions"])


def answer(
    question: UUID,
    answer: Annotated[str, typer.Argument(help="agreed or refused.")],
    *,
    reason: Annotated[str, typer.Option(help="Needed to refuse.")] = "",
) -> None:
    """Answer for a project that a rush would delay."""
    from assay.cli.client import connect

    with connect() as server:
        said = server.post(f"/rush-questions/{question}/answer", {"answer": answer, "reason": reason})
    output.table({"question": said}, QUESTIONS, [said])


def _path(server: Any, request: UUID | None, project: str | None) -> str:  # The client is imported late.
    if (request is None) == (project is None):
        raise unusable("Say either --request or --project.")
    if request is not None:
        return f"/requests/{request}/feasibility"
    return f"/projects/{finding.project(server, str(project))['uid']}/feasibility"


def _rate(text: str) -> tuple[str, int]:
    market, _, amount = text.partition("=")
    try:
        return market, round(float(amount) * MICRO)
    except ValueError as error:
        raise unusable(f"{text} is no rate: say MARKET=AMOUNT, such as pt-BR=9.50.") from error


def _tell(found: dict[str, Any]) -> None:
    output.table(found, COLUMNS, [_row(each) for each in found["markets"]])


def _row(each: dict[str, Any]) -> dict[str, Any]:
    seconds, accuracy = each["seconds"], each["accuracy"]
    return {
        **each,
        **each["dates"],
        "per_hour": f"{3600 / seconds['value']:.0f}" if seconds and seconds["value"] else None,
        "accuracy": f"{accuracy['value']:.1%} (n = {accuracy['n']})" if accuracy else None,
    }
