"""Standing in a project: what the rules find is acted on, told to the person, and comes to its end or way back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any  # Evidence is JSON.

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.people.queries.scope import one_of, visible_contributors
from assay.people.rules.roles import Permission
from assay.projects.models import Membership, Project
from assay.projects.queries.permission import require
from assay.quality.actions.standing_rules import evidence_of
from assay.quality.enums import Measure, StepKind, StepState
from assay.quality.models import StandingRules, StandingStep
from assay.quality.queries.standing import members_of, pasts_of, rules_of
from assay.quality.queries.standing_measures import answers_of, results_of
from assay.quality.rules import standing as rules
from assay.quality.rules.standing_signals import findings
from assay.work.actions.eligibility import set_hold
from assay.work.actions.taking_back import take_back_work

AT_ONCE = 500
# Holds are read by the person: they stand in the sentence "Your work on … is held back: …".
HOLDS = {
    StepKind.PAUSE: _("paused, see My standing"),
    StepKind.RETRAIN: _("read again first, see My standing"),
}
TOLD = {
    StepKind.WARN: _("A warning about your work on {project}"),
    StepKind.RETRAIN: _("Please read the guideline of {project} again before you go on"),
    StepKind.PROBATION: _("You are on probation on {project}"),
    StepKind.PAUSE: _("Your work on {project} is paused"),
}
ENDED = {
    StepState.RECOVERED: _("You recovered on {project}: what was said of your work no longer holds"),
    StepState.EXPIRED: _("A measure about your work on {project} has ended"),
    StepState.LIFTED: _("A measure about your work on {project} was lifted"),
    StepState.OVERTURNED: _("Your appeal was right: the measure on {project} was taken back"),
}
BECAUSE = {
    Measure.GOLD: _("{k} of your newest {n} gold tasks were right; the project needs {threshold} %."),
    Measure.REVIEW: _("{k} of your newest {n} reviewed tasks were right; the project needs {threshold} %."),
    Measure.AGREEMENT: _("{k} of your newest {n} answers are the same as the label; the project needs {threshold} %."),
    Measure.SPEED: _(
        "{k} of your newest {n} answers took half the usual time or more; the project needs {threshold} %."
    ),
    Measure.INTEGRITY: _("Several signs that answers were not thought about, in your newest {n} tasks."),
}  # fmt: skip
ADDRESS = "/standing/"
# By rule and person.
Signals = Mapping[str, Mapping[int, rules.Finding]]


def evaluate(version: StandingRules, *, now: datetime) -> int:
    """Do what the rules in force say about everybody of the project; how many steps and ends."""
    people = members_of(version.project)
    signals = _signals(version, people, now)
    n = sum(
        _evaluate_some(version, people[nth : nth + AT_ONCE], signals, now)
        for nth in range(0, len(people), AT_ONCE)
    )
    StandingRules.objects.filter(pk=version.pk).update(evaluated_at=now)
    return n


def take_step(
    by: User,
    *,
    project: Project,
    contributor: Contributor,
    step: StepKind,
    reason: str,
    now: datetime,
    days: int = 0,
    way_back: str = "",
) -> StandingStep:
    """By hand: the same ladder, the same notice, the same right to appeal."""
    require(by, project, Permission.MANAGE_QUALITY)
    one_of(visible_contributors(by), contributor.uid)
    if problems := rules.refuse_step(step, reason=reason, days=days, way_back=way_back):
        raise Refused(*problems)
    if not Membership.objects.filter(project=project, contributor=contributor, retired_at=None).exists():
        raise Refused(rules.NOT_A_MEMBER(contributor=contributor.pseudonym))
    with transaction.atomic():
        act_as(by)
        until = now + timedelta(days=days) if days and step in rules.HARD else None
        return _take(
            project,
            contributor.pk,
            StandingStep(
                step=step, reason=reason.strip()[:2000], until=until, way_back=way_back.strip()[:1000],
                taken_at=now, taken_by=by,
            ),
        )  # fmt: skip


def lift(by: User, *, step: StandingStep, reason: str, now: datetime) -> StandingStep:
    """End it before its time; the person is told why."""
    require(by, step.project, Permission.MANAGE_QUALITY)
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        return end(step, StepState.LIFTED, now=now, by=by, reason=reason.strip()[:2000])


def confirm_reading(by: User, *, step: StandingStep, now: datetime) -> StandingStep:
    """The person has read again, and goes on."""
    if step.contributor.user_id != by.pk or step.step != StepKind.RETRAIN:
        raise Refused(rules.NOT_TO_CONFIRM())
    with transaction.atomic():
        act_as(by)
        return end(step, StepState.CONFIRMED, now=now, by=by)


def end(
    step: StandingStep, state: StepState, *, now: datetime, by: User | None = None, reason: str = ""
) -> StandingStep:
    """Within the caller's transaction: the step is over, and nothing of it holds the person back."""
    locked = StandingStep.objects.select_for_update(no_key=True, of=["self"]).get(pk=step.pk)
    if locked.state != StepState.OPEN:
        raise Refused(rules.NO_STEP_OPEN())
    locked.state, locked.ended_at, locked.ended_by, locked.ended_reason = state, now, by, reason
    locked.save(update_fields=["state", "ended_at", "ended_by", "ended_reason"])
    _hold_as_needed(locked, now)
    if state in ENDED:
        about: dict[str, str | int] = {"project": locked.project.name, "reason": reason}
        lines = ["{reason}"] if reason else []
        user = locked.contributor.user_id
        tell(
            [user], kind="standing", sentence=ENDED[state], about=about, lines=lines, address=ADDRESS, now=now
        )
    emit("quality.standing_changed", step=locked, by=by, now=now)
    return locked


