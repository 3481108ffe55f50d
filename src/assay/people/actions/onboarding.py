"""Taking somebody on: the account, the pseudonym, and what routing has to know, in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from assay.people.actions.contributors import create_contributor, set_skill
from assay.people.actions.users import create_user
from assay.people.models import Contributor, Market, Site, Skill, Team, User, Vendor


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom to take on. Without a password they sign in once an administrator has set one."""

    email: str
    name: str
    pseudonym: str
    password: str | None = None
    locale: str = ""
    time_zone: str = "UTC"
    vendor: Vendor | None = None
    site: Site | None = None
    team: Team | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    markets: Iterable[Market] = ()
    skills: Mapping[Skill, int] = field(default_factory=dict)


def take_on(by: User | None, *, newcomer: Newcomer, now: datetime) -> Contributor:
    """A user and contributor at once: either all of it is written or nothing."""
    with transaction.atomic():
        user = create_user(
            by,
            email=newcomer.email,
            name=newcomer.name,
            password=newcomer.password,
            locale=newcomer.locale,
            time_zone=newcomer.time_zone,
            now=now,
        )
        contributor = create_contributor(
            by,
            user=user,
            pseudonym=newcomer.pseudonym,
            vendor=newcomer.vendor,
            site=newcomer.site,
            team=newcomer.team,
            languages=newcomer.languages,
            markets=newcomer.markets,
            now=now,
        )
        for skill, score in newcomer.skills.items():
            set_skill(by, contributor=contributor, skill=skill, score=score, now=now)
    return contributor
