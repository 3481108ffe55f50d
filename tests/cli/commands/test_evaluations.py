"""Runs and classifiers on the command line, against a running server."""

from assay.cli.outcome import ExitCode
from tests.cli.commands.test_way import judged
from tests.cli.serving import Commands


def test_a_classifier_is_measured_and_a_run_needs_grades(commands: Commands) -> None:
    project = judged(commands, "Measured")
    commands.result("consensus", "run", "-p", project)
    release = commands.result("release", "build", "-p", project)["uid"]
    verdicts = commands.written("filter-3.csv", "external_id,verdict,weight\nt0,yes,2\nt1,no,10\n")
    run = commands.written("ranker.run", "q Q0 d 1 1 r\n")

    made = commands.result("classifier", "upload", verdicts, "-p", project, "--question", "match")
    report = commands.result("classifier", "report", made["uid"], release)
    listed = commands.result("classifier", "list", "-p", project)["verdict_files"]
    refused = commands("search", "upload", release, run, "--json")
    missing = commands("search", "upload", release, "nowhere.run")

    yes = report["parts"][0]["classes"][0]
    # All labels are yes: of 12 units 2 were found.
    assert (yes["name"], yes["precision"]["value"]) == ("yes", 1.0)
    assert round(yes["recall"]["value"], 6) == round(2 / 12, 6)
    assert yes["false_positive"]["outcome"] == "all is of this class"
    assert [(each["name"], each["n_verdicts"]) for each in listed] == [("filter-3", 2)]
    assert refused.result["error"]["code"] == "evaluations.no_grades"
    assert missing.exit_code == ExitCode.USAGE
    assert commands.result("search", "list", "-p", project)["runs"] == []
