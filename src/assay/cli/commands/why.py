"""`assay why`: why there is nothing to do, and why a label is what it is."""

from collections.abc import Iterator
from typing import Annotated, Any  # Answers are JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command
from assay.cli.finding import MaybeInProject
from assay.cli.outcome import unusable
from assay.cli.output import output


def register(app: typer.Typer) -> None:
    command(app, "why")(why)


def why(
    *,
    project: MaybeInProject = None,
    task: Annotated[UUID | None, typer.Option(help="Explain the label of this task instead.")] = None,
    question: Annotated[str | None, typer.Option(help="Of the task: which question.")] = None,
    subject: Annotated[str, typer.Option(help="Of a result list: which result.")] = "",
    run: Annotated[UUID | None, typer.Option(help="Which consensus run; else the newest.")] = None,
) -> None:
    """Why there is nothing for you to do; with --task and --question: why its label is what it is."""
    if task is not None and question is not None:
        explain_label(task, question=question, subject=subject, run=run)
    elif task is not None or question is not None:
        raise unusable("A label needs both: --task UID and --question ID.")
    else:
        explain_nothing(project)


def explain_nothing(project: str | None) -> None:
    """For a signed-in contributor, whose token may work but perhaps not read."""
    from assay.cli.client import connect
    from assay.kit.ids import parse_uid

    with connect() as server:
        # A contributor does not see projects, only tasks: an identifier is taken as it is.
        uid = project and (parse_uid(project) or finding.project(server, project)["uid"])
        found = server.get("/work/why", project=uid)
    lines = [found["sentence"]]
    for each in found["reasons"]:
        n = f"{each['n']:,}{'+' if each['n_is_capped'] else ''}"
        lines.append(f"{n:>7} tasks  {each['text']} ({each['code']})")
    if found["counted_at"]:
        lines.append(f"Counted at {found['counted_at']}.")
    output.show(found, "\n".join(lines))


def explain_label(task: UUID, *, question: str, subject: str, run: UUID | None) -> None:
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/tasks/{task}/why", question=question, subject=subject, run=run)
    label, made = found["label"], found["run"]
    chance = "" if label["probability"] is None else f" (probability {label['probability']:.4f})"
    tie = ", by a tie" if label["is_tie"] else ""
    lines = [
        f"{label['external_id']}, {label['question']}: {label['value']}{chance}{tie}",
        f"Run {made['number']}, {made['method']}, as of {made['as_of']}, inputs {made['inputs_sha256'][:12]}",
        *(
            [f"Taken over from task {label['reused_from']}, whose content is the same:"]
            if label["reused_from"]
            else []
        ),
        *map(_behind, found["judgments"]),
        *map(_review, found["reviews"]),
        *_ended(found),
    ]
    output.show(found, "\n".join(lines))


def _review(review: dict[str, Any]) -> str:
    errors = ", ".join(f"{each['severity']} {each['key']}" for each in review["errors"])
    disputes = "".join(
        f"; dispute {each['state']}: {each['ruling'] or 'no ruling yet'}" for each in review["disputes"]
    )
    after = "" if review["is_correct"] == review["is_correct_now"] else " — it counts as correct since"
    return (
        f"  {review['reviewer']} ({review['tier']}) reviewed judgment {review['judgment']} at {review['reviewed_at']}: "
        f"{review['verdict']}{f' ({errors})' if errors else ''}{disputes}{after}"
    )


def _ended(found: dict[str, Any]) -> Iterator[str]:
    decision, lot = found["decision"], found["lot"]
    if decision["reviewer"]:
        yield f"Decided by {decision['reviewer']}: {decision['reason']}"
    if decision["outcome"]:
        yield f"Enough judgments: {decision['outcome']} ({decision['because']})"
    if lot:
        looked_at = f", looked at: {lot['worst'] or 'no error'}" if lot["was_sampled"] else ""
        signed = f", signed by {lot['signed_as']}" if lot["signed_as"] else ""
        yield f"Lot {lot['number']}: {lot['state']}{signed}{looked_at}"


def _behind(judgment: dict[str, Any]) -> str:
    gold = f"gold {judgment['n_gold_right']} of {judgment['n_gold']}"
    agreed = f", agreed {judgment['n_agreed']} of {judgment['n_judged']}" if judgment["n_judged"] else ""
    where = "/".join(name for name in (judgment["vendor"], judgment["site"]) if name)
    versions = f"schema {judgment['schema_number']}, guideline {judgment['guideline_number'] or 'none'}"
    counted = "" if judgment["counted"] else " — not counted"
    return (
        f"  {judgment['contributor']}{f' ({where})' if where else ''} said {judgment['answer']} at "
        f"{judgment['submitted_at']} under {versions}; {gold}{agreed}{counted}"
    )
