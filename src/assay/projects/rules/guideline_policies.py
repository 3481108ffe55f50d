"""The market policy matrix: what each policy says of each market."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.projects.rules.guideline_parts import Json


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one policy says of a market; an empty rule: nothing."""

    policy: str
    title: str
    rule: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    title: str
    market: str
    before: str
    after: str
    note: str


def rulings_for(policies: Sequence[Json], market: str) -> list[Ruling]:
    """Only what is said of this market."""
    return [ruling for each in policies if (ruling := ruling_of(each, market)).rule]


def ruling_of(policy: Json, market: str) -> Ruling:
    cell = policy["markets"].get(market, {})
    return Ruling(policy["id"], policy["title"], cell.get("rule", ""), cell.get("note", ""))


def markets_named(policies: Sequence[Json]) -> list[str]:
    return sorted({code for each in policies for code in each["markets"]})


def diff_policies(before: Sequence[Json], after: Sequence[Json]) -> Iterator[RuleChange]:
    """Every cell that says something else now, in the order of the policies."""
    old = {each["id"]: each for each in before}
    new = {each["id"]: each for each in after}
    for name in [*new, *(name for name in old if name not in new)]:
        for market in sorted({*_markets(old.get(name)), *_markets(new.get(name))}):
            was, now = _cell(old.get(name), market), _cell(new.get(name), market)
            if (was.rule, was.note) != (now.rule, now.note):
                yield RuleChange(now.title or was.title, market, was.rule, now.rule, now.note)


def _markets(policy: Json | None) -> list[str]:
    return list(policy["markets"]) if policy else []


def _cell(policy: Json | None, market: str) -> Ruling:
    return ruling_of(policy, market) if policy else Ruling("", "")
