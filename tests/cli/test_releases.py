"""A downloaded release is compared with its manifest, offline."""

import hashlib
import json
from pathlib import Path

import pytest

from assay.cli.outcome import ExitCode
from tests.cli.running import assay


def delivered(folder: Path) -> Path:
    files = {"csv": b"external_id\n", "jsonl": b"{}\n"}
    for kind, content in files.items():
        (folder / f"labels.{kind}").write_bytes(content)
    named = {kind: {"sha256": hashlib.sha256(content).hexdigest()} for kind, content in files.items()}
    (folder / "manifest.json").write_text(json.dumps({"release": "r", "number": 3, "files": named}))
    return folder


def test_an_untouched_release_is_intact(tmp_path: Path) -> None:
    ran = assay("release", "verify", str(delivered(tmp_path)), "--json")

    assert (ran.exit_code, ran.err) == (ExitCode.OK, "")
    assert ran.result == {
        "is_intact": True,
        "release": "r",
        "number": 3,
        "files": [
            {"name": "labels.csv", "state": "intact", "n_bytes": 12},
            {"name": "labels.jsonl", "state": "intact", "n_bytes": 3},
        ],
    }


def test_a_changed_and_a_missing_file_are_named(tmp_path: Path) -> None:
    delivered(tmp_path)
    (tmp_path / "labels.csv").write_bytes(b"external_iD\n")
    (tmp_path / "labels.jsonl").unlink()

    ran = assay("release", "verify", str(tmp_path))

    assert (ran.exit_code, ran.err) == (ExitCode.BROKEN, "")
    assert ran.out == "Not as it was delivered: labels.csv is changed, labels.jsonl is missing.\n"


@pytest.mark.parametrize("manifest", [None, "[]", "{}", '{"release": 1, "number": 1, "files": []}', "\xff"])
def test_a_folder_that_is_no_release_is_one_sentence(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="latin-1")

    ran = assay("release", "verify", str(tmp_path))

    assert (ran.exit_code, ran.out) == (ExitCode.USAGE, "")
    assert len(ran.err.splitlines()) == 1
