"""Screening rules, without a database: the first that fits decides."""

import pytest

from assay.kit.reasons import Reason
from assay.recruiting.enums import ScreeningOutcome
from assay.recruiting.rules import reasons
from assay.recruiting.rules.screening import (
    Applicant,
    Screened,
    ScreeningRule,
    default_rules,
    problems,
    screen,
)

THEN = ScreeningOutcome
WEAK = ScreeningRule("language_below", THEN.REFUSE, "pt-BR", 4, "We need people who can work in Portuguese.")
STRANGER = ScreeningRule("tie", THEN.PERSON, "none")
NATIVE = ScreeningRule("language_at_least", THEN.ACCEPT, "pt-BR", 7)
PHONE = ScreeningRule("device", THEN.PERSON, "phone")
RULES = [WEAK, STRANGER, NATIVE, PHONE]


@pytest.mark.parametrize(
    ("applicant", "found"),
    [
        (Applicant({"pt-BR": 7}, "both", "lives"), Screened(THEN.ACCEPT, "", 2)),
        (Applicant({"pt-BR": 7}, "both", "none"), Screened(THEN.PERSON, "", 1)),
        (Applicant({"pt-BR": 3}, "both", "lives"), Screened(THEN.REFUSE, WEAK.says, 0)),
        (Applicant({"en": 7}, "both", "lives"), Screened(THEN.REFUSE, WEAK.says, 0)),
        (Applicant({"pt-BR": 4}, "phone", "lives"), Screened(THEN.PERSON, "", 3)),
        (Applicant({"pt-BR": 4}, "both", "lived"), Screened(THEN.ACCEPT)),
        (Applicant({"pt-BR": 7}, "both", "lives", was_refused=True), Screened(THEN.PERSON)),
    ],
)
def test_the_first_rule_that_fits_decides(applicant: Applicant, found: Screened) -> None:
    assert screen(RULES, applicant, otherwise=THEN.ACCEPT) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (WEAK, []),
        (ScreeningRule("moon", THEN.PERSON), [reasons.CHOOSE_ONE(field="rules")]),
        (ScreeningRule("tie", "guess", "none"), [reasons.CHOOSE_ONE(field="rules")]),
        (ScreeningRule("tie", THEN.PERSON, "phone"), [reasons.CHOOSE_ONE(field="rules")]),
        (ScreeningRule("language_below", THEN.PERSON, "pt", 8), [reasons.RULE_LEVEL(field="rules")]),
        (ScreeningRule("tie", THEN.REFUSE, "none"), [reasons.REFUSAL_UNSAID(field="rules")]),
        (
            ScreeningRule("tie", THEN.REFUSE, "none", 0, "x" * 501),
            [reasons.TEXT_TOO_LONG(field="rules", most=500)],
        ),
    ],
)
def test_what_no_rule_is(rule: ScreeningRule, found: list[Reason]) -> None:
    assert problems([rule]) == found


def test_a_campaign_begins_with_its_own_profile() -> None:
    assert default_rules({"pt-BR": 5}, "phone") == [
        ScreeningRule("language_below", THEN.PERSON, "pt-BR", 5),
        ScreeningRule("device", THEN.PERSON, "computer"),
    ]
    assert default_rules({}, "") == []
