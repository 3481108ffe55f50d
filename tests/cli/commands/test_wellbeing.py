"""Wellbeing on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_ones_own(commands: Commands) -> None:
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])

    mine = commands("wellbeing", "mine", token=own).out
    chosen = commands("wellbeing", "opt-out", "hate", "violence", token=own).out
    none = commands("wellbeing", "opt-out", token=own).out

    assert "Today 0.0 of 300 weighted minutes." in mine
    assert "You have opted out of: hate, violence." in chosen
    assert "You have opted out of: nothing." in none


def test_limits_are_set_and_only_tightened(commands: Commands) -> None:
    project = str(commands.project("Limits")["uid"])

    made = commands.result("wellbeing", "set-limits", "-p", project, "--day-minutes", "90")
    looser = commands("wellbeing", "set-limits", "-p", project, "--day-minutes", "301", "--json")
    shown = commands("wellbeing", "limits", "-p", project).out
    house = commands.result("wellbeing", "limits")

    assert made["set"] == {"day_minutes": 90}
    assert (looser.exit_code, looser.result["error"]["code"]) == (ExitCode.REFUSED, "wellbeing.looser")
    assert "day_minutes" in shown
    assert house["in_force"]["weights"] == [0, 25, 50, 75, 100]


def test_the_board_is_there_for_who_answers_for_people(commands: Commands) -> None:
    board = commands("wellbeing", "board", "--json")

    assert board.exit_code == 0
    assert board.result["may_name"] is True
    assert len(board.result["days"]) == 28


def test_the_pulse_check(commands: Commands) -> None:
    (ade,) = commands.people(1)
    (own,) = tokens(commands.home, [ade["uid"]])

    said = commands("wellbeing", "answer-pulse", "--breaks", "4", token=own)
    again = commands("wellbeing", "answer-pulse", "--breaks", "4", "--json", token=own)
    weeks = commands("wellbeing", "pulse")

    assert "nobody can see that they are yours" in said.out
    assert again.result["error"]["code"] == "wellbeing.pulse_answered"
    assert weeks.out.split() == ["WEEK", "SITE", "AFTER_WORK", "BREAKS", "SPEAKING_UP"]


def test_counsellors(commands: Commands) -> None:
    made = commands("wellbeing", "set-counsellor", "--text", "Dr. Sousa", "--language", "pt")
    wrong = commands("wellbeing", "set-counsellor", "--phone", "12", "--json")

    assert "(everybody else)" in made.out
    assert "Dr. Sousa" in commands("wellbeing", "counsellors").out
    assert wrong.result["error"]["code"] == "wellbeing.contact_nameless"


def test_how_hard_content_is_shown_and_what_answers_say_of_it(commands: Commands) -> None:
    project = str(commands.project("Ratings")["uid"])

    shown = commands.result("wellbeing", "viewing", "--blur", "25", "--colour")
    none = commands.result("wellbeing", "answers", "-p", project)
    nonsense = commands("wellbeing", "rate-answers", "gore=4", "-p", project)
    unknown = commands("wellbeing", "rate-answers", "harm/gore=4:violence", "-p", project, "--json")

    assert shown == {"blur": 25, "grey": False, "mute": True, "small": True}
    assert none == {"ratings": []}
    assert nonsense.exit_code == ExitCode.USAGE
    assert unknown.result["error"]["code"] == "wellbeing.answer_unknown"
