"""The certificate as PDF: what the page says, in every script, and the same bytes for the same release."""

import hashlib
import io
from pathlib import Path
from typing import Any  # Objects of a PDF are what the file says.

import pytest
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from assay.delivery.actions.paper import paper_of, typeset
from assay.delivery.models import CertificatePaper, Release
from assay.kit.files import path_of
from assay.kit.reasons import NotFound
from tests.delivery.world import Delivered, delivered, ready_at
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_build_makes_the_paper_and_it_is_kept_beside_the_release() -> None:
    found = delivered()

    paper = CertificatePaper.objects.get(release=found.release)

    content = path_of(paper.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == paper.file.sha256
    assert (paper.file.name, paper.file.media_type) == ("release-1-certificate.pdf", "application/pdf")
    assert paper_of(found.release, now=NOW) == paper
    assert typeset(found.release) == content


def test_the_paper_says_what_the_certificate_says() -> None:
    found = delivered()

    shown = text_of(typeset(found.release))

    limits = [limit.split(":")[0] for limit in found.release.certificate["known_limits"]]
    files = [each.file.name for each in found.release.files.all()]
    for each in ["Match", "Release 1", "not measured", "4 labels", "Yes", "100.0 %", *limits, *files]:
        assert each in shown
    assert found.release.manifest["consensus"]["inputs_sha256"][:32] in shown.replace(" ", "")


@pytest.mark.parametrize(
    "name", ["بحث عن المنتجات", "搜索相关性", "検索の関連性", "한국어 검색", "ค้นหา", "חיפוש"]
)
def test_a_name_in_any_script_has_its_letters(name: str) -> None:
    found = named(name)

    fonts = fonts_of(typeset(found.release))

    script = "CJK" if ord(name[0]) > 0x3000 else {"ب": "Arabic", "ค": "Thai", "ח": "Hebrew"}[name[0]]
    assert any(script in font for font in fonts)


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the fonts that are embedded, as the file itself has them."""
    found: set[str] = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        found |= {str(each.get_object()["/BaseFont"]) for each in resources["/Font"].values()}
    return found


def named(name: str) -> Delivered:
    return delivered(1, name=name)


def test_nothing_a_person_wrote_is_read_as_markup() -> None:
    found = delivered(1, name='#panic("x") *bold* $x$ </p>')

    assert '#panic("x") *bold* $x$ </p>' in text_of(typeset(found.release))


def test_a_release_that_is_not_ready_has_no_paper() -> None:
    found = delivered(1)
    building = Release.objects.create(
        project=found.world.project, run=found.release.run, number=9, created_at=ready_at(found.release)
    )

    with pytest.raises(NotFound):
        paper_of(building, now=NOW)


def test_the_paper_stays_as_it_was_made() -> None:
    delivered(1)

    for statement in (
        "UPDATE delivery_certificatepaper SET made_with = ''",
        "DELETE FROM delivery_certificatepaper",
    ):
        with (
            pytest.raises(IntegrityError, match="stays"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
