"""Headcount of whole sites in sight: committed, active, and the gap between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.partners.enums import HeadcountGap
from assay.partners.models import Headcount
from assay.partners.rules.headcount import Commitment, gap_of
from assay.people.models import Site, User
from assay.people.queries.headcount import turnover_by_week
from assay.people.queries.site_parts import site_parts
from assay.people.rules.roles import Permission
from assay.work.queries.headcount import Headed, active_by_week

WEEK = timedelta(weeks=1)
BEFORE, AFTER = 8, 4


@dataclass(frozen=True, slots=True)
class Headline:
    """`committed` None: nothing was; `language` empty: everybody."""

    language: str
    committed: int | None
    active: int
    gap: HeadcountGap

    @property
    def difference(self) -> int | None:
        return None if self.committed is None else self.active - self.committed


@dataclass(frozen=True, slots=True)
class HeadcountWeek:
    week_on: date
    is_ahead: bool
    is_running: bool
    whole: Headline
    languages: Sequence[Headline]
    joined: int
    left: int


@dataclass(frozen=True, slots=True)
class SiteHeadcount:
    """Eight weeks back, this one, and the four to come."""

    site: Site
    weeks: Sequence[HeadcountWeek]

    @property
    def this_week(self) -> HeadcountWeek:
        return next(each for each in self.weeks if each.is_running)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def headcount_sites(user: User) -> list[Site]:
    """Whole sites whose headcount somebody may read; NotFound for who may read none."""
    found = [each.site for each in site_parts(user, Permission.VIEW_CONTRACTS) if each.team is None]
    if not found:
        raise NotFound
    return found


def headcount_of(user: User, site: UUID, today: date) -> SiteHeadcount:
    found = next((each for each in headcount_sites(user) if each.uid == site), None)
    if found is None:
        raise NotFound
    return _gathered([found], today)[0]


def headcounts(user: User, today: date) -> list[SiteHeadcount]:
    """Of every site in sight; a fixed number of queries."""
    return _gathered(headcount_sites(user), today)


def standing_commitments(lines: Sequence[Commitment]) -> list[int]:
    """What stands now where each line would: 0 for nothing."""
    sites, weeks = {each.site for each in lines}, {each.week_on for each in lines}
    stand = {
        (each.site_id, each.language.lower(), each.week_on): each.people
        for each in Headcount.objects.filter(site__in=sites, week_on__in=weeks)
    }
    return [stand.get((each.site, each.language.lower(), each.week_on), 0) for each in lines]


def _gathered(sites: Sequence[Site], today: date) -> list[SiteHeadcount]:
    this = monday_of(today)
    since, until = this - BEFORE * WEEK, this + (AFTER + 1) * WEEK
    keys = [each.pk for each in sites]
    rows = Headcount.objects.filter(site__in=keys, week_on__gte=since, week_on__lt=until)
    committed = {Headed(each.site_id, each.week_on, each.language): each.people for each in rows}
    languages = {(site, language) for site, _week, language in committed if language}
    active = active_by_week(keys, languages, since, until, ahead=this + WEEK)
    turnover = turnover_by_week(keys, since, until)
    return [
        SiteHeadcount(
            site,
            [
                _week(site.pk, since + nth * WEEK, this, committed, active=active, turnover=turnover)
                for nth in range(BEFORE + 1 + AFTER)
            ],
        )
        for site in sites
    ]


def _week(
    site: int,
    week_on: date,
    this: date,
    committed: Mapping[Headed, int],
    *,
    active: Mapping[Headed, int],
    turnover: Mapping[tuple[int, date], tuple[int, int]],
) -> HeadcountWeek:
    """What was committed by language only is committed for the site together."""
    by_language = {
        language: people
        for (at, week, language), people in committed.items()
        if at == site and week == week_on and language
    }
    whole = committed.get(Headed(site, week_on, ""), sum(by_language.values()) or None)
    spoken = sorted({language for at, _week, language in committed if at == site and language})
    joined, left = turnover.get((site, week_on), (0, 0))
    is_ahead = week_on > this

    def line(language: str, people: int | None) -> Headline:
        n = active.get(Headed(site, week_on, language), 0)
        return Headline(language, people, n, gap_of(people, n, is_ahead=is_ahead))

    return HeadcountWeek(
        week_on,
        is_ahead,
        week_on == this,
        line("", whole),
        [line(each, by_language.get(each)) for each in spoken],
        joined,
        left,
    )
