"""Agreements for who answers for people: those in sight, and how many of their people have signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import read, rows
from assay.people.enums import Standing
from assay.people.models import Contributor, User
from assay.people.queries.scope import may, others_visible, scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import is_allowed, visible_projects
from assay.training.models import Agreement, AgreementVersion, Signature

_BOARD = read("assay.training.queries", "board.sql")


@dataclass(frozen=True, slots=True)
class Signing:
    """Of the people in sight: asked, with the newest version signed, and kept from tasks until they sign."""

    n_people: int = 0
    n_signed: int = 0
    n_owed: int = 0


def visible_agreements(user: User) -> QuerySet[Agreement]:
    """Those asked of people in the person's sight; a vendor's people never find another vendor's."""
    people = others_visible(user)
    found = Agreement.objects.select_related("project", "vendor")
    if scope_of(user, Permission.VIEW_PEOPLE).is_everywhere:
        return found
    projects = visible_projects(user, Permission.VIEW_PEOPLE)
    return found.filter(
        Q(project=None) | Q(project__in=projects), Q(vendor=None) | Q(vendor__in=people.values("vendor"))
    )


def agreement_for(user: User, uid: UUID) -> Agreement:
    """One of those in sight; NotFound otherwise."""
    found = visible_agreements(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def may_keep(user: User, project: Project | None) -> bool:
    """Who manages people keeps every agreement; who manages a project, those of the project."""
    if may(user, Permission.MANAGE_PEOPLE):
        return True
    return project is not None and is_allowed(user, project, Permission.MANAGE_PROJECT)


def require_keeping(user: User | None, project: Project | None) -> None:
    if user is not None and not may_keep(user, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_PEOPLE]))


def newest_versions(agreements: Sequence[Agreement]) -> dict[int, AgreementVersion]:
    """By agreement, with its texts."""
    found = AgreementVersion.objects.filter(agreement__in=agreements).order_by("number")
    return {each.agreement_id: each for each in found.prefetch_related("texts")}


def signing_of(user: User, agreements: Sequence[Agreement], *, now: datetime) -> Mapping[int, Signing]:
    """One statement for all of them, over the people this person sees."""
    people = None
    if not scope_of(user, Permission.VIEW_PEOPLE).is_everywhere:
        people = list(others_visible(user).values_list("pk", flat=True))
    params = {"agreements": [each.pk for each in agreements], "people": people, "now": now}
    counted = {pk: Signing(*counts) for pk, *counts in rows(_BOARD, params)}
    return {each.pk: counted.get(each.pk, Signing()) for each in agreements}


def people_asked(
    user: User, agreement: Agreement, *, has_signed: bool | None = None
) -> QuerySet[Contributor]:
    """Whom it is asked of, each with the number of the version they signed last (0: none) and when.

    Of these, where that is asked for, only who has signed the newest version, or who has not.
    """
    working = Membership.objects.filter(contributor=OuterRef("pk"), retired_at=None)
    if agreement.project_id is not None:
        working = working.filter(project=agreement.project_id)
    found = others_visible(user).filter(Exists(working), user__is_active=True)
    if agreement.vendor_id is not None:
        found = found.filter(vendor=agreement.vendor_id)
    signed = Signature.objects.filter(contributor=OuterRef("pk"), version__agreement=agreement)
    last = signed.order_by("-version__number")
    told = found.exclude(standing=Standing.OFF_BOARDED).annotate(
        signed_number=Coalesce(Subquery(last.values("version__number")[:1], output_field=IntegerField()), 0),
        signed_at=Subquery(last.values("signed_at")[:1]),
        signed_name=Subquery(last.values("name")[:1]),
    )
    if has_signed is None:
        return told
    newest = newest_number(agreement)
    return told.filter(signed_number__gte=newest) if has_signed else told.filter(signed_number__lt=newest)


def newest_number(agreement: Agreement) -> int:
    found = AgreementVersion.objects.filter(agreement=agreement).aggregate(number=Max("number"))["number"]
    return found or 0
