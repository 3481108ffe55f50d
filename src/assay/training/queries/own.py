"""One's own agreements: what is to sign, what was signed, and the texts of both."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.projects.models import Membership
from assay.projects.rules.guideline_translation import nearest
from assay.training.enums import SigningState
from assay.training.models import Agreement, AgreementText, AgreementVersion, Signature
from assay.training.rules.agreements import Published, state_of


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """The version that counts now, in the reader's language or as it was written (`is_fallback`)."""

    agreement: Agreement
    version: AgreementVersion
    text: AgreementText
    is_fallback: bool
    state: SigningState
    until: datetime | None
    signature: Signature | None
    signed_before: int


def contributor_of(user: User) -> Contributor:
    """The person as somebody who works on tasks; NotFound otherwise."""
    found = Contributor.objects.filter(user=user).first()
    if found is None:
        raise NotFound
    return found


def asked_of(contributor: Contributor) -> QuerySet[Agreement]:
    """What is asked of this person, by their projects and their vendor."""
    working = Membership.objects.filter(contributor=contributor, retired_at=None)
    return Agreement.objects.filter(
        Q(project=None) & Q(Exists(working)) | Q(project__in=working.values("project")),
        Q(vendor=None) | Q(vendor=contributor.vendor_id),
        retired_at=None,
    )


def own_agreements(contributor: Contributor, *, language: str, now: datetime) -> list[OwnAgreement]:
    """Everything asked of the person, what keeps tasks away first; a fixed number of queries."""
    agreements = list(asked_of(contributor).order_by("name", "pk"))
    if not agreements:
        return []
    versions: dict[int, list[AgreementVersion]] = {each.pk: [] for each in agreements}
    found = AgreementVersion.objects.filter(agreement__in=agreements).order_by("number")
    for version in found.select_related("agreement__project").prefetch_related("texts"):
        versions[version.agreement_id].append(version)
    signed = {each.version_id: each for each in signatures_of(contributor)}
    own = [_own(versions[each.pk], signed, language=language, now=now) for each in agreements]
    order = [SigningState.OWED, SigningState.GRACE, SigningState.SIGNED]
    return sorted(own, key=lambda each: order.index(each.state))


def to_sign(contributor: Contributor, *, language: str, now: datetime) -> list[OwnAgreement]:
    own = own_agreements(contributor, language=language, now=now)
    return [each for each in own if each.state != SigningState.SIGNED]


def signatures_of(contributor: Contributor) -> QuerySet[Signature]:
    """All of them, newest first, also those of older versions."""
    found = Signature.objects.filter(contributor=contributor).order_by("-signed_at", "-pk")
    return found.select_related("text", "version__agreement__project")


def text_in(version: AgreementVersion, language: str) -> tuple[AgreementText, bool]:
    """The text nearest to the language, else the one it was written in, which is then a fallback."""
    texts = {each.language: each for each in version.texts.all()}
    found = nearest(language, texts)
    return (texts[found], False) if found else (texts[version.language], True)


def own_version(contributor: Contributor, uid: UUID) -> AgreementVersion:
    """A version that is asked of the person, or that they signed; NotFound otherwise."""
    mine = Q(agreement__in=asked_of(contributor)) | Q(signatures__contributor=contributor)
    found = AgreementVersion.objects.filter(mine, uid=uid).select_related("agreement__project").distinct()
    version = found.prefetch_related("texts").first()
    if version is None:
        raise NotFound
    return version


def own_signature(contributor: Contributor, version: AgreementVersion) -> Signature | None:
    return signatures_of(contributor).filter(version=version).first()


def _own(
    versions: list[AgreementVersion], signed: dict[int, Signature], *, language: str, now: datetime
) -> OwnAgreement:
    newest = versions[-1]
    last = max((each.number for each in versions if each.pk in signed), default=0)
    published = [Published(each.number, each.grace_until) for each in versions]
    state = state_of(published, last, now)
    ends = [each.grace_until for each in versions if each.number > last and each.grace_until]
    text, is_fallback = text_in(newest, language)
    return OwnAgreement(
        agreement=newest.agreement,
        version=newest,
        text=text,
        is_fallback=is_fallback,
        state=state,
        until=min(ends, default=None) if state == SigningState.GRACE else None,
        signature=signed.get(newest.pk),
        signed_before=last,
    )
