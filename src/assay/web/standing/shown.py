"""Standing as pages show it: rules in words, steps with what they rest on, what a simulation found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Evidence and simulations are JSON.
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.people.models import Contributor
from assay.quality.enums import AppealState, Measure, StepKind, StepState
from assay.quality.models import Appeal, StandingRules, StandingStep
from assay.quality.rules.standing import StandingRule
from assay.quality.rules.standing_reading import stored_rules
from assay.stats.sampling import Share, wilson
from assay.web.standing.words import FAMILIES, STEPS, TONES
from assay.web.templatetags.figures import percent


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """`share` where something was counted; `signs` where several kinds of signals were."""

    measure: str
    threshold: str
    share: Share | None
    n: int
    signs: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    uid: UUID
    contributor: UUID
    pseudonym: str
    project: str
    # Where the guideline of the project is read; empty: there is none.
    guideline: str
    place: str
    step: str
    tone: str
    rule: str
    reason: str
    evidence: ShownEvidence | None
    taken_at: datetime
    by: str
    until: datetime | None
    way_back: str
    n_taken_back: int
    state: str
    is_open: bool
    ended_at: datetime | None
    ended_reason: str
    is_to_confirm: bool


@dataclass(frozen=True, slots=True)
class ShownRule:
    key: str
    sentence: str
    ladder: tuple[tuple[str, str], ...]
    end: str
    way_back: str
    takes_back: bool


@dataclass(frozen=True, slots=True)
class ShownHit:
    at: datetime
    contributor: str
    pseudonym: str
    rule: str
    step: str
    tone: str
    evidence: ShownEvidence | None


@dataclass(frozen=True, slots=True)
class ShownSimulation:
    since: datetime
    until: datetime
    hit: Share
    steps: tuple[tuple[str, str, int], ...]
    hits: tuple[ShownHit, ...]
    unmeasured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownAppeal:
    uid: UUID
    pseudonym: str
    about: str
    rests_on: str
    evidence: ShownEvidence | None
    reason: str
    raised_at: datetime
    raised_by: str
    due_at: datetime
    is_late: bool
    is_open: bool
    state: str
    tone: str
    ruling: str
    decided_by: str
    decided_at: datetime | None
    refusal: str = ""


def shown_step(step: StandingStep) -> ShownStep:
    kind, place = StepKind(step.step), step.contributor.site
    return ShownStep(
        uid=step.uid,
        contributor=step.contributor.uid,
        pseudonym=step.contributor.pseudonym,
        project=step.project.name,
        guideline=reverse("guideline-of", args=[step.project.uid])
        if step.project.guideline_version_id
        else "",
        place=place.name if place else "",
        step=_(STEPS[kind]),
        tone=TONES[kind],
        rule=step.rule,
        reason=step.reason,
        evidence=shown_evidence(step.evidence),
        taken_at=step.taken_at,
        by=step.taken_by.name if step.taken_by else "",
        until=step.until,
        way_back=step.way_back,
        n_taken_back=step.n_taken_back,
        state=_(StepState(step.state).label),
        is_open=step.state == StepState.OPEN,
        ended_at=step.ended_at,
        ended_reason=step.ended_reason,
        is_to_confirm=step.state == StepState.OPEN and kind == StepKind.RETRAIN,
    )


def shown_evidence(evidence: Mapping[str, Any]) -> ShownEvidence | None:
    if not evidence:
        return None
    measure, is_signs = Measure(evidence["measure"]), evidence["measure"] == Measure.INTEGRITY
    return ShownEvidence(
        measure=_(measure.label),
        threshold="" if is_signs else percent(evidence["threshold"], 0),
        share=None if is_signs else wilson(evidence["k"] or 0, evidence["n"]),
        n=evidence["n"],
        signs=tuple(_(FAMILIES.get(each, each)) for each in evidence["families"]),
        sentences=tuple(evidence["signals"]),
    )


def shown_rule(rule: StandingRule) -> ShownRule:
    return ShownRule(
        key=rule.key,
        sentence=_sentence(rule),
        ladder=tuple((_(STEPS[step]), TONES[step]) for step in rule.ladder),
        end=_end(rule),
        way_back=rule.way_back,
        takes_back=rule.takes_back,
    )


def shown_simulation(version: StandingRules) -> ShownSimulation | None:
    found: dict[str, Any] = version.simulation
    if not found:
        return None
    wanted = {hit["contributor"] for hit in found["hits"]}
    names = dict(Contributor.objects.filter(uid__in=wanted).values_list("uid", "pseudonym"))
    tally = Counter(hit["step"] for hit in found["hits"])
    measured = found["n_measured"]
    return ShownSimulation(
        since=datetime.fromisoformat(found["since"]),
        until=datetime.fromisoformat(found["until"]),
        hit=wilson(found["n_hit"], found["n_people"]),
        steps=tuple((_(STEPS[kind]), TONES[kind], tally[kind]) for kind in StepKind if tally[kind]),
        hits=tuple(_hit(hit, names) for hit in found["hits"]),
        unmeasured=tuple(
            rule.key for rule in stored_rules(version.rules) if measured.get(str(rule.measure)) == 0
        ),
    )


def shown_appeal(appeal: Appeal, now: datetime, refusal: str = "") -> ShownAppeal:
    step, change = appeal.step, appeal.change
    state = AppealState(appeal.state)
    is_open = state == AppealState.OPEN
    return ShownAppeal(
        uid=appeal.uid,
        pseudonym=appeal.contributor.pseudonym,
        about=_(STEPS[StepKind(step.step)]) if step else (change.get_standing_display() if change else ""),
        rests_on=(step.reason or step.rule) if step else (change.reason if change else ""),
        evidence=shown_evidence(step.evidence) if step else None,
        reason=appeal.reason,
        raised_at=appeal.raised_at,
        raised_by=appeal.raised_by.name,
        due_at=appeal.due_at,
        is_late=is_open and appeal.due_at <= now,
        is_open=is_open,
        state=_(state.label),
        tone={AppealState.OVERTURNED: "good", AppealState.UPHELD: "warn"}.get(state, ""),
        ruling=appeal.ruling,
        decided_by=appeal.decided_by.name if appeal.decided_by else "",
        decided_at=appeal.decided_at,
        refusal=refusal,
    )


def _hit(hit: Mapping[str, Any], names: Mapping[UUID, str]) -> ShownHit:
    kind = StepKind(hit["step"])
    return ShownHit(
        at=datetime.fromisoformat(hit["at"]),
        contributor=hit["contributor"],
        pseudonym=names.get(UUID(hit["contributor"]), ""),
        rule=hit["rule"],
        step=_(STEPS[kind]),
        tone=TONES[kind],
        evidence=shown_evidence(hit["evidence"]),
    )


def _sentence(rule: StandingRule) -> str:
    about = {"window": rule.window, "least": rule.least, "threshold": percent(rule.threshold, 0)}
    match rule.measure:
        case Measure.GOLD:
            text = _(
                "Of the newest %(window)s gold tasks (at least %(least)s) fewer than %(threshold)s are right."
            )
        case Measure.REVIEW:
            text = _(
                "Of the newest %(window)s reviewed tasks (at least %(least)s) fewer than %(threshold)s are right."
            )
        case Measure.AGREEMENT:
            text = _(
                "Of the newest %(window)s answers (at least %(least)s) fewer than %(threshold)s are the label."
            )
        case Measure.SPEED:
            text = _(
                "Of the newest %(window)s answers (at least %(least)s) fewer than %(threshold)s took at least half "
                "of what others take."
            )
        case Measure.INTEGRITY:
            about["threshold"] = f"{rule.threshold:.0f}"
            text = _(
                "The newest %(window)s answers (at least %(least)s) show %(threshold)s kinds of signs or more."
            )
    return text % about


def _end(rule: StandingRule) -> str:
    if not rule.days:
        return _("Until the way back is gone.")
    return ngettext(
        "Probation and pause end after %(n)s day.", "Probation and pause end after %(n)s days.", rule.days
    ) % {"n": rule.days}
