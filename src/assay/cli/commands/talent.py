"""The talent pool: who works here already, by what they can and how they work."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

PEOPLE = (
    "uid",
    "pseudonym",
    "languages",
    "markets",
    "week_hours",
    "last_worked_on",
    "n_gold",
    "n_gold_right",
)
SEGMENTS = ("uid", "name", "is_common", "changed_at")
Language = Annotated[list[str] | None, typer.Option(help="Tag, such as pt-BR; one is enough. Repeatable.")]
Level = Annotated[int, typer.Option(help="Of the language: 1 (A1) to 7 (native).")]
Market = Annotated[list[str] | None, typer.Option(help="Code; one is enough. Repeatable.")]
Declared = Annotated[
    list[str] | None, typer.Option(help="Skill that people said they have when they applied. Repeatable.")
]
Gold = Annotated[float | None, typer.Option(help="Share right of the newest gold, such as 0.9.")]
Within = Annotated[int | None, typer.Option(help="Worked within so many days.")]
Idle = Annotated[int | None, typer.Option(help="Has not worked for so many days.")]
DeviceName = Annotated[str | None, typer.Option(help="phone or computer.")]


def register(app: typer.Typer) -> None:
    talent = group("The talent pool: search it, save segments, invite people to projects.")
    command(talent, "search")(search)
    command(talent, "save")(save)
    command(talent, "segments")(segments)
    command(talent, "retire")(retire)
    command(talent, "invite")(invite)
    command(talent, "invite-to-campaign")(invite_to)
    command(talent, "answers")(answers)
    app.add_typer(talent, name="talent")


def search(
    *,
    language: Language = None,
    level: Level = 4,
    market: Market = None,
    declared: Declared = None,
    gold: Gold = None,
    within: Within = None,
    idle: Idle = None,
    device: DeviceName = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="So many are shown.")] = 50,
) -> None:
    """Who fits and is in your sight; how many they are stands first."""
    from assay.cli.client import connect

    asked = _search(
        language, level, market, declared=declared, gold=gold, within=within, idle=idle, device=device
    )
    with connect() as server:
        n = server.post("/talent/count", asked)["n"]
        found = server.post(f"/talent/search?limit={limit}", asked)["items"]
    rows = [
        {**each, "languages": " ".join(each["languages"]), "markets": " ".join(each["markets"])}
        for each in found
    ]
    output.table({"n": n, "people": found}, PEOPLE, rows)


def save(
    name: str,
    *,
    common: Annotated[bool, typer.Option(help="Shared: pools may name it.")] = False,
    language: Language = None,
    level: Level = 4,
    market: Market = None,
    declared: Declared = None,
    gold: Gold = None,
    within: Within = None,
    idle: Idle = None,
    device: DeviceName = None,
) -> None:
    """Save a search as a segment; it is live."""
    from assay.cli.client import connect

    asked = _search(
        language, level, market, declared=declared, gold=gold, within=within, idle=idle, device=device
    )
    with connect() as server:
        made = server.post("/talent/segments", {"name": name, "search": asked, "is_common": common})
    output.show(made, f"{made['uid']}: {made['name']} is saved.")


def segments() -> None:
    """Your saved searches, and those that are shared."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/talent/segments")
    output.table(found, SEGMENTS, found["segments"])


def retire(segment: UUID) -> None:
    """It is offered no more; pools that name it go on by it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/talent/segments/{segment}/retire")
    output.table(found, SEGMENTS, found["segments"])


def invite_to(segment: UUID, campaign: UUID) -> None:
    """Everybody of the segment who is in your sight, to a campaign, each once."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/invitations", {"segment": str(segment)})
    _show(found)


def answers(campaign: UUID) -> None:
    """How many were invited to a campaign, opened it, said yes and said no."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/campaigns/{campaign}/invitations")
    said = "{n} invited, {n_opened} opened it, {n_accepted} accepted, {n_declined} declined."
    output.show(found, said.format_map(found))


def invite(segment: UUID, *, project: InProject) -> None:
    """Everybody of the segment who is in your sight, each once."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.post(f"/projects/{uid}/invitations", {"segment": str(segment)})
    _show(found)


def _show(found: dict[str, Any]) -> None:
    said = ", ".join(f"{name.removeprefix('n_')} {found[name]}" for name in found if name != "n")
    output.show(found, f"{found['n']} invited ({said}).")


def _search(
    languages: list[str] | None,
    level: int,
    markets: list[str] | None,
    *,
    declared: list[str] | None,
    gold: float | None,
    within: int | None,
    idle: int | None,
    device: str | None,
) -> dict[str, Any]:
    return {
        "languages": languages or [],
        "level": level,
        "markets": markets or [],
        "declared": declared or [],
        "gold_least": gold,
        "worked_within": within,
        "idle_for": idle,
        "device": device,
    }
