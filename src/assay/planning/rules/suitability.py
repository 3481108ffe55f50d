"""Crowd, BPO, in-house or machine: a table of rules that everybody can read, each with its sentence and its number.

A rule speaks for a channel (points) or rules it out. The verdict is the channel with the most points among those that
are not ruled out; where two have the same, the first of `ORDER`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.intake.enums import Sensitivity
from assay.kit.reasons import declare
from assay.planning.enums import Channel
from assay.planning.rules.feasibility import Estimate, MarketEstimate
from assay.planning.rules.standards import Measured

NEEDS_REASON = declare(
    "feasibility.needs_reason",
    "Say why the verdict is another one: it is kept beside what was measured.",
    status=422,
)
SAME_VERDICT = declare("feasibility.same_verdict", "That is the verdict already.", status=422)
ORDER = (Channel.CROWD, Channel.BPO, Channel.IN_HOUSE, Channel.MACHINE)
# Below so many hours nobody is recruited or trained for it; above so many it is a standing operation.
FEW_HOURS, MANY_HOURS = 40.0, 2000.0
EXACTING = 0.97
SENTENCES: Mapping[str, str] = {
    "public": "The content is public: everybody may see it.",
    "personal_crowd": "The content is personal, so it does not go to people at home.",
    "personal_in_house": "The content is personal: the fewer see it, the better.",
    "disturbing_crowd": "The content is disturbing: it needs breaks and support that nobody has at home.",
    "disturbing_bpo": "The content is disturbing: sites have shifts, breaks and support.",
    "few_hours": "It is {hours} hours of work in all, fewer than {limit}: training people elsewhere would cost more.",
    "many_hours": "It is {hours} hours of work in all, more than {limit}: that takes shifts and teams.",
    "covered_crowd": "The crowd covers {n} of {all} markets with the people needed.",
    "covered_bpo": "People of vendors cover {n} of {all} markets with the people needed.",
    "nobody_crowd": "Nobody of the crowd serves {market}.",
    "nobody_bpo": "No vendor has people for {market}.",
    "no_template": "No template fits, so the question is still to be worked out beside the model team.",
    "exacting": "{target} accuracy is asked, and {limit} or more takes trained teams.",
    "accurate_crowd": "The crowd gets {share} of similar gold right ({low}-{high}, n = {n}): {target} is asked.",
    "accurate_bpo": "Vendors get {share} of similar gold right ({low}-{high}, n = {n}): {target} is asked.",
    "inaccurate_crowd": "The crowd gets only {share} of similar gold right ({low}-{high}, n = {n}): {target} is asked.",
    "inaccurate_bpo": "Vendors get only {share} of similar gold right ({low}-{high}, n = {n}): {target} is asked.",
    "no_machine": "No machine has answered similar tasks, so nothing shows what one could do.",
    "machine_good": "Machines gave the label of {share} of similar tasks ({low}-{high}, n = {n}): {target} is asked.",
    "machine_bad": "Machines are not surely at {target}: {share} of similar tasks ({low}-{high}, n = {n}).",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `machine` is how often machines gave the final label of similar tasks."""

    sensitivity: str
    has_template: bool
    accuracy_target: float | None
    estimate: Estimate
    machine: Measured | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """One rule that applied: `points` for the channel, None where it rules it out."""

    rule: str
    channel: Channel
    points: int | None
    about: Mapping[str, str]

    @property
    def sentence(self) -> str:
        return SENTENCES[self.rule].format_map(self.about)


@dataclass(frozen=True, slots=True)
class Suitability:
    """`channel` is None where every one is ruled out."""

    channel: Channel | None
    points: Mapping[str, int]
    because: tuple[Because, ...]


def suitability(facts: Facts) -> Suitability:
    because = tuple(each for rule in RULES for each in rule(facts))
    ruled_out = {each.channel for each in because if each.points is None}
    points = {
        channel: sum(each.points or 0 for each in because if each.channel == channel)
        for channel in ORDER
        if channel not in ruled_out
    }
    best = max(points, key=lambda channel: points[channel], default=None)
    return Suitability(best, {channel.value: n for channel, n in points.items()}, because)


