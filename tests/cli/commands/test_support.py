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
