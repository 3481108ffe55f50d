"""What recruiting does by itself every minute."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.recruiting.actions.cards import keep_cards
from assay.recruiting.actions.deciding import carry_out_due
from assay.recruiting.actions.diversity import keep_diversity
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.own import forget


@every_minute
def carry_out_decisions(now: datetime) -> None:
    """Before letters are sent, so that those of a decision leave at once."""
    carry_out_due(now=now)


@every_minute
def send_what_is_due(now: datetime) -> None:
    send_letters(now=now)


@every_minute
def forget_applicants(now: datetime) -> None:
    """Who never confirmed their address, and who was not taken on long ago."""
    forget(now=now)


@every_minute
def keep_talent_cards(now: datetime) -> None:
    """What searches over the talent pool compare of everybody's work."""
    keep_cards(now=now)


@every_minute
def count_what_people_say_of_themselves(now: datetime) -> None:
    """Once a day, and only what ten people have changed."""
    keep_diversity(now=now)
