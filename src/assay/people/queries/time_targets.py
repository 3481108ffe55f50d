"""The targets of time that hold, and those that held before."""

from dataclasses import dataclass

from django.db.models import QuerySet

from assay.people.enums import TimeGroup, TimeMeasure
from assay.people.models import TimeTargets
from assay.people.rules.time_targets import SHIPPED, Targets


@dataclass(frozen=True, slots=True)
class TargetsInForce:
    """`number` 0 is what Assay ships."""

    number: int
    targets: Targets


def time_targets() -> TargetsInForce:
    newest = earlier_targets().first()
    if newest is None:
        return TargetsInForce(0, SHIPPED)
    found = {
        group: {measure: float(newest.targets[group.value][measure.value]) for measure in TimeMeasure}
        for group in TimeGroup
    }
    return TargetsInForce(newest.number, found)


def earlier_targets() -> QuerySet[TimeTargets]:
    return TimeTargets.objects.select_related("published_by").order_by("-number")
