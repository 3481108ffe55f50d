"""A person as one row of a CSV file: what is exported is what a file of changes may say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import Reason, declare
from assay.people.enums import LanguageLevel, Role
from assay.people.rules.hours import read_minutes

NOBODY_CALLED = declare("people.nobody_called", "Nobody whom you see is called {name}.", status=422)
TWICE_IN_FILE = declare("people.twice_in_file", "{name} stands in an earlier line, too.", status=422)
LANGUAGES_CELL = declare(
    "people.languages_cell", "{text} is not like pt-BR:native or en:C1, with blanks between.", status=422
)
SKILLS_CELL = declare(
    "people.skills_cell",
    "{text} is not like maps:92, maps:92:2027-05-01, or -maps to take it away, with blanks between.",
    status=422,
)
NO_SUCH_PLACE = declare("people.no_such_place", "There is no {name} where you may place people.", status=422)
NO_SUCH_SKILL = declare("people.no_such_skill", "There is no skill {code}.", status=422)
NO_SUCH_STANDING = declare("people.no_such_standing", "{standing} is no standing: {known} are.", status=422)
CONTRACTED_CELL = declare(
    "people.contracted_cell",
    "{text} is not like 40, 37.5:2027-05-01, or - to end what was agreed.",
    status=422,
)
ROLES_CELL = declare(
    "people.roles_cell",
    "{text} is not like reviewer:site, site_lead:team, qa_analyst:everywhere or -reviewer:site, with blanks between.",
    status=422,
)
NOT_HELD = declare("people.role_not_held", "{name} does not have the role {role} there.", status=422)
TOO_MANY_ROWS = declare("people.too_many_rows", "1 to {most} lines at once.", status=422)
MOST_ROWS = 500
# What a cell says where something is to be taken away; an empty one changes nothing.
NOTHING = "-"
COLUMNS = ("contributor", "vendor", "site", "team", "standing", "languages", "skills")
LEVELS: Mapping[str, int] = {each.label.lower(): each.value for each in LanguageLevel}


def languages_cell(languages: Iterable[tuple[str, int]]) -> str:
    """pt-BR:native en:C1."""
    labels = {level: each.label for level, each in ((one.value, one) for one in LanguageLevel)}
    return " ".join(f"{tag}:{labels[level]}" for tag, level in sorted(languages))


def skills_cell(skills: Iterable[tuple[str, int, date | None]]) -> str:
    """search-quality:92 market-rules:80:2027-05-01."""
    return " ".join(
        f"{code}:{score}" + (f":{end.isoformat()}" if end else "")
        for code, score, end in sorted(skills, key=_code)
    )


def _code(skill: tuple[str, int, date | None]) -> str:
    return skill[0]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The cells of one line, as they were written; what is empty stays as it is."""

    contributor: str
    vendor: str = ""
    site: str = ""
    team: str = ""
    languages: str = ""
    skills: str = ""
    contracted: str = ""
    roles: str = ""
    standing: str = ""
    reason: str = ""
    until: str = ""
    way_back: str = ""


@dataclass(frozen=True, slots=True)
class SkillAsked:
    """`score` None takes the skill away."""

    code: str
    score: int | None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ContractAsked:
    """Minutes a week, 0: none any more; without a day from today on."""

    minutes: int
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class RoleAsked:
    """`where` is the person's own team, site or vendor, or everywhere."""

    role: Role
    where: str
    is_withdrawn: bool = False


PLACES = ("team", "site", "vendor", "everywhere")


def roles_in(text: str) -> list[RoleAsked] | Reason:
    found: list[RoleAsked] = []
    for part in text.split():
        role, _colon, where = part.removeprefix(NOTHING).partition(":")
        if (
            role not in Role.values
            or where not in PLACES
            or (role, where) in {(each.role.value, each.where) for each in found}
        ):
            return ROLES_CELL(field="roles", text=part[:60])
        found.append(RoleAsked(Role(role), where, part.startswith(NOTHING)))
    return found


def contracted_in(text: str) -> ContractAsked | Reason:
    hours, _colon, day = text.partition(":")
    minutes = 0 if hours == NOTHING else read_minutes(hours)
    try:
        from_on = date.fromisoformat(day) if day else None
    except ValueError:
        minutes = -1
    if minutes < 0 or not hours.strip() or text.endswith(":"):
        return CONTRACTED_CELL(field="contracted", text=text[:60])
    return ContractAsked(minutes, from_on)


def languages_in(text: str) -> dict[str, int] | Reason:
    found: dict[str, int] = {}
    for part in text.split():
        tag, _colon, level = part.partition(":")
        if level.lower() not in LEVELS or tag in found:
            return LANGUAGES_CELL(field="languages", text=part[:60])
        found[tag] = LEVELS[level.lower()]
    return found


def skills_in(text: str) -> list[SkillAsked] | Reason:
    found: list[SkillAsked] = []
    for part in text.split():
        asked = _skill(part)
        if asked is None or asked.code in {each.code for each in found}:
            return SKILLS_CELL(field="skills", text=part[:60])
        found.append(asked)
    return found


def _skill(part: str) -> SkillAsked | None:
    if part.startswith(NOTHING):
        return SkillAsked(part[1:], None) if part[1:] and ":" not in part else None
    code, _colon, rest = part.partition(":")
    score, _colon, end = rest.partition(":")
    if not code or not (score.isascii() and score.isdecimal() and len(score) <= 3):
        return None
    try:
        day = date.fromisoformat(end) if end else None
    except ValueError:
        return None
    return SkillAsked(code, int(score), day) if day is None or 2000 <= day.year < 2100 else None
