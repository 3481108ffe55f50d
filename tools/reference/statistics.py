"""The statistics, from their catalogue."""

from itertools import groupby

from assay.stats.catalogue import Entry, catalogue
from tools.reference.layout import table

INTRODUCTION = """# Statistics

What `assay.stats` computes. Each is a function or a class that takes arrays and gives a frozen result with its n and
its interval; none needs a server (`from assay.stats.agreement import gwet_ac`). Where a figure is undefined it is None
or a named outcome, never 0. `assay stats catalogue NAME` says the same in the shell;
[the how-to](../how-to/statistics.md) shows them at work.
"""


def pages() -> dict[str, str]:
    groups = groupby(catalogue(), key=lambda entry: entry.package)
    return {
        "statistics.md": "\n\n".join(
            [INTRODUCTION.rstrip(), *(part(name, list(each)) for name, each in groups)]
        )
    }


def part(package: str, entries: list[Entry]) -> str:
    statistics = [each for each in entries if each.kind == "statistic"]
    others = [each for each in entries if each.kind != "statistic"]
    texts = [f"## {package}"]
    if statistics:
        header = ["Name", "What it is", "Formula", "Range", "Unit", "Undefined", "Source"]
        texts.append(table(header, [row(each) for each in statistics]))
    if others:
        texts.append(
            table(["Beside them", "What it is"], [[f"`{each.name}`", each.sentence] for each in others])
        )
    return "\n\n".join(texts)


def row(entry: Entry) -> list[str]:
    formula = f"`{entry.formula}`" if entry.formula else ""
    return [
        f"`{entry.name}`",
        entry.sentence,
        formula,
        entry.range,
        entry.unit,
        entry.undefined,
        entry.source,
    ]
