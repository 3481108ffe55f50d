"""Standard output carries the result and nothing else; everything said on the way goes to standard error."""

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any  # A result is any JSON document.

import msgspec

Advance = Callable[[int], None]


class Bar:
    """A progress bar: called, it goes on by so much; the total may become known later."""

    def __init__(self, show: Callable[..., None] | None = None) -> None:
        self.show = show

    def __call__(self, n: int) -> None:
        if self.show:
            self.show(advance=n)

    def of(self, total: int | None) -> None:
        if self.show and total is not None:
            self.show(total=total)


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
        cells = [[_cell(row.get(column)) for column in columns] for row in rows]
        widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
        lines = [[column.upper() for column in columns], *cells]
        self.show(result, "\n".join(_aligned(line, widths) for line in lines))

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Bar]:
        """A progress bar on standard error, where that is a terminal; else one sentence."""
        if not sys.stderr.isatty():
            self.say(what)
            yield Bar()
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(what, total=total)
            yield Bar(functools.partial(bar.update, task))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


output = Output()
