"""Cells of a file about people: what they say, and that what is exported can be read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.kit.reasons import Reason
from assay.people.rules.people_rows import (
    ContractAsked,
    SkillAsked,
    contracted_in,
    languages_cell,
    languages_in,
    skills_cell,
    skills_in,
)

TAGS = st.sampled_from(("pt", "pt-BR", "en", "zh-Hant-TW", "es-419"))
CODES = st.sampled_from(("maps", "search-quality", "7", "a_b", "x-2027"))
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("pt-BR:native  en:c1", {"pt-BR": 7, "en": 5}),
        ("pt", None),
        ("pt:8", None),
        ("pt:C1 pt:C2", None),
        ("pt:C1:x", None),
    ],
)
def test_languages(text: str, found: dict[str, int] | None) -> None:
    read = languages_in(text)

    assert isinstance(read, Reason) if found is None else read == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("40", ContractAsked(2400)),
        ("37,5:2027-05-01", ContractAsked(2250, date(2027, 5, 1))),
        ("-", ContractAsked(0)),
        ("-:2027-05-01", ContractAsked(0, date(2027, 5, 1))),
        ("0", ContractAsked(0)),
        ("", None),
        (":2027-05-01", None),
        ("40:", None),
        ("40:soon", None),
        ("-40", None),
        ("400", None),
    ],
)
def test_contracted_hours(text: str, found: ContractAsked | None) -> None:
    read = contracted_in(text)

    assert isinstance(read, Reason) if found is None else read == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("maps:92", [SkillAsked("maps", 92)]),
        (
            "maps:92:2027-05-01 -photos",
            [SkillAsked("maps", 92, date(2027, 5, 1)), SkillAsked("photos", None)],
        ),
        ("maps", None),
        ("maps:", None),
        ("maps:-1", None),
        ("maps:1000", None),
        ("maps:²", None),
        ("maps:1:soon", None),
        ("maps:1:0001-01-01", None),
        ("maps:1:9999-12-31", None),
        ("maps:1 maps:2", None),
        ("-", None),
        ("-maps:1", None),
    ],
)
def test_skills(text: str, found: list[SkillAsked] | None) -> None:
    read = skills_in(text)

    assert isinstance(read, Reason) if found is None else read == found


@given(st.dictionaries(TAGS, st.integers(1, 7), max_size=3))
def test_exported_languages_read_again_are_the_same(languages: dict[str, int]) -> None:
    assert languages_in(languages_cell(languages.items())) == languages


@given(st.dictionaries(CODES, st.tuples(st.integers(0, 100), DAYS), max_size=3))
def test_exported_skills_read_again_are_the_same(skills: dict[str, tuple[int, date | None]]) -> None:
    cell = skills_cell((code, score, end) for code, (score, end) in skills.items())

    assert skills_in(cell) == [SkillAsked(code, *skills[code]) for code in sorted(skills)]
