"""When an agreement keeps somebody from tasks, and what a signature has to look like."""

from datetime import timedelta

import pytest

from assay.training.enums import SigningState
from assay.training.rules.agreements import Published, Wording, is_same_name, refuse_wordings, state_of
from assay.training.rules.copy import copy_of
from tests.work.world import NOW

SOON, BEFORE = NOW + timedelta(days=1), NOW - timedelta(days=1)
TEXT = Wording("en", "Confidentiality", "I keep it to myself.")


@pytest.mark.parametrize(
    ("versions", "signed", "expected"),
    [
        ([Published(1)], 0, SigningState.OWED),
        ([Published(1)], 1, SigningState.SIGNED),
        ([Published(1), Published(2)], 1, SigningState.OWED),
        ([Published(1), Published(2, SOON)], 1, SigningState.GRACE),
        ([Published(1), Published(2, NOW)], 1, SigningState.OWED),
        ([Published(1), Published(2, BEFORE)], 1, SigningState.OWED),
        ([Published(1), Published(2, SOON)], 0, SigningState.OWED),
        ([Published(1), Published(2, BEFORE), Published(3, SOON)], 1, SigningState.OWED),
        ([Published(1), Published(2, BEFORE), Published(3, SOON)], 2, SigningState.GRACE),
        ([Published(1), Published(2, BEFORE), Published(3, SOON)], 3, SigningState.SIGNED),
        ([], 0, SigningState.SIGNED),
    ],
)
def test_a_newer_version_may_wait_for_its_grace_period(
    versions: list[Published], signed: int, expected: SigningState
) -> None:
    assert state_of(versions, signed, NOW) == expected


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("Ana Sousa", "Ana Sousa", True),
        ("  ana   SOUSA ", "Ana Sousa", True),
        ("Ana", "Ana Sousa", False),
        ("", "Ana Sousa", False),
        ("Jose\u0301", "Jos\u00e9", True),
        ("Jose", "José", False),
        ("ليلى", "ليلى", True),
    ],
)
def test_a_name_is_the_same_however_it_is_written(typed: str, name: str, expected: bool) -> None:
    assert is_same_name(typed, name) is expected


@pytest.mark.parametrize(
    ("wordings", "codes"),
    [
        ([TEXT], []),
        ([], ["agreement.no_text"]),
        ([Wording("en", " ", "Text")], ["agreement.no_text"]),
        ([Wording("en", "Title", "\n")], ["agreement.no_text"]),
        ([Wording("en", "T" * 161, "Text")], ["agreement.too_long"]),
        ([Wording("xx_no", "Title", "Text")], ["people.language_invalid"]),
        ([TEXT, Wording("en", "Again", "Text")], ["agreement.language_twice"]),
    ],
)
def test_what_a_text_needs(wordings: list[Wording], codes: list[str]) -> None:
    assert [each.code for each in refuse_wordings(wordings)] == codes


def test_the_digest_is_of_language_title_and_text() -> None:
    """By hand: printf 'en\\nConfidentiality\\nI keep it to myself.' | sha256sum."""
    assert TEXT.sha256 == "76b3ca5d323cf8cec58336a4c3f3270c90906e6330cdcf2d9cdd16760745165d"


def test_the_copy_says_which_text_it_is() -> None:
    assert copy_of(TEXT, None, number=3) == (
        f"Confidentiality\n\nI keep it to myself.\n\n--\nVersion 3 (en)\nSHA-256 {TEXT.sha256}\n"
    )
