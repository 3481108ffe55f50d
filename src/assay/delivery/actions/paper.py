"""The certificate as PDF, set with typst: the same bytes for the same release. Needs the extra `pdf`."""

from datetime import datetime
from importlib.metadata import version

import msgspec
from django.db import transaction

from assay.delivery.enums import ReleaseState
from assay.delivery.models import CertificatePaper, Release
from assay.delivery.queries.paper import paper_content
from assay.kit.audit import act_as
from assay.kit.files import store
from assay.kit.reasons import NotFound, Refused, declare
from assay.kit.typesetting import can_typeset, set_apart

NO_TYPESETTER = declare(
    "delivery.no_typesetter",
    'PDF needs the extra "pdf": install it with pip install "assay[pdf]". The page itself can be printed.',
    status=501,
)


def paper_of(release: Release, *, now: datetime) -> CertificatePaper:
    """The PDF beside the release, made when it is asked for the first time."""
    found = CertificatePaper.objects.select_related("file").filter(release=release).first()
    return found or _make(release, now=now)


def _make(release: Release, *, now: datetime) -> CertificatePaper:
    if release.state != ReleaseState.READY:
        raise NotFound
    if not can_typeset():
        raise Refused(NO_TYPESETTER())
    pdf = typeset(release)
    with transaction.atomic():
        act_as(None)
        # Of two who ask at once one waits here, and finds what the other has made.
        Release.objects.select_for_update(no_key=True).get(pk=release.pk)
        found = CertificatePaper.objects.select_related("file").filter(release=release).first()
        if found is not None:
            return found
        stored = store(
            [pdf],
            name=f"release-{release.number}-certificate.pdf",
            media_type="application/pdf",
            now=now,
            project_uid=release.project.uid,
        )
        made_with = f"typst {version('typst')}"
        return CertificatePaper.objects.create(
            release=release, file=stored, made_with=made_with, created_at=now
        )


def typeset(release: Release) -> bytes:
    """The bytes depend on nothing but the release, the typesetter and the fonts."""
    content = msgspec.json.encode(paper_content(release), order="deterministic")
    return set_apart(content, package="assay.delivery.actions", template="certificate.typ")
