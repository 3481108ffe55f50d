"""What you are told, on which way and how soon; and what leaves Assay."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import typer

from assay.cli.app import command, group
from assay.cli.output import output

KINDS = ("kind", "inbox", "email", "chat", "sentence")
OUTBOX = ("uid", "kind", "channel", "state", "n_attempts", "problem")


class InboxPace(StrEnum):
    AT_ONCE = "at_once"
    OFF = "off"


class Pace(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


def register(app: typer.Typer) -> None:
    notifications = group("What you are told, on which way and how soon.")
    command(notifications, "list")(list_kinds)
    command(notifications, "set")(choose)
    command(notifications, "hours")(set_hours)
    command(notifications, "outbox")(list_outbox)
    command(notifications, "again")(try_again)
    app.add_typer(notifications, name="notifications")


def list_kinds() -> None:
    """Each kind of event, and how soon you hear of it on each way."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/notifications")
    rows = [{"chat": "–", **each, **each["paces"]} for each in found["kinds"]]
    output.table(found, KINDS, rows)


def choose(
    kind: Annotated[str, typer.Argument(help="As in the list.")],
    *,
    email: Annotated[Pace | None, typer.Option(help="How soon by e-mail.")] = None,
    chat: Annotated[Pace | None, typer.Option(help="How soon in your chat, once you gave one.")] = None,
    inbox: Annotated[InboxPace | None, typer.Option(help="off: kept as read.")] = None,
) -> None:
    """Choose how soon you hear of one kind; what you do not name stays as it is."""
    from assay.cli.client import connect

    chosen = (("email", email), ("chat", chat), ("inbox", inbox))
    paces = {name: pace.value for name, pace in chosen if pace}
    with connect() as server:
        told = server.patch(f"/me/notifications/{kind}", {"paces": paces})
    said = ", ".join(f"{channel} {pace}" for channel, pace in told["paces"].items())
    output.show(told, f"{told['sentence']}: {said}.")


def set_hours(
    *,
    digest: Annotated[str, typer.Option(help="When digests leave, such as 08:00.")] = "08:00",
    weekday: Annotated[int, typer.Option(min=0, max=6, help="Of the weekly digest; 0 is Monday.")] = 0,
    quiet: Annotated[str, typer.Option(help="When nothing leaves, such as 22:00-07:00.")] = "",
) -> None:
    """Set when digests leave and when nothing does, by the clock of your time zone."""
    from assay.cli.client import connect

    begin, _dash, end = quiet.partition("-")
    asked = {"digest_at": digest, "digest_weekday": weekday}
    asked |= {"quiet_from": begin or None, "quiet_until": end or None}
    with connect() as server:
        found = server.put("/me/notification-hours", asked)
    output.show(found, f"Digests leave at {digest}, {found['time_zone']}.")


def list_outbox(
    *, state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None
) -> None:
    """What left, waits to leave or failed; for administrators."""
    from assay.cli.client import connect

    wanted = {"state": state.value} if state else {}
    with connect() as server:
        found = list(server.pages("/outbox", limit=200, **wanted))
    output.table({"notices": found}, OUTBOX, found)


def try_again(notice: UUID) -> None:
    """Try again what has failed; for administrators."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/outbox/{notice}/again", {})
    output.show(found, "It is tried again.")
