"""The lots behind a release, as its certificate stored them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # A certificate is JSON.
from uuid import UUID

from django.utils.translation import gettext as _

from assay.quality.enums import LotState
from assay.web.lots.words import SEVERITIES, STATES


@dataclass(frozen=True, slots=True)
class ShownSeverity:
    name: str
    n_defective: int
    n: int
    accept: int
    limiting: float | None


@dataclass(frozen=True, slots=True)
class CertifiedLot:
    uid: UUID
    number: int
    batch: str
    market: str
    n_items: int
    n_sample: int
    n_inspections: int
    severities: tuple[ShownSeverity, ...]
    state: str
    tone: str
    signed_as: str
    reason: str
    accepted_by: str


@dataclass(frozen=True, slots=True)
class ShownLots:
    n_lots: int
    n_items: int
    n_without: int
    n_held_back: int
    rows: tuple[CertifiedLot, ...]
    n_more: int


def shown_lots(found: Mapping[str, Any] | None) -> ShownLots | None:
    """None where no lot was ever cut, and in certificates from before there were any."""
    if not found:
        return None
    numbers = {name: found[name] for name in ("n_lots", "n_items", "n_without", "n_held_back", "n_more")}
    return ShownLots(rows=tuple(_lot(row) for row in found["rows"]), **numbers)


def _lot(row: Mapping[str, Any]) -> CertifiedLot:
    label, tone = STATES[LotState(row["state"])]
    concession = row["concession"] or {}
    revision = row.get("revision") or {}
    return CertifiedLot(
        uid=UUID(row["uid"]),
        number=row["number"],
        batch=row["batch"],
        market=row["market"],
        n_items=row["n_items"],
        n_sample=row["n_sample"],
        n_inspections=row["n_inspections"],
        severities=tuple(
            ShownSeverity(
                _(SEVERITIES[each["severity"]]),
                each["n_defective"],
                each["n"],
                each["accept"],
                each["limiting"],
            )
            for each in row["classes"]
        ),
        state=_(label),
        tone=tone,
        signed_as=concession.get("signed_as", ""),
        reason=concession.get("reason", "") or revision.get("reason", ""),
        accepted_by=revision.get("confirmed_by", ""),
    )
