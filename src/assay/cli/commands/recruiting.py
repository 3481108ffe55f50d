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
COSTS = ("group", "currency", "spent", "rewards", "per_applied", "per_qualified", "per_productive")
DIVERSITY = ("market", "question", "group", "n", "of", "n_pool", "counted_on")
FORECAST = (
    *(
        "market",
        "need_hours",
        "pool_hours",
        "n_at_work",
        "leave",
        "on_the_way",
        "later",
        "n_people",
        "between",
    ),
    "how_many",
)
ENTRIES = ("uid", "on", "what", "note", "is_taken_back")
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
    command(recruiting, "costs")(costs)
    command(recruiting, "forecast")(forecast)
    command(recruiting, "diversity")(diversity)
    command(recruiting, "test")(paid_test)
    command(recruiting, "rewards")(rewards)
    command(recruiting, "entries")(entries)
    command(recruiting, "spend")(spend)
    command(recruiting, "invited")(invited)
    command(recruiting, "take-entry-back")(take_entry_back)
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
    *,
    by: Annotated[str, typer.Option(help="campaign, channel, market or week.")] = "channel",
    channel: Annotated[str, typer.Option(help="Of this channel alone, such as social.")] = "",
    market: Annotated[str, typer.Option(help="Of this market alone, such as BR-pt.")] = "",
) -> None:
    """How far people come: each step of those who took the step before, with its 95 % interval."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/campaigns/funnel", by=by, channel=channel or None, market=market or None)
    rows = [{"group": each["group"], **step} for each in found["funnels"] for step in each["steps"]]
    output.table(found, FUNNEL, rows)


def costs(*, by: Annotated[str, typer.Option(help="campaign, channel, market or week.")] = "channel") -> None:
    """What an applicant, a qualified and a productive person cost."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/campaigns/funnel", by=by)
    rows = [
        {"group": each["group"], "currency": cost["currency"], **_amounts(cost)}
        for each in found["funnels"]
        for cost in each["costs"]
    ]
    output.table(found, COSTS, rows)


def forecast() -> None:
    """What open projects need by market, what the pool gives now and in four weeks, and how many to recruit where."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/campaigns/forecast")
    rows = [{**each, **_later(each), "how_many": _asks(each)} for each in found["markets"]]
    output.table(found, FORECAST, rows)


def diversity() -> None:
    """Who the people of your markets are, as they say, in groups of ten or more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/diversity")
    output.table(found, DIVERSITY, [row for each in found["markets"] for row in _diversity(each)])


def paid_test(
    campaign: UUID,
    *,
    exam: Annotated[UUID | None, typer.Option(help="Set this one.")] = None,
    pay: Annotated[float, typer.Option(min=0, help="For one sitting, passed or not.")] = 0,
    currency: Annotated[str, typer.Option(help="Three letters.")] = "EUR",
    end: Annotated[bool, typer.Option(help="Ask nobody else.")] = False,
) -> None:
    """The campaign's short paid test and how applicants did; with an exam, sets it."""
    from assay.cli.client import connect

    at = f"/campaigns/{campaign}/test"
    with connect() as server:
        if end:
            found = server.post(f"{at}/end")
        elif exam:
            body = {"exam": str(exam), "pay_micro": round(pay * MICRO), "currency": currency}
            found = server.put(at, body)
        else:
            found = server.get(at)
    output.show(found, f"{found['n_asked']} were asked, {found['n_sat']} sat it, {found['n_passed']} passed.")


def rewards(
    campaign: UUID,
    *,
    propose: Annotated[
        bool, typer.Option(help="Propose all that wait; somebody else approves them.")
    ] = False,
) -> None:
    """What is owed to who recommended somebody that was accepted."""
    from assay.cli.client import connect

    at = f"/campaigns/{campaign}/rewards"
    with connect() as server:
        found = server.post(at) if propose else server.get(at)
    waiting = f"{found['waiting_micro'] / MICRO:.2f} {found['currency']}"
    output.show(
        found,
        f"{found['n_waiting']} wait ({waiting}), {found['n_proposed']} are proposed, {found['n_approved']} approved.",
    )


