"""The gallery: label schemas that are ready to use."""

from pathlib import Path
from typing import Annotated

import typer

from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output


def register(app: typer.Typer) -> None:
    templates = group("Templates: label schemas that are ready to use.")
    command(templates, "list")(list_templates)
    command(templates, "show")(show_template)
    app.add_typer(templates, name="template")


def list_templates() -> None:
    """Every template of the gallery. Needs no server."""
    from assay.projects.rules.gallery import gallery

    rows = [
        {"code": each.code, "segment": each.segment, "title": each.title, "summary": each.summary}
        for each in gallery()
    ]
    output.table({"templates": rows}, ("code", "segment", "title"), rows)


def show_template(
    code: str,
    *,
    into: Annotated[
        Path | None, typer.Option(help="Write schema.json, guideline.md and tasks.jsonl into this folder.")
    ] = None,
) -> None:
    """The label schema of a template, to edit and publish; with --into its guideline and example tasks too."""
    import msgspec

    from assay.projects.rules.gallery import template

    found = template(code)
    if found is None:
        raise unusable(f"There is no template {code}: see assay template list.")
    schema = msgspec.json.format(msgspec.json.encode(found.schema), indent=2)
    if into is None:
        output.show(msgspec.to_builtins(found), schema.decode())
        return
    guideline = "\n\n".join(f"## {each.title}\n\n{each.markdown}" for each in found.guideline.sections)
    tasks = [{"external_id": each.external_id, "content": each.content} for each in found.examples]
    into.mkdir(parents=True, exist_ok=True)
    (into / "schema.json").write_bytes(schema + b"\n")
    (into / "guideline.md").write_text(f"# {found.guideline.title}\n\n{guideline}\n", encoding="utf-8")
    (into / "tasks.jsonl").write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in tasks))
    files = {"files": [str(into / name) for name in ("schema.json", "guideline.md", "tasks.jsonl")]}
    output.show(files, f"Written to {into}: schema.json, guideline.md, tasks.jsonl")
