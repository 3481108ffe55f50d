"""Spending, invitations and the funnel on the command line."""

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from assay.kit.clock import now
from tests.cli.serving import Commands


def test_spending_is_entered_and_taken_back_and_costs_are_told(commands: Commands) -> None:
    page, today = commands.written("page.md", "Work when you like."), now().date().isoformat()
    with Server(commands.access) as server:
        server.post("/markets", {"code": "SE-sv", "name": "Sweden", "region": "SE", "language": "sv"})
    made = commands.result(
        *("recruiting", "create", "Spring", "--market", "SE-sv", "--segment", "other", "--title", "Judge"),
        *("--opens", today, "--closes", today, "--wanted", "3", "--text", page),
        *("--budget", "200", "--currency", "EUR"),
    )
    campaign, on = made["uid"], ("--link", made["links"][0]["uid"], "--on", today)

    spent = commands.result("recruiting", "spend", campaign, "120.50", *on, "--note", "First week")
    invited = commands.result("recruiting", "invited", campaign, "40", *on)
    late = commands("recruiting", "invited", campaign, "40", *on[:3], "9999-12-31", "--json")
    found = commands.result("recruiting", "costs", "--by", "market")
    funnel = commands.result("recruiting", "funnel", "--channel", "other", "--market", "SE-sv")
    back = commands.result("recruiting", "take-entry-back", campaign, spent["spendings"][0]["uid"])
    shown = commands("recruiting", "entries", campaign)

    assert (spent["used_micro"], back["used_micro"], invited["rounds"][0]["n"]) == (120_500_000, 0, 40)
    assert (late.exit_code, late.result["error"]["code"]) == (ExitCode.REFUSED, "recruiting.entry_day")
    assert [each["steps"][0]["n"] for each in funnel["funnels"]] == [40]
    assert "SE-sv" in {each["group"] for each in found["funnels"]}
    assert "40 invited" in shown.out


def test_the_talent_pool_is_searched_saved_and_invited(commands: Commands) -> None:
    people = commands.people(2)
    project = commands.project("Talent")["uid"]

    found = commands.result("talent", "search", "--limit", "200")
    nowhere = commands("talent", "search", "--market", "XX", "--json")
    saved = commands.result("talent", "save", f"All {project}", "--common")
    listed = commands.result("talent", "segments")
    invited = commands.result("talent", "invite", saved["uid"], "-p", project)
    commands.result("talent", "retire", saved["uid"])

    assert {each["pseudonym"] for each in people} <= {each["pseudonym"] for each in found["people"]}
    assert (nowhere.exit_code, nowhere.result["error"]["code"]) == (ExitCode.REFUSED, "talent.unknown")
    assert saved["uid"] in {each["uid"] for each in listed["segments"]}
    # Simulated people cannot be told of anything, so nobody of them is invited.
    assert invited["n_unwilling"] >= len(people)
