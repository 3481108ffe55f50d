"""Which judgments are reviewed: rules in order with a catch-all, and quotas that are kept, not only in probability."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from typing import Any  # Answers are JSON.

from assay.kit.reasons import Reason, declare

NO_RULES = declare("sampling.no_rules", "A review plan needs at least one rule.", status=422)
NO_CATCH_ALL = declare(
    "sampling.no_catch_all", "The last rule catches all the rest: it has no condition.", status=422
)
CATCHES_EARLY = declare(
    "sampling.catches_early",
    "A rule without a condition comes last: nothing would reach those after it.",
    status=422,
)
KEY_TWICE = declare("sampling.key_twice", "The key {key} is there twice.", status=422)
BAD_RULE = declare("sampling.bad_rule", "A rule needs a key, a name and a share between 0 and 1.", status=422)
UNKNOWN_CONDITION = declare("sampling.unknown_condition", "There is no condition {name}.", status=422)
BAD_CONDITION = declare("sampling.bad_condition", "The condition {name} is given wrongly.", status=422)
UNKNOWN_STRATUM = declare("sampling.unknown_stratum", "Nothing is stratified by {name}.", status=422)
BAD_SHARE = declare("sampling.bad_share", "A share lies between 0 and 1.", status=422)
BAD_HOURS = declare("sampling.bad_hours", "Hours are more than 0 and at most 2,000.", status=422)

STRATA = ("contributor", "site", "market", "answer", "day")
# Of a condition: what its value must be.
LISTS = frozenset({"contributors", "sites", "markets"})
NUMBERS = frozenset(
    {"judgments_below", "judgments_from", "days_below", "days_from", "confidence_below", "seconds_below"}
)
FLAGS = frozenset({"critical", "probation"})
MEASURED = {"judgments": "n_before", "days": "n_days", "confidence": "confidence", "seconds": "seconds"}
MOST_RULES = 20
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class JudgmentFacts:
    """What rules look at. `n_before` counts judgments of earlier days; `confidence` is None where nothing is known."""

    judgment_id: int
    contributor: str
    site: str
    market: str
    day: str
    answers: Mapping[str, Any]
    n_before: int
    n_days: int
    seconds: float
    confidence: float | None = None
    is_critical: bool = False
    is_on_probation: bool = False
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    name: str
    share: float
    when: Mapping[str, Any] = field(default_factory=dict)
    strata: tuple[str, ...] = ()


@dataclass
class Quota:
    """How many were seen and taken; `deficit` is what is still due."""

    n_seen: int = 0
    n_taken: int = 0

    def deficit(self, share: float) -> float:
        return share * self.n_seen - self.n_taken


def parse_rules(document: Sequence[Mapping[str, Any]]) -> list[Rule]:
    """Rules as they are stored; checked by `refuse_rules` before they were."""
    return [
        Rule(each["key"], each["name"], each["share"], each.get("when", {}), tuple(each.get("strata", ())))
        for each in document
    ]


def refuse_rules(document: object) -> list[Reason]:
    """Every problem of a plan's rules, each with the place of its field."""
    if not isinstance(document, list) or not document or len(document) > MOST_RULES:
        return [NO_RULES(field="rules")]
    problems: list[Reason] = []
    seen: set[str] = set()
    for nth, each in enumerate(document):
        place = f"rules/{nth}"
        if not _is_rule(each):
            problems.append(BAD_RULE(field=place))
            continue
        problems += _refuse_conditions(each.get("when", {}), place)
        problems += [
            UNKNOWN_STRATUM(field=f"{place}/strata", name=str(name)[:60])
            for name in each.get("strata", [])
            if name not in STRATA and not str(name).startswith("answer:")
        ]
        if each["key"] in seen:
            problems.append(KEY_TWICE(field=f"{place}/key", key=each["key"]))
        seen.add(each["key"])
        is_last = nth == len(document) - 1
        if not each.get("when") and not is_last:
            problems.append(CATCHES_EARLY(field=place))
        if is_last and each.get("when"):
            problems.append(NO_CATCH_ALL(field=place))
    return problems


def _is_rule(each: object) -> bool:
    if not isinstance(each, dict) or set(each) - {"key", "name", "when", "share", "strata"}:
        return False
    key, name, share = each.get("key"), each.get("name"), each.get("share")
    is_named = isinstance(key, str) and 0 < len(key) <= 60 and isinstance(name, str) and bool(name.strip())
    is_shared = isinstance(share, int | float) and not isinstance(share, bool) and 0 <= share <= 1
    return (
        is_named
        and is_shared
        and isinstance(each.get("when", {}), dict)
        and isinstance(each.get("strata", []), list)
    )


