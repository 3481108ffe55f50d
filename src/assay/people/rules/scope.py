"""How far a grant reaches: everything it names must fit, and what it leaves empty fits everybody.

The same rule exists as SQL (people/queries/scope.py); a property test holds the two together.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a role is given. All empty: the whole organisation."""

    project: int | None = None
    vendor: int | None = None
    site: int | None = None
    team: int | None = None
    markets: frozenset[str] = frozenset()

    @property
    def is_everywhere(self) -> bool:
        return self.project is None and not self.names_people and not self.markets

    @property
    def names_people(self) -> bool:
        """Only the people of a vendor, a site or a team: it opens nothing that belongs to a whole project."""
        return any(place is not None for place in (self.vendor, self.site, self.team))


@dataclass(frozen=True, slots=True)
class PersonFacts:
    vendor: int | None = None
    site: int | None = None
    team: int | None = None
    projects: frozenset[int] = frozenset()
    markets: frozenset[str] = frozenset()


def covers(reach: Reach, person: PersonFacts) -> bool:
    """Whether the reach includes this contributor."""
    return (
        (reach.project is None or reach.project in person.projects)
        and (reach.vendor is None or reach.vendor == person.vendor)
        and (reach.site is None or reach.site == person.site)
        and (reach.team is None or reach.team == person.team)
        and (not reach.markets or bool(reach.markets & person.markets))
    )
