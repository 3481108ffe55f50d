"""The next version of a guideline on the command line: written, reviewed, put in force; its market policies."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

Given = Annotated[
    list[str], typer.Option("--ask", help="side=user, such as policy=<identifier>; repeatable.")
]
READ = ("round", "name", "side", "verdict", "comment", "decided_at")
DRAFT = (
    *("title", "sections", "change_note", "kind", "grace_hours", "quiz", "concerns", "policies", "language"),
    "revision",
)


class Verdict(StrEnum):
    APPROVED = "approved"
    CHANGES = "changes"


def register(guideline: typer.Typer) -> None:
    draft = group("The next version while it is written and reviewed.")
    command(draft, "show")(show)
    command(draft, "save")(save)
    command(draft, "reviewers")(reviewers)
    command(draft, "review")(review)
    command(draft, "reviews")(reviews)
    command(draft, "verdict")(verdict)
    command(draft, "take-back")(take_back)
    command(draft, "discard")(discard)
    command(draft, "publish")(publish)
    guideline.add_typer(draft, name="draft")
    command(guideline, "policies")(policies)
    command(guideline, "set-policies")(set_policies)


def show(*, project: InProject) -> None:
    """The draft as JSON, to edit and save again."""
    import msgspec

    from assay.cli.client import connect

    with connect() as server:
        found = server.get(_address(server, project))
    kept = {name: found[name] for name in DRAFT}
    output.show(found, msgspec.json.format(msgspec.json.encode(kept), indent=2).decode())


def save(
    file: Annotated[Path, typer.Argument(help="JSON as assay guideline draft show prints it, or markdown.")],
    *,
    project: InProject,
    note: Annotated[str, typer.Option(help="Of a markdown file: what is new.")] = "",
) -> None:
    """Keep the whole draft; nothing of it is in force. A markdown file changes title and sections only."""
    from assay.cli.client import connect

    with connect() as server:
        where = _address(server, project)
        asked = _json(file) if file.suffix == ".json" else _markdown(server, where, file, note)
        made = server.put(where, asked)
    output.show(made, f"Kept as revision {made['revision']}: {len(made['sections'])} sections.")


def reviewers(*, project: InProject) -> None:
    """Whom you may ask to review it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"{_address(server, project)}/reviewers")
    output.table(found, ("name", "user"), found["reviewers"])


def review(
    *,
    project: InProject,
    asked: Given,
    effective: Annotated[datetime | None, typer.Option(help="Not before this moment (UTC).")] = None,
) -> None:
    """Send it to named people; it takes effect once all have approved."""
    from assay.cli.client import connect

    people = [_reviewer(each) for each in asked]
    with connect() as server:
        at = f"{effective.isoformat()}Z" if effective else None
        where = f"{_address(server, project)}/review"
        made = server.post(where, {"reviewers": people, "effective_at": at})
    output.table(made, READ, made["reviews"])


def reviews(*, project: InProject) -> None:
    """What its reviewers have said, the newest round first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(_address(server, project))
    output.table(found, READ, found["reviews"])


def verdict(
    said: Verdict,
    *,
    project: InProject,
    comment: Annotated[str, typer.Option(help="What has to change.")] = "",
) -> None:
    """Approve it as one of its reviewers, or ask for changes."""
    from assay.cli.client import connect

    with connect() as server:
        where = f"{_address(server, project)}/verdict"
        made = server.post(where, {"verdict": said.value, "comment": comment})
    output.show(made, f"The draft is {made['state']}.")


def take_back(*, project: InProject) -> None:
    """Write on; what was approved of it is asked for again."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"{_address(server, project)}/take-back")
    output.show(made, f"The draft is {made['state']}.")


def discard(*, project: InProject) -> None:
    """Nothing becomes of it; it stays as a record."""
    from assay.cli.client import connect

    with connect() as server:
        server.delete(_address(server, project))
    output.show({"discarded": True}, "The draft is discarded.")


def publish(*, project: InProject) -> None:
    """Put it in force now, where nobody has to review it or all have."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"{_address(server, project)}/publish")
    output.show(made, f"Version {made['number']} is in force.")


def policies(
    *,
    project: InProject,
    to: Annotated[Path | None, typer.Option(help="Write them to this CSV file.")] = None,
) -> None:
    """The market policy matrix in force, as a table for spreadsheets."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/guideline-policies/table")
    if to is None:
        output.show(found, found["table"].replace("\r\n", "\n").rstrip("\n"))
        return
    to.write_text(found["table"], encoding="utf-8", newline="")
    output.show({"file": str(to)}, f"Written to {to}.")


def set_policies(
    file: Annotated[Path, typer.Argument(help="CSV as assay guideline policies writes it.")],
    *,
    project: InProject,
    keep: Annotated[bool, typer.Option("--keep", help="In the draft of the next version.")] = False,
) -> None:
    """Show what a table would change; with --keep it stands in the draft."""
    from assay.cli.client import connect

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise unusable(f"{file} cannot be read as UTF-8 text ({error}).") from error
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.put(f"/projects/{uid}/guideline-policies/table", {"table": text, "keep": keep})
    output.table(made, ("policy", "market", "before", "after", "note"), made["changes"])


def _address(server: Any, project: str) -> str:  # The client, imported when it is used.
    return f"/projects/{finding.project(server, project)['uid']}/guideline-draft"


def _reviewer(text: str) -> dict[str, str]:
    side, _equals, user = text.partition("=")
    try:
        return {"side": side, "user": str(UUID(user))}
    except ValueError as error:
        raise unusable(f"{text} is not side=user, with policy, algorithm or qa as the side.") from error


def _json(file: Path) -> dict[str, Any]:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise unusable(f"{file} cannot be read as a JSON object: {error}") from error


def _markdown(server: Any, where: str, file: Path, note: str) -> dict[str, Any]:
    """Over the draft that is there, so that its quiz and policies stay."""
    from assay.cli.guidelines import parted
    from assay.cli.outcome import ExitCode, Failed

    try:
        written = parted(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise unusable(f"{file} cannot be read as UTF-8 text ({error}).") from error
    try:
        found = server.get(where)
    except Failed as failed:
        if failed.exit_code != ExitCode.NOT_FOUND:
            raise
        found = {}
    kept = {name: found[name] for name in DRAFT if name in found}
    sections = [section.as_json() for section in written.sections]
    title = written.title or kept.get("title") or file.stem
    return kept | {"title": title, "sections": sections} | ({"change_note": note} if note else {})
