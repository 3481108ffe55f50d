"""Search runs and classifiers against delivered labels, on the command line."""

from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

RUNS = ("name", "release_number", "n_queries", "n_results", "uploaded_at", "uid")
PARTS = ("kind", "name", "n_queries", "measure", "first", "second", "difference", "p_adjusted")
VERDICTS = ("name", "question", "n_verdicts", "uploaded_at", "uid")
RATES = ("kind", "part", "n_items", "class", "precision", "recall", "false_positive")
OfRelease = Annotated[UUID, typer.Argument(help="The release; see assay release list.")]


def register(app: typer.Typer) -> None:
    search = group("Search runs, measured against delivered labels.")
    command(search, "list")(list_runs)
    command(search, "upload")(upload)
    command(search, "evaluate")(evaluate)
    command(search, "show")(show)
    command(search, "top-up")(top_up)
    app.add_typer(search, name="search")
    classifier = group("Classifiers' verdicts, measured against delivered labels.")
    command(classifier, "list")(list_verdicts)
    command(classifier, "upload")(upload_verdicts)
    command(classifier, "report")(report)
    app.add_typer(classifier, name="classifier")


def list_runs(*, project: InProject) -> None:
    """Every run of the project, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        rows = list(server.pages(f"/projects/{uid}/search-runs", limit=finding.AT_ONCE))
    output.table({"runs": rows}, RUNS, rows)


def upload(
    release: OfRelease,
    file: Annotated[Path, typer.Argument(help="A run of TREC, or CSV: query, document, score.")],
    *,
    name: Annotated[str, typer.Option(help="How the run is called; else as the file.")] = "",
) -> None:
    """Bring a run; a wrong line is told by its number, and nothing is kept."""
    from assay.cli.client import connect

    _there(file)
    with connect() as server:
        made = server.upload(f"/releases/{release}/search-runs", file, name=name or file.stem)
    output.show(
        made, f"{made['name']}: {made['n_queries']:,} queries, {made['n_results']:,} results, {made['uid']}"
    )


def evaluate(
    run: Annotated[UUID, typer.Argument(help="The run; see assay search list.")],
    *,
    against: Annotated[UUID | None, typer.Option(help="Another run of the same release.")] = None,
    k: Annotated[int, typer.Option(min=1, max=100, help="How deep the measures look.")] = 10,
) -> None:
    """Measure a run, alone or against another; then show what was measured."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    asked = {"against": str(against) if against else None, "k": k}
    with connect() as server:
        job = finished(server, server.post(f"/search-runs/{run}/evaluate", asked), "Measuring")
        found = server.get(f"/evaluations/{job['result']['evaluation']}")
    _show(found)


def show(evaluation: Annotated[UUID, typer.Argument(help="The evaluation.")]) -> None:
    """Measures of both runs, their differences with intervals, and the holes."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/evaluations/{evaluation}")
    _show(found)


def top_up(
    evaluation: Annotated[UUID, typer.Argument(help="The evaluation of two runs.")],
    *,
    name: Annotated[str, typer.Option(help="Of the batch.")],
    n: Annotated[int, typer.Option(min=1, max=1000, help="The first so many holes.")] = 50,
    documents: Annotated[
        Path | None,
        typer.Option(help="JSON Lines: document, perhaps query, and the fields a task shows."),
    ] = None,
) -> None:
    """Make a batch of the holes that tell the runs apart best."""
    from assay.cli.client import connect

    asked = {"name": name, "n": n, "documents": _documents(documents) if documents else []}
    with connect() as server:
        made = server.post(f"/evaluations/{evaluation}/top-up", asked)
    left = made["n_asked"] - made["n_holes"]
    told = f" Of {left:,} nothing is known to show." if left else ""
    output.show(made, f"{made['n_holes']:,} holes are tasks of batch {made['batch']}.{told}")


def list_verdicts(*, project: InProject) -> None:
    """Every file of verdicts, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        rows = list(server.pages(f"/projects/{uid}/verdict-files", limit=finding.AT_ONCE))
    output.table({"verdict_files": rows}, VERDICTS, rows)


def upload_verdicts(
    file: Annotated[Path, typer.Argument(help="CSV: external_id, verdict, weight, stratum.")],
    *,
    project: InProject,
    question: Annotated[str, typer.Option(help="Whose answers the verdicts are.")],
    name: Annotated[str, typer.Option(help="Of the classifier, with its version; else as the file.")] = "",
) -> None:
    """Bring verdicts on a drawn sample; whoever labels the items never sees them."""
    from assay.cli.client import connect

    _there(file)
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        fields = {"question": question, "name": name or file.stem}
        made = server.upload(f"/projects/{uid}/verdict-files", file, **fields)
    output.show(made, f"{made['name']}: {made['n_verdicts']:,} verdicts, {made['uid']}")


def report(
    verdicts: Annotated[UUID, typer.Argument(help="See assay classifier list.")], release: OfRelease
) -> None:
    """Precision, recall and false-positive rate of each class, against the labels of a release."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        started = server.post(f"/verdict-files/{verdicts}/report", {"release": str(release)})
        job = finished(server, started, "Measuring")
        found = server.get(f"/verdict-reports/{job['result']['report']}")
    rows = [
        {
            **part,
            "part": part["name"],
            "class": each["name"],
            **{name: _rate(each[name]) for name in ("precision", "recall", "false_positive")},
        }
        for part in found["parts"]
        for each in part["classes"]
    ]
    output.table(found, RATES, rows)


def _show(found: dict[str, Any]) -> None:
    rows = [
        {
            **part,
            "measure": f"{figure['measure']}@{found['k']}",
            "first": _figure(figure),
            "second": _figure(part["sides"][1]["figures"][nth]) if found["second"] else "",
            **_gap(part["gaps"], figure["measure"]),
        }
        for part in found["parts"]
        for nth, figure in enumerate(part["sides"][0]["figures"])
    ]
    output.table(found, PARTS, rows)


def _gap(gaps: list[dict[str, Any]], measure: str) -> dict[str, str]:
    own = next((gap for gap in gaps if gap["measure"] == measure), None)
    if own is None:
        return {"difference": "", "p_adjusted": ""}
    return {"difference": _figure(own), "p_adjusted": f"{own['p_adjusted']:.4f}"}


def _figure(found: dict[str, Any]) -> str:
    if found["value"] is None:
        return "not measured"
    return f"{found['value']:.4f} ({found['low']:.4f} to {found['high']:.4f})"


def _rate(found: dict[str, Any]) -> str:
    return (
        f"undefined ({found['outcome']})"
        if found["value"] is None
        else f"{_figure(found)}, n = {found['n']:,}"
    )


def _there(file: Path) -> None:
    if not file.is_file():
        raise unusable(f"{file} is no file.")


def _documents(file: Path) -> list[dict[str, Any]]:
    import msgspec

    _there(file)
    found = []
    for nth, line in enumerate(file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            fields = msgspec.json.decode(line, type=dict[str, Any])
            found.append(
                {"document": fields.pop("document"), "query": fields.pop("query", ""), "content": fields}
            )
        except (msgspec.MsgspecError, KeyError) as problem:
            raise unusable(f"{file}: line {nth} is no JSON object with a document.") from problem
    return found
