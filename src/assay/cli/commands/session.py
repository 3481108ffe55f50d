"""Who is talking to which server: login, logout, whoami."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from assay.cli import credentials
from assay.cli.app import command
from assay.cli.credentials import Credentials
from assay.cli.outcome import unusable
from assay.cli.output import output

DEFAULT_URL = "http://127.0.0.1:8000"


def register(app: typer.Typer) -> None:
    command(app, "login")(login)
    command(app, "logout")(logout)
    command(app, "whoami")(whoami)
    command(app, "my-data")(my_data)


def login(
    url: Annotated[str, typer.Argument(envvar="ASSAY_URL", help="The address of the server.")] = DEFAULT_URL,
) -> None:
    """Sign in with an API token (asked for, ASSAY_TOKEN, or standard input) and remember it."""
    if not url.startswith(("http://", "https://")):
        raise unusable(f"{url} is no address: it must begin with http:// or https://.")
    access = Credentials(url.rstrip("/"), ask_token())
    from assay.cli.client import Server

    with Server(access) as server:
        me = server.get("/me")
    file = credentials.keep(access)
    output.say(f"The token is kept in {file}.")
    output.show({"url": access.url, "me": me}, f"Signed in to {access.url} as {me['name']}.")


def logout() -> None:
    """Forget the token on this machine (it stays valid until it is revoked)."""
    was_there = credentials.forget()
    output.show({"signed_out": was_there}, "Signed out." if was_there else "You were not signed in.")


def whoami() -> None:
    """Who the server thinks you are."""
    from assay.cli.client import connect

    with connect() as server:
        me = server.get("/me")
        output.show(
            {"url": server.access.url, "me": me}, f"{me['name']} <{me['email']}> at {server.access.url}"
        )


def my_data(
    file: Annotated[Path, typer.Argument(help="The ZIP file to write.")] = Path("my-data.zip"),
) -> None:
    """Everything that the server keeps of you: a ZIP file of tables as CSV."""
    from assay.cli.client import connect

    with connect() as server:
        written = server.download("/me/data", file)
    output.show({"file": str(written)}, f"Written to {written}.")


def ask_token() -> str:
    token = os.environ.get("ASSAY_TOKEN", "")
    if not token and not sys.stdin.isatty():
        token = sys.stdin.readline()
    if not token:
        token = str(typer.prompt("API token", hide_input=True, err=True))
    if not token.strip().isascii() or not token.strip():
        raise unusable("That is no API token.")
    return token.strip()
