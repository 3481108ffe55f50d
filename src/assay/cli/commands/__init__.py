"""The commands, one module per subject."""

import typer

from assay.cli.commands import server, session


def register_all(app: typer.Typer) -> None:
    for module in (session, server):
        module.register(app)
