"""Agreements: what people sign before they get tasks, who has signed, and one's own."""

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
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User, Vendor
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.training.actions import agreements as actions
from assay.training.actions.signing import sign
from assay.training.enums import AgreementKind, SigningState
from assay.training.models import Agreement, AgreementVersion
from assay.training.queries.agreements import (
    agreement_for,
    newest_versions,
    people_asked,
    signing_of,
    visible_agreements,
)
from assay.training.queries.own import OwnAgreement, contributor_of, own_agreements, own_version, text_in
from assay.training.rules.agreements import MOST_GRACE_DAYS, MOST_NOTE, MOST_TEXT, MOST_TITLE, Wording

router = Router(tags=["training"])


class AgreementTextIn(Strict):
    language: str = Field(description="BCP 47.", max_length=20, examples=["en"])
    title: str = Field(min_length=1, max_length=MOST_TITLE, examples=["Confidentiality"])
    markdown: str = Field(min_length=1, max_length=MOST_TEXT, examples=["I keep what I see to myself."])


class AgreementIn(Strict):
    name: str = Field(min_length=1, max_length=MOST_TITLE, examples=["NDA 2026"])
    kind: AgreementKind = Field(examples=["nda"])
    project: UUID | None = Field(None, description="Of whom works on it; empty: on any.")
    vendor: UUID | None = Field(None, description="Of its people; empty: of everybody.")
    texts: list[AgreementTextIn] = Field(
        min_length=1, max_length=50, description="The first is the one it was written in."
    )


class AgreementVersionIn(Strict):
    texts: list[AgreementTextIn] = Field(min_length=1, max_length=50)
    note: str = Field("", max_length=MOST_NOTE, examples=["Section 3 is new."])
    grace_days: int = Field(
        0, ge=0, le=MOST_GRACE_DAYS, description="So long the version before still counts.", examples=[7]
    )


class AgreementRetirementIn(Strict):
    reason: str = Field(min_length=1, max_length=MOST_NOTE, examples=["The contract has ended."])


class AgreementTextOut(Schema):
    language: str = Field(examples=["en"])
    title: str = Field(examples=["Confidentiality"])
    markdown: str
    sha256: str = Field(description="Of language, title and text; every signature carries it.")


class AgreementVersionOut(Schema):
    uid: UUID
    number: int = Field(examples=[2])
    language: str = Field(description="What it was written in.", examples=["en"])
    note: str = Field(examples=["Section 3 is new."])
    grace_until: datetime | None
    published_at: datetime
    texts: list[AgreementTextOut]


class AgreementOut(Schema):
    """Counts are of people in the caller's sight."""

    uid: UUID
    name: str = Field(examples=["NDA 2026"])
    kind: AgreementKind
    project: UUID | None
    vendor: UUID | None
    retired_at: datetime | None
    version: AgreementVersionOut = Field(description="The newest.")
    n_people: int = Field(description="Whom it is asked of.", examples=[120])
    n_signed: int = Field(description="Who signed the newest version.", examples=[117])
    n_owed: int = Field(description="Who gets no tasks before they sign.", examples=[1])


class AgreementPersonOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["heron-12"])
    signed_number: int = Field(description="Of the version they signed last; 0: none.", examples=[2])
    signed_at: datetime | None
    signed_name: str = Field(description="Only for who manages people.", examples=["Ana Sousa"])


class OwnAgreementOut(Schema):
    version: UUID
    number: int = Field(examples=[2])
    kind: AgreementKind
    state: SigningState = Field(description="owed: no tasks before it is signed.")
    until: datetime | None = Field(description="Of a grace period.")
    language: str = Field(examples=["pt-BR"])
    is_fallback: bool = Field(description="There is no text in the language that was asked for.")
    title: str = Field(examples=["Confidentiality"])
    markdown: str
    sha256: str
    signed_at: datetime | None


class OwnAgreementsOut(Schema):
    agreements: list[OwnAgreementOut]


class SignatureIn(Strict):
    name: str = Field(max_length=120, description="As it stands in the account.", examples=["Ana Sousa"])
    language: str = Field("", max_length=20, description="Of the text that was read; empty: the person's.")


class SignatureOut(Schema):
    uid: UUID
    version: UUID
    language: str = Field(examples=["pt-BR"])
    name: str = Field(examples=["Ana Sousa"])
    sha256: str
    signed_at: datetime


@router.get("/agreements", response=Page[AgreementOut], operation_id="agreements_list")
def list_agreements(request: HttpRequest, paging: Query[Paging]) -> Page[AgreementOut]:
    """Every agreement that is asked of people in sight, newest first."""
    user = person_of(request)
    found = page(visible_agreements(user), paging, lambda each: each)
    shown = _shown(user, found.items)
    return Page(items=shown, next=found.next)


@router.post("/agreements", response={201: AgreementOut}, operation_id="agreements_create")
@creates
def create(request: HttpRequest, asked: AgreementIn) -> AgreementOut:
    """Ask for a signature from now on: who has not signed gets no tasks."""
    user = person_of(request)
    made = actions.make_agreement(
        user,
        name=asked.name,
        kind=asked.kind,
        project=project_for(user, asked.project) if asked.project else None,
        vendor=_vendor(user, asked.vendor),
        wordings=_wordings(asked.texts),
        now=now(),
    )
    return _one(user, made)


@router.get("/agreements/{uuid:agreement}", response=AgreementOut, operation_id="agreements_get")
def get(request: HttpRequest, agreement: UUID) -> AgreementOut:
    """An agreement with its newest version."""
    user = person_of(request)
    return _one(user, agreement_for(user, agreement))