def _evaluate_some(version: StandingRules, people: Sequence[int], signals: Signals, now: datetime) -> int:
    project, read = version.project, rules_of(version)
    measures = list(dict.fromkeys(rule.measure for rule in read))
    most = max(rule.window for rule in read)
    with transaction.atomic():
        act_as(None)
        StandingRules.objects.select_for_update(no_key=True).get(pk=version.pk)
        pasts = pasts_of(project, people, now)
        results = results_of(project, measures, people, until=now, most=most)
        n = 0
        for rule in read:
            of_measure, of_rule = results.get(rule.measure, {}), signals.get(rule.key, {})
            for person in people:
                past = pasts.get((rule.key, person), rules.NOTHING)
                seen = rules.Measured(of_measure.get(person, ()), of_rule.get(person))
                move = rules.advance(rule, past, seen, now)
                n += bool(move and _make(version, rule, person, move, now=now))
        return n


def _signals(version: StandingRules, people: Sequence[int], now: datetime) -> Signals:
    """Of the rules that look for them; everybody is compared with everybody, so once for all of them."""
    read = [rule for rule in rules_of(version) if rule.measure == Measure.INTEGRITY]
    if not read:
        return {}
    most = max(rule.window for rule in read)
    given = answers_of(version.project, people, until=now, most=most)
    pasts = pasts_of(version.project, people, now)
    return {
        rule.key: findings(
            given,
            since={person: pasts.get((rule.key, person), rules.NOTHING).since for person in people},
            until=now,
            window=rule.window,
        )
        for rule in read
    }


def _make(
    version: StandingRules, rule: rules.StandingRule, person: int, move: rules.Move, *, now: datetime
) -> bool:
    """Write a move: the open step of the rule ends, and a new one begins where there is one."""
    project = version.project
    opened = StandingStep.objects.filter(
        project=project, contributor_id=person, rule=rule.key, state=StepState.OPEN
    ).first()
    if move.ends is not None:
        return opened is not None and bool(end(opened, move.ends, now=now))
    if opened is not None:
        end(opened, StepState.RAISED, now=now)
    assert move.step is not None
    assert move.finding is not None
    step = StandingStep(
        rules=version,
        rule=rule.key,
        step=move.step,
        evidence=evidence_of(rule, move.finding),
        until=rules.ends_at(rule, move.step, now),
        way_back=rule.way_back,
        taken_at=now,
    )
    _take(project, person, step, takes_back=rule.takes_back and move.step == StepKind.PAUSE)
    return True


def _take(project: Project, person: int, step: StandingStep, *, takes_back: bool = False) -> StandingStep:
    """Write the step, hold the person back where it says so, ask for doubtful work again, and tell them."""
    contributor = Contributor.objects.select_related("user").get(pk=person)
    step.project, step.contributor = project, contributor
    step.appealable_until = step.taken_at + timedelta(days=project.appeal_days)
    if opened := StandingStep.objects.filter(
        project=project, contributor=contributor, rule=step.rule, state=StepState.OPEN
    ).first():
        end(opened, StepState.RAISED, now=step.taken_at, by=step.taken_by)
    if takes_back:
        since = step.evidence.get("since")
        step.n_taken_back = take_back_work(
            None,
            project=project,
            contributor=contributor,
            reason=f"{step.rule}: paused",
            since=datetime.fromisoformat(since) if since else None,
            now=step.taken_at,
        )
    step.save(force_insert=True)
    _hold_as_needed(step, step.taken_at)
    _tell(step, step.taken_at)
    emit("quality.standing_changed", step=step, by=step.taken_by, now=step.taken_at)
    return step


def _hold_as_needed(step: StandingStep, now: datetime) -> None:
    """The person is held back at every stage as long as one open step of the kind says so, and no longer."""
    hold = HOLDS.get(StepKind(step.step))
    if hold is None:
        return
    same = StandingStep.objects.filter(
        project=step.project, contributor=step.contributor, step=step.step, state=StepState.OPEN
    )
    for stage in step.project.stages.all():
        set_hold(
            contributor_ids=[step.contributor_id], stage=stage, hold=hold, is_held=same.exists(), now=now
        )


def _tell(step: StandingStep, now: datetime) -> None:
    """Why, until when, and the way back; everybody reads it in their own language."""
    evidence: dict[str, Any] = step.evidence
    about: dict[str, str | int] = {
        "project": step.project.name,
        "reason": step.reason,
        "way_back": step.way_back,
        "until": f"{step.until:%Y-%m-%d %H:%M}" if step.until else "",
        "k": evidence.get("k") or 0,
        "n": evidence.get("n") or 0,
        "threshold": round((evidence.get("threshold") or 0) * 100),
    }
    lines = [BECAUSE[Measure(evidence["measure"])]] if evidence else ["{reason}"]
    lines += [_("Until {until} UTC.")] if step.until else []
    lines += ["{way_back}"] if step.way_back else []
    lines.append(_("You can appeal on the page My standing."))
    tell(
        [step.contributor.user_id],
        kind="standing",
        sentence=TOLD[StepKind(step.step)],
        about=about,
        lines=lines,
        address=ADDRESS,
        now=now,
    )
