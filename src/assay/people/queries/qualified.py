"""Who holds which skill."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from assay.people.models import ContributorSkill


def skills_held(contributors: Iterable[int], *, now: datetime) -> dict[int, frozenset[str]]:
    """The codes of skills that have not expired, by contributor; who holds none is missing."""
    held = ContributorSkill.objects.filter(contributor__in=list(contributors))
    held = held.filter(Q(expires_at=None) | Q(expires_at__gt=now)).order_by("contributor", "skill__code")
    found: dict[int, set[str]] = {}
    for contributor, code in held.values_list("contributor_id", "skill__code"):
        found.setdefault(contributor, set()).add(code)
    return {contributor: frozenset(codes) for contributor, codes in found.items()}
