"""Who acts: told to the audit trail inside the transaction, before anything is written."""

from typing import Protocol
from uuid import UUID

from django.db import connection


class Actor(Protocol):
    @property
    def uid(self) -> UUID: ...


def act_as(by: Actor | None, via: str = "") -> None:
    """Everything this transaction writes is done by this person (None: by the system), through this way in."""
    if not connection.in_atomic_block:
        raise RuntimeError("act_as() must be called inside a transaction")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('assay.actor', %s, true), set_config('assay.via', %s, true)",
            [str(by.uid) if by else "", via],
        )
