"""The risk register: risks are added, changed, reviewed and moved by people; issues that arise are kept with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Fields of several types.

from django.db import transaction
from django.db.models import Max

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.planning.enums import Comparison, Metric, RiskState, RiskStep
from assay.planning.models import Risk, RiskEvent, RiskIssue
from assay.planning.queries.risks import may_act_on, owners_of
from assay.planning.queries.standards import standards_of
from assay.planning.queries.standing import today_of
from assay.planning.rules import risks as rules
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.starters import Starter, starters_for
from assay.projects.models import Project
from assay.projects.queries.permission import require

CHANGEABLE = (
    *("title", "category", "cause", "effect", "likelihood", "impact", "mitigation", "contingency"),
    *("residual_likelihood", "residual_impact", "trigger_metric", "trigger_comparison", "trigger_value"),
    "review_every_days",
)


@dataclass(frozen=True, slots=True)
class RiskWords:
    """What a risk says; `owner` None is the project's owner."""

    title: str
    category: str
    likelihood: int
    impact: int
    cause: str = ""
    effect: str = ""
    mitigation: str = ""
    contingency: str = ""
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    trigger_metric: str = ""
    trigger_comparison: str = ""
    trigger_value: float | None = None
    review_every_days: int = 30
    owner: User | None = field(default=None, compare=False)

    @property
    def columns(self) -> Mapping[str, Any]:
        return {name: getattr(self, name) for name in CHANGEABLE} | {"title": self.title.strip()[:160]}


def add_risk(by: User | None, *, project: Project, words: RiskWords, now: datetime) -> Risk:
    require(by, project, Permission.MANAGE_PROJECT)
    _refuse(project, words)
    with transaction.atomic():
        act_as(by)
        (made,) = _added(by, project, [words], ("",), now=now)
        return made


def add_starters(by: User | None, *, project: Project, now: datetime) -> list[Risk]:
    """The starter risks of the project's segment that are not in the register yet."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        known = set(Risk.objects.filter(project=project).values_list("starter", flat=True))
        missing = [each for each in starters_for(project.segment) if each.key not in known]
        if not missing:
            raise Refused(rules.NO_STARTERS_LEFT())
        limits = {
            metric: standard.terms.threshold
            for metric, standard in standards_of(project, today_of(project, now)).items()
        }
        words = [_words(each, limits) for each in missing]
        return _added(by, project, words, [each.key for each in missing], now=now)


def change_risk(by: User, *, risk: Risk, words: RiskWords, now: datetime) -> Risk:
    _require(by, risk)
    _refuse(risk.project, words)
    with transaction.atomic():
        act_as(by)
        locked = _locked(risk)
        changed = [name for name, value in words.columns.items() if getattr(locked, name) != value]
        for name in changed:
            setattr(locked, name, words.columns[name])
        if words.owner is not None and words.owner.pk != locked.owner_id:
            locked.owner = words.owner
            changed.append("owner")
        if "review_every_days" in changed:
            since = today_of(locked.project, locked.reviewed_at or locked.created_at)
            locked.review_due_on = rules.next_review(since, locked.review_every_days)
        locked.save()
        if changed:
            note = ", ".join(name.replace("_", " ") for name in changed)
            _note(locked, RiskStep.CHANGED, by, now=now, note=note)
        return locked


def move_risk(by: User, *, risk: Risk, state: RiskState, note: str, now: datetime) -> Risk:
    """Mitigated, accepted, closed, or open again, with what was done or decided."""
    _require(by, risk)
    with transaction.atomic():
        act_as(by)
        locked = _locked(risk)
        if state not in rules.BY_HAND:
            raise Refused(rules.TRANSITIONS.refuse(RiskState.CLOSED, state) or rules.NEEDS_NOTE())
        if refused := rules.TRANSITIONS.refuse(locked.state, state):
            raise Refused(refused)
        if not note.strip():
            raise Refused(rules.NEEDS_NOTE(field="note"))
        locked.state = state
        # Open again it is looked at at once.
        locked.evaluated_at = None
        locked.save(update_fields=["state", "evaluated_at"])
        _note(locked, RiskStep.MOVED, by, now=now, note=note)
        return locked


def review_risk(by: User, *, risk: Risk, note: str, now: datetime) -> Risk:
    """It was looked at; the next time is due after its cadence."""
    _require(by, risk)
    if not note.strip():
        raise Refused(rules.NEEDS_NOTE(field="note"))
    with transaction.atomic():
        act_as(by)
        locked = _locked(risk)
        locked.reviewed_at = now
        locked.review_due_on = rules.next_review(today_of(locked.project, now), locked.review_every_days)
        locked.save(update_fields=["reviewed_at", "review_due_on"])
        _note(locked, RiskStep.REVIEWED, by, now=now, note=note)
        return locked


def note_issue(
    by: User, *, risk: Risk, what: str, happened_at: datetime, now: datetime, owner: User | None = None
) -> RiskIssue:
    """Something has happened that the register foresaw."""
    _require(by, risk)
    if not what.strip():
        raise Refused(rules.NEEDS_NOTE(field="what"))
    if happened_at.year < rules.FIRST_YEAR:
        raise Refused(rules.HAPPENED_WHEN(field="happened_at"))
    if happened_at > now:
        raise Refused(rules.HAPPENED_LATER(field="happened_at"))
    _refuse_owner(risk.project, owner)
    with transaction.atomic():
        act_as(by)
        return RiskIssue.objects.create(
            risk=risk,
            what=what.strip()[:4000],
            happened_at=happened_at,
            owner=owner or risk.owner,
            noted_at=now,
            noted_by=by,
        )


def resolve_issue(by: User, *, issue: RiskIssue, resolution: str, now: datetime) -> RiskIssue:
    """What became of it; the issue's own owner may say so, too."""
    if by.pk != issue.owner_id:
        _require(by, issue.risk)
    if not resolution.strip():
        raise Refused(rules.NEEDS_NOTE(field="resolution"))
    with transaction.atomic():
        act_as(by)
        locked = RiskIssue.objects.select_for_update(no_key=True).get(pk=issue.pk)
        if locked.resolved_at is not None:
            raise Refused(rules.RESOLVED_ALREADY())
        locked.resolved_at, locked.resolved_by = now, by
        locked.resolution = resolution.strip()[:4000]
        locked.save(update_fields=["resolved_at", "resolved_by", "resolution"])
        return locked


