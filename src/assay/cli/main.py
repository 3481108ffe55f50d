"""`assay`: user commands speak REST to a server; chores of the server itself call its actions directly."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from assay.cli.app import EPILOG, JSON_HELP, group
from assay.cli.commands import register_all
from assay.cli.outcome import ExitCode, Failed
from assay.cli.output import output
from assay.config.faults import CannotStart
from assay.kit.reasons import NotFound, Refused

app = group("Assay runs data labeling operations.")
register_all(app)


@app.callback(epilog=EPILOG)
def every_command(*, as_json: Annotated[bool, typer.Option("--json", help=JSON_HELP)] = False) -> None:
    """Assay runs data labeling operations."""
    output.as_json = as_json


def main() -> None:
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line. What goes wrong is said in one sentence."""
    output.as_json = "--json" in arguments
    try:
        outcome = app(list(arguments), standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 — the one place where every end becomes an exit code.
        return ended_by(error)
    if outcome == ExitCode.INTERRUPTED:  # Typer turns Ctrl-C into this code without a word.
        output.say("Interrupted.")
    return outcome if isinstance(outcome, int) else ExitCode.OK


def ended_by(error: BaseException) -> int:
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.OK
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        output.say("Interrupted.")
        return ExitCode.INTERRUPTED
    if isinstance(error, BrokenPipeError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 — until the process ends.
        return ExitCode.OK
    failed = as_failure(error)
    output.say(failed.sentence)
    if output.as_json:
        print(failed.as_json(), flush=True)
    return failed.exit_code


def as_failure(error: BaseException) -> Failed:
    if isinstance(error, Failed):
        return error
    if isinstance(error, CannotStart):
        return Failed(error.sentence, exit_code=error.exit_code, code="cli.cannot_start")
    if isinstance(error, Refused):
        reasons = [{"code": each.code, "text": each.text, "field": each.field} for each in error.reasons]
        return Failed(str(error), code=error.reasons[0].code, reasons=reasons)
    if isinstance(error, NotFound):
        return Failed("There is nothing of that name.", exit_code=ExitCode.NOT_FOUND, code="cli.not_found")
    if hasattr(error, "format_message"):
        usage = f"{error.format_message()} See assay --help."
        return Failed(usage, exit_code=ExitCode.USAGE, code="cli.usage")
    if os.environ.get("ASSAY_DEBUG"):
        traceback.print_exception(error)
    sentence = f"Assay broke ({type(error).__name__}: {error}). Set ASSAY_DEBUG=1 to see where."
    return Failed(sentence, exit_code=ExitCode.INTERNAL, code="cli.internal")
