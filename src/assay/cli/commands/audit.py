"""The audit trail: whether nothing in it was changed."""

from collections.abc import Mapping
from typing import Any  # A verdict is JSON.

import typer

from assay.cli import credentials
from assay.cli.app import command, group
from assay.cli.outcome import ExitCode
from assay.cli.output import output


def register(app: typer.Typer) -> None:
    audit = group("The audit trail.")
    command(audit, "verify")(verify)
    app.add_typer(audit, name="audit")


def verify() -> None:
    """Recompute the chain from its first block; exit code 7 when it is broken.

    Signed in, the server does it as a job; else it is done here, on the database of DATABASE_URL or of the Assay
    that runs on this machine.
    """
    verdict = by_server() if credentials.find() else here()
    sentence = verdict["problem"] or (
        f"The chain is intact: {verdict['n_rows']:,} rows in {verdict['n_blocks']:,} blocks, "
        f"{verdict['n_unsealed']:,} rows not sealed yet."
    )
    output.show(verdict, sentence)
    if not verdict["is_intact"]:
        raise typer.Exit(ExitCode.BROKEN)


def by_server() -> Mapping[str, Any]:
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post("/audit/verifications"), "Verifying the audit trail")
    result: Mapping[str, Any] = job["result"]
    return result


def here() -> Mapping[str, Any]:
    from dataclasses import asdict

    from assay.cli.house import open_house

    open_house()
    from assay.kit.chain import verify as verify_chain

    verdict = verify_chain()
    return {"is_intact": verdict.is_intact, **asdict(verdict)}
