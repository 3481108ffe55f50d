"""The copy of an agreement that somebody keeps."""

from datetime import datetime
from typing import Protocol


class Text(Protocol):
    @property
    def language(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def markdown(self) -> str: ...
    @property
    def sha256(self) -> str: ...


class Signed(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def signed_at(self) -> datetime: ...


def copy_of(text: Text, signed: Signed | None, *, number: int) -> str:
    """Title, text, and at the end which version it is, its digest, and who signed it when."""
    lines = [text.title, "", text.markdown.rstrip(), "", "--", f"Version {number} ({text.language})"]
    lines.append(f"SHA-256 {text.sha256}")
    if signed is not None:
        lines.append(f"Signed: {signed.name}, {signed.signed_at:%Y-%m-%d %H:%M:%S} UTC")
    return "\n".join(lines) + "\n"
