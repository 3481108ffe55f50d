"""Help: one's own tickets, and those of the people one answers for."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli.app import command, group
from assay.cli.output import output

OWN = ("uid", "state", "category", "subject", "changed_at")
CLOCKS = ("category", "answer_hours", "solution_hours", "closes_after_days", "is_around_the_clock")
WORKDAYS = [0, 1, 2, 3, 4]
ANSWERS = ("uid", "category", "language", "title")
ANNOUNCED = ("uid", "is_read", "is_required", "title", "starts_at")
RECEIPTS = ("site", "vendor", "n", "n_read")
QUEUE = ("uid", "state", "due_at", "category", "person", "level", "assignee", "subject")


def register(app: typer.Typer) -> None:
    support = group("Help: your own tickets, and those of the people you answer for.")
    command(support, "mine")(mine)
    command(support, "ask")(ask)
    command(support, "show")(show)
    command(support, "say")(say)
    command(support, "queue")(queue)
    command(support, "step")(step)
    command(support, "remove-file")(remove_file)
    command(support, "clocks")(clocks)
    command(support, "set-clock")(set_clock)
    command(support, "set-hours")(set_hours)
    command(support, "answers")(answers)
    command(support, "announcements")(announcements)
    command(support, "announce")(announce)
    command(support, "receipts")(receipts)
    app.add_typer(support, name="support")


def mine() -> None:
    """What you asked, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/me/tickets", limit=200))
    output.table({"items": found}, OWN, found)


def ask(
    subject: Annotated[str, typer.Argument(help="In a few words.")],
    *,
    category: Annotated[
        str, typer.Option(help="task, pay, time, account, technical, treatment, wellbeing or other.")
    ],
    text: Annotated[str, typer.Option(help="What happened.")],
) -> None:
    """Ask for help."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post("/tickets", {"category": category, "subject": subject, "text": text})
    output.show(made, f"Asked: {made['uid']}. Somebody answers by {made['due_at']}.")


def show(ticket: UUID) -> None:
    """What was said in a ticket, yours or one that you answer."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/tickets/{ticket}")
    said = [f"{found['subject']} ({found['category']}, {found['state']})"]
    said += [f"{_who(each)}: {each['text']}" for each in found["messages"]]
    output.show(found, "\n".join(said))


def say(
    ticket: UUID,
    text: str,
    *,
    then: Annotated[str, typer.Option(help="When you answer: waiting, open or solved.")] = "waiting",
    note: Annotated[bool, typer.Option(help="A note among who answers.")] = False,
) -> None:
    """Write more in your own ticket, or answer somebody else's."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post(f"/tickets/{ticket}/messages", {"text": text, "then": then, "is_note": note})
    output.show(made, "Said.")


def queue(
    *,
    words: Annotated[str, typer.Option(help="In the subject or in what was said.")] = "",
    is_mine: Annotated[bool, typer.Option("--mine", help="That you took.")] = False,
    is_late: Annotated[bool, typer.Option("--late", help="That wait too long.")] = False,
) -> None:
    """What waits for an answer, of the people you answer for: what is due first comes first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/tickets", q=words, mine=_flag(is_mine), late=_flag(is_late))
    output.table(found, QUEUE, found["items"])


def step(
    ticket: UUID,
    *,
    take: Annotated[bool, typer.Option(help="You take it.")] = False,
    escalate: Annotated[str, typer.Option(help="Why it goes to the next level.")] = "",
    category: Annotated[str, typer.Option(help="File it there.")] = "",
) -> None:
    """Take a ticket, escalate it, or file it elsewhere."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {"take": take, "escalate": escalate, "category": category or None}
    with connect() as server:
        found = server.post(f"/tickets/{ticket}/steps", asked)
    output.show(found, f"With: {found['assignee'] or found['level']} ({found['category']}).")


def remove_file(
    file: UUID, *, reason: Annotated[str, typer.Option(help="Why, for who answers the ticket.")] = ""
) -> None:
    """Take a file away for good: your own, or one of a ticket that you answer."""
    from assay.cli.client import connect

    with connect() as server:
        server.post(f"/ticket-files/{file}/remove", {"reason": reason})
    output.show({"file": str(file)}, "Removed.")


def clocks() -> None:
    """How soon tickets of each category are answered, and after how many days silence closes them."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ticket-clocks")
    output.table(found, CLOCKS, found["categories"])


def set_clock(
    category: str,
    *,
    answer: Annotated[int, typer.Option(help="Working hours to the first answer.")],
    solution: Annotated[int, typer.Option(help="Working hours to the solution.")],
    closes_after: Annotated[
        int | None, typer.Option(help="Days of silence that close a ticket; without: none do.")
    ] = None,
) -> None:
    """Say how soon tickets of a category are answered, from now on."""
    from assay.cli.client import connect

    asked = {"answer_hours": answer, "solution_hours": solution, "closes_after_days": closes_after}
    with connect() as server:
        made = server.put(f"/ticket-clocks/{category}", asked)
    output.show(made, f"{category}: {answer} h, {solution} h.")


def set_hours(
    site: UUID,
    *,
    begins: Annotated[str, typer.Option(help="Such as 09:00.")],
    ends: Annotated[str, typer.Option(help="Such as 18:00.")],
    day: Annotated[list[int] | None, typer.Option(help="0 Monday to 6 Sunday; several times.")] = None,
    holiday: Annotated[list[str] | None, typer.Option(help="Such as 2026-12-25; several times.")] = None,
) -> None:
    """Say when tickets of a site's people are answered, by the clock of the site."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {
        "days": day or WORKDAYS,
        "begins": begins,
        "ends": ends,
        "holidays": holiday or [],
    }
    with connect() as server:
        made = server.put(f"/sites/{site}/support-hours", asked)
    output.show(made, f"{made['name']}: {made['begins']} to {made['ends']}, {made['zone']}.")


def answers(
    words: Annotated[list[str] | None, typer.Argument(help="What you would ask; none: the newest.")] = None,
) -> None:
    """What others have asked before, in your language or in English."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/articles", q=" ".join(words or []))
    output.table(found, ANSWERS, found["items"])


def announcements() -> None:
    """What you are told, unread first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/me/announcements")
    output.table(found, ANNOUNCED, found["items"])


def announce(
    title: str,
    *,
    text: Annotated[str, typer.Option(help="What you say.")],
    language: Annotated[str, typer.Option(help="That you say it in.")] = "en",
    site: Annotated[UUID | None, typer.Option(help="To the people of a site.")] = None,
    market: Annotated[list[str] | None, typer.Option(help="To people of a market; several times.")] = None,
    role: Annotated[str, typer.Option(help="To who has a role, such as contributor.")] = "",
    required: Annotated[bool, typer.Option(help="It stays on top until it is read.")] = False,
) -> None:
    """Tell something to everybody, or to the people that you name."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {
        "texts": {language: {"title": title, "text": text}},
        "site": str(site) if site else None,
        "markets": market or [],
        "role": role or None,
        "is_required": required,
    }
    with connect() as server:
        made = server.post("/announcements", asked)
    output.show(made, f"Announced: {made['uid']}")


def receipts(announcement: UUID) -> None:
    """By site, for how many an announcement is and how many have read it."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/announcements/{announcement}/receipts")
    output.table(found, RECEIPTS, found["sites"])


def _who(message: dict[str, Any]) -> str:
    if not message["role"]:
        return "The person"
    return f"{message['who']} ({'note' if message['is_note'] else message['role']})"


def _flag(value: bool) -> str:  # noqa: FBT001  # A switch of the command line.
    return "true" if value else "false"
