"""Changes of many people, a row each: tried first, then done. A row is changed as a whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction

from assay.kit.clock import working_day
from assay.kit.reasons import Reason, Refused
from assay.people.actions.contributors import change_standing, set_languages, set_place, set_skill
from assay.people.actions.hours import set_contracted_hours
from assay.people.actions.roles_from_file import change_roles
from assay.people.enums import Standing
from assay.people.models import Contributor, Site, Skill, Team, User
from assay.people.queries.hours import contracted_minutes
from assay.people.queries.organisation import visible_sites
from assay.people.queries.scope import others_visible
from assay.people.queries.search import with_abilities
from assay.people.rules import people_rows as rules
from assay.people.rules import reasons
from assay.people.rules.people_rows import NOTHING, PersonRow, SkillAsked, languages_cell, skills_cell


@dataclass(frozen=True, slots=True)
class Changed:
    """`what`: place, languages, skills, contracted, roles or standing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens, or would happen, to one row: `reasons` where nothing does."""

    row: PersonRow
    contributor: Contributor | None
    changes: tuple[Changed, ...] = ()
    reasons: tuple[Reason, ...] = ()


def change_people(by: User, *, rows: Sequence[PersonRow], is_trial: bool, now: datetime) -> list[Outcome]:
    """One refusal stops nobody else. A trial does the same and takes it back, so that it tells what would be."""
    if not 1 <= len(rows) <= rules.MOST_ROWS:
        raise Refused(rules.TOO_MANY_ROWS(field="rows", most=rules.MOST_ROWS))
    seen = others_visible(by).filter(pseudonym__in={each.contributor for each in rows})
    people = {each.pseudonym: each for each in with_abilities(seen)}
    sites = {each.pk: each for each in visible_sites(by).filter(retired_at=None)}
    found, told = [], set()
    for row in rows:
        person = people.get(row.contributor)
        if person is None:
            refused = rules.NOBODY_CALLED(field="contributor", name=row.contributor[:60])
        elif person.pk in told:
            refused = rules.TWICE_IN_FILE(field="contributor", name=row.contributor)
        else:
            told.add(person.pk)
            found.append(_one(by, person, row, sites, is_trial=is_trial, now=now))
            continue
        found.append(Outcome(row, person, reasons=(refused,)))
    return found


def _one(
    by: User, person: Contributor, row: PersonRow, sites: Mapping[int, Site], *, is_trial: bool, now: datetime
) -> Outcome:
    try:
        with transaction.atomic():
            changes = tuple(_apply(by, person, row, sites=sites, now=now))
            if is_trial:
                transaction.set_rollback(True)
    except Refused as refused:
        return Outcome(row, person, reasons=refused.reasons)
    return Outcome(row, person, changes)


def _apply(
    by: User, person: Contributor, row: PersonRow, *, sites: Mapping[int, Site], now: datetime
) -> Iterable[Changed]:
    """By the actions that change one person: what is as it should be already is left alone."""
    yield from _place(by, person, row, sites=sites, now=now)
    yield from _languages(by, person, row, now)
    yield from _skills(by, person, row, now)
    yield from _contracted(by, person, row, now)
    for before, after in change_roles(by, person, row.roles, reason=row.reason, now=now):
        yield Changed("roles", before, after)
    yield from _standing(by, person, row, now)


def _place(
    by: User, person: Contributor, row: PersonRow, *, sites: Mapping[int, Site], now: datetime
) -> Iterable[Changed]:
    if not row.site and not row.team:
        return
    site = _site(row, sites) if row.site else person.site
    team = _team(row, site) if row.team else (person.team if site == person.site else None)
    if (site, team) == (person.site, person.team):
        return
    set_place(by, contributor=person, site=site, team=team, now=now)
    yield Changed("place", _where(person.site, person.team), _where(site, team))


def _site(row: PersonRow, sites: Mapping[int, Site]) -> Site | None:
    if row.site == NOTHING:
        return None
    named = [
        each for each in sites.values() if each.name == row.site and row.vendor in {"", each.vendor.name}
    ]
    if len(named) != 1:
        raise Refused(rules.NO_SUCH_PLACE(field="site", name=row.site[:60]))
    return named[0]


def _team(row: PersonRow, site: Site | None) -> Team | None:
    if row.team == NOTHING:
        return None
    found = site.teams.filter(name=row.team, retired_at=None).first() if site else None
    if found is None:
        raise Refused(rules.NO_SUCH_PLACE(field="team", name=row.team[:60]))
    return found


def _where(site: Site | None, team: Team | None) -> str:
    return " · ".join(each.name for each in (site, team) if each) or NOTHING


def _languages(by: User, person: Contributor, row: PersonRow, now: datetime) -> Iterable[Changed]:
    if not row.languages:
        return
    wanted = rules.languages_in("" if row.languages == NOTHING else row.languages)
    if isinstance(wanted, Reason):
        raise Refused(wanted)
    before = {each.language: each.level for each in person.languages.all()}
    if wanted != before:
        set_languages(by, contributor=person, languages=wanted, now=now)
        yield Changed(
            "languages", languages_cell(before.items()) or NOTHING, languages_cell(wanted.items()) or NOTHING
        )


def _skills(by: User, person: Contributor, row: PersonRow, now: datetime) -> Iterable[Changed]:
    asked = rules.skills_in(row.skills)
    if isinstance(asked, Reason):
        raise Refused(asked)
    held = {each.skill.code: (each.score, _day(each.expires_at)) for each in person.skills.all()}
    changed = [each for each in asked if held.get(each.code, (None, None)) != (each.score, each.end)]
    for each in changed:
        _set_skill(by, person, each, now)
    if changed:
        after = {**held, **{each.code: (each.score, each.end) for each in changed}}
        yield Changed("skills", _skills_said(held), _skills_said(after))


def _set_skill(by: User, person: Contributor, asked: SkillAsked, now: datetime) -> None:
    skill = Skill.objects.filter(code=asked.code).first()
    if skill is None or (asked.score is not None and skill.retired_at is not None):
        raise Refused(rules.NO_SUCH_SKILL(field="skills", code=asked.code[:60]))
    set_skill(
        by, contributor=person, skill=skill, score=asked.score, expires_at=_midnight(asked.end), now=now
    )


def _skills_said(skills: Mapping[str, tuple[int | None, date | None]]) -> str:
    kept = [(code, score, end) for code, (score, end) in skills.items() if score is not None]
    return skills_cell(kept) or NOTHING


def _contracted(by: User, person: Contributor, row: PersonRow, now: datetime) -> Iterable[Changed]:
    if not row.contracted:
        return
    asked = rules.contracted_in(row.contracted)
    if isinstance(asked, Reason):
        raise Refused(asked)
    from_on = asked.from_on or working_day(now, person.user.time_zone)
    before = contracted_minutes(person, from_on)
    if asked.minutes != before:
        set_contracted_hours(by, contributor=person, minutes=asked.minutes, from_on=from_on, now=now)
        yield Changed("contracted", _hours_said(before), f"{_hours_said(asked.minutes)} · {from_on}")


def _hours_said(minutes: int) -> str:
    return f"{minutes / 60:g}" if minutes else NOTHING


def _standing(by: User, person: Contributor, row: PersonRow, now: datetime) -> Iterable[Changed]:
    if not row.standing or row.standing == person.standing:
        return
    if row.standing not in Standing.values:
        known = ", ".join(Standing.values)
        raise Refused(rules.NO_SUCH_STANDING(field="standing", standing=row.standing[:20], known=known))
    if not row.reason:
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    change_standing(
        by,
        contributor=person,
        standing=Standing(row.standing),
        reason=row.reason,
        until=_midnight(_until(row.until)),
        way_back=row.way_back,
        now=now,
    )
    yield Changed("standing", person.standing, row.standing)


def _until(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        found = date.min
    if found is not None and not 2000 <= found.year < 2100:
        raise Refused(reasons.DATE_INVALID(field="until", value=text[:40]))
    return found


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
