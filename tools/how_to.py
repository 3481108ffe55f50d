"""Runs docs/how-to/statistics.md, and writes its outputs and pictures anew; a test says when they are old."""

import contextlib
import io
import re
import shlex
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "how-to" / "statistics.md"
IMAGES = ROOT / "docs" / "images"
BLOCK = re.compile(r"```(?P<kind>python|console|sh)\n(?P<text>.*?)```", re.DOTALL)
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def replayed(page: str) -> tuple[str, dict[str, str]]:
    """The page with the outputs that come out now, and the pictures that are written on the way."""
    known: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        text = BLOCK.sub(
            lambda block: f"```{block['kind']}\n{ran(block['kind'], block['text'], known)}```", page
        )
        pictures = {
            path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.svg"))
        }
    return text, pictures


def ran(kind: str, text: str, known: dict[str, object]) -> str:
    """The block with its output: console blocks show it, the others run only."""
    if kind == "python":
        exec(compile(text, str(PAGE), "exec"), known)
        return text
    commands = [
        line.removeprefix("$ ") for line in text.splitlines() if kind == "sh" or line.startswith("$ ")
    ]
    shown = [f"$ {command}\n{said(command)}" for command in commands]
    return "".join(shown) if kind == "console" else text


def said(command: str) -> str:
    from assay.cli.main import run

    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        code = run(shlex.split(command)[1:])
    if code:
        raise SystemExit(f"{command} ended with {code}")
    return heard.getvalue()


def main() -> None:
    text, pictures = replayed(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")
    for name, picture in pictures.items():
        (IMAGES / name).write_text(picture, encoding="utf-8")
    print(f"{PAGE.name} and {len(pictures)} pictures.", file=sys.stderr)


if __name__ == "__main__":
    main()
