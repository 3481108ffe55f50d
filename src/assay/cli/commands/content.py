"""Content of tasks: taken out of the work, deleted for good, and the files it shows."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

AT_ONCE = 10_000
Names = Annotated[list[str] | None, typer.Argument(help="External ids of tasks.")]
NamesFile = Annotated[Path | None, typer.Option("--file", help="One external id a line.")]


def withdraw(
    names: Names = None,
    *,
    project: InProject,
    reason: Annotated[str, typer.Option(help="Why; it stays with the tasks.")],
    file: NamesFile = None,
) -> None:
    """Take tasks out of every queue at once, and list the releases that hold them."""
    from assay.cli.client import connect

    wanted = _names(names, file)
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        parts = [
            server.post(f"/projects/{uid}/withdrawals", {"external_ids": part, "reason": reason})
            for part in _parts(wanted)
        ]
    counts = {name: sum(part[name] for part in parts) for name in ("n_withdrawn", "n_already", "n_claims")}
    unknown = [name for part in parts for name in part["unknown"]]
    releases = {held["uid"]: held for part in parts for held in part["releases"]}
    said = (
        f"{counts['n_withdrawn']:,} withdrawn, {counts['n_already']:,} were already, "
        f"{counts['n_claims']:,} were in somebody's hands, {len(unknown):,} unknown."
    )
    lines = [said]
    lines += [
        f"Release {held['number']} ({held['ready_at'][:10]}) holds some of them."
        for held in releases.values()
    ]
    output.show({**counts, "unknown": unknown, "releases": list(releases.values())}, "\n".join(lines))


def purge(
    names: Names = None,
    *,
    project: InProject,
    file: NamesFile = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete the content of withdrawn tasks for good: their names and the hash of the content stay."""
    from assay.cli.client import connect

    wanted = _names(names, file)
    if not yes:
        typer.confirm(f"Delete the content of {len(wanted):,} tasks for good?", abort=True, err=True)
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        parts = [server.post(f"/projects/{uid}/purges", {"external_ids": part}) for part in _parts(wanted)]
    n_purged = sum(part["n_purged"] for part in parts)
    output.show({"n_purged": n_purged}, f"{n_purged:,} purged.")


def reuse_labels(*, batch: Annotated[UUID, typer.Option(help="The batch's identifier.")]) -> None:
    """Take over labels for tasks whose content has one by now, and which nobody has begun."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/batches/{batch}/reuse", {})
    output.show(found, f"{found['n_reused']:,} labels taken over.")


def upload(file: Path, *, project: InProject) -> None:
    """Keep a picture, sound or video, or a .zip of many; tasks show them as sha256:…."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    if not file.is_file():
        raise unusable(f"{file} is no file.")
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        if file.suffix.lower() != ".zip":
            kept = server.upload(f"/projects/{uid}/files", file)
            output.show(kept, kept["address"])
            return
        job = finished(server, server.upload(f"/projects/{uid}/files/zip", file), f"Unpacking {file.name}")
    result = job["result"]
    output.show(
        {"job": job["uid"], **result},
        f"{result['n_stored']:,} stored, {result['n_known']:,} known already, {result['n_bad']:,} left out.",
    )


def list_files(*, project: InProject) -> None:
    """The project's files with the address that content names them by."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/files", limit=finding.AT_ONCE))
    output.table({"files": found}, ("address", "media_type", "n_bytes", "name"), found)


def _names(names: list[str] | None, file: Path | None) -> list[str]:
    listed = file.read_text(encoding="utf-8").splitlines() if file else []
    wanted = [*(names or []), *(line.strip() for line in listed if line.strip())]
    if not wanted:
        raise unusable("Name tasks, or a --file with one external id a line.")
    return wanted


def _parts(names: list[str]) -> list[list[str]]:
    return [names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE)]
