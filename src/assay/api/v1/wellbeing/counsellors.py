"""Whom people can turn to, over the API."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.wellbeing.actions.counsellor import set_counsellor
from assay.wellbeing.models import CounsellorContact
from assay.wellbeing.queries.counsellors import (
    PlaceContacts,
    contacts_for,
    counsellor_for,
    place_to_care_for,
)
from assay.wellbeing.rules.counsellor import Contact

router = Router(tags=["wellbeing"])


class CounsellorIn(Strict):
    """Replaces what is said now; all of it left out: nobody from now on."""

    text: str = Field("", description="Who it is.", examples=["Dr. Sousa, bound to secrecy."])
    phone: str = Field("", examples=["+351 21 555 0100"])
    hours: str = Field("", examples=["Monday to Friday, 9 to 17"])
    languages: list[str] = Field(default_factory=list, examples=[["pt", "en"]])


class CounsellorOut(Schema):
    text: str = Field(examples=["Dr. Sousa, bound to secrecy."])
    phone: str = Field(examples=["+351 21 555 0100"])
    hours: str = Field(examples=["Monday to Friday, 9 to 17"])
    languages: list[str] = Field(examples=[["pt", "en"]])
    set_at: datetime


class OwnCounsellorOut(Schema):
    counsellor: CounsellorOut | None = Field(description="Your site's, else the organisation's.")


class CounsellorsOfPlaceOut(Schema):
    """No site: for everybody whose site has nobody of its own."""

    site: UUID | None
    name: str = Field(examples=["Lisbon"])
    current: CounsellorOut | None
    earlier: list[CounsellorOut]


class CounsellorsOut(Schema):
    places: list[CounsellorsOfPlaceOut]


@router.get("/me/counsellor", response=OwnCounsellorOut, operation_id="me_counsellor")
def own(request: HttpRequest) -> OwnCounsellorOut:
    """Whom you can turn to when work weighs on you."""
    contributor = Contributor.objects.filter(user=person_of(request)).first()
    if contributor is None:
        raise NotFound
    found = counsellor_for(contributor)
    return OwnCounsellorOut(counsellor=_contact(found) if found else None)


@router.get("/counsellors", response=CounsellorsOut, operation_id="counsellors")
def counsellors(request: HttpRequest) -> CounsellorsOut:
    """The sites that you answer for: whom their people can turn to, and whom they could before."""
    return _places(person_of(request))


@router.put("/counsellors", response=CounsellorsOut, operation_id="counsellor_set")
def set_for_all(request: HttpRequest, asked: CounsellorIn) -> CounsellorsOut:
    """Say whom everybody can turn to whose site has nobody of its own."""
    return _set(person_of(request), None, asked)


@router.put("/sites/{uuid:site}/counsellor", response=CounsellorsOut, operation_id="site_counsellor_set")
def set_for_site(request: HttpRequest, site: UUID, asked: CounsellorIn) -> CounsellorsOut:
    """Say whom the people of a site can turn to."""
    return _set(person_of(request), site, asked)


def _set(user: User, site: UUID | None, asked: CounsellorIn) -> CounsellorsOut:
    contact = Contact(asked.text.strip(), asked.phone.strip(), asked.hours.strip(), tuple(asked.languages))
    set_counsellor(user, site=place_to_care_for(user, site), contact=contact, now=now())
    return _places(user)


def _places(user: User) -> CounsellorsOut:
    return CounsellorsOut(places=[_place(each) for each in contacts_for(user)])


def _place(found: PlaceContacts) -> CounsellorsOfPlaceOut:
    return CounsellorsOfPlaceOut(
        site=found.site.uid if found.site else None,
        name=found.site.name if found.site else "",
        current=_contact(found.current) if found.current else None,
        earlier=[_contact(each) for each in found.earlier],
    )


def _contact(found: CounsellorContact) -> CounsellorOut:
    return CounsellorOut(
        text=found.text,
        phone=found.phone,
        hours=found.hours,
        languages=found.languages,
        set_at=found.set_at,
    )
