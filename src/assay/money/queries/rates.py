"""Rate cards in force, what a project's hour comes to, and the floors of its markets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.money.enums import RateUnit
from assay.money.models import PayFloor, RateCard, RateLine
from assay.money.rules.rates import CardVersion, RateTerms, hourly_micro, in_force, is_overruled, piece_micro
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.stages import label_stages_of
from assay.work.queries.handling import worked_days

DAYS = 28
MOST_CARDS = 200


@dataclass(frozen=True, slots=True)
class Card:
    """One version with its lines; `is_own` where it is the project's and not the organisation's."""

    card: RateCard
    lines: Mapping[RateTerms, RateLine]

    @property
    def version(self) -> CardVersion:
        return CardVersion(self.card.number, self.card.effective_on, self.card.published_at)

    @property
    def is_own(self) -> bool:
        return self.card.project_id is not None


@dataclass(frozen=True, slots=True)
class Pace:
    """Active seconds a judgment over the last four weeks; None before the first one."""

    seconds: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Hour:
    """What an hour comes to under one line, and the floor of its market where the organisation has set one."""

    line: RateTerms
    market: str
    micro: int | None
    floor: PayFloor | None

    @property
    def is_below(self) -> bool:
        return self.floor is not None and self.micro is not None and self.micro < self.floor.hourly_micro


def cards_of(project: Project | None) -> QuerySet[RateCard]:
    """Versions of one card, the newest first."""
    found = RateCard.objects.select_related("published_by", "project").filter(project=project)
    return found.order_by("-number")


def rate_card(uid: UUID) -> RateCard | None:
    return RateCard.objects.select_related("project").filter(uid=uid).first()


def newest_cards() -> list[RateCard]:
    """Every version there is, of whichever project, the newest first; so many as somebody can choose from."""
    return list(RateCard.objects.select_related("project").order_by("-pk")[:MOST_CARDS])


def newest_number(project: Project | None) -> int:
    newest = cards_of(project).first()
    return newest.number if newest else 0


def card_at(project: Project | None, at: datetime) -> Card | None:
    """The card that pays what is done at a moment: the project's own, else the organisation's."""
    pk = project.pk if project else None
    return chosen(all_cards([pk] if pk else []), pk, at)


def all_cards(project_ids: Iterable[int]) -> dict[int | None, list[Card]]:
    """Every version of the projects' cards and of the organisation's, with its lines: two queries."""
    of_any = Q(card__project__in=set(project_ids)) | Q(card__project=None)
    by_card: dict[int, dict[RateTerms, RateLine]] = {}
    cards: dict[int, RateCard] = {}
    for line in RateLine.objects.select_related("market", "skill", "card").filter(of_any).order_by("pk"):
        cards[line.card_id] = line.card
        by_card.setdefault(line.card_id, {})[terms_of(line)] = line
    found: dict[int | None, list[Card]] = {}
    for pk, card in cards.items():
        found.setdefault(card.project_id, []).append(Card(card, by_card[pk]))
    return found


def chosen(cards: Mapping[int | None, Sequence[Card]], project_id: int | None, at: datetime) -> Card | None:
    """Of cards that were read already: the one that pays what was done at a moment."""
    for whose in dict.fromkeys((project_id, None)):
        by_version = {each.version: each for each in cards.get(whose, ())}
        if (found := in_force(by_version, at)) is not None:
            return by_version[found]
    return None


def with_lines(card: RateCard) -> Card:
    return Card(card, {terms_of(line): line for line in lines_of(card)})


def lines_of(card: RateCard) -> QuerySet[RateLine]:
    return RateLine.objects.select_related("market", "skill").filter(card=card).order_by("pk")


def terms_of(line: RateLine) -> RateTerms:
    return RateTerms(
        line.amount_micro,
        line.market.code if line.market else "",
        line.language,
        line.skill.code if line.skill else "",
        line.severity,
        RateUnit(line.unit),
    )


def pace_of(project: Project, now: datetime) -> Pace:
    """From day rows: nothing is counted."""
    until = now.date()
    days = worked_days(project.pk, until - timedelta(days=DAYS), until).get(None, [])
    n, seconds = sum(n for n, _ in days), sum(seconds for _, seconds in days)
    return Pace(seconds / n if n else None, n)


def hours_of(lines: Sequence[RateTerms], seconds: float | None, project: Project | None) -> list[Hour]:
    """Each line in each market it pays, at so many seconds a judgment; markets below their floor stand out."""
    floors = floors_by_market()
    overlap = label_stages_of(project)[0].overlap if project else 1
    markets = list(project.markets.values_list("market__code", flat=True)) if project else []
    return [
        Hour(line, market, _hour(line, seconds, overlap), floors.get(market))
        for line in lines
        for market in ([line.market] if line.market else markets or [""])
        if not is_overruled(line, market, lines)
    ]


def _hour(line: RateTerms, seconds: float | None, overlap: int) -> int | None:
    if line.is_hourly or line.is_minimum:
        return line.micro
    return hourly_micro(piece_micro(line, overlap), seconds) if seconds else None


def floors_by_market() -> dict[str, PayFloor]:
    """The newest floor of each market."""
    found = PayFloor.objects.select_related("market", "set_by").order_by("market", "-pk").distinct("market")
    return {each.market.code: each for each in found}


def require_rates(person: User) -> None:
    """Cards and floors of the whole organisation: who may not see them does not find them."""
    if not may(person, Permission.VIEW_RATES):
        raise NotFound


def has_card(project: Project) -> bool:
    """Whether anything pays its work at all."""
    return RateCard.objects.filter(Q(project=project) | Q(project=None)).exists()
