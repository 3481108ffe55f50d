"""Agreement: of the newest run of the board, the question that people agree on least."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite
from assay.planning.rules.standards import Measured
from assay.quality.enums import BoardGrain
from assay.quality.queries.board import boards_of, cells_of


def agreement(asked: Asked) -> Mapping[Metric, BySite]:
    """Of the whole project: sites judge the same tasks together, so a site alone has no alpha on the board."""
    runs = boards_of(asked.project).filter(as_of__lte=asked.look.until)
    if asked.days is not None:
        # What stood before a stretch of calendar days was not measured in it.
        runs = runs.filter(as_of__gt=asked.look.since)
    run = runs.first()
    if run is None or asked.look.sites is not None:
        return {}
    cells = cells_of(run, grain=BoardGrain.ALL).filter(alpha__isnull=False).order_by("alpha", "question")
    least = cells.first()
    if least is None or least.alpha is None:
        return {}
    measured = Measured(least.alpha, least.alpha_low, least.alpha_high, least.n_paired)
    return {Metric.AGREEMENT: {None: measured}}
