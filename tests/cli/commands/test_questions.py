"""Questions on the command line: what waits, one answer for everybody, tasks that wait meanwhile."""

from uuid import uuid4

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.outcome import ExitCode
from tests.cli.commands.test_way import imported
from tests.cli.serving import Commands


def asked(commands: Commands, name: str) -> tuple[str, str, dict[str, str]]:
    """A project with three tasks, one of them asked about; the question and who asked it."""
    project = str(commands.project(name)["uid"])
    imported(commands, project, 3)
    (ana,) = commands.people(1)
    commands.add_members(project, [ana])
    task = commands.result("work", "next", token=ana["token"])["tasks"][0]
    with Server(Credentials(commands.access.url, ana["token"])) as server:
        said = server.post(f"/work/claims/{task['claim']}/question", {"text": "Is a guide book a match?"})
    return project, str(said["question"]), ana


def test_a_question_is_answered_once_and_found_again(commands: Commands) -> None:
    project, question, ana = asked(commands, "Asked")

    (waiting,) = commands.result("questions", "list", "-p", project)["questions"]
    held = commands.result("questions", "hold", question, "--phrase", "Task 2")
    answer = ("--asked", "Does a guide book match?", "--answer", "Only where it is named.", "--provisional")
    made = commands.result("questions", "answer", question, "-p", project, *answer)
    (found,) = commands.result("questions", "search", "guide named", "-p", project)["clarifications"]

    assert (waiting["uid"], waiting["text"]) == (question, "Is a guide book a match?")
    assert (held["n_held"], made["is_provisional"]) == (1, True)
    assert (found["uid"], found["answer"]) == (made["uid"], "Only where it is named.")
    assert commands.result("questions", "list", "-p", project)["questions"] == []
    assert commands.result("questions", "search", "kettle", "-p", project)["clarifications"] == []
    assert ana["pseudonym"] not in str(found)


def test_what_was_answered_is_not_answered_again_and_nobody_holds_everything(commands: Commands) -> None:
    project, question, _ = asked(commands, "Asked once")
    answer = ("--asked", "Does it match?", "--answer", "Yes.")

    wide = commands("questions", "hold", question, "--phrase", "a", "--json")
    commands.result("questions", "answer", question, "-p", project, *answer)
    again = commands("questions", "answer", question, "-p", project, *answer, "--json")
    unknown = commands("questions", "hold", uuid4(), "--phrase", "Task 2")

    assert (wide.exit_code, wide.result["error"]["code"]) == (ExitCode.REFUSED, "clarification.short_phrase")
    assert (again.exit_code, again.result["error"]["code"]) == (ExitCode.REFUSED, "clarification.no_question")
    assert unknown.exit_code == ExitCode.NOT_FOUND
