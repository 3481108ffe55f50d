"""A small project with people of two sites, and a calibration session at any point of its way."""

from dataclasses import dataclass, field

from assay.people.enums import Role
from assay.people.models import Grant, Site, User, Vendor
from assay.projects.models import GuidelineVersion, Project
from assay.quality.actions.calibrating import (
    add_items,
    answer,
    close_session,
    create_session,
    end_answers,
    invite,
    open_session,
    rule,
)
from assay.quality.models import CalibrationItem, CalibrationSession
from assay.quality.queries.calibration import items_of
from tests.work.world import NOW, World, later, make_world

SECTIONS = [{"id": "brands", "title": "Brands", "markdown": "The brand counts."}]


@dataclass
class Room:
    """Ben leads; persons 0 and 1 are of Lisbon, 2 of Porto, 3 of no site. Ravi leads Lisbon."""

    world: World
    ben: User
    ravi: User
    zoe: User
    lisbon: Site
    porto: Site
    session: CalibrationSession = field(init=False)

    @property
    def people(self) -> list[User]:
        return [each.user for each in self.world.people]

    def items(self) -> list[CalibrationItem]:
        return list(items_of(self.session))


def make_room(n_tasks: int = 3) -> Room:
    world = make_world(n_people=4, n_tasks=n_tasks, overlap=4)
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    lisbon, porto = (Site.objects.create(vendor=vendor, name=name) for name in ("Lisbon", "Porto"))
    for nth, site in enumerate((lisbon, lisbon, porto)):
        world.people[nth].vendor, world.people[nth].site = vendor, site
        world.people[nth].save()
    version = GuidelineVersion.objects.create(
        project=world.project,
        number=1,
        title="How",
        sections=SECTIONS,
        created_at=NOW,
        created_by=world.owner,
    )
    Project.objects.filter(pk=world.project.pk).update(guideline_version=version)
    world.project.refresh_from_db()
    where = {"project_id": world.project.pk}
    grant(world.owner, Role.PROJECT_OWNER, **where)
    ravi = grant(user("Ravi"), Role.SITE_LEAD, vendor=vendor, site=lisbon)
    return Room(world, grant(user("Ben"), Role.QA_ANALYST, **where), ravi, user("Zoe"), lisbon, porto)


def user(name: str) -> User:
    return User.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=NOW)


def grant(user: User, role: Role, **where: object) -> User:
    Grant.objects.create(user=user, role=role, granted_at=NOW, **where)
    return user


def prepared(room: Room, *, names: tuple[str, ...] = ("t0", "t1")) -> CalibrationSession:
    """In preparation, with items and everybody who can answer."""
    room.session = create_session(
        room.ben, project=room.world.project, title="Week 9", due_at=later(days=2), now=NOW
    )
    add_items(room.ben, session=room.session, external_ids=names, now=NOW)
    invite(room.ben, session=room.session, users=room.people, now=NOW)
    return room.session


def opened(room: Room) -> CalibrationSession:
    prepared(room)
    room.session = open_session(room.ben, session=room.session, now=NOW)
    return room.session


def answered(room: Room, said: tuple[str, ...] = ("yes", "no", "yes", "no")) -> CalibrationSession:
    """Everybody but those who say nothing answers both items alike; then the time is over."""
    opened(room)
    for person, each in zip(room.people, said, strict=True):
        for item in room.items() if each else []:
            answer(person, item=item, answers={"match": each}, now=later(hours=1))
    room.session = end_answers(room.ben, session=room.session, now=later(hours=2))
    return room.session


def closed(room: Room, said: tuple[str, ...] = ("yes", "no", "yes", "no")) -> CalibrationSession:
    """The first item is a yes, the second one a no."""
    answered(room, said)
    for item, right in zip(room.items(), ("yes", "no"), strict=True):
        rule(room.ben, item=item, benchmark={"match": right}, ruling="The brand counts.", now=later(hours=3))
    room.session = close_session(room.ben, session=room.session, now=later(hours=4))
    return room.session