def _refuse_conditions(when: Mapping[str, Any], place: str) -> list[Reason]:
    problems = []
    for name, value in when.items():
        where = f"{place}/when/{name}"[:200]
        if name in LISTS:
            is_good = isinstance(value, list) and all(isinstance(each, str) for each in value) and bool(value)
        elif name in NUMBERS:
            is_good = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        elif name == "answers":
            is_good = isinstance(value, dict) and all(isinstance(each, list) for each in value.values())
        elif name in FLAGS:
            is_good = value is True
        else:
            problems.append(UNKNOWN_CONDITION(field=where, name=str(name)[:60]))
            continue
        if not is_good:
            problems.append(BAD_CONDITION(field=where, name=name))
    return problems


def rule_for(rules: Sequence[Rule], facts: JudgmentFacts) -> Rule:
    """The first rule that fits; the last one fits everything."""
    return next((rule for rule in rules if fits(rule.when, facts)), rules[-1])


def fits(when: Mapping[str, Any], facts: JudgmentFacts) -> bool:
    """Every condition holds; of what is not known, none does."""
    return all(_holds(name, value, facts) for name, value in when.items())


def _holds(name: str, value: Any, facts: JudgmentFacts) -> bool:
    if name in LISTS:
        return getattr(facts, name.removesuffix("s")) in value
    if name in FLAGS:
        return facts.is_critical if name == "critical" else facts.is_on_probation
    if name == "answers":
        return all(_gave(facts.answers.get(question), wanted) for question, wanted in value.items())
    measured, _, side = name.rpartition("_")
    number = getattr(facts, MEASURED[measured])
    return number is not None and (number < value if side == "below" else number >= value)


def _gave(answer: Any, wanted: Sequence[Any]) -> bool:
    given = (
        list(answer.values())
        if isinstance(answer, dict)
        else answer
        if isinstance(answer, list)
        else [answer]
    )
    return any(each in wanted for each in given)


def stratum_of(rule: Rule, facts: JudgmentFacts) -> str:
    """The stratum's name: its parts in the rule's order; empty where the rule has none."""
    return " | ".join(_part(name, facts) for name in rule.strata)[:200]


def _part(name: str, facts: JudgmentFacts) -> str:
    if name.startswith("answer"):
        _, _, question = name.partition(":")
        answers = facts.answers.get(question) if question else facts.answers
        return f"{question or 'answer'}={answers}"
    return f"{name}={getattr(facts, name)}"


def draw(seed: int, *parts: object) -> float:
    """A number between 0 and 1 that the same seed and parts give again, and nobody without the seed foresees."""
    text = "|".join(str(each) for each in (seed, *parts))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest()) / 2**56


def n_due(share: float, n_seen: int, *, seed: int, name: str) -> int:
    """How many of `n_seen` are taken by now: never more than one away from the share, at every n.

    Within each stretch of 1/share judgments one is taken, at a place drawn at random: who counts along learns nothing.
    """
    expected = share * n_seen
    whole = floor(expected + NEARLY)
    rest = expected - whole
    return whole + int(rest > NEARLY and draw(seed, name, whole) < rest)


def choose(
    rule: Rule, facts: Sequence[JudgmentFacts], quotas: dict[str, Quota], *, seed: int
) -> list[tuple[JudgmentFacts, str]]:
    """Which of a rule's judgments are taken, with their strata; `quotas` (of the rule at "") are moved on.

    The rule's own quota is kept to within one; within it, what is taken goes to the stratum that lacks most.
    """
    waiting: dict[str, list[JudgmentFacts]] = {}
    for each in sorted(facts, key=lambda each: draw(seed, "order", each.uid or each.judgment_id)):
        waiting.setdefault(stratum_of(rule, each), []).append(each)
    whole = quotas.setdefault("", Quota())
    for stratum, found in waiting.items():
        if rule.strata:
            quotas.setdefault(stratum, Quota()).n_seen += len(found)
    whole.n_seen += len(facts)
    n_wanted = n_due(rule.share, whole.n_seen, seed=seed, name=rule.key) - whole.n_taken
    taken = []
    for _ in range(min(n_wanted, len(facts))):
        stratum = max(waiting, key=lambda name: (quotas[name].deficit(rule.share), draw(seed, name)))
        taken.append((waiting[stratum].pop(), stratum))
        if rule.strata:
            quotas[stratum].n_taken += 1
        whole.n_taken += 1
        if not waiting[stratum]:
            del waiting[stratum]
    return taken
