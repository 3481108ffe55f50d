"""Screening: rules in the order of the campaign, each a plain fact; the first that fits says what becomes of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # Rules are kept as JSON.

from assay.kit.reasons import Reason
from assay.people.rules.words import refuse_language
from assay.recruiting.enums import Device, ScreeningFact, ScreeningOutcome, Tie
from assay.recruiting.rules import reasons

MOST_RULES, MOST_SAID = 20, 500
LOWEST, HIGHEST = 1, 7


@dataclass(frozen=True, slots=True)
class ScreeningRule:
    """`value` is a tag of a language, a tie, a device or the code of a skill; `level` only of languages.

    `says` is read by the refused.
    """

    fact: str
    then: str
    value: str = ""
    level: int = 0
    says: str = ""

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("fact", "then", "value", "level", "says")}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What rules may look at: what somebody said, and whether the mailbox was refused before.

    `asked` are the skills that they could tick: a rule about another one fits nobody.
    """

    languages: Mapping[str, int]
    device: str
    tie: str
    was_refused: bool = False
    skills: Collection[str] = ()
    asked: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    outcome: ScreeningOutcome
    says: str = ""
    rule: int | None = None


def screen(rules: Sequence[ScreeningRule], applicant: Applicant, *, otherwise: ScreeningOutcome) -> Screened:
    """What nothing fits goes as the campaign says otherwise; who was refused before is always looked at by a person."""
    if applicant.was_refused:
        return Screened(ScreeningOutcome.PERSON)
    for nth, rule in enumerate(rules):
        if _fits(rule, applicant):
            return Screened(ScreeningOutcome(rule.then), rule.says, nth)
    return Screened(otherwise)


def _fits(rule: ScreeningRule, applicant: Applicant) -> bool:
    match ScreeningFact(rule.fact):
        case ScreeningFact.LANGUAGE_BELOW:
            return applicant.languages.get(rule.value, 0) < rule.level
        case ScreeningFact.LANGUAGE_AT_LEAST:
            return applicant.languages.get(rule.value, 0) >= rule.level
        case ScreeningFact.TIE:
            return applicant.tie == rule.value
        case ScreeningFact.DEVICE:
            return applicant.device == rule.value
        case ScreeningFact.SKILL:
            return rule.value in applicant.skills
        case ScreeningFact.SKILL_MISSING:
            return rule.value in applicant.asked and rule.value not in applicant.skills


def rules_of(kept: Sequence[Mapping[str, Any]]) -> list[ScreeningRule]:
    return [ScreeningRule(**each) for each in kept]


def default_rules(languages: Mapping[str, int], device: str) -> list[ScreeningRule]:
    """What a campaign begins with: its own profile. Whoever does not fit it is looked at by a person."""
    found = [
        ScreeningRule(ScreeningFact.LANGUAGE_BELOW, ScreeningOutcome.PERSON, tag, level)
        for tag, level in languages.items()
    ]
    if device and (
        other := {Device.PHONE: Device.COMPUTER, Device.COMPUTER: Device.PHONE}.get(Device(device))
    ):
        found.append(ScreeningRule(ScreeningFact.DEVICE, ScreeningOutcome.PERSON, other))
    return found


def problems(rules: Sequence[ScreeningRule], skills: Collection[str] = ()) -> list[Reason]:
    """`skills` are the codes that applicants of the campaign are asked about."""
    found = [problem for rule in rules for problem in _refuse(rule, skills)]
    if len(rules) > MOST_RULES:
        found.append(reasons.TOO_MANY_RULES(field="rules", most=MOST_RULES))
    return found


def _refuse(rule: ScreeningRule, skills: Collection[str]) -> list[Reason]:
    if rule.fact not in ScreeningFact.values or rule.then not in ScreeningOutcome.values:
        return [reasons.CHOOSE_ONE(field="rules")]
    found = []
    if rule.fact in {ScreeningFact.LANGUAGE_BELOW, ScreeningFact.LANGUAGE_AT_LEAST}:
        if refused := refuse_language(rule.value, field="rules"):
            found.append(refused)
        if not LOWEST <= rule.level <= HIGHEST:
            found.append(reasons.RULE_LEVEL(field="rules"))
    elif rule.fact in {ScreeningFact.SKILL, ScreeningFact.SKILL_MISSING}:
        if rule.value not in skills:
            found.append(reasons.SKILL_UNASKED(field="rules", code=rule.value[:60]))
    elif rule.value not in (Tie if rule.fact == ScreeningFact.TIE else Device).values:
        found.append(reasons.CHOOSE_ONE(field="rules"))
    if rule.then == ScreeningOutcome.REFUSE and not rule.says.strip():
        found.append(reasons.REFUSAL_UNSAID(field="rules"))
    if len(rule.says) > MOST_SAID or "\0" in rule.says:
        found.append(reasons.TEXT_TOO_LONG(field="rules", most=MOST_SAID))
    return found
