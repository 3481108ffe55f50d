"""Rows of a CSV file on this machine; what is wrong with it is one sentence that names it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assay.cli.outcome import unusable
from assay.kit.rows import Row, Unreadable, csv_rows


def rows(path: Path, *, needed: Sequence[str]) -> Iterator[Row]:
    """Every row below the header that is not empty."""
    try:
        with path.open("rb") as file:
            yield from csv_rows(file, needed=needed)
    except OSError as error:
        raise unusable(f"{path} cannot be read ({error.strerror}).") from error
    except Unreadable as error:
        raise unusable(f"{path}: {error}") from error
