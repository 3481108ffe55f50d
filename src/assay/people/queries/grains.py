"""Counting by vendor, by site and by market at a site, in one statement: what partners are measured at."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple  # A database row is what the statement says.

# The names of the columns are the statement's; NULL sites and markets are left out below.
SETS = "GROUPING SETS ((vendor_id), (vendor_id, site_id), (vendor_id, site_id, market_id))"
COLUMNS = "vendor_id, site_id, market_id, grouping(site_id), grouping(market_id)"


class Grain(NamedTuple):
    """A vendor; one of its sites; one market at a site."""

    vendor: int
    site: int | None = None
    market: int | None = None


def by_grain(rows: Iterable[tuple[Any, ...]]) -> Mapping[Grain, tuple[Any, ...]]:
    """What a statement with `COLUMNS` first and `SETS` has counted."""
    return {
        Grain(vendor, None if no_site else site, None if no_market else market): tuple(counts)
        for vendor, site, market, no_site, no_market, *counts in rows
        if vendor is not None and (no_site or site is not None) and (no_market or market is not None)
    }
