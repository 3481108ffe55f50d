"""A release as files in a folder: fetched, and compared with its manifest."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any  # Manifests are JSON.

import msgspec

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.client import Json, Server

DOCUMENTS = ("manifest", "certificate")
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class CheckedFile:
    name: str
    state: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Checked:
    release: str
    number: int
    files: tuple[CheckedFile, ...]

    @property
    def is_intact(self) -> bool:
        return all(file.state == "intact" for file in self.files)

    @property
    def sentence(self) -> str:
        wrong = [f"{file.name} is {file.state}" for file in self.files if file.state != "intact"]
        if wrong:
            return f"Not as it was delivered: {', '.join(wrong)}."
        return f"All {len(self.files)} files of release {self.number} are as the manifest says."

    def as_json(self) -> dict[str, Any]:
        return {"is_intact": self.is_intact, **asdict(self)}


def fetch(server: "Server", release: "Json", folder: Path) -> None:
    """The files, the manifest and the certificate of a ready release."""
    folder.mkdir(parents=True, exist_ok=True)
    with output.progress("Downloading", len(release["files"])) as advance:
        for file in release["files"]:
            address = f"/releases/{release['uid']}/files/{file['format']}"
            server.download(address, folder / f"labels.{file['format']}")
            advance(1)
    if release.get("certificate_pdf_sha256"):
        server.download(f"/releases/{release['uid']}/certificate.pdf", folder / "certificate.pdf")
    for name in DOCUMENTS:
        document = msgspec.json.encode(server.get(f"/releases/{release['uid']}/{name}"), order="sorted")
        (folder / f"{name}.json").write_bytes(msgspec.json.format(document, indent=2) + b"\n")


def check(folder: Path) -> Checked:
    """Every file of the manifest: intact, changed or missing."""
    manifest = _manifest(folder / "manifest.json")
    try:
        files = tuple(
            _checked(folder / f"labels.{kind}", wanted["sha256"])
            for kind, wanted in sorted(manifest["files"].items())
        )
        return Checked(manifest["release"], manifest["number"], files)
    except (KeyError, TypeError, AttributeError) as error:
        raise unusable(f"{folder / 'manifest.json'} is no manifest of a release.") from error


def _manifest(file: Path) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except OSError as error:
        raise unusable(f"{file} cannot be read ({error.strerror}): is this a downloaded release?") from error
    except msgspec.MsgspecError as error:
        raise unusable(f"{file} is no manifest of a release.") from error


def _checked(file: Path, sha256: str) -> CheckedFile:
    if not file.is_file():
        return CheckedFile(file.name, "missing", 0)
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return CheckedFile(
        file.name, "intact" if digest.hexdigest() == sha256 else "changed", file.stat().st_size
    )
