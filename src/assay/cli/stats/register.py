"""Registers the commands of `assay stats`."""

import typer

from assay.cli.app import command, group
from assay.cli.stats.agreement import agreement
from assay.cli.stats.catalogue import catalogue
from assay.cli.stats.control import control
from assay.cli.stats.integrity import integrity
from assay.cli.stats.learning import learning
from assay.cli.stats.numbers import numbers
from assay.cli.stats.pairs import pairs
from assay.cli.stats.plan import plan
from assay.cli.stats.rank import rank
from assay.cli.stats.stopping import stopping
from assay.cli.stats.truth import truth


def register(app: typer.Typer) -> None:
    stats = group("Statistics on plain files, without a server.")
    for name, function in (
        ("truth", truth),
        ("numbers", numbers),
        ("pairs", pairs),
        ("stopping", stopping),
        ("agreement", agreement),
        ("plan", plan),
        ("control", control),
        ("rank", rank),
        ("learning", learning),
        ("integrity", integrity),
        ("catalogue", catalogue),
    ):
        command(stats, name)(function)
    app.add_typer(stats, name="stats")
