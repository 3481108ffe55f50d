"""Agreements: what people sign before they get tasks, who has signed, and one's own."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import MaybeInProject
from assay.cli.output import output

COLUMNS = ("uid", "name", "kind", "number", "n_signed", "n_people", "n_owed")
PEOPLE = ("pseudonym", "signed_number", "signed_at", "signed_name")
OWN = ("version", "title", "kind", "number", "state", "until", "signed_at")
Text = Annotated[Path, typer.Option("--text", exists=True, dir_okay=False, help="A Markdown file.")]
Title = Annotated[str, typer.Option(help="As people read it.")]
Language = Annotated[str, typer.Option(help="BCP 47.")]


def register(app: typer.Typer) -> None:
    agreement = group("Agreements: what people sign before they get tasks.")
    command(agreement, "list")(list_agreements)
    command(agreement, "create")(create)
    command(agreement, "publish")(publish)
    command(agreement, "translate")(translate)
    command(agreement, "people")(people)
    command(agreement, "retire")(retire)
    command(agreement, "mine")(mine)
    command(agreement, "sign")(sign)
    app.add_typer(agreement, name="agreement")


def list_agreements() -> None:
    """Every agreement asked of people you may see, and how many of them have signed."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/agreements", limit=finding.AT_ONCE))
    rows = [{**each, "number": each["version"]["number"]} for each in found]
    output.table({"agreements": found}, COLUMNS, rows)


def create(
    name: str,
    *,
    kind: Annotated[str, typer.Option(help="nda, policy, content_warning or other.")],
    title: Title,
    text: Text,
    language: Language = "en",
    project: MaybeInProject = None,
) -> None:
    """Ask for a signature from now on, of everybody or of whom works on a project."""
    from assay.cli.client import connect

    with connect() as server:
        where = finding.project(server, project)["uid"] if project else None
        asked = {"name": name, "kind": kind, "project": where, "texts": [_text(language, title, text)]}
        made = server.post("/agreements", asked)
    output.show(made, f"{made['uid']}: asked of {made['n_people']} people.")


def publish(
    agreement: UUID,
    *,
    title: Title,
    text: Text,
    language: Language = "en",
    note: Annotated[str, typer.Option(help="What is new.")] = "",
    grace_days: Annotated[int, typer.Option(help="So long the version before still counts.")] = 0,
) -> None:
    """A new version, which asks everybody again."""
    from assay.cli.client import connect

    asked = {"texts": [_text(language, title, text)], "note": note, "grace_days": grace_days}
    with connect() as server:
        made = server.post(f"/agreements/{agreement}/versions", asked)
    output.show(made, f"Version {made['version']['number']} is asked of {made['n_people']} people.")


def translate(agreement: UUID, *, title: Title, text: Text, language: Language) -> None:
    """The newest version in one more language."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/agreements/{agreement}/translations", _text(language, title, text))
    output.show(
        made, f"Version {made['version']['number']} is there in {len(made['version']['texts'])} languages."
    )


def people(agreement: UUID) -> None:
    """Whom it is asked of, and which version they have signed."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/agreements/{agreement}/people", limit=finding.AT_ONCE))
    output.table({"people": found}, PEOPLE, found)


def retire(agreement: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Nobody is asked any more; what was signed stays."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/agreements/{agreement}/retire", {"reason": reason})
    output.show(found, f"{found['name']} is no longer asked for.")


def mine() -> None:
    """What you are asked to sign, and what you have signed."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/agreements")
    output.table(found, OWN, found["agreements"])


def sign(
    version: UUID, *, name: Annotated[str, typer.Option(help="Your name as it stands in your account.")]
) -> None:
    """Sign a version that `agreement mine` shows; read its text there first (--json)."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/me/agreements/{version}/signature", {"name": name})
    output.show(made, f"Signed as {made['name']}, in {made['language']}.")


def _text(language: str, title: str, text: Path) -> dict[str, str]:
    return {"language": language, "title": title, "markdown": text.read_text(encoding="utf-8")}
