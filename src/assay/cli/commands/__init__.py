"""The commands, one module per subject."""

import typer

from assay.cli.app import command
from assay.cli.commands import server, session
from assay.cli.replay.command import replay


def register_all(app: typer.Typer) -> None:
    for module in (session, server):
        module.register(app)
    command(app, "replay")(replay)
