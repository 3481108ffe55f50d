"""Releases: build, list, download, verify."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.commands import acceptance
from assay.cli.finding import InProject
from assay.cli.outcome import ExitCode, unusable
from assay.cli.output import output

COLUMNS = ("uid", "number", "kind", "state", "n_tasks", "n_labels", "created_at", "note")


class Kind(StrEnum):
    ALL = "all"
    TRAIN = "train"
    TEST = "test"


def register(app: typer.Typer) -> None:
    release = group("Releases: labels delivered, with manifest and certificate.")
    command(release, "build")(build)
    command(release, "list")(list_releases)
    command(release, "download")(download)
    command(release, "verify")(verify)
    acceptance.register(release)
    app.add_typer(release, name="release")


def build(
    *,
    project: InProject,
    run: Annotated[UUID | None, typer.Option(help="The consensus run; else the newest.")] = None,
    kind: Annotated[Kind, typer.Option(help="train never has a test item in it.")] = Kind.ALL,
    corrects: Annotated[UUID | None, typer.Option(help="An earlier release that this one corrects.")] = None,
    note: Annotated[str, typer.Option(help="Stands in the manifest.")] = "",
    qrels: Annotated[
        str | None,
        typer.Option(help="Also as TREC qrels: QUESTION, or QUESTION:exact=2,off=0 where answers are words."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Download it into this folder at once.")] = None,
) -> None:
    """Build a release of one run's labels; it never changes afterwards."""
    from assay.cli.client import connect
    from assay.cli.releases import fetch
    from assay.cli.waiting import finished

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        of_run = str(run or finding.newest_run(server, uid)["uid"])
        asked: dict[str, object] = {
            "run": of_run,
            "kind": kind.value,
            "corrects": corrects and str(corrects),
            "note": note,
            "qrels": None if qrels is None else _qrels(qrels),
        }
        started = server.post(f"/projects/{uid}/releases", asked)
        finished(server, started["job"], "Building the release")
        release = server.get(f"/releases/{started['release']['uid']}")
        if out:
            fetch(server, release, out)
    where = f" in {out}" if out else ""
    output.show(
        {**release, "folder": str(out) if out else None},
        f"Release {release['number']} with {release['n_labels']:,} labels is ready{where}: {release['uid']}",
    )


def list_releases(*, project: InProject) -> None:
    """The project's releases, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/releases", limit=finding.AT_ONCE))
    output.table({"releases": found}, COLUMNS, found)


def download(
    release: UUID,
    *,
    out: Annotated[Path | None, typer.Option(help="The folder; else release-NUMBER.")] = None,
) -> None:
    """Download a release with manifest and certificate, and verify it."""
    from assay.cli.client import connect
    from assay.cli.releases import check, fetch

    with connect() as server:
        found = server.get(f"/releases/{release}")
        folder = out or Path(f"release-{found['number']}")
        fetch(server, found, folder)
    checked = check(folder)
    output.show(
        {**found, "folder": str(folder), "is_intact": checked.is_intact},
        f"Release {found['number']} is in {folder}. {checked.sentence}",
    )
    if not checked.is_intact:
        raise typer.Exit(ExitCode.BROKEN)


def verify(folder: Annotated[Path, typer.Argument(help="Where the release was downloaded to.")]) -> None:
    """Compare the files of a downloaded release with its manifest, offline; exit code 7 when one differs."""
    from assay.cli.releases import check

    checked = check(folder)
    output.show(checked.as_json(), checked.sentence)
    if not checked.is_intact:
        raise typer.Exit(ExitCode.BROKEN)


def _qrels(text: str) -> dict[str, object]:
    question, _, grades = text.partition(":")
    found: dict[str, int] = {}
    for pair in filter(None, grades.split(",")):
        answer, _, grade = pair.partition("=")
        if not grade.strip().lstrip("-").isdigit():
            raise unusable(f"{pair} is no grade: write ANSWER=NUMBER.")
        found[answer.strip()] = int(grade)
    return {"question": question, "grades": found}
