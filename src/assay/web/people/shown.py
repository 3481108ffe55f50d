"""Contributors as their list and their profile show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.people.enums import LanguageLevel, Standing
from assay.people.models import ContractedHours, Contributor
from assay.work.queries.one_person import Opening

TONES = {
    Standing.ACTIVE: "good",
    Standing.PROBATION: "busy",
    Standing.PAUSED: "warn",
    Standing.OFF_BOARDED: "bad",
}


@dataclass(frozen=True, slots=True)
class ShownContract:
    """`hours` a week; 0: none from then on."""

    version: ContractedHours
    hours: float


@dataclass(frozen=True, slots=True)
class ShownStanding:
    label: str
    tone: str
    reason: str
    until: datetime | None
    way_back: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Held:
    name: str
    uid: UUID
    score: int
    expires_at: datetime | None
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Row:
    uid: UUID
    pseudonym: str
    standing: ShownStanding
    languages: tuple[tuple[str, str], ...]
    markets: tuple[str, ...]
    skills: tuple[Held, ...]
    place: str
    is_signed_out: bool


@dataclass(frozen=True, slots=True)
class ShownOpening:
    """What a person may or may not work on, with the reasons as sentences."""

    project: UUID
    project_name: str
    stage: str
    market: str
    state: str
    tone: str
    sentences: tuple[str, ...]
    n_open: int
    counted_at: datetime | None


def row_of(contributor: Contributor, now: datetime) -> Row:
    """One contributor; languages, markets and skills should be prefetched."""
    languages = sorted(contributor.languages.all(), key=lambda each: (-each.level, each.language))
    return Row(
        uid=contributor.uid,
        pseudonym=contributor.pseudonym,
        standing=standing_shown(contributor, now),
        languages=tuple((each.language, str(LanguageLevel(each.level).label)) for each in languages),
        markets=tuple(sorted(each.market.code for each in contributor.markets.all())),
        skills=tuple(sorted(_held(contributor, now), key=lambda held: held.name)),
        place=place_of(contributor),
        is_signed_out=not contributor.user.is_active,
    )


def standing_shown(contributor: Contributor, now: datetime) -> ShownStanding:
    until = contributor.standing_until
    is_over = contributor.standing == Standing.PAUSED and until is not None and until <= now
    return ShownStanding(
        label=_("Pause is over") if is_over else str(Standing(contributor.standing).label),
        tone="good" if is_over else TONES[Standing(contributor.standing)],
        reason=contributor.standing_reason,
        until=until,
        way_back=contributor.standing_way_back,
        is_over=is_over,
    )


def place_of(contributor: Contributor) -> str:
    """From the vendor down to the team; empty for people of the own crowd."""
    places = (contributor.vendor, contributor.site, contributor.team)
    return " · ".join(place.name for place in places if place)


def opening_shown(opening: Opening) -> ShownOpening:
    state, tone = _state(opening)
    return ShownOpening(
        project=opening.project,
        project_name=opening.project_name,
        stage=opening.stage,
        market=opening.market,
        state=state,
        tone=tone,
        sentences=tuple(_sentences(opening)),
        n_open=opening.n_open,
        counted_at=opening.counted_at,
    )


def summary(openings: Iterable[Opening]) -> str:
    """The answer to "why does this person get nothing?", or how much there is."""
    rows = list(openings)
    n_open = sum(row.n_open for row in rows if row.is_eligible and row.is_open)
    if n_open:
        sentence = ngettext("May work on %(n)s open task.", "May work on %(n)s open tasks.", n_open)
        return sentence % {"n": n_open}
    if not rows:
        return _("Gets nothing: works on no project that has tasks.")
    if any(row.is_eligible and row.is_open for row in rows):
        return _("Gets nothing: everything they may work on is done.")
    return _("Gets nothing: something stands in the way everywhere.")


def _state(opening: Opening) -> tuple[str, str]:
    if not opening.is_open:
        return _("Closed"), ""
    return (_("May work"), "good") if opening.is_eligible else (_("May not work"), "bad")


def _sentences(opening: Opening) -> Iterable[str]:
    if not opening.is_open:
        yield _("The project, the stage or the batch is paused or closed.")
    for code in opening.codes:
        yield _sentence(code, opening)
    for hold in opening.holds:
        yield _("Held back: %(hold)s.") % {"hold": hold}


def _sentence(code: str, opening: Opening) -> str:
    level = LanguageLevel(opening.level).label if opening.level in LanguageLevel.values else "–"
    sentences = {
        "work.off_boarded": _("Is off-boarded or deactivated."),
        "work.paused": _("Is paused."),
        "work.language": _("Needs %(language)s at %(level)s or better.")
        % {"language": opening.language, "level": level},
        "work.market": _("Does not work for the market %(market)s.") % {"market": opening.market},
        "work.skill": _("Needs the skills: %(skills)s.") % {"skills": opening.skills},
        "work.guideline": _("Has not acknowledged the guideline in force."),
        "work.vendor": _("These tasks are for other vendors."),
    }
    return sentences.get(code, code)


def _held(contributor: Contributor, now: datetime) -> Iterable[Held]:
    for each in contributor.skills.all():
        is_expired = each.expires_at is not None and each.expires_at <= now
        yield Held(each.skill.name, each.skill.uid, each.score, each.expires_at, is_expired)