def entries(campaign: UUID) -> None:
    """What was spent and how many were invited, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/campaigns/{campaign}/entries")
    _show_entries(found)


def spend(
    campaign: UUID,
    amount: Annotated[float, typer.Argument(min=0, help="In the currency.")],
    *,
    link: Annotated[UUID, typer.Option(help="One of the campaign's.")],
    on: Annotated[str, typer.Option(help="The day: 2026-03-04.")],
    currency: Annotated[str, typer.Option(help="Three letters.")] = "EUR",
    note: Annotated[str, typer.Option(help="For what.")] = "",
) -> None:
    """Enter money that was spent on a link."""
    from assay.cli.client import connect

    asked = {"link": str(link), "spent_on": on, "currency": currency, "note": note}
    with connect() as server:
        found = server.post(
            f"/campaigns/{campaign}/spendings", {**asked, "amount_micro": round(amount * MICRO)}
        )
    _show_entries(found)


def invited(
    campaign: UUID,
    n: Annotated[int, typer.Argument(min=1, help="People.")],
    *,
    link: Annotated[UUID, typer.Option(help="One of the campaign's.")],
    on: Annotated[str, typer.Option(help="The day: 2026-03-04.")],
    note: Annotated[str, typer.Option(help="How.")] = "",
) -> None:
    """Enter that so many people were invited to a link."""
    from assay.cli.client import connect

    asked = {"link": str(link), "n": n, "invited_on": on, "note": note}
    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/invitation-rounds", asked)
    _show_entries(found)


def take_entry_back(campaign: UUID, entry: UUID) -> None:
    """A wrong entry stays, and counts no more."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/campaigns/{campaign}/entries/{entry}/take-back", None)
    _show_entries(found)


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


def _diversity(market: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for each in market["groups"]:
        others = {"(others together)": each["n_others"]} if each["n_others"] else {}
        groups = {**each["answers"], **others}
        rows += [
            {**each, "market": market["market"], "group": group, "n": n, "of": sum(groups.values())}
            for group, n in groups.items()
        ]
    return rows


def _later(market: dict[str, Any]) -> dict[str, str]:
    left, coming = market["leave_share"], market["on_the_way"]
    return {
        "leave": "unknown" if left is None else f"{left:.1%} a week (n = {market['leave_of']})",
        "on_the_way": "; ".join(f"{each['n']} {each['step']}" for each in coming),
        "later": f"{market['later_hours']:.1f} ({market['later_low']:.1f} to {market['later_high']:.1f})",
        "between": "" if market["n_most"] is None else f"{market['n_least']} to {market['n_most']}",
    }


def _asks(market: dict[str, Any]) -> str:
    return "less than one person gives" if market["is_small"] else "; ".join(map(_ask, market["asks"]))


def _ask(each: dict[str, Any]) -> str:
    what = "to invite" if each["are_invited"] else "applicants"
    return f"{each['channel']}: {each['n']} {what} ({each['low']} to {each['high']})"


def _show_entries(found: dict[str, Any]) -> None:
    spent = [
        {**each, "on": each["spent_on"], "what": f"{each['amount_micro'] / MICRO:.2f} {each['currency']}"}
        for each in found["spendings"]
    ]
    rounds = [{**each, "on": each["invited_on"], "what": f"{each['n']} invited"} for each in found["rounds"]]
    output.table(found, ENTRIES, [*spent, *rounds])


def _amounts(cost: dict[str, Any]) -> dict[str, str]:
    """Without `_micro`, to the cent; a dash where there is nobody."""
    return {
        name.removesuffix("_micro"): "–" if value is None else f"{value / MICRO:.2f}"
        for name, value in cost.items()
        if name.endswith("_micro")
    }


def _levels(given: list[str]) -> dict[str, int]:
    found = {}
    for each in given:
        tag, _equals, level = each.partition("=")
        found[tag] = int(level) if level.isdigit() else 1
    return found
