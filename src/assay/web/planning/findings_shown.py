"""Idle people and waiting work as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.planning.enums import FindingKind
from assay.planning.models import CapacityFinding
from assay.planning.queries.bottlenecks import sentence_of


@dataclass(frozen=True, slots=True)
class ShownFinding:
    uid: UUID
    sentence: str
    state: str
    tone: str
    week_on: date
    projects: str
    found_at: datetime


def shown_findings(findings: Iterable[CapacityFinding]) -> list[ShownFinding]:
    return [_shown(each) for each in findings]


def _shown(each: CapacityFinding) -> ShownFinding:
    template, about = sentence_of(each, each.week_on)
    is_idle = each.kind == FindingKind.IDLE
    return ShownFinding(
        uid=each.uid,
        sentence=_(template).format_map(about) + ".",
        state=_("idle") if is_idle else _("waits"),
        tone="warn" if is_idle else "bad",
        week_on=each.week_on,
        projects="" if is_idle else ", ".join(each.projects),
        found_at=each.found_at,
    )
