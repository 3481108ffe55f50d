"""The fixed words of guidelines as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide, MarketRule
from assay.projects.rules.guideline_parts import Json
from assay.projects.rules.guideline_policies import diff_policies

# What it is called, and what it asks.
KINDS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.EDITORIAL: (
        gettext_noop("Editorial"),
        gettext_noop("Spelling and wording. Nobody is asked anything."),
    ),
    ChangeKind.CLARIFICATION: (
        gettext_noop("Clarification"),
        gettext_noop("The same rules, said better. Members read what changed and acknowledge it."),
    ),
    ChangeKind.POLICY: (
        gettext_noop("Policy"),
        gettext_noop("Some answers are different now. Members also pass a short quiz."),
    ),
}
DRAFT_STATES: Mapping[DraftState, tuple[str, str]] = {
    DraftState.DRAFT: (gettext_noop("Draft"), ""),
    DraftState.IN_REVIEW: (gettext_noop("In review"), "busy"),
    DraftState.APPROVED: (gettext_noop("Approved"), "good"),
    DraftState.IN_FORCE: (gettext_noop("In force"), "good"),
    DraftState.DISCARDED: (gettext_noop("Discarded"), "bad"),
}
SIDES: Mapping[GuidelineSide, str] = {
    GuidelineSide.POLICY: gettext_noop("Policy"),
    GuidelineSide.ALGORITHM: gettext_noop("Algorithm"),
    GuidelineSide.QA: gettext_noop("QA"),
}
VERDICTS: Mapping[DraftVerdict, tuple[str, str]] = {
    DraftVerdict.WAITING: (gettext_noop("not read yet"), "warn"),
    DraftVerdict.APPROVED: (gettext_noop("approves"), "good"),
    DraftVerdict.CHANGES: (gettext_noop("asks for changes"), "bad"),
}
RULES: Mapping[MarketRule, tuple[str, str]] = {
    MarketRule.ALLOWED: (gettext_noop("Allowed"), "good"),
    MarketRule.AGE_GATED: (gettext_noop("Adults only"), "busy"),
    MarketRule.RESTRICTED: (gettext_noop("Restricted"), "warn"),
    MarketRule.NOT_ALLOWED: (gettext_noop("Not allowed"), "bad"),
}


@dataclass(frozen=True, slots=True)
class ShownRuleChange:
    title: str
    market: str
    before: str
    after: str
    note: str


def said_rule(rule: str) -> str:
    """The rule as people read it; a dash where nothing is said."""
    return _(RULES[MarketRule(rule)][0]) if rule else "–"


def shown_changes(before: Sequence[Json], after: Sequence[Json]) -> list[ShownRuleChange]:
    """What the policies say otherwise, by market."""
    return [
        ShownRuleChange(each.title, each.market, said_rule(each.before), said_rule(each.after), each.note)
        for each in diff_policies(before, after)
    ]
