"""Vendors with their sites and teams, markets, skills, the cast, and a crowd of simulated contributors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.demo.cast import CAST, PASSWORD, Member
from assay.people.actions.account import edit_account
from assay.people.actions.contributors import (
    change_standing,
    create_contributor,
    create_simulated_contributors,
    set_languages,
    set_markets,
    set_place,
    set_skill,
)
from assay.people.actions.inbox import mark_read
from assay.people.actions.organisation import (
    create_market,
    create_site,
    create_skill,
    create_team,
    create_vendor,
)
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import LanguageLevel, Role, Standing
from assay.people.models import Contributor, Market, Skill, Team, User

MARKETS = {
    "de-DE": ("Germany", "DE", "de-DE"),
    "en-GB": ("United Kingdom", "GB", "en-GB"),
    "pt-BR": ("Brazil", "BR", "pt-BR"),
    "ar-EG": ("Egypt", "EG", "ar-EG"),
    "es-MX": ("Mexico", "MX", "es-MX"),
    "hi-IN": ("India", "IN", "hi-IN"),
    "ja-JP": ("Japan", "JP", "ja-JP"),
}
RULES_OF = ("de-DE", "en-GB", "pt-BR", "ar-EG")
SKILLS = {"search-quality": "Search quality", "market-rules": "Marketplace rules"}
# Vendor, site, time zone, teams.
PLACES = (
    ("Lingua Partners", "Lisbon", "Europe/Lisbon", ("Azulejo", "Fado")),
    ("Lingua Partners", "Porto", "Europe/Lisbon", ("Douro",)),
    ("Nilework", "Cairo", "Africa/Cairo", ("Lotus",)),
    ("Lingua Partners", "Guadalajara", "America/Mexico_City", ("Agave",)),
    ("Setu Works", "Pune", "Asia/Kolkata", ("Neem",)),
    ("Setu Works", "Manila", "Asia/Manila", ("Narra",)),
)
# Simulated contributors: what they are called, where they work (None: each for themselves), and their time zone.
CROWD: Mapping[str, tuple[tuple[str, ...], str | None, str]] = {
    "de-DE": (("Amsel", "Dohle", "Elster", "Fink", "Kranich", "Meise"), "Azulejo", "Europe/Berlin"),
    "en-GB": (("Dunnock", "Heron", "Lapwing", "Magpie", "Plover", "Wren"), "Fado", "Europe/London"),
    "pt-BR": (("Arara", "Bem-te-vi", "Jaburu", "Sabia", "Tucano", "Uirapuru"), "Douro", "America/Sao_Paulo"),
    "ar-EG": (("Bulbul", "Hudhud", "Karawan", "Nasr", "Saqr", "Yamama"), "Lotus", "Africa/Cairo"),
    "es-MX": (("Colibri", "Gorrion", "Halcon", "Quetzal", "Tordo", "Zanate"), "Agave", "America/Mexico_City"),
    "hi-IN": (("Baya", "Koyal", "Maina", "Mayura", "Saras", "Titar"), "Neem", "Asia/Kolkata"),
    "ja-JP": (("Hibari", "Kiji", "Suzume", "Toki", "Tsubame", "Uguisu"), None, "Asia/Tokyo"),
}

# Of each market, who waits for work.
RESERVE = 36


@dataclass(frozen=True)
class Organisation:
    """What the projects are made with."""

    users: Mapping[str, User]
    markets: Mapping[str, Market]
    skills: Mapping[str, Skill]
    people: Mapping[str, Contributor]

    def crowd(self, market: str) -> list[Contributor]:
        """The simulated contributors of one market."""
        return [self.people[name] for name in CROWD[market][0]]

    def who_serves(self, markets: Iterable[str], without: Iterable[str] = ()) -> list[Contributor]:
        """The crowd of these markets, Ana and Ade; nobody of whom is named in `without`."""
        people = [person for market in markets for person in self.crowd(market)]
        people += [self.people["Ana"], self.people["Ade"]]
        return [person for person in people if person.pseudonym not in set(without)]


def found_organisation(now: datetime) -> Organisation:
    """Everybody, as they were taken on some weeks ago."""
    users = {member.key: sign_up(member, now) for member in CAST}
    ada = users["ada"]
    grant_role(None, user=ada, role=Role.ADMINISTRATOR, now=now)
    teams = build_places(ada, now)
    grant_roles(ada, users, teams, now)
    markets = {
        code: create_market(ada, code=code, name=name, region=region, language=language)
        for code, (name, region, language) in MARKETS.items()
    }
    skills = {code: create_skill(ada, code=code, name=name) for code, name in SKILLS.items()}
    organisation = Organisation(users, markets, skills, {})
    people = {**hire_crowd(organisation, teams, now), **hire_cast(organisation, teams, now)}
    hire_reserve(organisation, teams, now)
    return Organisation(users, markets, skills, people)


def sign_up(member: Member, now: datetime) -> User:
    return create_user(
        None,
        email=member.email,
        name=member.name,
        password=PASSWORD,
        locale=member.locale,
        time_zone=member.time_zone,
        now=now,
    )


def build_places(ada: User, now: datetime) -> dict[str, Team]:
    vendors = {
        name: create_vendor(ada, name=name, now=now) for name in dict.fromkeys(row[0] for row in PLACES)
    }
    teams: dict[str, Team] = {}
    for vendor, name, zone, names in PLACES:
        site = create_site(ada, vendor=vendors[vendor], name=name, time_zone=zone)
        teams |= {team: create_team(ada, site=site, name=team) for team in names}
    return teams


def grant_roles(ada: User, users: Mapping[str, User], teams: Mapping[str, Team], now: datetime) -> None:
    """Rita's role, and those of reviewers, are narrowed to their project or site once there is work."""
    for member in CAST:
        if member.role in {None, Role.ADMINISTRATOR, Role.REQUESTER, Role.SITE_LEAD, Role.REVIEWER}:
            continue
        assert member.role is not None
        grant_role(ada, user=users[member.key], role=member.role, now=now)
    lisbon = teams["Azulejo"].site
    grant_role(ada, user=users["ravi"], role=Role.SITE_LEAD, site=lisbon, now=now)


