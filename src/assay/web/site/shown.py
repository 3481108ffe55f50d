"""A site's calibration and lots as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assay.quality.enums import LotState
from assay.quality.queries.calibration import Point
from assay.quality.queries.site_quality import SiteLot
from assay.web.lots.words import STATES


@dataclass(frozen=True, slots=True)
class ShownSiteLot:
    lot: SiteLot
    state: str
    tone: str


def shown_site_lot(lot: SiteLot) -> ShownSiteLot:
    label, tone = STATES[LotState(lot.state)]
    return ShownSiteLot(lot, _(label), tone)


def calibration_of_site(points: Sequence[Point], site_id: int) -> list[Point]:
    """The sessions in which the site took part, with nothing of other sites."""
    return [
        replace(point, sites={site_id: point.sites[site_id]}) for point in points if site_id in point.sites
    ]
