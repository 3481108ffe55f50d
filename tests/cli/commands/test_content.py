"""Content over the command line: imports with choices, files, withdrawals and purges."""

import gzip

from assay.cli.outcome import ExitCode
from tests.cli.commands.test_way import batch_of
from tests.cli.serving import Commands

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (8).to_bytes(4, "big") * 2 + b"\x00" * 80


def test_content_comes_in_once_and_goes_again(commands: Commands) -> None:
    project = str(commands.project("Content")["uid"])
    batch = batch_of(commands, project)
    file = commands.written("tasks.csv", "")
    packed = file.with_name("tasks.csv.gz")
    packed.write_bytes(gzip.compress(b"nr,words\n1,same\n2,same\n3,other\n", mtime=0))
    columns = '{"external_id": "nr", "fields": {"text": "words"}}'

    came_in = commands.result(
        "tasks", "import", packed, "--batch", batch, "--columns", columns, "--skip-duplicates"
    )
    gone = commands.result("tasks", "withdraw", "1", "9", "--project", "Content", "--reason", "Closed")
    early = commands("tasks", "purge", "3", "--project", "Content", "--yes", "--json")
    purged = commands.result("tasks", "purge", "1", "--project", "Content", "--yes")
    reused = commands.result("tasks", "reuse-labels", "--batch", batch)
    unreadable = commands("tasks", "import", "s3://nowhere/t.csv", "--batch", batch, "--json")

    assert (came_in["n_added"], came_in["n_skipped"], came_in["n_bad"]) == (2, 1, 0)
    assert (gone["n_withdrawn"], gone["unknown"], gone["releases"]) == (1, ["9"], [])
    assert (early.exit_code, early.result["error"]["code"]) == (ExitCode.REFUSED, "work.not_withdrawn")
    assert (purged, reused) == ({"n_purged": 1}, {"n_reused": 0})
    assert unreadable.result["error"]["code"] == "work.address_not_allowed"


def test_a_picture_is_uploaded_and_listed(commands: Commands) -> None:
    commands.project("Pictures")
    picture = commands.written("shoe.png", "")
    picture.write_bytes(PNG)

    kept = commands.result("files", "upload", picture, "--project", "Pictures")
    listed = commands.result("files", "list", "--project", "Pictures")

    assert (kept["media_type"], kept["address"][:7]) == ("image/png", "sha256:")
    assert listed == {"files": [kept]}
    nothing = commands("tasks", "withdraw", "--project", "Pictures", "--reason", "x")
    assert (nothing.exit_code, nothing.err) == (
        ExitCode.USAGE,
        "Name tasks, or a --file with one external id a line.\n",
    )
