"""The cast: Ana at Ravi's site, Ade with the other vendor, Noa in the own crowd; and who looks at them."""

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from assay.people.actions.contributors import create_contributor, set_skill
from assay.people.actions.organisation import (
    create_market,
    create_site,
    create_skill,
    create_team,
    create_vendor,
)
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role
from assay.people.models import Contributor, Market, Site, Skill, Team, User, Vendor
from tests.work.world import NOW

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Cast:
    """Ada administers, Mia manages the crowd, Ben analyses, Ravi leads Lisbon, Rita requests, Zoe is a stranger."""

    ada: User
    mia: User
    ben: User
    ravi: User
    rita: User
    zoe: User
    ana: Contributor
    ade: Contributor
    noa: Contributor
    lingua: Vendor
    norte: Vendor
    lisbon: Site
    night: Team
    brazil: Market
    germany: Market
    medical: Skill


def make_cast() -> Cast:
    lingua, norte = (create_vendor(None, name=name, now=NOW) for name in ("Lingua", "Norte"))
    lisbon = create_site(None, vendor=lingua, name="Lisbon", time_zone="Europe/Lisbon")
    night = create_team(None, site=lisbon, name="Night")
    brazil = create_market(None, code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    germany = create_market(None, code="DE-de", name="Germany", region="DE", language="de")
    medical = create_skill(None, code="medical-terms", name="Medical terms")
    mia = user("Mia", Role.CROWD_MANAGER)
    ana = contributor("Ana", team=night, languages={"pt-BR": 7, "en": 5}, markets=[brazil])
    set_skill(mia, contributor=ana, skill=medical, score=92, now=NOW)
    return Cast(
        ada=user("Ada", Role.ADMINISTRATOR),
        mia=mia,
        ben=user("Ben", Role.QA_ANALYST),
        ravi=user("Ravi", Role.SITE_LEAD, site=lisbon),
        rita=user("Rita", Role.REQUESTER),
        zoe=user("Zoe"),
        ana=ana,
        ade=contributor("Ade", vendor=norte, languages={"de": 6}, markets=[germany]),
        noa=contributor("Noa", languages={"pt": 4}, markets=[brazil, germany]),
        lingua=lingua,
        norte=norte,
        lisbon=lisbon,
        night=night,
        brazil=brazil,
        germany=germany,
        medical=medical,
    )


def user(name: str, role: Role | None = None, **where: object) -> User:
    made = create_user(None, email=f"{name.lower()}@example.org", name=name, now=NOW)
    if role is not None:
        grant_role(None, user=made, role=role, now=NOW, **where)  # type: ignore[arg-type]  # Places by name.
    return made


def contributor(name: str, now: datetime = NOW, **more: object) -> Contributor:
    made = user(name)
    return create_contributor(
        None,
        user=made,
        pseudonym=name.lower(),
        now=now,
        **more,  # type: ignore[arg-type]  # Places, languages and markets by name.
    )


def signed_in(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def statuses(cast: Cast, address: str) -> dict[str, int]:
    """What each of them gets at an address; nobody signed in is sent to the sign-in page (302)."""
    people: dict[str, User | None] = {"nobody": None, "ana": cast.ana.user}
    people |= {name: getattr(cast, name) for name in ("ada", "mia", "ben", "ravi", "rita", "zoe")}
    return {name: signed_in(person).get(address).status_code for name, person in people.items()}
