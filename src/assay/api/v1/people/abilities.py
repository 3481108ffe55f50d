"""Taking contributors on, and what routing knows of them: languages, markets, skills, place, daily limit."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1 import contributors
from assay.api.v1.contributors import ContributorDetail, contributor_for, detail
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions import contributors as actions
from assay.people.actions.hours import set_contracted_hours
from assay.people.actions.onboarding import Newcomer, take_on
from assay.people.models import Contributor, Market, Skill, User
from assay.people.queries.hours import contracted_versions
from assay.people.queries.organisation import placed_at
from assay.people.rules.hours import LONGEST_WEEK

router = Router(tags=["people"])
LANGUAGES = {"pt-BR": 7, "en": 5}


class ContributorIn(Strict):
    email: str = Field(max_length=254, examples=["ana@example.org"])
    name: str = Field(max_length=120, examples=["Ana"])
    pseudonym: str = Field(max_length=60, description="What everybody outside people sees.", examples=["ana"])
    time_zone: str = Field("UTC", max_length=64, examples=["America/Sao_Paulo"])
    locale: str = Field("", max_length=20, pattern=r"^[A-Za-z0-9-]*$", examples=["pt-BR"])
    password: str | None = Field(None, max_length=200, examples=[None])
    place: UUID | None = Field(None, description="A vendor, a site or a team.")
    languages: dict[str, int] = Field({}, description="BCP 47 tag to level.", examples=[LANGUAGES])
    markets: list[str] = Field([], max_length=200, description="Codes.", examples=[["BR-pt"]])
    skills: dict[str, int] = Field({}, description="Code to score.", examples=[{"medical-terms": 92}])


class LanguagesIn(Strict):
    languages: dict[str, int] = Field(
        description="BCP 47 tag to level: 1 is A1, 6 is C2, 7 is native.", examples=[LANGUAGES]
    )


class MarketsIn(Strict):
    markets: list[str] = Field(max_length=200, description="Codes.", examples=[["BR-pt"]])


class HeldSkillIn(Strict):
    score: int | None = Field(description="0 to 100; null takes the skill away.", examples=[92])
    expires_at: datetime | None = None


class PlaceIn(Strict):
    place: UUID | None = Field(description="A vendor, a site or a team; null: the own crowd.")


class ContractedHoursIn(Strict):
    minutes: int = Field(ge=0, le=LONGEST_WEEK, description="A week; 0: none any more.", examples=[2400])
    from_on: date = Field(examples=["2027-05-03"])


class ContractedHoursOut(Schema):
    from_on: date
    minutes: int = Field(description="A week; 0: none any more.", examples=[2400])
    set_at: datetime


class DailyCapIn(Strict):
    daily_cap: int | None = Field(
        ge=0, le=1_000_000, description="Tasks a day over all projects; null: no limit.", examples=[400]
    )


# The list at the same address knows the method GET only when both belong to one router.
@contributors.router.post("", response={201: ContributorDetail}, operation_id="contributors_create")
@creates
def create(request: HttpRequest, asked: ContributorIn) -> ContributorDetail:
    """An account and a pseudonym, with all that routing has to know, in one go."""
    user, placed = person_of(request), placed_at(asked.place)
    newcomer = Newcomer(
        **asked.dict(include={"email", "name", "pseudonym", "time_zone", "locale", "password", "languages"}),
        vendor=placed.vendor,
        site=placed.site,
        team=placed.team,
        markets=_markets(asked.markets),
        skills={_skill(code): score for code, score in asked.skills.items()},
    )
    return detail(take_on(user, newcomer=newcomer, now=now()))


@router.put("/{uuid:contributor}/languages", response=ContributorDetail, operation_id="languages_set")
def set_languages(request: HttpRequest, contributor: UUID, asked: LanguagesIn) -> ContributorDetail:
    """Replace the languages."""
    user, found = _found(request, contributor)
    actions.set_languages(user, contributor=found, languages=asked.languages, now=now())
    return detail(contributor_for(user, contributor))


@router.put("/{uuid:contributor}/markets", response=ContributorDetail, operation_id="markets_set")
def set_markets(request: HttpRequest, contributor: UUID, asked: MarketsIn) -> ContributorDetail:
    """Replace the markets they work for."""
    user, found = _found(request, contributor)
    actions.set_markets(user, contributor=found, markets=_markets(asked.markets), now=now())
    return detail(contributor_for(user, contributor))


@router.put("/{uuid:contributor}/skills/{slug:code}", response=ContributorDetail, operation_id="skills_set")
def set_skill(request: HttpRequest, contributor: UUID, code: str, asked: HeldSkillIn) -> ContributorDetail:
    """Give a skill, change its score or end, or take it away."""
    user, found = _found(request, contributor)
    actions.set_skill(user, contributor=found, skill=_skill(code), now=now(), **asked.dict())
    return detail(contributor_for(user, contributor))


@router.put("/{uuid:contributor}/place", response=ContributorDetail, operation_id="place_set")
def set_place(request: HttpRequest, contributor: UUID, asked: PlaceIn) -> ContributorDetail:
    """Where they work from now on; what they did so far keeps the vendor and site of its time."""
    user, found = _found(request, contributor)
    placed = placed_at(asked.place)
    actions.set_place(
        user, contributor=found, vendor=placed.vendor, site=placed.site, team=placed.team, now=now()
    )
    return detail(contributor_for(user, contributor))


@router.put("/{uuid:contributor}/daily-cap", response=ContributorDetail, operation_id="daily_cap_set")
def set_daily_cap(request: HttpRequest, contributor: UUID, asked: DailyCapIn) -> ContributorDetail:
    """The most tasks a day, over all projects."""
    user, found = _found(request, contributor)
    actions.set_daily_cap(user, contributor=found, daily_cap=asked.daily_cap, now=now())
    return detail(contributor_for(user, contributor))


@router.get(
    "/{uuid:contributor}/contracted-hours",
    response=list[ContractedHoursOut],
    operation_id="contracted_hours",
)
def contracted(request: HttpRequest, contributor: UUID) -> list[ContractedHoursOut]:
    """What was agreed, in versions, the one that begins last first; the newest twenty."""
    _user, found = _found(request, contributor)
    return _contracted(found)


@router.put(
    "/{uuid:contributor}/contracted-hours",
    response=list[ContractedHoursOut],
    operation_id="contracted_hours_set",
)
def set_contracted(
    request: HttpRequest, contributor: UUID, asked: ContractedHoursIn
) -> list[ContractedHoursOut]:
    """A version from a day on. Site leads set it for their own people."""
    user, found = _found(request, contributor)
    set_contracted_hours(user, contributor=found, now=now(), **asked.dict())
    return _contracted(found)


def _contracted(contributor: Contributor) -> list[ContractedHoursOut]:
    return [
        ContractedHoursOut(from_on=each.from_on, minutes=each.minutes, set_at=each.set_at)
        for each in contracted_versions(contributor)
    ]


def _found(request: HttpRequest, uid: UUID) -> tuple[User, Contributor]:
    user = person_of(request)
    return user, contributor_for(user, uid)


def _markets(codes: list[str]) -> list[Market]:
    """All of them must exist."""
    found = list(Market.objects.filter(code__in=codes))
    if len(found) != len(set(codes)):
        raise NotFound
    return found


def _skill(code: str) -> Skill:
    found = Skill.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
