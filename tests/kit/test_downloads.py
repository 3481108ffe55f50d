"""Files as answers over HTTP: hostile ranges and names are answered, and never break the answer."""

import pytest

from assay.kit.downloads import download_of, part_of
from assay.kit.models import StoredFile


@pytest.mark.parametrize("asked", ["bytes=" + "9" * 5_000 + "-", "bytes=-" + "9" * 5_000, "bytes=٣-٤"])
def test_a_range_that_is_none_gives_the_whole_file(asked: str) -> None:
    file = StoredFile(n_bytes=10, media_type="image/png", name="shoe.png", sha256="0" * 64)

    assert part_of(file, asked).status_code == 200


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("shoe.png", 'attachment; filename="shoe.png"'),
        ("a\r\nSet-Cookie: a=b.png", 'attachment; filename="aSet-Cookie: a=b.png"'),
        ('a".png', 'attachment; filename="a\\".png"'),
        ("é.png", "attachment; filename*=utf-8''%C3%A9.png"),
        ("\n", "attachment"),
    ],
)
def test_a_name_stays_within_its_header(name: str, written: str) -> None:
    file = StoredFile(n_bytes=10, media_type="image/png", name=name, sha256="0" * 64)

    assert download_of(file).headers["Content-Disposition"] == written
