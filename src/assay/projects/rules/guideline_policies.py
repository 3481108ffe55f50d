"""The market policy matrix: what each policy says of each market."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare
from assay.projects.rules.guideline_parts import Json, Written

UNKNOWN_MARKET = declare(
    "guideline.unknown_market",
    "{code} is no market of this organisation, or is retired: choose one of its markets.",
    status=422,
)


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


def markets_of(sections: Sequence[Json], policies: Sequence[Json], concerns: Json) -> dict[str, str]:
    """Every market that is named, and the first place where."""
    found: dict[str, str] = {}
    for nth, section in enumerate(sections):
        for at, variant in enumerate(section.get("variants", ())):
            found.setdefault(str(variant.get("market", "")), f"sections/{nth}/variants/{at}")
    for nth, policy in enumerate(policies):
        for code in policy.get("markets", {}):
            found.setdefault(code, f"policies/{nth}/markets/{code}")
    for code in concerns.get("markets", ()):
        found.setdefault(code, "concerns/markets")
    return found


def refuse_markets(written: Written, known: Collection[str]) -> list[Reason]:
    """Markets named in what is to become a version that are none of the known ones, each once."""
    named = markets_of(written.sections, written.policies, written.change.concerns)
    return [UNKNOWN_MARKET(field=place, code=code) for code, place in named.items() if code not in known]


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
