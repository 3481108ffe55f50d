"""Registers the commands of `assay stats`."""

import typer

from assay.cli.app import command, group
from assay.cli.stats.agreement import agreement
from assay.cli.stats.plan import plan
from assay.cli.stats.truth import truth


def register(app: typer.Typer) -> None:
    stats = group("Statistics on plain files, without a server.")
    for name, function in (("truth", truth), ("agreement", agreement), ("plan", plan)):
        command(stats, name)(function)
    app.add_typer(stats, name="stats")
