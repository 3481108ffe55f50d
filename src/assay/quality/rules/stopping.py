"""When a task of an adaptive stage has enough judgments: settings as a stopping rule, units as a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assay.projects.rules.label_schema import Question
from assay.quality.rules.classes import classes_of
from assay.stats.stopping import ClassRule, Decision, Outcome, Rule

FUTILITY = 0.03


@dataclass(frozen=True, slots=True)
class StoppingSettings:
    overlap: int
    overlap_max: int
    target: float
    stops_when_settled: bool
    audit_share: float


@dataclass(frozen=True, slots=True)
class Unit:
    """The decision about one question (of one subject) of a task."""

    question: str
    subject: str
    decision: Decision

    @property
    def is_undecided(self) -> bool:
        """It has all it may have, and is still less sure than promised."""
        if self.decision.outcome is not Outcome.EXHAUSTED:
            return False
        threshold = self.decision.threshold
        return threshold is None or self.decision.probability < threshold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a task: so many judgments are wanted in all, or it stops, by its least sure unit."""

    wanted: int
    outcome: Outcome
    unit: Unit | None
    undecided: tuple[Unit, ...] = ()

    @property
    def stops(self) -> bool:
        return self.outcome is not Outcome.CONTINUE


def is_decided_on(question: Question) -> bool:
    """Whether its answers are few enough to be sure of; numbers, texts, rankings and spans wait for nobody."""
    if question.is_retired:
        return False
    # Of a taxonomy with several answers, nobody says no: it is known only once all have answered.
    return question.most == 1 if question.kind == "taxonomy" else bool(classes_of(question))


def rule_of(settings: StoppingSettings, question: Question, classes: Sequence[object]) -> Rule:
    """Answers marked critical are judged twice at least, and nothing stops while one is still likely."""
    marked: set[object] = {option.id for option in question.options if option.is_critical}
    marked |= set(question.critical)
    critical = ClassRule(min_overlap=2, most_missed=1 - settings.target)
    return Rule(
        target=settings.target,
        min_overlap=settings.overlap,
        max_overlap=settings.overlap_max,
        futility=FUTILITY if settings.stops_when_settled else None,
        audit_share=settings.audit_share,
        classes={nth: critical for nth, value in enumerate(classes) if value in marked},
    )


def rule_for(rule: Rule, *, n_missing: int) -> Rule:
    """The rule for a unit that some of the task's people were not asked, or did not answer."""
    least = max(1, rule.min_overlap - n_missing)
    most = max(least, (rule.max_overlap or least) - n_missing)
    return replace(rule, min_overlap=least, max_overlap=most) if n_missing else rule


def is_asked_enough(n_answers: int, n_judgments: int) -> bool:
    """A unit that most people of a task were not asked cannot hold it up."""
    return 2 * n_answers > n_judgments


def verdict_of(units: Sequence[Unit], *, n_judgments: int, overlap_max: int, is_audited: bool) -> Verdict:
    """A task goes on while one of its units does; audited ones collect all the rest at once."""
    waiting = [unit for unit in units if not unit.decision.stops]
    if waiting and n_judgments < overlap_max:
        wanted = overlap_max if is_audited else n_judgments + 1
        return Verdict(wanted, Outcome.CONTINUE, waiting[0])
    if not units:
        return Verdict(n_judgments, Outcome.TARGET, None)
    least_sure = max(units, key=lambda unit: (_ORDER[unit.decision.outcome], -unit.decision.probability))
    outcome = Outcome.EXHAUSTED if waiting else least_sure.decision.outcome
    return Verdict(n_judgments, outcome, least_sure, tuple(unit for unit in units if unit.is_undecided))


_ORDER: Mapping[Outcome, int] = {
    Outcome.TARGET: 0,
    Outcome.FUTILITY: 1,
    Outcome.EXHAUSTED: 2,
    Outcome.CONTINUE: 3,
}
