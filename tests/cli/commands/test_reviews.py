"""Reviews, their plan and error types, and the disputes that follow from them."""

import json

from assay.cli.outcome import ExitCode
from tests.cli.inspected import TYPES, Inspected, inspected
from tests.cli.serving import Commands

ALL = {"key": "all", "name": "Everything", "share": 0.5}


def test_error_types_and_a_plan_are_published_from_files(commands: Commands) -> None:
    project = str(commands.project("Planned reviews")["uid"])
    types, rules = commands.written("types.json", json.dumps(TYPES)), {"rules": [ALL], "audit_share": 0.1}

    made = commands.result(
        "reviews", "error-types", types, "-p", project, "--fails-at", 0.4, "--note", "First"
    )
    plan = commands.result(
        "reviews", "plan", commands.written("plan.json", json.dumps(rules)), "-p", project, "--note", "Half"
    )
    again = commands("reviews", "plan", commands.written("rules.json", json.dumps([ALL])), "-p", project)

    assert (made["number"], made["fails_at"], [each["key"] for each in made["types"]]) == (
        1,
        0.4,
        ["wrong", "note"],
    )
    assert (plan["number"], plan["audit_share"], plan["note"]) == (1, 0.1, "Half")
    assert again.out == "Version 2 of the client plan is in force.\n"


def test_a_plan_without_a_catch_all_and_a_file_that_is_no_json_are_refused(commands: Commands) -> None:
    project = str(commands.project("Refused plans")["uid"])
    narrow = commands.written("narrow.json", json.dumps([{**ALL, "when": {"markets": ["BR-pt"]}}]))

    refused = commands("reviews", "plan", narrow, "-p", project, "--json")
    broken = commands("reviews", "plan", commands.written("broken.json", "{"), "-p", project)

    assert (refused.exit_code, refused.result["error"]["code"]) == (ExitCode.REFUSED, "sampling.no_catch_all")
    assert broken.exit_code == ExitCode.USAGE
    assert "broken.json cannot be read as JSON: " in broken.err


def test_reviews_capacity_and_reviewers_are_listed(commands: Commands) -> None:
    way = inspected(commands, "Listed reviews")
    way.review("rejected", errors=[{"key": "wrong", "question": "match"}], comment="Another brand.")

    (said,) = commands.result("reviews", "list", "-p", way.project)["reviews"]
    (language,) = commands.result("reviews", "capacity", "-p", way.project)["languages"]
    (reviewer,) = commands.result("reviews", "reviewers", "-p", way.project)["reviewers"]
    shown = commands("reviews", "reviewers", "-p", way.project).out

    assert (said["verdict"], said["is_correct"], said["comment"]) == ("rejected", False, "Another brand.")
    assert (language["n_waiting"], language["n_reviewed"]) == (way.n_sample - 1, 1)
    assert (reviewer["n_reviews"], reviewer["accuracy"]["n"]) == (1, 0)
    assert "not measured" in shown
    assert "0.0% (n = 1, 95 %: 0.0% to 79.3%)" in shown


def test_reviewers_are_not_judged_before_everybody(commands: Commands) -> None:
    way = inspected(commands, "Hidden reviewers")

    ran = commands("reviews", "reviewers", "-p", way.project, "--json", token=way.ana)

    assert (ran.exit_code, ran.result["error"]["code"]) == (ExitCode.NOT_FOUND, "api.not_found")


def disputed(way: Inspected) -> str:
    """Ana disputes what the administrator has charged."""
    way.review("rejected", errors=[{"key": "wrong"}], comment="Another brand.")
    with way.server(way.ana) as ana:
        (charged,) = ana.get("/reviews/charged")["items"]
        asked = {"error": charged["errors"][0]["uid"], "reason": "Section 3 says so."}
        return str(ana.post(f"/reviews/{charged['uid']}/disputes", asked)["uid"])


def test_a_dispute_is_decided_by_somebody_else_and_the_score_follows(commands: Commands) -> None:
    way = inspected(commands, "Disputed")
    dispute = disputed(way)
    ruling = ("--overturn", "--ruling", "It says so indeed.")

    (waiting,) = commands.result("dispute", "list", "-p", way.project)["disputes"]
    own = commands("dispute", "decide", dispute, *ruling, "--json")
    decided = commands.result("dispute", "decide", dispute, *ruling, token=way.ben)
    (after,) = commands.result("dispute", "list", "-p", way.project, "--decided")["disputes"]
    total = commands.result("dispute", "scores", "-p", way.project)["total"]
    shown = commands("dispute", "scores", "-p", way.project).out

    assert (waiting["uid"], waiting["state"]) == (dispute, "open")
    assert (own.exit_code, own.result["error"]["code"]) == (ExitCode.REFUSED, "dispute.own_review")
    assert (decided["state"], after["ruling"]) == ("overturned", "It says so indeed.")
    assert (total["raw"]["share"], total["adjusted"]["share"], total["raw"]["n"]) == (0.0, 1.0, 1)
    assert "together" in shown
