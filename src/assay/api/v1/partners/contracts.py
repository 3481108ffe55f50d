"""Contracts with vendors: all of them for who keeps them, the own one for who leads a whole site of it."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.partners.actions.contracts import publish_contract
from assay.partners.enums import Attained, ContractState, ScoreMeasure
from assay.partners.queries import contracts as queries
from assay.partners.queries.contracts import Agreed, LevelAttained, VendorContracts
from assay.partners.queries.scorecards import scorecards
from assay.partners.rules.contracts import Level, NewContract

router = Router(tags=["partners"])
_LEVELS = {"quality": {"target": 0.95, "at_risk": 0.05}, "hours": {"target": 0.92, "at_risk": 0.03}}


class ServiceLevelIn(Strict):
    target: float = Field(gt=0, le=1.5, examples=[0.95])
    at_risk: float = Field(
        0.0, ge=0, le=1, description="Share of the fee that depends on it.", examples=[0.05]
    )


class ContractIn(Strict):
    starts_on: date = Field(examples=["2027-01-01"])
    ends_on: date | None = Field(None, description="Its last day; null: until notice is given.")
    currency: str = Field(min_length=3, max_length=3, examples=["EUR"])
    rate_card: UUID | None = Field(None, description="A version of a rate card, in the same currency.")
    notice_days: int = Field(30, ge=0, le=365)
    levels: dict[ScoreMeasure, ServiceLevelIn] = Field(
        default_factory=dict, description="By the measures of the scorecard.", examples=[_LEVELS]
    )
    credit_cap: float | None = Field(
        None, gt=0, le=1, description="The most of a month's fee that credits take; null: what is at risk."
    )
    reason: str = Field(min_length=1, max_length=2000, examples=["Renewed for a year."])


class ServiceLevelOut(Schema):
    target: float = Field(examples=[0.95])
    at_risk: float = Field(examples=[0.05])


class LevelAttainedOut(Schema):
    """What the newest scorecard of a place measured against one service level."""

    site: UUID | None = Field(description="Null: the whole vendor.")
    site_name: str | None
    measure: ScoreMeasure
    value: float | None = Field(examples=[0.94])
    n: int = Field(examples=[120])
    attained: Attained


class ContractOut(Schema):
    uid: UUID
    number: int
    state: ContractState
    starts_on: date
    ends_on: date | None
    currency: str
    rate_card: UUID | None
    notice_days: int
    levels: dict[ScoreMeasure, ServiceLevelOut]
    at_risk: float = Field(description="Share of the fee that depends on service levels.", examples=[0.08])
    credit_cap: float | None
    reason: str
    published_at: datetime


class VendorContractOut(Schema):
    vendor: UUID
    vendor_name: str = Field(examples=["Lingua"])
    contract: ContractOut | None = Field(description="What holds today; null: nothing does.")


class ContractsOut(Schema):
    vendors: list[VendorContractOut]


class ContractVersionsOut(VendorContractOut):
    versions: list[ContractOut] = Field(description="The newest first.")
    attained: list[LevelAttainedOut] = Field(description="Of places in your sight.")


@router.get("/contracts", response=ContractsOut, operation_id="contracts")
def listed(request: HttpRequest) -> ContractsOut:
    """Vendors whose contracts you may read, and what holds today."""
    found = queries.contracts(person_of(request), now().date())
    return ContractsOut(vendors=[_held(each) for each in found])


@router.get(
    "/vendors/{uuid:vendor}/contracts", response=ContractVersionsOut, operation_id="contract_versions"
)
def of_vendor(request: HttpRequest, vendor: UUID) -> ContractVersionsOut:
    """Every version, and how the service levels in force are attained by the newest scorecards."""
    person = person_of(request)
    found = queries.contracts_of(person, vendor, now().date())
    return ContractVersionsOut(
        **dict(_held(found)),
        versions=[_contract(each) for each in found.versions],
        attained=[
            _attained(row.card.site, each)
            for row in scorecards(person)
            if found.current and row.card.vendor_id == found.vendor.pk
            for each in queries.attained_by(found.current.levels, row.card)
        ],
    )


@router.post("/vendors/{uuid:vendor}/contracts", response={201: ContractOut}, operation_id="contract_publish")
@creates
def publish(request: HttpRequest, vendor: UUID, body: ContractIn) -> ContractOut:
    """The next version: it supersedes the one before from its first day on."""
    person, at = person_of(request), now()
    found = queries.contracts_of(person, vendor, at.date())
    levels = {measure: Level(each.target, each.at_risk) for measure, each in body.levels.items()}
    asked = body.dict(exclude={"levels"})
    made = publish_contract(person, vendor=found.vendor, wanted=NewContract(**asked, levels=levels), now=at)
    versions = queries.contracts_of(person, vendor, at.date()).versions
    return _contract(next(each for each in versions if each.contract == made))


def _held(found: VendorContracts) -> VendorContractOut:
    contract = _contract(found.current) if found.current else None
    return VendorContractOut(vendor=found.vendor.uid, vendor_name=found.vendor.name, contract=contract)


def _contract(agreed: Agreed) -> ContractOut:
    found = agreed.contract
    return ContractOut(
        uid=found.uid,
        number=found.number,
        state=agreed.state,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        currency=found.currency,
        rate_card=found.rate_card.uid if found.rate_card else None,
        notice_days=found.notice_days,
        credit_cap=found.credit_cap,
        levels={
            measure: ServiceLevelOut(target=level.target, at_risk=level.at_risk)
            for measure, level in agreed.levels.items()
        },
        at_risk=agreed.at_risk,
        reason=found.reason,
        published_at=found.published_at,
    )


def _attained(site: object, found: LevelAttained) -> LevelAttainedOut:
    return LevelAttainedOut(
        site=getattr(site, "uid", None),
        site_name=getattr(site, "name", None),
        measure=found.measure,
        value=found.value,
        n=found.n,
        attained=found.attained,
    )
