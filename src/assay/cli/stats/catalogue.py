"""`assay stats catalogue`: what the engine computes, and how."""

from dataclasses import asdict
from typing import Annotated

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output


def catalogue(
    name: Annotated[str | None, typer.Argument(help="One statistic; without it all, a line each.")] = None,
) -> None:
    """Every public statistic: formula, range, unit, when it is undefined, and where it is from."""
    from assay.stats.catalogue import catalogue as all_entries

    entries = [each for each in all_entries() if name is None or each.name == name]
    if not entries:
        raise unusable(f"There is no statistic {name}: assay stats catalogue lists them.")
    if name is None:
        shown = [each for each in entries if each.kind == "statistic"]
        lines = [f"{each.package}.{each.name}: {each.sentence}" for each in shown]
    else:
        lines = []
        for each in entries:
            lines.append(f"{each.package}.{each.name}: {each.sentence}")
            rows = {"Formula": each.formula, "Range": each.range, "Unit": each.unit}
            rows |= {"Undefined": each.undefined, "Source": each.source}
            lines += [f"    {label}: {text}" for label, text in rows.items() if text]
    output.show({"entries": [asdict(each) for each in entries]}, "\n".join(lines))
