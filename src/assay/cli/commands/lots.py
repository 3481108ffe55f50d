"""Lots: publish how they are inspected, cut them, read the register, decide what was rejected."""

from enum import StrEnum
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("number", "state", "market", "n_units", "n_sample", "found", "uid")


class What(StrEnum):
    ALL = "all"
    DEFECTS = "defects"


def register(app: typer.Typer) -> None:
    lot = group("Lots: finished tasks, inspected by sample and accepted or rejected as a whole.")
    command(lot, "plan")(plan)
    command(lot, "cut")(cut)
    command(lot, "list")(list_lots)
    command(lot, "show")(show)
    command(lot, "rework")(rework)
    command(lot, "concede")(concede)
    command(lot, "accept")(accept)
    command(lot, "resume")(resume)
    app.add_typer(lot, name="lot")


def plan(
    *,
    project: InProject,
    critical: Annotated[float | None, typer.Option(help="AQL in percent; 0: no defect is accepted.")] = None,
    major: Annotated[float | None, typer.Option(help="The same for major errors.")] = None,
    minor: Annotated[float | None, typer.Option(help="The same for minor errors.")] = None,
    level: Annotated[str, typer.Option(help="I to III, or S1 to S4.")] = "II",
    lot_size: Annotated[int, typer.Option(help="Tasks per lot.")] = 500,
    note: Annotated[str, typer.Option(help="Why it changes.")] = "",
) -> None:
    """Publish a standard plan if an AQL is given; then show the plan in force and what it promises."""
    from assay.cli.client import connect

    given = {"critical": critical, "major": major, "minor": minor}
    classes = {severity: {"aql": aql} for severity, aql in given.items() if aql is not None}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        if classes:
            asked = {"classes": classes, "level": level, "lot_size": lot_size, "note": note}
            found = server.post(f"/projects/{uid}/inspection-plan", asked)
        else:
            found = server.get(f"/projects/{uid}/inspection-plan")
    output.show(
        found, "\n".join([f"Plan {found['number']}", *(_promise(each) for each in found["promises"])])
    )


def cut(
    *, project: InProject, batch: Annotated[UUID | None, typer.Option(help="Only of this batch.")] = None
) -> None:
    """Cut lots of what is done and in none yet, and draw their samples."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.post(f"/projects/{uid}/lots", {"batch": batch and str(batch)})["lots"]
    output.table({"lots": found}, COLUMNS, [_row(each) for each in found])


def list_lots(
    *, project: InProject, state: Annotated[str | None, typer.Option(help="Only these.")] = None
) -> None:
    """The register, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        query = f"?state={state}" if state else ""
        found = list(server.pages(f"/projects/{uid}/lots{query}", limit=finding.AT_ONCE))
    output.table({"lots": found}, COLUMNS, [_row(each) for each in found])


def show(lot: UUID) -> None:
    """One lot: what each inspection found, and what was decided."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/lots/{lot}")
    _tell(found)


def rework(
    lot: UUID,
    *,
    reason: Annotated[str, typer.Option(help="Stands in the register.")],
    what: Annotated[What, typer.Option(help="All of it, or the defects that were found.")] = What.ALL,
) -> None:
    """Give a rejected lot back: it is done anew by others, and then inspected again."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/lots/{lot}/rework", {"what": what.value, "reason": reason})
    _tell(found)


def concede(
    lot: UUID,
    *,
    reason: Annotated[str, typer.Option(help="Stands on every certificate.")],
    signature: Annotated[str, typer.Option(help="Your own name.")],
) -> None:
    """Accept a rejected lot all the same, signed by name."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/lots/{lot}/concession", {"reason": reason, "signature": signature})
    _tell(found)


def accept(lot: UUID, *, reason: Annotated[str, typer.Option(help="Stands on every certificate.")]) -> None:
    """Accept a lot whose figures do so since a dispute overturned a defect."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/lots/{lot}/acceptance", {"reason": reason})
    _tell(found)


def resume(
    *,
    project: InProject,
    action: Annotated[str, typer.Option(help="What was done about the cause.")],
    stream: Annotated[str, typer.Option(help="The market; else all of them.")] = "",
) -> None:
    """Accept a corrective action: discontinued inspection goes on, tightened."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        server.post(f"/projects/{uid}/lot-streams/resume", {"stream": stream, "action": action})
    output.show({"stream": stream}, "Inspection goes on, tightened.")


def _tell(lot: dict[str, Any]) -> None:
    lines = [f"Lot {lot['number']} ({lot['n_units']:,} tasks): {lot['state']}"]
    for each in lot["inspections"]:
        lines += [f"Inspection {each['attempt']}:", *(f"  {_found(found)}" for found in each["classes"])]
        if each["disposition"]:
            signed = f", signed by {each['signed_as']}" if each["signed_as"] else ""
            lines.append(f"  {each['disposition']}{signed}: {each['reason']}")
        for revision in each["revisions"]:
            by = (
                f", accepted by {revision['confirmed_by']}: {revision['reason']}"
                if revision["confirmed_at"]
                else ""
            )
            lines.append(f"  changed by dispute {revision['dispute']}{by}")
    output.show(lot, "\n".join(lines))


def _found(each: dict[str, Any]) -> str:
    said = {True: "accepted", False: "rejected", None: "undecided"}[each["is_accepted"]]
    return (
        f"{each['severity']}: {each['n_defective']} of {each['n_inspected']} defective, at most {each['accept']} of "
        f"{each['n']} accepted ({each['inspection']}): {said}"
    )


def _promise(each: dict[str, Any]) -> str:
    limiting = "" if each["limiting"] is None else f"; keeps out {each['limiting'] * 100:.1f} % and more"
    aql = "no AQL" if each["aql"] is None else f"AQL {each['aql']:g} %"
    return f"{each['severity']}: {aql}, at most {each['accept']} of {each['n']}{limiting}"


def _row(lot: dict[str, Any]) -> dict[str, Any]:
    newest = lot["inspections"][0] if lot["inspections"] else {"n_sample": 0, "classes": []}
    found = ", ".join(
        f"{each['severity']} {each['n_defective']}/{each['accept']}" for each in newest["classes"]
    )
    return {**lot, "n_sample": newest["n_sample"], "found": found}
