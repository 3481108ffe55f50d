"""A place to ask for help in: Ana at Ravi's site in Lisbon, Ade at another vendor's in Cairo, who has no lead."""

from dataclasses import dataclass
from datetime import datetime

from assay.people.enums import Role
from assay.people.models import Site, User
from assay.support.actions.tickets import TicketDraft, open_ticket
from assay.support.models import Ticket
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, place
from tests.work.world import NOW, World, make_world


@dataclass
class HelpWorld:
    world: World
    lisbon: Site
    ana: User
    ade: User
    ravi: User
    mia: User
    omar: User


def help_world(**world: int) -> HelpWorld:
    made = make_world(n_people=2, **{"n_tasks": 1, **world})
    lisbon = place(made, 0, "Lingua", "Lisbon")
    Site.objects.filter(pk=lisbon.pk).update(time_zone="Europe/Lisbon")
    place(made, 1, "Nilework", "Cairo")
    ana, ade = (each.user for each in made.people)
    User.objects.filter(pk=ana.pk).update(name="Ana Souza")
    return HelpWorld(
        made,
        lisbon,
        ana,
        ade,
        lead("Ravi", vendor=lisbon.vendor, site=lisbon),
        somebody("Mia", NOW, role=Role.CROWD_MANAGER),
        somebody("Omar", NOW, role=Role.OPERATIONS_LEAD),
    )


def ask(by: User, category: str = "task", *, now: datetime = NOW, **more: object) -> Ticket:
    draft = {"subject": "The picture stays blank", "text": "In every third task.", **more}
    return open_ticket(by, draft=TicketDraft(category=category, **draft), now=now)  # type: ignore[arg-type]  # By name.
