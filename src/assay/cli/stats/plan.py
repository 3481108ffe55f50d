"""`assay stats plan`: how many to inspect of a lot, and what that promises."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.stats.plotting import Figure
    from assay.stats.sampling import StandardPlan

# Above this an AQL counts defects per hundred units, of which a unit may have several.
MOST_PERCENT = 10.0


class Inspection(StrEnum):
    NORMAL = "normal"
    TIGHTENED = "tightened"
    REDUCED = "reduced"


def plan(
    *,
    lot: Annotated[int, typer.Option(help="Units in the lot.")],
    aql: Annotated[
        float,
        typer.Option(help="Acceptable quality limit: percent defective, above 10 defects per hundred units."),
    ],
    level: Annotated[str, typer.Option(help="S1 to S4, I, II or III.")] = "II",
    inspection: Annotated[
        Inspection, typer.Option(help="How strictly this lot is inspected.")
    ] = Inspection.NORMAL,
    plot: Annotated[Path | None, typer.Option(help="Write what the plan lets pass there, as SVG.")] = None,
) -> None:
    """The single sampling plan of MIL-STD-105E (ANSI Z1.4) for a lot."""
    from assay.stats.sampling import standard_plan

    try:
        found = standard_plan(lot, aql, level=level, inspection=inspection.value)
    except ValueError as problem:
        raise unusable(f"{str(problem)[:1].upper()}{str(problem)[1:]}.") from problem
    counts_defects = aql > MOST_PERCENT
    result = promised(found, lot, counts_defects=counts_defects)
    if plot:
        from assay.cli.stats.plotting import save

        save(plot, picture(found, result, lot=lot, aql=aql))
    output.show(result, sentence(found, result, lot, counts_defects=counts_defects))


def promised(found: "StandardPlan", lot: int, *, counts_defects: bool) -> dict[str, Any]:
    """What the plan is, and what it keeps out: the AQL alone promises nothing."""
    kept_out = found.plan.defects_at(0.10) if counts_defects else found.plan.quality_at(0.10)
    limit, _ = found.plan.outgoing_limit(lot, counts_defects=counts_defects)
    return {
        "letter": found.letter,
        "n": found.plan.n,
        "accept": found.plan.accept,
        "reject": found.plan.reject,
        "ltpd10": kept_out,
        "aoql": limit,
    }


def sentence(found: "StandardPlan", result: dict[str, Any], lot: int, *, counts_defects: bool) -> str:
    what = "defects" if counts_defects else "defective units"
    share = "all" if found.is_whole_lot else f"{result['n']:,}"
    lines = [
        (
            f"Inspect {share} of {lot:,}; accept with {result['accept']:,} {what} or fewer, "
            f"reject with {result['reject']:,} or more."
        )
    ]
    if result["reject"] > result["accept"] + 1:
        lines.append("In between, accept this lot, and inspect the next one normally again.")
    if result["ltpd10"] is not None and not found.is_whole_lot:
        bad, out = result["ltpd10"], result["aoql"]
        lines.append(
            f"A lot with {f'{bad:.2f} defects per unit' if counts_defects else f'{bad:.1%} defective'} still passes "
            "one time in ten: the AQL is no guarantee. Where rejected lots are put right, at most "
            f"{f'{out:.2f} defects per unit' if counts_defects else f'{out:.2%}'} reach the client in the long run."
        )
    return "\n".join(lines)


def picture(found: "StandardPlan", result: dict[str, Any], *, lot: int, aql: float) -> "Figure":
    """The operating characteristic: the chance to pass, by the true share of defective units."""
    from assay.cli.stats.plotting import Axis, Curve, Figure, Mark

    counts_defects = aql > MOST_PERCENT
    most = max(aql / 100, result["ltpd10"] or 1.0) * 1.6
    x = [most * nth / 120 for nth in range(121)]
    passes = found.plan.acceptance_of_defects if counts_defects else found.plan.acceptance
    y = [passes(share if counts_defects else min(1.0, share)) for share in x]
    marks = [Mark(aql / 100, "AQL")]
    if result["ltpd10"] is not None:
        marks.append(Mark(result["ltpd10"], "passes 1 in 10"))
    return Figure(
        f"What {found.plan.n:,} of {lot:,} with at most {found.plan.accept} defective lets pass",
        f"The chance to pass falls from {y[0]:.0%} for a perfect lot to 10 % at "
        f"{result['ltpd10'] or 1:.1%} defective; at the AQL of {aql:g} % it is {passes(aql / 100):.0%}.",
        Axis(0.0, most, is_share=True),
        Axis(0.0, 1.0, is_share=True),
        "defects per unit" if counts_defects else "truly defective",
        "chance to pass",
        [Curve(x, y), *marks],
    )
