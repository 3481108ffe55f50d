"""Utilization of the people of sites, from approved sheets; the interval by how days differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assay.people.queries.time import SharedDay, approved_shares
from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined
from assay.planning.rules.means import ratio_of
from assay.planning.rules.standards import Measured
from assay.projects.queries.staffing import memberships_in_force


def utilization(asked: Asked) -> Mapping[Metric, BySite]:
    """Hours belong to sites, not to projects: of the project's members, whatever they worked on.

    Sheets know no market: who sees some markets of a site only is shown none of it.
    """
    look = asked.look
    if look.markets:
        return {}
    members = memberships_in_force([asked.project.pk])
    days = approved_shares(
        members.values_list("contributor", flat=True),
        asked.since_on,
        asked.until_on,
        sites=look.sites,
        team=look.team,
    )
    return {Metric.UTILIZATION: defined({site: _share(each) for site, each in days.items()})}


def _share(days: Sequence[SharedDay]) -> Measured | None:
    """n is days of people."""
    found = ratio_of([(day.measured, float(day.productive)) for day in days])
    if found is None:
        return None
    high = None if found.high is None else min(1.0, found.high)
    return replace(found, high=high, n=sum(day.n_people for day in days))
