"""Sets papers with typst, in a process of its own: the fonts' memory ends with it. Content in, PDF out."""

import importlib
import importlib.util
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any  # typst is imported where it is used: it is large, and may not be there.

FONTS = ("manimgx_fonts", "manimgx_fonts_cjk")
LONGEST_SECONDS = 120


def can_typeset() -> bool:
    """Whether the extra `pdf` is installed."""
    return all(importlib.util.find_spec(name) for name in ("typst", *FONTS))


def set_apart(content: bytes, *, package: str, template: str) -> bytes:
    """The PDF of a content (JSON) by a template of a package. Equal bytes for equal content, typesetter and fonts."""
    command = [sys.executable, "-m", "assay.kit.typesetting", package, template]
    done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=LONGEST_SECONDS)
    if done.returncode:
        raise RuntimeError(f"The typesetter failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def compiled(content: bytes, package: str, template: str) -> bytes:
    typst: Any = importlib.import_module("typst")
    folders = [str(Path(str(importlib.import_module(name).__file__)).parent) for name in FONTS]
    source = files(package).joinpath("typst", template).read_bytes()
    pdf = typst.compile(
        source, sys_inputs={"content": content.decode()}, font_paths=folders, ignore_system_fonts=True
    )
    return bytes(pdf)


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(sys.stdin.buffer.read(), *sys.argv[1:]))
