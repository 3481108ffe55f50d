"""Your API tokens."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import typer

from assay.cli.app import command, group
from assay.cli.output import output

COLUMNS = ("uid", "name", "scopes", "expires_at", "revoked_at")


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"
    WORK = "work"


def register(app: typer.Typer) -> None:
    tokens = group("Your API tokens.")
    command(tokens, "list")(list_tokens)
    command(tokens, "create")(create)
    command(tokens, "revoke")(revoke)
    app.add_typer(tokens, name="tokens")


def list_tokens() -> None:
    """Your tokens, without their secrets."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/tokens", limit=200))
    rows = [{**each, "scopes": ",".join(each["scopes"])} for each in found]
    output.table({"tokens": found}, COLUMNS, rows)


def create(
    name: str,
    *,
    scope: Annotated[list[Scope], typer.Option(help="What it may do; may be given several times.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it lives.")] = 90,
) -> None:
    """Make a token for yourself. Its secret is shown this once."""
    from assay.cli.client import connect

    asked = {"name": name, "scopes": [each.value for each in scope], "days": days}
    with connect() as server:
        made = server.post("/tokens", asked)
    output.say(f"{made['name']} lives until {made['expires_at']}. This is shown once:")
    output.show(made, made["token"])


def revoke(token: UUID) -> None:
    """Revoke a token; it stops working at once."""
    from assay.cli.client import connect

    with connect() as server:
        server.delete(f"/tokens/{token}")
    output.show({"revoked": str(token)}, "It is revoked.")
