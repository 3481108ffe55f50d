"""What all commands share: `--json`, help that names the exit codes, no traceback for people."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any  # A command may return anything; nobody reads it.

import typer

from assay.cli.outcome import EXPLAINED
from assay.cli.output import output

EPILOG = "Exit codes: " + "; ".join(f"{code.value} {what}" for code, what in EXPLAINED.items()) + "."
JSON_HELP = "Print the result as one JSON object, last on standard output; all else goes to standard error."
Command = Callable[..., Any]

_AS_JSON = inspect.Parameter(
    "as_json",
    inspect.Parameter.KEYWORD_ONLY,
    default=False,
    annotation=Annotated[bool, typer.Option("--json", help=JSON_HELP)],
)


def group(help_text: str) -> typer.Typer:
    return typer.Typer(
        help=help_text,
        epilog=EPILOG,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


def command(app: typer.Typer, name: str) -> Callable[[Command], Command]:
    """Register a function as a command that knows `--json`."""

    def register(function: Command) -> Command:
        @functools.wraps(function)
        def with_json(*args: object, as_json: bool = False, **kwargs: object) -> Any:
            output.as_json = output.as_json or as_json
            return function(*args, **kwargs)

        signature = inspect.signature(function, eval_str=True)
        parameters = [*signature.parameters.values(), _AS_JSON]
        with_json.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined] # PEP 362.
        app.command(name, epilog=EPILOG)(with_json)
        return function

    return register