@router.post(
    "/agreements/{uuid:agreement}/versions", response={201: AgreementOut}, operation_id="agreements_publish"
)
@creates
def publish(request: HttpRequest, agreement: UUID, asked: AgreementVersionIn) -> AgreementOut:
    """A new version, which asks everybody again."""
    user = person_of(request)
    found = agreement_for(user, agreement)
    actions.publish_version(
        user,
        agreement=found,
        wordings=_wordings(asked.texts),
        note=asked.note,
        grace_days=asked.grace_days,
        now=now(),
    )
    return _one(user, found)


@router.post(
    "/agreements/{uuid:agreement}/translations",
    response={201: AgreementOut},
    operation_id="agreements_translate",
)
@creates
def translate(request: HttpRequest, agreement: UUID, asked: AgreementTextIn) -> AgreementOut:
    """The newest version in one more language."""
    user = person_of(request)
    found = agreement_for(user, agreement)
    version = newest_versions([found])[found.pk]
    actions.add_translation(user, version=version, wording=_wordings([asked])[0], now=now())
    return _one(user, found)


@router.post("/agreements/{uuid:agreement}/retire", response=AgreementOut, operation_id="agreements_retire")
def retire(request: HttpRequest, agreement: UUID, asked: AgreementRetirementIn) -> AgreementOut:
    """Nobody is asked any more; what was signed stays."""
    user = person_of(request)
    found = agreement_for(user, agreement)
    actions.retire_agreement(user, agreement=found, reason=asked.reason, now=now())
    return _one(user, agreement_for(user, agreement))


@router.get(
    "/agreements/{uuid:agreement}/people",
    response=Page[AgreementPersonOut],
    operation_id="agreements_people",
)
def people(request: HttpRequest, agreement: UUID, paging: Query[Paging]) -> Page[AgreementPersonOut]:
    """Whom it is asked of, of those in sight, and which version they have signed."""
    user = person_of(request)
    names = may(user, Permission.MANAGE_PEOPLE)
    asked = people_asked(user, agreement_for(user, agreement))
    return page(asked, paging, lambda each: _person(each, shows_names=names))


@router.get("/me/agreements", response=OwnAgreementsOut, operation_id="me_agreements")
def mine(request: HttpRequest, language: str = "") -> OwnAgreementsOut:
    """What you are asked to sign and what you have signed, with the texts in your language."""
    user = person_of(request)
    own = own_agreements(contributor_of(user), language=language[:20] or user.locale, now=now())
    return OwnAgreementsOut(agreements=[_own(each) for each in own])


@router.post(
    "/me/agreements/{uuid:version}/signature", response={201: SignatureOut}, operation_id="me_agreements_sign"
)
@creates
def sign_own(request: HttpRequest, version: UUID, asked: SignatureIn) -> SignatureOut:
    """Sign a version with your name. A second time changes nothing."""
    user = person_of(request)
    found = own_version(contributor_of(user), version)
    text, _is_fallback = text_in(found, asked.language or user.locale)
    made = sign(user, version=found, text=text, name=asked.name, now=now())
    return SignatureOut(
        uid=made.uid,
        version=found.uid,
        language=made.text.language,
        name=made.name,
        sha256=made.sha256,
        signed_at=made.signed_at,
    )


def _vendor(user: User, uid: UUID | None) -> Vendor | None:
    """Vendors are in sight of who manages all people."""
    if uid is None:
        return None
    found = Vendor.objects.filter(uid=uid, retired_at=None).first()
    if found is None or not may(user, Permission.MANAGE_PEOPLE):
        raise NotFound
    return found


def _wordings(texts: list[AgreementTextIn]) -> list[Wording]:
    return [Wording(each.language, each.title.strip(), each.markdown) for each in texts]


def _one(user: User, agreement: Agreement) -> AgreementOut:
    return _shown(user, [agreement])[0]


def _shown(user: User, agreements: list[Agreement]) -> list[AgreementOut]:
    versions, signing = newest_versions(agreements), signing_of(user, agreements, now=now())
    return [
        AgreementOut(
            uid=each.uid,
            name=each.name,
            kind=AgreementKind(each.kind),
            project=each.project.uid if each.project else None,
            vendor=each.vendor.uid if each.vendor else None,
            retired_at=each.retired_at,
            version=_version(versions[each.pk]),
            n_people=signing[each.pk].n_people,
            n_signed=signing[each.pk].n_signed,
            n_owed=signing[each.pk].n_owed,
        )
        for each in agreements
    ]


def _version(version: AgreementVersion) -> AgreementVersionOut:
    texts = sorted(version.texts.all(), key=lambda each: (each.language != version.language, each.language))
    return AgreementVersionOut(
        uid=version.uid,
        number=version.number,
        language=version.language,
        note=version.note,
        grace_until=version.grace_until,
        published_at=version.published_at,
        texts=[
            AgreementTextOut(
                language=each.language, title=each.title, markdown=each.markdown, sha256=each.sha256
            )
            for each in texts
        ],
    )


def _person(person: Contributor, *, shows_names: bool) -> AgreementPersonOut:
    # The query adds what was signed last to the row.
    signed = vars(person)
    return AgreementPersonOut(
        contributor=person.uid,
        pseudonym=person.pseudonym,
        signed_number=signed["signed_number"],
        signed_at=signed["signed_at"],
        signed_name=(signed["signed_name"] or "") if shows_names else "",
    )


def _own(own: OwnAgreement) -> OwnAgreementOut:
    return OwnAgreementOut(
        version=own.version.uid,
        number=own.version.number,
        kind=AgreementKind(own.agreement.kind),
        state=own.state,
        until=own.until,
        language=own.text.language,
        is_fallback=own.is_fallback,
        title=own.text.title,
        markdown=own.text.markdown,
        sha256=own.text.sha256,
        signed_at=own.signature.signed_at if own.signature else None,
    )
