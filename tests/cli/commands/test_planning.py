"""Plans, standards and risks on the command line, against a running server."""

import json
from datetime import UTC, datetime, timedelta

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def monday() -> str:
    today = datetime.now(UTC).date()
    return (today - timedelta(days=today.weekday())).isoformat()


def plan(n_tasks: int) -> str:
    milestone = {"key": "ramp", "kind": "ramp", "name": "Ramp-up", "due_on": monday()}
    assumptions = {"overlap": 1, "handling_seconds": 90, "gold_share": 0, "review_share": 0}
    return json.dumps(
        {
            "volumes": [{"week_on": monday(), "n_tasks": n_tasks}],
            "milestones": [milestone],
            "assumptions": assumptions,
            "budget_micros": 5_000_000,
            "currency": "EUR",
        }
    )


def test_a_plan_is_approved_planned_anew_and_reached(commands: Commands) -> None:
    project = ("-p", str(commands.project("Planned")["uid"]))
    none = commands("plan", "show", *project, "--json")

    first = commands.result("plan", "publish", commands.written("plan.json", plan(12_000)), *project)
    silent = commands("plan", "publish", commands.written("less.json", plan(6_000)), *project, "--json")
    second = commands.result(
        "plan", "publish", commands.written("less.json", plan(6_000)), *project, "--reason", "Half of it."
    )
    commands.result("plan", "reached", "ramp", *project)
    unknown = commands("plan", "reached", "moon", *project, "--json")

    assert none.exit_code == ExitCode.NOT_FOUND
    assert (first["number"], first["n_planned"], first["markets"][0]["n_people"]) == (1, 12_000, 12)
    assert silent.result["error"]["code"] == "plans.needs_reason"
    assert (second["number"], second["baseline"], second["reason"]) == (2, 1, "Half of it.")
    (week,) = commands.result("plan", "show", *project)["weeks"]
    assert (week["n_baseline"], week["n_planned"], week["n_done"]) == (12_000, 6_000, 0)
    (milestone,) = commands.result("plan", "milestones", *project)["milestones"]
    assert (milestone["key"], milestone["done_on"] is not None) == ("ramp", True)
    assert unknown.exit_code in {ExitCode.NOT_FOUND, ExitCode.REFUSED}
    shown = commands("plan", "needs", *project)
    assert "6,000" in shown.out or "6000" in shown.out


def test_a_plan_from_a_file_that_is_none(commands: Commands) -> None:
    project = ("-p", str(commands.project("Misplanned")["uid"]))

    assert commands("plan", "publish", commands.written("plan.json", "[1]"), *project).exit_code == (
        ExitCode.USAGE
    )
    wrong = commands("plan", "publish", commands.written("plan.json", '{"weeks": 3}'), *project)
    assert wrong.exit_code not in {ExitCode.OK, ExitCode.USAGE}


def test_standards_are_set_and_keep_their_versions(commands: Commands) -> None:
    project = ("-p", str(commands.project("Measured")["uid"]))
    terms = ("--target", "0.97", "--threshold", "0.95")

    before = commands.result("standard", "list", *project)["standards"]
    made = commands.result("standard", "set", "accuracy_major", *project, *terms, "--reason", "As agreed.")
    after = commands.result("standard", "list", *project)["standards"]
    wrong = commands(
        "standard", "set", "accuracy_major", *project, "--target", "9", "--threshold", "8", "--reason", "x"
    )

    assert (made["number"], made["target"]) == (1, 0.97)
    assert {each["metric"] for each in before} == {each["metric"] for each in after}
    assert [each["is_own"] for each in after if each["metric"] == "accuracy_major"] == [True]
    assert [each["metric"] for each in after if each["is_own"]] == ["accuracy_major"]
    assert wrong.exit_code not in {ExitCode.OK, ExitCode.USAGE}
    (version,) = commands.result("standard", "versions", *project)["versions"]
    assert version["reason"] == "As agreed."
    assert commands.result("standard", "defaults", "search_ranking")["standards"]
    assert commands("standard", "defaults", "gardening").exit_code == ExitCode.NOT_FOUND


def test_risks_are_added_moved_reviewed_and_become_issues(commands: Commands) -> None:
    project = ("-p", str(commands.project("Risky")["uid"]))

    added = commands.result("risk", "starters", *project)["risks"]
    listed = commands.result("risk", "list", *project)["risks"]
    risk = added[0]["uid"]
    moved = commands.result("risk", "move", risk, "mitigated", "--note", "A second site.")
    reviewed = commands.result("risk", "review", risk, "--note", "Still so.")
    issue = commands.result("risk", "issue", risk, "--what", "The site was closed.")
    shown = commands.result("risk", "show", risk)

    assert {each["uid"] for each in listed} == {each["uid"] for each in added}
    assert (moved["state"], reviewed["review_due_on"] > monday()) == ("mitigated", True)
    assert [each["uid"] for each in shown["issues"]] == [issue["uid"]]
    assert {each["note"] for each in shown["events"]} >= {"A second site.", "Still so."}
    assert commands.result("risk", "list", *project, "--state", "mitigated")["risks"][0]["uid"] == risk
    assert commands("risk", "starters", *project).exit_code == ExitCode.REFUSED


def test_a_pool_is_set_and_corrected_by_hand(commands: Commands) -> None:
    project = ("-p", str(commands.project("Pooled")["uid"]))

    before = commands("allocation", "pool", *project)
    made = commands.result(
        "allocation", "set-pool", *project, "--language", "fr", "--level", 5, "--priority", 4
    )
    wrong = commands("allocation", "set-pool", *project, "--skill", "nothing=high", "--json")
    filled = commands.result("allocation", "fill-pool", *project)

    assert "Priority 3. 0 people fit" in before.out
    assert (made["priority"], made["rule"]["languages"], made["rule"]["level"]) == (4, ["fr"], 5)
    assert wrong.result["error"]["code"] == "pools.bad_score"
    assert filled == {"n_added": 0}
    assert commands.result("allocation", "choices", *project) == {"items": []}


def test_a_week_without_work_is_not_proposed(commands: Commands) -> None:
    commands.project("Nothing to give out")

    over = commands("allocation", "propose", "2020-01-06", "--json")

    assert over.result["error"]["code"] == "allocation.week_over"
    assert isinstance(commands.result("allocation", "list")["items"], list)
