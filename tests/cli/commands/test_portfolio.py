"""`assay portfolio`: the same rows as the page, and what it does not know it says."""

from tests.cli.serving import Commands


def test_the_portfolio_lists_projects_and_narrows(commands: Commands) -> None:
    found = commands.result("portfolio", "list")
    names = [each["name"] for each in found["entries"]]
    over = commands.result("portfolio", "list", "--phase", "over", "--sort", "health")
    load = commands.result("portfolio", "load")

    assert names == sorted(names, key=str.casefold)
    assert {each["on_budget"] for each in found["entries"] if each["kind"] == "project"} <= {"unmeasured"}
    assert [each for each in over["entries"] if each["phase"] != "over"] == []
    assert len(load["weeks"]) == 4


def test_a_phase_that_is_none_is_refused(commands: Commands) -> None:
    ended = commands("portfolio", "list", "--phase", "happy")

    assert ended.exit_code != 0
