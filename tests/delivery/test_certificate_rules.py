"""What a certificate warns of, sentence by sentence."""

from typing import Any  # Summaries are JSON.

import pytest

from assay.delivery.rules.certificate import agreement_of, known_limits
from assay.stats.sampling import wilson

LOW, HIGH = {"alpha": -0.23}, {"alpha": 0.9}


def limits(found: dict[str, Any]) -> list[str]:
    return known_limits(
        gold=wilson(190, 200),
        n_tasks=10,
        n_judgments=30,
        summary={"policy": {"n_ties": 0, **found}},
        texts={"policy": "Which part of the policy?"},
        n_held=10,
    )[:-1]


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        ({"agreement": HIGH}, []),
        (
            {"agreement": LOW},
            ["“Which part of the policy?”: agreement is low (alpha -0.23); the guideline may be unclear."],
        ),
        ({"agreement": LOW, "agreement_of_sets": HIGH}, []),
        (
            {"agreement": HIGH, "agreement_of_sets": LOW},
            ["“Which part of the policy?”: agreement is low (alpha -0.23); the guideline may be unclear."],
        ),
        ({"agreement": None}, []),
        ({"n_ties": 2}, ["“Which part of the policy?”: ties, broken by chance (by the seed of the run): 2."]),
    ],
)
def test_agreement_is_judged_by_what_people_chose_together(
    found: dict[str, Any], sentences: list[str]
) -> None:
    assert limits(found) == sentences


def test_agreement_on_several_choices_is_that_of_sets() -> None:
    assert agreement_of({"agreement": LOW, "agreement_of_sets": HIGH}) == HIGH
    assert agreement_of({"agreement": LOW, "agreement_of_sets": None}) == LOW
    assert agreement_of({}) is None
