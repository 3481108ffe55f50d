"""Decisions of reviews: those of one stretch, what is carried into it, and who may own or end them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User, Vendor
from assay.people.queries.holders import holders_or_leads
from assay.people.queries.scope import may
from assay.people.queries.site_parts import vendors_led
from assay.people.rules.roles import Permission
from assay.planning.enums import DecisionState
from assay.planning.models import Decision, DecisionEnd
from assay.planning.queries.risks import owners_of
from assay.planning.rules.decisions import Taken
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed

KEEPS, SEES = Permission.SIGN_REVIEWS, Permission.WEIGH_RETURN
KEEPS_VENDORS, SEES_VENDORS = Permission.KEEP_CONTRACTS, Permission.VIEW_CONTRACTS


def decisions_in(place: Project | Vendor, first_on: date) -> list[Taken]:
    """Those of one review, in the order in which they were taken."""
    return [taken(each) for each in _of(place).filter(of_on=first_on).order_by("pk")]


def carried_into(place: Project | Vendor, first_on: date, since: datetime) -> list[Taken]:
    """What earlier reviews left to do, and what of it was ended since this stretch began; what is due first, first."""
    found = _of(place).filter(of_on__lt=first_on, due_on__isnull=False)
    return [
        taken(each)
        for each in found.filter(Q(end=None) | Q(end__ended_at__gt=since)).order_by("due_on", "pk")
    ]


def n_open(project_ids: Iterable[int], until: date) -> dict[int, int]:
    """By project, what reviews up to a day have left to do; one of which nothing is left out."""
    found = Decision.objects.filter(project__in=list(project_ids), of_on__lte=until, due_on__isnull=False)
    counted = found.filter(end=None).values("project_id").annotate(n=Count("pk")).order_by("project_id")
    return {each["project_id"]: each["n"] for each in counted}


def decision_for(user: User, uid: UUID) -> Decision:
    """For its owner, and for who sees the review it was taken in; NotFound for everybody else."""
    found = _seen().filter(uid=uid).first()
    if found is None or not (found.owner_id == user.pk or _sees(user, found)):
        raise NotFound
    return found


def may_end(user: User, decision: Decision) -> bool:
    """Its owner, and whoever keeps the review."""
    if decision.owner_id == user.pk:
        return True
    if decision.project is not None:
        return is_allowed(user, decision.project, KEEPS)
    return may(user, KEEPS_VENDORS)


def owners_for(place: Project | Vendor) -> QuerySet[User]:
    """Who can be made responsible: who works on the project, else who keeps contracts and who leads the vendor."""
    if isinstance(place, Project):
        return owners_of(place)
    return holders_or_leads(KEEPS_VENDORS, place)


def taken(decision: Decision) -> Taken:
    end = end_of(decision)
    return Taken(
        uid=decision.uid,
        of_on=decision.of_on,
        what=decision.what,
        why=decision.why,
        owner=decision.owner.name,
        decided_on=decision.decided_at.date(),
        decided_by=decision.decided_by.name if decision.decided_by else "",
        due_on=decision.due_on,
        state=state_of(decision),
        outcome=end.outcome if end else "",
        ended_on=end.ended_at.date() if end else None,
    )


def state_of(decision: Decision) -> DecisionState:
    """What left nothing to do was done when it was taken."""
    if end := end_of(decision):
        return DecisionState(end.state)
    return DecisionState.DONE if decision.due_on is None else DecisionState.OPEN


def end_of(decision: Decision) -> DecisionEnd | None:
    return decision.end if hasattr(decision, "end") else None


def vendors_with_open(vendors: Sequence[Vendor], until: date) -> dict[int, int]:
    """By vendor, what reviews up to a day have left to do."""
    found = Decision.objects.filter(vendor__in=vendors, of_on__lte=until, end=None)
    counted = found.values("vendor_id").annotate(n=Count("pk")).order_by("vendor_id")
    return {each["vendor_id"]: each["n"] for each in counted}


def _of(place: Project | Vendor) -> QuerySet[Decision]:
    return _seen().filter(project=place) if isinstance(place, Project) else _seen().filter(vendor=place)


def _seen() -> QuerySet[Decision]:
    return Decision.objects.select_related("owner", "decided_by", "project", "vendor", "end__ended_by")


def _sees(user: User, decision: Decision) -> bool:
    if decision.project is not None:
        return is_allowed(user, decision.project, SEES)
    return may(user, SEES_VENDORS) or decision.vendor_id in vendors_led(user, SEES_VENDORS)
