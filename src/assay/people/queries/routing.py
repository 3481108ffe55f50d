"""What routing asks of people."""

from datetime import datetime

from django.db.models import Q

from assay.people.enums import Standing
from assay.people.models import Contributor


def whose_facts_ran_out(since: datetime, until: datetime) -> list[int]:
    """Contributors whose pause or skill ended in (since, until]: their eligibility changed without anybody acting."""
    ended = Q(standing=Standing.PAUSED, standing_until__gt=since, standing_until__lte=until)
    expired = Q(skills__expires_at__gt=since, skills__expires_at__lte=until)
    return list(Contributor.objects.filter(ended | expired).values_list("pk", flat=True).distinct())
