"""What people are told leaves: looked at every minute, sent beside it: a slow mail server keeps nothing else."""

from datetime import datetime

from assay.kit.clock import now as read_clock
from assay.kit.jobs import aside, every_minute, run_aside
from assay.people.actions.devices import forget_devices
from assay.people.actions.erasing import remind_of_erasures
from assay.people.actions.sending import MOST_AT_ONCE, send_due
from assay.people.queries.outbox import is_due

SENDING = "people.send_notices"


@aside(SENDING)
def send_notices() -> None:
    while send_due(now=read_clock()) == MOST_AT_ONCE:
        pass


@every_minute
def send_what_is_due(now: datetime) -> None:
    if is_due(now):
        run_aside(SENDING)


@every_minute
def remind_of_open_erasures(now: datetime) -> None:
    remind_of_erasures(now)


@every_minute
def forget_old_devices(now: datetime) -> None:
    forget_devices(now=now)