def hire_crowd(
    organisation: Organisation, teams: Mapping[str, Team], now: datetime
) -> dict[str, Contributor]:
    mia = organisation.users["mia"]
    hired = {}
    for market, (names, team, zone) in CROWD.items():
        for nth, each in enumerate(create_simulated_contributors(mia, pseudonyms=names, now=now)):
            edit_account(each.user, name=each.pseudonym, locale="", time_zone=zone)
            set_languages(mia, contributor=each, languages={market: LanguageLevel.NATIVE, "en": 5}, now=now)
            set_markets(mia, contributor=each, markets=[organisation.markets[market]], now=now)
            if team and nth < 4:
                set_place(mia, contributor=each, team=teams[team], now=now)
            set_skill(
                mia,
                contributor=each,
                skill=organisation.skills["search-quality"],
                score=78 + 3 * nth,
                now=now,
            )
            hired[each.pseudonym] = each
    return hired


def hire_reserve(organisation: Organisation, teams: Mapping[str, Team], now: datetime) -> None:
    """Crowdsourcers of every market who have signed up and are on no project yet, and a site that begins."""
    mia, first = organisation.users["mia"], 1
    for code, market in organisation.markets.items():
        names = [f"Zugvogel-{nth:03}" for nth in range(first, first + RESERVE)]
        people = create_simulated_contributors(
            mia, pseudonyms=names, now=now, languages={code: LanguageLevel.NATIVE, "en": 4}, markets=[market]
        )
        if code == "en-GB":
            for each in people[:4]:
                set_place(mia, contributor=each, team=teams["Narra"], now=now)
        first += RESERVE


def hire_cast(organisation: Organisation, teams: Mapping[str, Team], now: datetime) -> dict[str, Contributor]:
    """Ana works for Lisbon; Ade is a crowdsourcer of his own, who speaks no German and no Portuguese."""
    mia, markets, skills = organisation.users["mia"], organisation.markets, organisation.skills
    ana = create_contributor(
        mia,
        user=organisation.users["ana"],
        pseudonym="Ana",
        team=teams["Azulejo"],
        languages={"pt-BR": LanguageLevel.NATIVE, "en": LanguageLevel.C1, "de": LanguageLevel.B2},
        markets=[markets["pt-BR"], markets["en-GB"], markets["de-DE"]],
        now=now,
    )
    ade = create_contributor(
        mia,
        user=organisation.users["ade"],
        pseudonym="Ade",
        languages={"en": LanguageLevel.NATIVE, "yo": LanguageLevel.NATIVE},
        markets=[markets["en-GB"]],
        now=now,
    )
    for contributor, score in ((ana, 92), (ade, 84)):
        set_skill(mia, contributor=contributor, skill=skills["search-quality"], score=score, now=now)
    return {"Ana": ana, "Ade": ade}


def qualify(organisation: Organisation, now: datetime) -> None:
    """Who passed the test on the rules of the marketplace; Ade has not taken it yet."""
    passed = [person for market in RULES_OF for person in organisation.crowd(market)[:3]]
    for nth, person in enumerate([*passed, organisation.people["Ana"]]):
        skill = organisation.skills["market-rules"]
        set_skill(organisation.users["mia"], contributor=person, skill=skill, score=76 + nth, now=now)


def read_inboxes(organisation: Organisation, now: datetime) -> None:
    """Everybody looks at what they were told in the weeks before."""
    for person in organisation.people.values():
        mark_read(person.user, now=now)


def off_board_somebody(organisation: Organisation, now: datetime) -> None:
    """What was found out, and where to object."""
    change_standing(
        organisation.users["mia"],
        contributor=organisation.people["Nasr"],
        standing=Standing.OFF_BOARDED,
        reason="The same key on every task in two seconds each, gold as well: this was not labeling.",
        way_back="Write to Mia within 30 days if somebody else had your account.",
        now=now,
    )


def warn_somebody(organisation: Organisation, now: datetime) -> None:
    change_standing(
        organisation.users["mia"],
        contributor=organisation.people["Zanate"],
        standing=Standing.PROBATION,
        reason="Accuracy on gold is below 80 %, mostly variants taken for the same product.",
        until=now + timedelta(days=14),
        way_back="Twenty gold tasks in a row above 90 %.",
        now=now,
    )


def pause_somebody(organisation: Organisation, now: datetime) -> None:
    """A pause says why, until when, and how to come back."""
    change_standing(
        organisation.users["mia"],
        contributor=organisation.people["Plover"],
        standing=Standing.PAUSED,
        reason="Accuracy on gold tasks fell below 70 % two weeks in a row.",
        until=now + timedelta(days=7),
        way_back="Read the section on near misses again and write to Mia: she looks at ten tasks with you.",
        now=now,
    )
