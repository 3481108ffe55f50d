"""Every public statistic with its name, formula, range, unit, undefined outcome and source."""

import importlib
import importlib.util
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from assay.stats.catalogue_rows import ROWS

PACKAGES = (
    "truth",
    "online",
    "stopping",
    "agreement",
    "sampling",
    "control",
    "ranking",
    "classifying",
    "learning",
    "workforce",
    "integrity",
    "testing",
    "machines",
)
REFERENCES = re.compile(r"References\n\s*-+\n(?P<text>.*?)(?:\n\s*\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One public name of `assay.stats`.

    `kind` is statistic for what computes a figure, and record for what goes in or comes out; a record and what merely
    prepares has a sentence alone. `undefined` says when there is no figure; `source` is from the docstring.
    """

    package: str
    name: str
    kind: str
    sentence: str
    formula: str = ""
    range: str = ""
    unit: str = ""
    undefined: str = ""
    source: str = ""


def catalogue() -> list[Entry]:
    """All public names, package by package.

    Examples
    --------
    >>> next(entry.undefined for entry in catalogue() if entry.name == "wilson")
    'n is 0'
    """
    return [entry for package in PACKAGES for entry in _of_package(package)]


def _of_package(package: str) -> Iterator[Entry]:
    path = f"assay.stats.{package}"
    if importlib.util.find_spec(path) is None:
        return
    module: ModuleType = importlib.import_module(path)
    rows = dict(_rows(package))
    for name in getattr(module, "__all__", ()):
        thing = getattr(module, name)
        text = inspect.getdoc(thing) or ""
        documented = inspect.isclass(thing) or inspect.isfunction(thing)
        sentence = _first(text) if documented else f"{len(thing)} named values."
        if name in rows:
            yield Entry(package, name, "statistic", sentence, *rows[name], source=_source(text))
        else:
            yield Entry(package, name, "record", sentence, source=_source(text) if documented else "")


def _rows(package: str) -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    for line in ROWS.get(package, "").replace("\n  |", " |").strip().splitlines():
        name, *rest = (cell.strip() for cell in line.split(" | "))
        # A formula may have a stroke of its own, as in P(answer | truth).
        *formula, span, unit, undefined = rest
        yield name, (" | ".join(formula), span, unit, undefined)


def _first(text: str) -> str:
    """The first paragraph, on one line."""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _source(text: str) -> str:
    found = REFERENCES.search(text)
    return " ".join(found["text"].split()) if found else ""
