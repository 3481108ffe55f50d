"""A refusal has one code, one English sentence for programs, and the sentence in the reader's language."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from assay.kit.reasons import Moment, Word
from assay.people.enums import LanguageLevel
from assay.projects.rules import reasons as projects
from assay.work.rules import reasons as work

AT = datetime(2026, 3, 31, 15, 4, 5, tzinfo=UTC).isoformat()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Choose 1 to 2 options."),
        ("fr", "Choisissez de 1 à 2 options."),
        ("pt", "Escolha de 1 a 2 opções."),
        ("es", "Elija de 1 a 2 opciones."),
        ("ar", "اختر من 1 إلى 2 خيارات."),
        ("pt-br", "Escolha de 1 a 2 opções."),
        ("fi", "Choose 1 to 2 options."),
    ],
)
def test_the_sentence_is_said_in_the_readers_language(language: str, sentence: str) -> None:
    reason = projects.CHOOSE_BETWEEN(least=1, most=2)

    with translation.override(language):
        assert (reason.code, reason.text, reason.said) == (
            "answers.choose_between",
            "Choose 1 to 2 options.",
            sentence,
        )


def test_a_word_of_the_interface_is_translated_and_a_name_is_not() -> None:
    reason = work.LANGUAGE(language="Native", level=Word(LanguageLevel.NATIVE.label))

    with translation.override("fr"):
        assert reason.said == "Ces tâches demandent la langue Native au niveau langue maternelle ou mieux."


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    reason = projects.NUMBER_FROM(least=0.5, most=12_000)

    with translation.override("es"):
        assert reason.said == "Dé un número de 0,5 a 12\xa0000."


def test_a_moment_is_told_in_the_readers_time_and_way() -> None:
    reason = work.LEASE_ENDED(at=Moment(AT))

    with translation.override("es"), timezone.override(ZoneInfo("America/Sao_Paulo")):
        said = reason.said

    assert said.startswith("Su tiempo para esta tarea terminó el 31 de marzo de 2026 a las 12:04")
    assert reason.params == {"at": "2026-03-31T15:04:05+00:00"}
