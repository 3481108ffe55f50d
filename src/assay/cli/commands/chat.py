"""Your chat: where messages are sent besides the inbox and e-mail."""

import sys

import typer

from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output

SERVICES = ("code", "name", "example")


def register(app: typer.Typer) -> None:
    chat = group("Your chat: where you are told besides the inbox and e-mail.")
    command(chat, "show")(show)
    command(chat, "set")(give)
    command(chat, "test")(try_it)
    command(chat, "forget")(forget)
    app.add_typer(chat, name="chat")


def show() -> None:
    """Where your chat takes messages, and what the addresses of services look like."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/chat")
    if found["service"]:
        output.show(found, _said(found))
    else:
        output.table(found, SERVICES, found["services"])


def give() -> None:
    """Give the address of your chat: it is asked for, or read from a pipe, because it is a secret."""
    from assay.cli.client import connect

    address = _ask()
    with connect() as server:
        found = server.put("/me/chat", {"address": address})
    output.show(found, f"{_said(found)} `assay chat test` sends a message there.")


def try_it() -> None:
    """Send one message there, and say what the service answered."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post("/me/chat/test", {})
    output.show(found, "The service took the message: look into your chat.")


def forget() -> None:
    """Send nothing there any more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.delete("/me/chat")
    output.show(found, "Nothing goes to your chat any more.")


def _ask() -> str:
    address = ""
    if not sys.stdin.isatty():
        address = sys.stdin.readline()
    if not address:
        address = str(typer.prompt("Address of your chat", hide_input=True, err=True))
    if not address.strip():
        raise unusable("That is no address.")
    return address.strip()


def _said(found: dict[str, str]) -> str:
    place = f"{found['service']} at {found['host']}" if found["host"] else found["service"]
    trouble = f" It did not take the last message: {found['problem']}" if found["problem"] else ""
    return f"Your chat is {place}.{trouble}"
