"""A higher domain closes routing in places, and opens it again: claims read the list of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.work.models import RoutingStop


@dataclass(frozen=True, slots=True)
class Place:
    """A project (None: all of them), and a market of it (None: all of them)."""

    project: int | None
    market: int | None = None


def keep_stops(*, stop: str, places: Mapping[int, Place], now: datetime) -> int:
    """Exactly these places are stopped by this rule, each named by the row it comes from; how many changed.

    Whoever claims from the next statement on gets nothing there; tasks in people's hands can be finished.
    """
    with transaction.atomic():
        stored = RoutingStop.objects.select_for_update(no_key=True).filter(stop=stop)
        was = {each.source: Place(each.project_id, each.market_id) for each in stored}
        over = [source for source, place in was.items() if places.get(source) != place]
        RoutingStop.objects.filter(stop=stop, source__in=over).delete()
        new = {source: place for source, place in places.items() if was.get(source) != place}
        RoutingStop.objects.bulk_create(
            (
                RoutingStop(
                    stop=stop,
                    source=source,
                    project_id=place.project,
                    market_id=place.market,
                    stopped_at=now,
                )
                for source, place in sorted(new.items())
            ),
            ignore_conflicts=True,
        )
        return len({*over, *new})
