"""Finding requests among those a person sees."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from assay.intake.enums import RequestState as S
from assay.intake.models import Request, RequestClock
from assay.intake.queries.clocks import overdue_clocks
from assay.intake.queries.mine import is_own
from assay.intake.queries.scope import visible_requests
from assay.people.models import User

# What somebody is waiting for comes first, what is over last.
_ORDER = (
    S.SUBMITTED,
    S.FEASIBLE,
    S.APPROVED,
    S.CLARIFYING,
    S.NOT_FEASIBLE,
    S.DRAFT,
    S.IN_DELIVERY,
    S.ACCEPTED,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is empty narrows nothing; `is_own` leaves those in which the person is named."""

    text: str = ""
    state: str = ""
    segment: str = ""
    is_late: bool = False
    is_own: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.state or self.segment or self.is_late)


def search_requests(user: User, filters: Filters, now: datetime) -> QuerySet[Request]:
    """The person's requests that fit, with their open clocks; in the order in which they need somebody."""
    found = visible_requests(user).prefetch_related(
        Prefetch("clocks", RequestClock.objects.filter(stopped_at=None)), "parties__user"
    )
    if filters.is_own:
        found = found.filter(is_own(user))
    if filters.text:
        found = found.filter(Q(title__icontains=filters.text) | Q(metric__icontains=filters.text))
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.segment:
        found = found.filter(segment=filters.segment)
    if filters.is_late:
        found = found.filter(Exists(overdue_clocks(now).filter(request=OuterRef("pk")).order_by()))
    places = [When(state=state, then=Value(nth)) for nth, state in enumerate(_ORDER)]
    order = Case(*places, default=Value(len(_ORDER)), output_field=IntegerField())
    return found.order_by(order, "-pk")
