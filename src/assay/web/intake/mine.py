"""Somebody's own requests as cards: where each stands, what was delivered and how good, and what waits for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.delivery.models import Release
from assay.intake.queries.mine import Own
from assay.kit.money import MICRO
from assay.stats.sampling import Share, wilson
from assay.web.intake import words
from assay.web.intake.shown import ShownRequest, money_of, row_of
from assay.web.templatetags.figures import count, rounded
from assay.work.queries.progress import TaskCounts

NOT_MEASURED = wilson(0, 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to do, and where."""

    said: str
    address: str


@dataclass(frozen=True, slots=True)
class OwnCard:
    """`stage` says in a sentence where it stands; `budget` is what was planned, `spent` what is booked so far."""

    row: ShownRequest
    address: str
    stage: str
    waiting: tuple[Waiting, ...]
    counts: TaskCounts
    next_date: str
    newest: Release | None
    n_older: int
    accuracy: Share
    budget: str
    spent: str


def cards_of(own: Sequence[Own], at: datetime) -> list[OwnCard]:
    """What waits for the person comes first; else the order stays."""
    return [_card(each, at) for each in sorted(own, key=lambda each: not each.n_waiting)]


def _card(own: Own, at: datetime) -> OwnCard:
    request, row = own.request, row_of(own.request, at)
    return OwnCard(
        row=row,
        address=reverse("request-edit" if row.is_draft else "request", args=[row.uid]),
        stage=_(words.STAGES[request.state]),
        waiting=tuple(_waiting(own)),
        counts=own.counts,
        next_date=_next_date(own),
        newest=own.newest.release if own.newest else None,
        n_older=max(own.n_deliveries - 1, 0),
        accuracy=own.accuracy or NOT_MEASURED,
        budget=money_of(request),
        spent=", ".join(f"{rounded(micro / MICRO, 2)} {currency}" for currency, micro in own.spent.items()),
    )


def _waiting(own: Own) -> Iterator[Waiting]:
    request = own.request
    for each in own.awaited:
        said = _("Answer to release %(n)s") % {"n": each.release.number}
        yield Waiting(said, reverse("release", args=[each.release.uid]))
    here = reverse("request-edit" if not request.submitted_at else "request", args=[request.uid])
    if own.n_changes:
        said = ngettext("Decide on %(n)s change", "Decide on %(n)s changes", own.n_changes)
        yield Waiting(said % {"n": count(own.n_changes)}, here)
    if own.step is not None:
        yield Waiting(_(words.STEPS[own.step.name][0]), here)


def _next_date(own: Own) -> str:
    """What the person has to do first; else when it should be there."""
    if own.answer_by:
        return _("answer until %(when)s") % {
            "when": date_format(localtime(own.answer_by), "SHORT_DATETIME_FORMAT")
        }
    on = own.request.deadline_on
    return _("deadline %(day)s") % {"day": date_format(on, "SHORT_DATE_FORMAT")} if on else ""