def _words(starter: Starter, limits: Mapping[Metric, float]) -> RiskWords:
    """Bound to the threshold that is in force, where the project has one."""
    is_bound = starter.metric is not None and starter.metric in limits
    trigger: dict[str, Any] = {}
    if is_bound and starter.metric is not None:
        side = Comparison.BELOW if METRICS[starter.metric].is_more_better else Comparison.ABOVE
        trigger = {
            "trigger_metric": starter.metric.value,
            "trigger_comparison": side.value,
            "trigger_value": limits[starter.metric],
        }
    return RiskWords(
        title=starter.title,
        category=starter.category,
        cause=starter.cause,
        effect=starter.effect,
        likelihood=starter.likelihood,
        impact=starter.impact,
        mitigation=starter.mitigation,
        contingency=starter.contingency,
        residual_likelihood=starter.residual[0],
        residual_impact=starter.residual[1],
        **trigger,
    )


def _added(
    by: User | None, project: Project, words: Sequence[RiskWords], starters: Sequence[str], *, now: datetime
) -> list[Risk]:
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    highest = Risk.objects.filter(project=project).aggregate(number=Max("number"))["number"] or 0
    today = today_of(project, now)
    risks = [
        Risk(
            project=project,
            number=number,
            starter=starter,
            owner=each.owner or project.owner,
            review_due_on=rules.next_review(today, each.review_every_days),
            created_at=now,
            created_by=by,
            **each.columns,
        )
        for number, (each, starter) in enumerate(zip(words, starters, strict=True), highest + 1)
    ]
    Risk.objects.bulk_create(risks)
    RiskEvent.objects.bulk_create(
        RiskEvent(risk=risk, step=RiskStep.ADDED, state=risk.state, happened_at=now, happened_by=by)
        for risk in risks
    )
    return risks


def _refuse(project: Project, words: RiskWords) -> None:
    rated = rules.Rated(words.likelihood, words.impact, words.residual_likelihood, words.residual_impact)
    problems = rules.refuse_risk(
        rated,
        title=words.title,
        metric=words.trigger_metric,
        comparison=words.trigger_comparison,
        value=words.trigger_value,
        every_days=words.review_every_days,
    )
    if problems:
        raise Refused(*problems)
    _refuse_owner(project, words.owner)


def _refuse_owner(project: Project, owner: User | None) -> None:
    if owner is not None and not owners_of(project).filter(pk=owner.pk).exists():
        raise Refused(rules.NOT_AN_OWNER(field="owner", name=owner.name))


def _require(by: User, risk: Risk) -> None:
    if not may_act_on(by, risk):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.MANAGE_PROJECT]))


def _locked(risk: Risk) -> Risk:
    found = Risk.objects.select_for_update(no_key=True, of=["self"]).select_related("project", "owner")
    return found.get(pk=risk.pk)


def _note(risk: Risk, step: RiskStep, by: User, *, now: datetime, note: str) -> RiskEvent:
    return RiskEvent.objects.create(
        risk=risk,
        step=step,
        state=risk.state,
        note=note.strip()[:4000],
        happened_at=now,
        happened_by=by,
    )
