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


def carried_into(place: Project | Vendor, first_on: date, since: datetime, at: datetime) -> list[Taken]:
    """What earlier reviews left to do, and what of it was ended since this stretch began; what is due first, first.

    As it stood at a moment: what was decided or ended after it does not change what this stretch was told.
    """
    found = _of(place).filter(of_on__lt=first_on, due_on__isnull=False, decided_at__lte=at)
    return [
        taken(each, at)
        for each in found.filter(Q(end=None) | Q(end__ended_at__gt=since)).order_by("due_on", "pk")
    ]


def n_open(project_ids: Iterable[int], first_on: date, at: datetime) -> dict[int, int]:
    """By project, what its review of one stretch shows as left to do; one of which nothing is left out."""
    found = _left(Decision.objects.filter(project__in=list(project_ids)), first_on, at)
    counted = found.values("project_id").annotate(n=Count("pk")).order_by("project_id")
    return {each["project_id"]: each["n"] for each in counted}


def decision_for(user: User, uid: UUID) -> Decision:
    """For its owner, and for who sees the review it was taken in; NotFound for everybody else."""
    found = _seen().filter(uid=uid).first()
    if found is None or not (_owns(user, found) or _sees(user, found)):
        raise NotFound
    return found


def may_end(user: User, decision: Decision) -> bool:
    """Its owner, and whoever keeps the review."""
    if _owns(user, decision):
        return True
    if decision.project is not None:
        return is_allowed(user, decision.project, KEEPS)
    return may(user, KEEPS_VENDORS)


def owners_for(place: Project | Vendor) -> QuerySet[User]:
    """Who can be made responsible: who works on the project, else who keeps contracts and who leads the vendor."""
    if isinstance(place, Project):
        return owners_of(place)
    return holders_or_leads(KEEPS_VENDORS, place)


def owner_for(person: User, place: Project | Vendor, uid: UUID | None) -> User:
    """Who is named, of those who can be made responsible; the person where nobody is. NotFound for anybody else."""
    found = person if uid is None else owners_for(place).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def taken(decision: Decision, at: datetime | None = None) -> Taken:
    """As it stands, or stood at a moment."""
    end = decision.end if hasattr(decision, "end") else None
    if end is not None and at is not None and end.ended_at > at:
        end = None
    return Taken(
        uid=decision.uid,
        of_on=decision.of_on,
        what=decision.what,
        why=decision.why,
        owner=decision.owner.name,
        decided_on=decision.decided_at.date(),
        decided_by=decision.decided_by.name if decision.decided_by else "",
        due_on=decision.due_on,
        state=_state(decision, end),
        outcome=end.outcome if end else "",
        ended_on=end.ended_at.date() if end else None,
    )


def vendors_with_open(vendors: Sequence[Vendor], first_on: date, at: datetime) -> dict[int, int]:
    """The same by vendor."""
    found = _left(Decision.objects.filter(vendor__in=vendors), first_on, at)
    counted = found.values("vendor_id").annotate(n=Count("pk")).order_by("vendor_id")
    return {each["vendor_id"]: each["n"] for each in counted}


def _left(found: QuerySet[Decision], first_on: date, at: datetime) -> QuerySet[Decision]:
    """Of its own what is open now, and what is carried into it and was open then."""
    carried = Q(of_on__lt=first_on, decided_at__lte=at) & (Q(end=None) | Q(end__ended_at__gt=at))
    return found.filter(Q(of_on=first_on, end=None) | carried, due_on__isnull=False)


def _state(decision: Decision, end: DecisionEnd | None) -> DecisionState:
    """What left nothing to do was done when it was taken."""
    if end is not None:
        return DecisionState(end.state)
    return DecisionState.DONE if decision.due_on is None else DecisionState.OPEN


def _owns(user: User, decision: Decision) -> bool:
    """Only while they could be made responsible for it."""
    place = decision.project or decision.vendor
    return (
        decision.owner_id == user.pk and place is not None and owners_for(place).filter(pk=user.pk).exists()
    )


def _of(place: Project | Vendor) -> QuerySet[Decision]:
    return _seen().filter(project=place) if isinstance(place, Project) else _seen().filter(vendor=place)


def _seen() -> QuerySet[Decision]:
    return Decision.objects.select_related("owner", "decided_by", "project", "vendor", "end__ended_by")


def _sees(user: User, decision: Decision) -> bool:
    if decision.project is not None:
        return is_allowed(user, decision.project, SEES)
    return may(user, SEES_VENDORS) or decision.vendor_id in vendors_led(user, SEES_VENDORS)
