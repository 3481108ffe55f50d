"""Help on the command line."""

from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_a_ticket_from_both_sides(commands: Commands) -> None:
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])

    made = commands.result(
        "support", "ask", "No picture", "--category", "pay", "--text", "Since Monday.", token=own
    )
    ticket = str(made["uid"])
    mine = commands("support", "mine", token=own).out
    queue = commands("support", "queue", "--words", "monday").out
    taken = commands("support", "step", ticket, "--take").out
    commands("support", "say", ticket, "For us.", "--note")
    commands("support", "say", ticket, "Mended.", "--then", "solved")
    shown = commands("support", "show", ticket, token=own).out

    assert ("No picture" in mine, "No picture" in queue) == (True, True)
    assert taken.startswith("With: ")
    assert ("Mended." in shown, "For us." in shown, "(pay, solved)" in shown) == (True, False, True)


def test_announcements_and_answers(commands: Commands) -> None:
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])

    made = commands.result(
        "support", "announce", "Maintenance", "--text", "On Sunday.", "--role", "contributor"
    )
    told = commands("support", "announcements", token=own).out
    read = commands("support", "receipts", str(made["uid"])).out
    answers = commands("support", "answers", "paid", token=own).out

    assert ("Maintenance" in told, read.split()[:4]) == (True, ["SITE", "VENDOR", "N", "N_READ"])
    assert answers.split() == ["UID", "CATEGORY", "LANGUAGE", "TITLE"]


def test_clocks_are_read_and_set(commands: Commands) -> None:
    shown = commands("support", "clocks").out
    set_ = commands(
        "support", "set-clock", "pay", "--answer", "4", "--solution", "12", "--closes-after", "5"
    ).out

    rows = [line.split() for line in commands("support", "clocks").out.splitlines()]

    assert shown.split()[:2] == ["CATEGORY", "ANSWER_HOURS"]
    assert (set_.strip(), ["pay", "4", "12", "5"] in [row[:4] for row in rows]) == ("pay: 4 h, 12 h.", True)
