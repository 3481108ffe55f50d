"""Addresses that imports may read from: prefixes that an administrator allowed."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.work.actions.fetching import allow_address, retire_address
from assay.work.models import AllowedAddress
from assay.work.queries.addresses import address_for, addresses_for

router = Router(tags=["house"])


class AddressIn(Strict):
    prefix: str = Field(max_length=500, examples=["s3://labels-in/"])
    note: str = Field("", max_length=200, examples=["Drop of the search team"])


class AddressRetirement(Strict):
    reason: str = Field(min_length=1, max_length=2000, examples=["The bucket moved."])


class AddressOut(Schema):
    uid: UUID
    prefix: str = Field(examples=["s3://labels-in/"])
    note: str = Field(examples=["Drop of the search team"])
    created_at: datetime
    retired_at: datetime | None


@router.get("/import-addresses", response=Page[AddressOut], operation_id="import_addresses_list")
def list_addresses(request: HttpRequest, paging: Query[Paging]) -> Page[AddressOut]:
    """Every prefix that was ever allowed, newest first."""
    return page(addresses_for(person_of(request)), paging, address_out)


@router.post("/import-addresses", response={201: AddressOut}, operation_id="import_addresses_create")
@creates
def create(request: HttpRequest, asked: AddressIn) -> AddressOut:
    """Let imports read what lies below a prefix; it ends with /."""
    return address_out(allow_address(person_of(request), prefix=asked.prefix, note=asked.note, now=now()))


@router.post(
    "/import-addresses/{uuid:address}/retire", response=AddressOut, operation_id="import_addresses_retire"
)
def retire(request: HttpRequest, address: UUID, asked: AddressRetirement) -> AddressOut:
    """Imports no longer read from there."""
    user = person_of(request)
    found = address_for(user, address)
    retire_address(user, address=found, reason=asked.reason, now=now())
    found.refresh_from_db()
    return address_out(found)


def address_out(address: AllowedAddress) -> AddressOut:
    return AddressOut(
        uid=address.uid,
        prefix=address.prefix,
        note=address.note,
        created_at=address.created_at,
        retired_at=address.retired_at,
    )
