"""What people of the demo want to be told, and the e-mails of four weeks: files in its home."""

from datetime import datetime, time, timedelta

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.people.actions.choosing import choose_paces, set_hours
from assay.people.actions.sending import MOST_AT_ONCE, send_due

EVERY = timedelta(hours=6)


def send_notices(organisation: Organisation, agenda: Agenda, age: timedelta) -> None:
    """Lea reads a digest in the morning instead of an e-mail at once; everybody else has the defaults."""
    agenda.put(agenda.now - age, lambda at: _choose(organisation, at))
    for nth in range(1, age // EVERY + 1):
        agenda.put(agenda.now - age + nth * EVERY, _send)


def _choose(organisation: Organisation, at: datetime) -> None:
    lea = organisation.users["lea"]
    kinds = ("quality.question", "request_late", "planning.risk_fired", "release_answered", "lot_rejected")
    choose_paces(lea, wanted={(kind, "email"): "daily" for kind in kinds})
    set_hours(lea, digest_at=time(8), digest_weekday=0, quiet_from=time(20), quiet_until=time(7), now=at)


def _send(at: datetime) -> None:
    while send_due(now=at) == MOST_AT_ONCE:
        pass
