"""Run Assay, and keep it."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.app import command
from assay.cli.house import open_house
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.config.supervisor import Platform

Port = Annotated[int, typer.Option(envvar="PORT", min=0, max=65535, help="0 takes any free one.")]
Home = Annotated[
    Path | None, typer.Option(envvar="ASSAY_HOME", help="Where the database and the files live.")
]


def register(app: typer.Typer) -> None:
    command(app, "serve")(serve)
    command(app, "demo")(demo)
    command(app, "worker")(worker)
    command(app, "migrate")(migrate)


def serve(
    *,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Loopback unless a proxy stands before it.")] = "127.0.0.1",
    home: Home = None,
) -> None:
    """Run Assay until Ctrl-C: PostgreSQL, the worker and the web server."""
    from assay.config.supervisor import serve as run

    ended(run(port=port, host=host, home=home))


def demo(
    *,
    port: Port = 8000,
    home: Annotated[
        Path | None, typer.Option(envvar="ASSAY_DEMO_HOME", help="Where the example operation lives.")
    ] = None,
) -> None:
    """Run an example operation until Ctrl-C: real work in it, and one-click sign-ins for its people."""
    from assay.config.supervisor import demo as run
    from assay.demo.seed import seed

    ended(run(port=port, home=home, seed=seed, on_ready=introduce))


def introduce(platform: "Platform") -> None:
    """Who can be signed in as, each with the address that does it."""
    from assay.demo.cast import CAST, PASSWORD

    widths = [max(len(getattr(member, name)) for member in CAST) for name in ("name", "title")]
    platform.say("Be one of them with one click:")
    for member in CAST:
        who = f"{member.name:{widths[0]}}  {member.title:{widths[1]}}"
        platform.say(f"  {who}  {platform.url}/demo/sign-in/{member.key}/")
    platform.say(f"Or sign in by hand, for example as {CAST[0].email} with the password {PASSWORD}")
    platform.say("Ctrl-C stops all of it.")


def ended(exit_code: int) -> None:
    if exit_code:
        raise typer.Exit(exit_code)


def worker() -> None:
    """Work on jobs until stopped (assay serve starts one by itself)."""
    open_house()
    from django.core.management import call_command

    from assay.kit.clock import now
    from assay.kit.tasks import take_up_left_behind

    # What a killed worker left goes on at once; with one job at a time, a long one would hold up the minute.
    take_up_left_behind(now(), older_than=timedelta())
    call_command("procrastinate", "worker", "--concurrency", "4")


def migrate() -> None:
    """Bring the database up to date."""
    open_house()
    from django.core.management import call_command

    call_command("migrate", interactive=False, stdout=sys.stderr, skip_checks=False)
    output.show({"migrated": True}, "The database is up to date.")
