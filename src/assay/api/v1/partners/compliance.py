"""What sites have to prove, and whether their evidence holds: its files are handed in and fetched."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound
from assay.partners.actions.compliance import hand_in, make_item
from assay.partners.enums import Proof
from assay.partners.models import ComplianceEvidence, ComplianceItem
from assay.partners.queries import compliance as queries
from assay.partners.rules.compliance import HandedIn
from assay.people.queries.organisation import vendors_by_name
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

router = Router(tags=["partners"])


class ComplianceItemOut(Schema):
    uid: UUID
    name: str = Field(examples=["Liability insurance"])
    asks: str
    owner: UUID
    vendor: UUID | None = Field(description="Null: every vendor.")
    every_days: int | None = Field(description="Proven again after so long; null: once.", examples=[365])


class EvidenceOut(Schema):
    uid: UUID
    obtained_on: date
    expires_on: date | None
    sha256: str


class ProvenOut(Schema):
    item: UUID
    name: str
    proof: Proof
    expires_on: date | None = Field(description="Last day of the evidence that lasts longest.")
    evidence: list[EvidenceOut] = Field(
        description="What counts or counted, newest first; nothing withdrawn."
    )


class SiteComplianceOut(Schema):
    site: UUID
    site_name: str
    vendor_name: str
    proven: list[ProvenOut]


class ComplianceOut(Schema):
    sites: list[SiteComplianceOut]


class ComplianceItemIn(Strict):
    name: str = Field(min_length=1, max_length=120, examples=["Liability insurance"])
    asks: str = Field(min_length=1, max_length=2000, examples=["The policy, for one million at least."])
    vendor: UUID | None = Field(None, description="Null: every vendor.")
    every_days: int | None = Field(None, ge=1, le=3660)


class EvidenceIn(Schema):
    obtained_on: date
    expires_on: date | None = None
    note: str = Field("", max_length=300)


@router.get("/compliance", response=ComplianceOut, operation_id="compliance")
def listed(request: HttpRequest) -> ComplianceOut:
    """Of every whole site in your sight."""
    found = queries.compliance(person_of(request), now().date())
    return ComplianceOut(
        sites=[
            SiteComplianceOut(
                site=each.site.uid,
                site_name=each.site.name,
                vendor_name=each.site.vendor.name,
                proven=[
                    ProvenOut(
                        item=one.item.uid,
                        name=one.item.name,
                        proof=one.proof,
                        expires_on=one.best.expires_on if one.best else None,
                        evidence=[_evidence(each) for each in one.evidence if each.withdrawn_at is None],
                    )
                    for one in each.proven
                ],
            )
            for each in found
        ]
    )


@router.post("/compliance", response={201: ComplianceItemOut}, operation_id="compliance_ask")
@creates
def ask(request: HttpRequest, body: ComplianceItemIn) -> ComplianceItemOut:
    """Asked of every site of the vendor, or of all, from now on; you are its owner."""
    person = person_of(request)
    queries.compliance_parts(person)
    require_everywhere(person, Permission.KEEP_CONTRACTS)
    vendor = vendors_by_name().filter(uid=body.vendor).first() if body.vendor else None
    if body.vendor and vendor is None:
        raise NotFound
    made = make_item(
        person,
        name=body.name,
        asks=body.asks,
        owner=person,
        every_days=body.every_days,
        vendor=vendor,
        now=now(),
    )
    return _item(made)


@router.post(
    "/sites/{uuid:site}/compliance/{uuid:proven_item}",
    response={201: EvidenceOut},
    operation_id="compliance_hand_in",
)
@creates
def bring(
    request: HttpRequest, site: UUID, proven_item: UUID, *, file: File[UploadedFile], asked: Form[EvidenceIn]
) -> EvidenceOut:
    """A PDF or a picture by which the site proves one line of the checklist."""
    person, at = person_of(request), now()
    found = queries.compliance_of(person, site, at.date())
    item = queries.item_asked(found, proven_item)
    handed = HandedIn(asked.obtained_on, asked.expires_on, asked.note)
    made = hand_in(
        person, at=found, item=item, chunks=file.chunks(), name=file.name or "", handed=handed, now=at
    )
    return _evidence(made)


@router.get("/compliance/evidence/{uuid:evidence}", operation_id="compliance_fetch")
def fetch(request: HttpRequest, evidence: UUID) -> StreamingHttpResponse:
    """The file, for who sees the whole site; withdrawn evidence, too."""
    found, _part = queries.evidence_for(person_of(request), evidence)
    return download_of(found.file)


def _evidence(found: ComplianceEvidence) -> EvidenceOut:
    return EvidenceOut(
        uid=found.uid,
        obtained_on=found.obtained_on,
        expires_on=found.expires_on,
        sha256=found.file.sha256,
    )


def _item(made: ComplianceItem) -> ComplianceItemOut:
    return ComplianceItemOut(
        uid=made.uid,
        name=made.name,
        asks=made.asks,
        owner=made.owner.uid,
        vendor=made.vendor.uid if made.vendor else None,
        every_days=made.every_days,
    )
