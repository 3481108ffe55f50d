"""What shifts in Lisbon hand over to each other: two points are open, one was closed, and Mia has read a note."""

from datetime import datetime

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.partners.actions.handover import close_point, read_note, write_note
from assay.partners.models import HandoverNote
from assay.people.models import User
from assay.people.queries.site_parts import SitePart, site_part, site_parts

SITE = "Lisbon"
LAPTOPS = "Two laptops are in repair. Ask IT on the ground floor for the spare ones."
HEADSETS = "Order headsets for the two who begin on Monday."
NOISE = "Building work in the street from ten to noon. The quiet room is free for whoever listens to clips."
ROSTER = "Lapwing comes late every day. I will talk to them; until then plan nobody alone with them."


def hand_over(organisation: Organisation, agenda: Agenda) -> None:
    """Everything is written by Ravi, who keeps the site's time."""
    ravi, mia = (organisation.users[name] for name in ("ravi", "mia"))
    agenda.put(agenda.ago(days=5), lambda at: write(ravi, "point", HEADSETS, at))
    agenda.put(agenda.ago(days=2), lambda at: write(ravi, "point", LAPTOPS, at))
    agenda.put(agenda.ago(hours=25), lambda at: close(ravi, HEADSETS, "They lie in the cupboard.", at))
    agenda.put(agenda.ago(hours=20), lambda at: write(ravi, "note", NOISE, at))
    agenda.put(agenda.ago(hours=19), lambda at: write(ravi, "point", ROSTER, at))
    agenda.put(agenda.ago(hours=3), lambda at: read(mia, NOISE, at))


def write(by: User, kind: str, text: str, at: datetime) -> None:
    write_note(by, part=lisbon(by), kind=kind, text=text, now=at)


def close(by: User, text: str, outcome: str, at: datetime) -> None:
    note = HandoverNote.objects.get(text=text)
    close_point(by, note=note, part=lisbon(by), outcome=outcome, now=at)


def read(by: User, text: str, at: datetime) -> None:
    read_note(by, note=HandoverNote.objects.get(text=text), part=lisbon(by), now=at)


def lisbon(by: User) -> SitePart:
    """As this person sees it."""
    return site_part(by, next(each.site.uid for each in site_parts(by) if each.site.name == SITE))
