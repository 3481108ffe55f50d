"""The list of files in a ZIP file is measured before it is read."""

import io
import zipfile

import pytest

from assay.kit.zip_lists import listed_bytes


def packed(n: int, name: str = "picture", comment: bytes = b"") -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for nth in range(n):
            archive.writestr(f"{name}-{nth}.png", b"")
        archive.comment = comment
    return made


@pytest.mark.parametrize("comment", [b"", b"From the camera", b"x" * 65_535])
def test_the_list_is_as_long_as_the_file_says(comment: bytes) -> None:
    # Of each file 46 bytes and its name.
    assert listed_bytes(packed(3, comment=comment)) == 3 * (46 + len("picture-0.png"))


def test_a_comment_that_looks_like_the_end_is_no_zip_file_for_anybody() -> None:
    made = packed(3, comment=b"PK\x05\x06")

    assert listed_bytes(made) == 0
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(made)


def test_more_than_65535_files_are_measured_too() -> None:
    made = packed(70_000)

    assert listed_bytes(made) > 70_000 * 46


def test_what_is_no_zip_file_has_no_list() -> None:
    assert listed_bytes(io.BytesIO(b"GIF89a")) == 0
