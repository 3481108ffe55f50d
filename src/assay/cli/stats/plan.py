"""`assay stats plan`: how many to inspect of a lot, and what that promises."""

from typing import Annotated

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output


def plan(
    *,
    lot: Annotated[int, typer.Option(help="Units in the lot.")],
    aql: Annotated[float, typer.Option(help="Acceptable quality limit, in percent.")],
    level: Annotated[str, typer.Option(help="S1 to S4, I, II or III.")] = "II",
    inspection: Annotated[str, typer.Option(help="normal, tightened or reduced.")] = "normal",
) -> None:
    """The single sampling plan of MIL-STD-105E (ANSI Z1.4) for a lot."""
    from assay.stats.sampling import standard_plan

    try:
        found = standard_plan(lot, aql, level=level, inspection=inspection)
    except ValueError as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:]}.") from problem
    limit, _ = found.plan.outgoing_limit(lot)
    kept_out = found.plan.quality_at(0.10)
    result = {
        "letter": found.letter,
        "n": found.plan.n,
        "accept": found.plan.accept,
        "reject": found.plan.reject,
        "ltpd10": kept_out,
        "aoql": limit,
        "is_whole_lot": found.is_whole_lot,
    }
    sentence = (
        f"Inspect {found.plan.n:,} of {lot:,}; accept with {found.plan.accept} defective or fewer, reject with "
        f"{found.plan.reject} or more.\nA lot with {kept_out:.1%} defective still passes one time in ten: "
        "the AQL is no guarantee."
    )
    output.show(result, sentence)
