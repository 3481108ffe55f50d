"""The command line, from its own definitions."""

from collections.abc import Iterator
from enum import Enum
from typing import Any  # Commands of click, which typer brings along under another name.

import typer.main

from assay.cli.main import app
from assay.cli.outcome import EXPLAINED
from tools.reference.layout import cell, table

INTRODUCTION = """# The command line

`assay` speaks to a server as the person of your token (`assay login`, or `ASSAY_URL` and `ASSAY_TOKEN`). With `--json`
the result is one JSON object, the last line on standard output; everything else is said on standard error. A refusal
is an object, too: `{"error": {"code", "detail", "reasons"}}`.

## Exit codes
"""


def pages() -> dict[str, str]:
    codes = table(["Code", "Meaning"], ([code.value, what] for code, what in EXPLAINED.items()))
    root: Any = typer.main.get_command(app)
    commands = "\n\n".join(described(path, command) for path, command in walked("assay", root))
    return {"cli.md": f"{INTRODUCTION}\n{codes}\n\n{commands}"}


def walked(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that does something, in the order of the help."""
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from walked(f"{path} {name}", inner)


def described(path: str, command: Any) -> str:
    shown = [parameter for parameter in command.params if parameter.name not in {"as_json", "help"}]
    usage = " ".join([path, *(usage_of(parameter) for parameter in shown)])
    text = "\n".join(line.strip() for line in (command.help or "").strip().splitlines())
    rows = [[f"`{names(each)}`", help_of(each)] for each in shown]
    options = f"\n\n{table(['Parameter', 'Meaning'], rows)}" if rows else ""
    return f"## {path}\n\n{text}\n\n    {usage} [--json]{options}"


def usage_of(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(metavar(parameter)) if parameter.required else f"[{metavar(parameter)}]"
    shown = f"{parameter.opts[0]}{'' if parameter.is_flag else ' ' + metavar(parameter)}"
    return shown if parameter.required else f"[{shown}]"


def metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def names(parameter: Any) -> str:
    return metavar(parameter) if parameter.param_type_name == "argument" else ", ".join(parameter.opts)


def help_of(parameter: Any) -> str:
    parts = [parameter.help or ""]
    if isinstance(parameter.default, Enum):
        parts.append(f"One of {', '.join(str(each.value) for each in type(parameter.default))}.")
    default = getattr(parameter.default, "value", parameter.default)
    if default not in (None, "", False) and not callable(default) and not parameter.required:
        parts.append(f"Default: {default}.")
    if parameter.envvar:
        parts.append(f"Environment: {parameter.envvar}.")
    return cell(" ".join(part for part in parts if part))
