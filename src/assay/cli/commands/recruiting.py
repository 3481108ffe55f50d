"""Recruiting: campaigns, their links, and who applied."""

from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.output import output

CAMPAIGNS = (
    "uid",
    "name",
    "market",
    "state",
    "closes_on",
    "n_applied",
    "n_waiting",
    "n_accepted",
    "n_wanted",
)
LINKS = ("uid", "name", "channel", "n_applied", "n_accepted", "address", "retired_at")
APPLICATIONS = ("uid", "name", "state", "channel", "languages", "device", "tie", "applied_at")
FUNNEL = ("group", "step", "n", "of", "share", "low", "high")
MICRO = 1_000_000
Chosen = Annotated[list[UUID], typer.Argument(help="Applications by their identifier.")]


def register(app: typer.Typer) -> None:
    recruiting = group("Recruiting: campaigns with public pages, and who applied.")
    command(recruiting, "list")(list_campaigns)
    command(recruiting, "create")(create)
    command(recruiting, "close")(close)
    command(recruiting, "links")(links)
    command(recruiting, "add-link")(add_link)
    command(recruiting, "applications")(applications)
    command(recruiting, "funnel")(funnel)
    command(recruiting, "accept")(accept)
    command(recruiting, "refuse")(refuse)
    command(recruiting, "take-back")(take_back)
    command(recruiting, "carry-out")(carry_out)
    app.add_typer(recruiting, name="recruiting")


def list_campaigns() -> None:
    """The campaigns of your markets, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages("/campaigns", limit=finding.AT_ONCE))
    output.table({"campaigns": found}, CAMPAIGNS, found)


def create(
    name: str,
    *,
    market: Annotated[str, typer.Option(help="Its code, such as BR-pt.")],
    segment: Annotated[str, typer.Option(help="Such as search_ranking.")],
    opens: Annotated[str, typer.Option(help="The first day: 2026-03-02.")],
    closes: Annotated[str, typer.Option(help="The last day.")],
    wanted: Annotated[int, typer.Option(help="People.")],
    title: Annotated[str, typer.Option(help="Of the public page.")],
    text: Annotated[typer.FileText, typer.Option(help="What the page says: a Markdown file, - for input.")],
    text_language: Annotated[str, typer.Option(help="Of title and text.")] = "en",
    channel: Annotated[str, typer.Option(help="Of the first link.")] = "other",
    budget: Annotated[float | None, typer.Option(min=0, help="In the currency.")] = None,
    currency: Annotated[str, typer.Option(help="Three letters.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="Tag and level: pt-BR=5. Repeatable.")] = None,
) -> None:
    """A campaign with its public page in one language."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {
        "name": name,
        "market": market,
        "segment": segment,
        "channel": channel,
        "opens_on": opens,
        "closes_on": closes,
        "n_wanted": wanted,
        "budget_micro": None if budget is None else round(budget * MICRO),
        "currency": currency,
        "languages": _levels(language or []),
        "text": {"language": text_language, "title": title, "markdown": text.read()},
    }
    with connect() as server:
        made = server.post("/campaigns", asked)
        found = server.get(f"/campaigns/{made['uid']}/links")["links"]
    output.show({**made, "links": found}, f"{made['uid']}: people apply at {found[0]['address']}")


def close(campaign: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Nobody applies any more; who has applied is still decided."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/close", {"reason": reason})
    output.show(found, f"{found['name']} is closed.")


def links(campaign: UUID) -> None:
    """The ways on which people come, and how many came on each."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/campaigns/{campaign}/links")
    output.table(found, LINKS, found["links"])


def add_link(
    campaign: UUID,
    name: Annotated[str, typer.Argument(help="What you call it.")] = "",
    *,
    channel: Annotated[str, typer.Option(help="Such as social or job_board.")] = "other",
    referrer: Annotated[UUID | None, typer.Option(help="A contributor who recommends the campaign.")] = None,
    reward: Annotated[float, typer.Option(min=0, help="Promised for each who is accepted.")] = 0,
) -> None:
    """One more way, counted apart: of a channel, or of a contributor."""
    from assay.cli.client import connect

    asked = {"name": name, "channel": channel, "referrer": referrer and str(referrer)}
    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/links", {**asked, "reward_micro": round(reward * MICRO)})
    output.table(found, LINKS, found["links"])


def applications(campaign: UUID) -> None:
    """Who applied, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = list(server.pages(f"/campaigns/{campaign}/applications", limit=finding.AT_ONCE))
    rows = [
        {**each, "languages": " ".join(f"{tag}:{level}" for tag, level in each["languages"].items())}
        for each in found
    ]
    output.table({"applications": found}, APPLICATIONS, rows)


def funnel(
    *, by: Annotated[str, typer.Option(help="campaign, channel, market or week.")] = "channel"
) -> None:
    """How far applicants come: each step of those who took the step before, with its 95 % interval."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/campaigns/funnel", by=by)
    rows = [{"group": each["group"], **step} for each in found["funnels"] for step in each["steps"]]
    output.table(found, FUNNEL, rows)


def accept(campaign: UUID, applications: Chosen) -> None:
    """They get an account and a letter in ten minutes, unless you take it back."""
    _decide(campaign, "accept", {"applications": [str(each) for each in applications]})


def refuse(
    campaign: UUID, applications: Chosen, *, why: Annotated[str, typer.Option(help="The applicant reads it.")]
) -> None:
    """With a reason that the applicants read."""
    _decide(campaign, "refuse", {"applications": [str(each) for each in applications], "why": why})


def take_back(campaign: UUID, applications: Chosen) -> None:
    """What was decided and is not true yet waits again."""
    _decide(campaign, "take-back", {"applications": [str(each) for each in applications]})


def carry_out(campaign: UUID) -> None:
    """What waits to be true is, at once: accounts are made and letters leave."""
    _decide(campaign, "carry-out", None)


def _decide(campaign: UUID, step: str, asked: dict[str, Any] | None) -> None:
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/applications/{step}", asked)
    said = [f"{each['application']}: {each['text']}" for each in found["refused"]]
    output.show(found, "\n".join([f"{found['n']} applications.", *said]))


def _levels(given: list[str]) -> dict[str, int]:
    found = {}
    for each in given:
        tag, _equals, level = each.partition("=")
        found[tag] = int(level) if level.isdigit() else 1
    return found
