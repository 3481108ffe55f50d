"""`assay feasibility`: what can be said over the command line, and what stops it."""

from tests.cli.serving import Commands


def test_one_subject_is_named_and_a_project_without_work_is_refused(commands: Commands) -> None:
    made = commands.result("projects", "create", "Nothing left")

    neither = commands("feasibility", "show")
    both = commands("feasibility", "show", "--project", "Nothing left", "--request", made["uid"])
    before = commands("feasibility", "show", "--project", "Nothing left")
    nothing = commands("feasibility", "compute", "--project", "Nothing left")
    rate = commands("feasibility", "compute", "--project", "Nothing left", "--rate", "pt-BR")

    assert "Say either --request or --project." in neither.err
    assert "Say either --request or --project." in both.err
    assert before.exit_code == 3
    assert (nothing.exit_code, "no volume left" in nothing.err) == (1, True)
    assert "pt-BR is no rate: say MARKET=AMOUNT" in rate.err
    assert commands.result("feasibility", "runs", "--project", "Nothing left") == {"runs": []}
