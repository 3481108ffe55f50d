"""Standard output carries the result and nothing else; everything said on the way goes to standard error."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any  # A result is any JSON document.

import msgspec

Advance = Callable[[int], None]


class Output:
    """Where commands write; `--json` turns the result into one object on the last line."""

    def __init__(self) -> None:
        self.as_json = False

    def say(self, sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)

    def show(self, result: Mapping[str, Any], text: str) -> None:
        """The result of a command, once, at its end."""
        shown = msgspec.json.encode(result, enc_hook=str).decode() if self.as_json else text
        print(shown, flush=True)

    def table(
        self, result: Mapping[str, Any], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """The same, for a list: columns aligned, one row a line."""
        cells = [[str(row.get(column, "") or "") for column in columns] for row in rows]
        widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
        lines = [[column.upper() for column in columns], *cells]
        self.show(result, "\n".join(_aligned(line, widths) for line in lines))

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Advance]:
        """A progress bar on standard error, where that is a terminal; else one sentence."""
        if not sys.stderr.isatty():
            self.say(what)
            yield lambda _n: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(what, total=total)
            yield lambda n: bar.update(task, advance=n)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


output = Output()
