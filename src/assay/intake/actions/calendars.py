"""Working times that clocks may count in."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from assay.intake.rules.reasons import CALENDAR_INVALID
from assay.kit.audit import act_as
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission


def create_calendar(
    by: User | None,
    *,
    name: str,
    zone: str,
    hours: Mapping[str, Sequence[Sequence[str]]],
    holidays: Sequence[str] = (),
) -> BusinessCalendar:
    """Weekly hours in a zone, without the holidays; refused where one of them cannot be."""
    require_everywhere(by, Permission.APPROVE_REQUEST)
    calendar = BusinessCalendar(
        name=name.strip().replace("\0", ""), zone=zone, hours=dict(hours), holidays=list(holidays)
    )
    try:
        with transaction.atomic():
            act_as(by)
            calendar.full_clean(exclude=() if holidays else ("holidays",))
            calendar.save()
    except ValidationError as error:
        problems = [
            CALENDAR_INVALID(field=field, why=" ".join(said)) for field, said in error.message_dict.items()
        ]
        raise Refused(*problems) from error
    return calendar
