"""Contracts as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.money.models import RateCard
from assay.partners.enums import Attained, ContractState, ScoreMeasure
from assay.partners.models import Contract, Scorecard
from assay.partners.queries.contracts import Agreed, LevelAttained, attained_by
from assay.partners.rules.contracts import Level
from assay.web.partners.words import MEASURES
from assay.web.templatetags.figures import count, percent

STATES: dict[ContractState, tuple[str, str]] = {
    ContractState.COMING: (gettext_noop("Begins later"), ""),
    ContractState.IN_FORCE: (gettext_noop("In force"), "good"),
    ContractState.ENDING: (gettext_noop("Ends soon"), "warn"),
    ContractState.SUPERSEDED: (gettext_noop("Superseded"), ""),
    ContractState.OVER: (gettext_noop("Over"), "bad"),
}
ATTAINED: dict[Attained, tuple[str, str]] = {
    Attained.MET: (gettext_noop("met"), "good"),
    Attained.UNCLEAR: (gettext_noop("below, but no further than chance explains"), "warn"),
    Attained.MISSED: (gettext_noop("missed"), "bad"),
    Attained.NOT_ENOUGH: (gettext_noop("not yet enough to say"), ""),
}


@dataclass(frozen=True, slots=True)
class ShownAgreed:
    agreed: Agreed
    state: str
    tone: str
    at_risk: str
    pays_by: str


@dataclass(frozen=True, slots=True)
class ShownAttained:
    """One cell: what a place has measured against the service level."""

    value: str
    beneath: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownLevel:
    name: str
    how: str
    target: str
    at_risk: str
    cells: Sequence[ShownAttained]


@dataclass(frozen=True, slots=True)
class ShownLevels:
    contract: Contract
    levels: Sequence[ShownLevel]


def shown_agreed(agreed: Agreed, *, names_projects: bool) -> ShownAgreed:
    name, tone = STATES[agreed.state]
    pays_by = card_name(agreed.contract.rate_card, names_projects=names_projects)
    return ShownAgreed(agreed, _(name), tone, percent(agreed.at_risk), pays_by)


def card_name(card: RateCard | None, *, names_projects: bool) -> str:
    """A vendor's lead reads which version pays, and not for which project others have a card of their own."""
    if card is None:
        return ""
    if names_projects and card.project:
        return _("%(project)s, version %(n)s") % {"project": card.project.name, "n": card.number}
    if card.project:
        return _("of a project, version %(n)s") % {"n": card.number}
    return _("of the organisation, version %(n)s") % {"n": card.number}


def shown_levels(agreed: Agreed, cards: Sequence[Scorecard]) -> list[ShownLevel]:
    """A row for each service level, a cell for each card."""
    found = [attained_by(agreed.levels, card) for card in cards]
    return [
        _shown_level(measure, level, [each[nth] for each in found])
        for nth, (measure, level) in enumerate(agreed.levels.items())
    ]


def shown_agreed_levels(found: tuple[Contract, list[LevelAttained]] | None) -> ShownLevels | None:
    """What a scorecard says of the contract; nothing where there is none."""
    if found is None:
        return None
    contract, levels = found
    return ShownLevels(contract, [_shown_level(each.measure, each.level, [each]) for each in levels])


def _shown_level(measure: ScoreMeasure, level: Level, cells: Sequence[LevelAttained]) -> ShownLevel:
    name, how = MEASURES[measure]
    return ShownLevel(
        _(name),
        _(how),
        f"≥ {percent(level.target)}",
        percent(level.at_risk) if level.at_risk else "–",
        [shown_attained(each) for each in cells],
    )


def shown_attained(found: LevelAttained) -> ShownAttained:
    said, tone = ATTAINED[found.attained]
    return ShownAttained(percent(found.value), f"n = {count(found.n)} · {_(said)}", tone)
