"""Reviews: what was said, how far reviewers are behind, who reviews the reviewers; plans and error types from files."""

from pathlib import Path
from typing import Annotated, Any  # Documents are JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

REVIEWS = ("external_id", "verdict", "is_correct", "points", "outcome", "reviewer", "reviewed_at")
CAPACITY = (
    "language",
    "n_waiting",
    "n_late",
    "n_reviewed",
    "n_reviewers",
    "hours_of_work",
    "hours_a_day",
    "days_to_clear",
)
REVIEWERS = ("name", "tier", "n_reviews", "passed", "accuracy", "planted", "leniency")


def register(app: typer.Typer) -> None:
    reviews = group(
        "Reviews of judgments: plans, error types, verdicts, capacity, and the reviewers themselves."
    )
    command(reviews, "list")(listed)
    command(reviews, "capacity")(capacity)
    command(reviews, "reviewers")(reviewers)
    command(reviews, "plan")(plan)
    command(reviews, "error-types")(error_types)
    app.add_typer(reviews, name="reviews")


def listed(*, project: InProject) -> None:
    """What was said, newest first: your own reviews, or all where you may see answers."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/reviews", limit=finding.AT_ONCE))
    output.table({"reviews": found}, REVIEWS, found)


def capacity(*, project: InProject) -> None:
    """What waits in each language, and the pace of the last seven days."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/review-capacity")
    output.table(found, CAPACITY, found["languages"])


def reviewers(*, project: InProject) -> None:
    """What audits and planted judgments prove of each reviewer; shares with n and 95 % interval."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/reviewers")
    rows = [
        {**each, **{name: _said(each[name]) for name in ("passed", "accuracy", "planted")}}
        for each in found["reviewers"]
    ]
    output.table(found, REVIEWERS, rows)


def plan(
    file: Path,
    *,
    project: InProject,
    note: Annotated[str, typer.Option(help="What changes, and why.")] = "",
) -> None:
    """Publish a review plan from a JSON document: rules in order, and what the API takes beside them."""
    from assay.cli.client import connect

    document = _read(file)
    given = {"rules": document} if isinstance(document, list) else document
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/review-plans", {**given, **({"note": note} if note else {})})
    output.show(made, f"Version {made['number']} of the {made['tier']} plan is in force.")


def error_types(
    file: Path,
    *,
    project: InProject,
    fails_at: Annotated[float, typer.Option(help="Weights of a unit's errors that fail it.")] = 0.5,
    note: Annotated[str, typer.Option(help="What changes, and why.")] = "",
) -> None:
    """Publish the error types from a JSON list: key, name, severity, weight; and origin, description, markets."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        asked = {"types": _read(file), "fails_at": fails_at, "note": note}
        made = server.post(f"/projects/{uid}/error-taxonomies", asked)
    output.show(made, f"Version {made['number']} with {len(made['types'])} error types is in force.")


def _said(share: dict[str, Any]) -> str:
    if share["value"] is None:
        return "not measured"
    low, high = share["low"], share["high"]
    return f"{share['value']:.1%} (n = {share['n']}, 95 %: {low:.1%} to {high:.1%})"


def _read(file: Path) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.MsgspecError) as error:
        raise unusable(f"{file} cannot be read as JSON: {error}") from error