def _sensitivity(facts: Facts) -> Iterator[Because]:
    if facts.sensitivity == Sensitivity.PUBLIC:
        yield _says("public", Channel.CROWD, 1)
    if facts.sensitivity == Sensitivity.PERSONAL:
        yield _says("personal_crowd", Channel.CROWD, None)
        yield _says("personal_in_house", Channel.IN_HOUSE, 2)
    if facts.sensitivity == Sensitivity.DISTURBING:
        yield _says("disturbing_crowd", Channel.CROWD, None)
        yield _says("disturbing_bpo", Channel.BPO, 2)


def _volume(facts: Facts) -> Iterator[Because]:
    hours = facts.estimate.hours
    if hours is None:
        return
    if hours < FEW_HOURS:
        yield _says("few_hours", Channel.IN_HOUSE, 1, hours=f"{hours:,.0f}", limit=f"{FEW_HOURS:,.0f}")
    if hours > MANY_HOURS:
        yield _says("many_hours", Channel.BPO, 1, hours=f"{hours:,.0f}", limit=f"{MANY_HOURS:,.0f}")


def _coverage(facts: Facts) -> Iterator[Because]:
    """Two points where all markets are covered, one where some are; a market without anybody rules a channel out."""
    markets = facts.estimate.markets
    of_crowd: Callable[[MarketEstimate], int] = lambda each: each.n_people - each.n_of_vendors  # noqa: E731
    of_vendors: Callable[[MarketEstimate], int] = lambda each: each.n_of_vendors  # noqa: E731
    for channel, name, counted in ((Channel.CROWD, "crowd", of_crowd), (Channel.BPO, "bpo", of_vendors)):
        n = sum(each.n_needed is not None and counted(each) >= each.n_needed for each in markets)
        if n:
            points = 2 if n == len(markets) else 1
            yield _says(f"covered_{name}", channel, points, n=str(n), all=str(len(markets)))
        for each in markets:
            if not counted(each):
                yield _says(f"nobody_{name}", channel, None, market=each.market)


def _expertise(facts: Facts) -> Iterator[Because]:
    if not facts.has_template:
        yield _says("no_template", Channel.IN_HOUSE, 2)
    if facts.accuracy_target is not None and facts.accuracy_target >= EXACTING:
        target = f"{facts.accuracy_target:.1%}"
        yield _says("exacting", Channel.BPO, 1, target=target, limit=f"{EXACTING:.0%}")


def _accuracy(facts: Facts) -> Iterator[Because]:
    """Only an interval that lies wholly on one side of the target says anything."""
    found = facts.estimate.markets
    for channel, name, measured in (
        (Channel.CROWD, "crowd", [each.accuracy_crowd for each in found]),
        (Channel.BPO, "bpo", [each.accuracy_vendors for each in found]),
    ):
        together = _worst(measured)
        target = facts.accuracy_target
        if together is None or target is None or together.low is None or together.high is None:
            continue
        if together.low >= target:
            yield _says(f"accurate_{name}", channel, 1, **_figures(together, target))
        elif together.high < target:
            yield _says(f"inaccurate_{name}", channel, -1, **_figures(together, target))


def _machine(facts: Facts) -> Iterator[Because]:
    if facts.machine is None or facts.machine.low is None or facts.accuracy_target is None:
        yield _says("no_machine", Channel.MACHINE, None)
        return
    figures = _figures(facts.machine, facts.accuracy_target)
    if facts.machine.low >= facts.accuracy_target:
        yield _says("machine_good", Channel.MACHINE, 4, **figures)
    else:
        yield _says("machine_bad", Channel.MACHINE, None, **figures)


RULES: Sequence[Callable[[Facts], Iterator[Because]]] = (
    *(_sensitivity, _volume, _coverage),
    *(_expertise, _accuracy, _machine),
)


def _worst(measured: Sequence[Measured | None]) -> Measured | None:
    """That of the market that is measured lowest."""
    known = [each for each in measured if each is not None]
    return min(known, key=lambda each: each.value, default=None)


def _figures(found: Measured, target: float) -> dict[str, str]:
    return {
        "share": f"{found.value:.1%}",
        "low": f"{found.low or 0:.1%}",
        "high": f"{found.high or 0:.1%}",
        "n": f"{found.n:,}",
        "target": f"{target:.1%}",
    }


def _says(rule: str, channel: Channel, points: int | None, **about: str) -> Because:
    return Because(rule, channel, points, about)
