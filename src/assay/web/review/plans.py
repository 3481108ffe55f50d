"""What is reviewed: rules in order as a form, one plan for each stage and tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Rules are JSON.
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.enums import StageKind
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import project_for
from assay.quality.actions.review_plans import EVERYTHING, PlanTerms, publish_plan
from assay.quality.enums import ReviewTier
from assay.quality.models import ReviewPlan
from assay.quality.queries.plans import PlanProgress, progress_of
from assay.quality.queries.review import plan_of
from assay.web.requests import signed_in, user_of

# Conditions that are one number, with what they say.
MEASURES = {
    "judgments_below": gettext_noop("Fewer judgments so far than"),
    "judgments_from": gettext_noop("At least so many judgments so far"),
    "days_below": gettext_noop("Fewer days in the project than"),
    "days_from": gettext_noop("At least so many days in the project"),
    "confidence_below": gettext_noop("Label less probable than"),
    "seconds_below": gettext_noop("Answered in less than (seconds)"),
}
STRATA = {
    "contributor": gettext_noop("contributor"),
    "site": gettext_noop("site"),
    "market": gettext_noop("market"),
    "answer": gettext_noop("answer"),
    "day": gettext_noop("day"),
}
EMPTY_RULES = 1


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule as fields; the last one has no conditions."""

    nth: int
    key: str
    name: str
    share: str
    measures: tuple[ShownMeasure, ...]
    markets: str
    answers: str
    is_critical: bool
    is_on_probation: bool
    strata: tuple[tuple[str, str, bool], ...]
    is_last: bool
    is_new: bool


@signed_in
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, project: UUID) -> HttpResponse:
    """The plan in force, and the next version of it."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    stage, tier = _stage(found, request.GET.get("stage", "")), _tier(request.GET.get("tier", ""))
    newest = plan_of(stage.pk, tier)
    refused: Refused | None = None
    rules: list[dict[str, Any]] = newest.rules if newest else EVERYTHING
    terms = _terms_of(newest)
    if request.method == "POST":
        rules, terms = rules_in(request.POST), terms_in(request.POST)
        try:
            publish_plan(person, stage=stage, rules_in_order=rules, terms=terms, tier=tier, now=now())
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("The plan is in force for what is submitted from now on."))
            address = reverse("review-plan", args=[project])
            return redirect(f"{address}?stage={stage.uid}&tier={tier.value}")
    context = {
        "project": found,
        "tab": "quality",
        "part": "plan",
        "stages": [(each, each == stage) for each in _stages(found)],
        "stage": stage,
        "tiers": [(each.value, _(each.label), each == tier) for each in ReviewTier],
        "tier": tier.value,
        "plan": newest,
        "rules": _shown(rules),
        "terms": terms,
        "progress": _progress(newest),
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/review/plan.html", context, status=refused.status if refused else 200)


def rules_in(form: QueryDict) -> list[dict[str, Any]]:
    """The rules of the form in order; one without key and name was left empty."""
    found = []
    for nth in form.getlist("rule"):
        key, name = form.get(f"{nth}-key", "").strip(), form.get(f"{nth}-name", "").strip()
        if not key and not name:
            continue
        rule: dict[str, Any] = {
            "key": key,
            "name": name,
            "share": (_number(form.get(f"{nth}-share", "")) or 0) / 100,
        }
        if when := _when(form, nth):
            rule["when"] = when
        if strata := form.getlist(f"{nth}-strata"):
            rule["strata"] = strata
        found.append(rule)
    return found


def terms_in(form: QueryDict) -> PlanTerms:
    return PlanTerms(
        is_blind="is_blind" in form,
        due_hours=_number(form.get("due_hours", "")),
        rework_hours=_number(form.get("rework_hours", "")) or 0.0,
        audit_share=(_number(form.get("audit_share", "")) or 0.0) / 100,
        is_stopped="is_stopped" in form,
        note=form.get("note", ""),
    )


def _when(form: QueryDict, nth: str) -> dict[str, Any]:
    when: dict[str, Any] = {}
    for name in MEASURES:
        if (number := _number(form.get(f"{nth}-{name}", ""))) is not None:
            when[name] = number
    if markets := _words(form.get(f"{nth}-markets", "")):
        when["markets"] = markets
    answers: dict[str, list[str]] = {}
    for pair in _words(form.get(f"{nth}-answers", "")):
        question, _equals, value = pair.partition("=")
        answers.setdefault(question.strip(), []).append(value.strip())
    if answers:
        when["answers"] = answers
    if f"{nth}-critical" in form:
        when["critical"] = True
    if f"{nth}-probation" in form:
        when["probation"] = True
    return when


def _shown(rules: list[dict[str, Any]]) -> list[ShownRule]:
    """Rules with an empty one before the last, which catches all."""
    empty: dict[str, Any] = {"key": "", "name": "", "share": 1.0}
    rows = [*rules[:-1], *[empty] * EMPTY_RULES, *rules[-1:]]
    return [
        _rule(nth, each, is_last=nth == len(rows) - 1, is_new=each is empty) for nth, each in enumerate(rows)
    ]


def _rule(nth: int, rule: Mapping[str, Any], *, is_last: bool, is_new: bool) -> ShownRule:
    when, strata = rule.get("when", {}), rule.get("strata", [])
    pairs = [
        f"{question}={value}" for question, values in when.get("answers", {}).items() for value in values
    ]
    return ShownRule(
        nth=nth,
        key=str(rule["key"]),
        name=str(rule["name"]),
        share=f"{rule['share'] * 100:g}",
        measures=tuple(
            ShownMeasure(name, _(label), f"{when[name]:g}" if name in when else "")
            for name, label in MEASURES.items()
        ),
        markets=", ".join(when.get("markets", [])),
        answers=", ".join(pairs),
        is_critical=bool(when.get("critical")),
        is_on_probation=bool(when.get("probation")),
        strata=tuple((name, _(label), name in strata) for name, label in STRATA.items()),
        is_last=is_last,
        is_new=is_new,
    )


def _terms_of(plan: ReviewPlan | None) -> PlanTerms:
    if plan is None:
        return PlanTerms(due_hours=24.0, audit_share=0.1)
    return PlanTerms(plan.is_blind, plan.due_hours, plan.rework_hours, plan.audit_share, plan.is_stopped)


def _progress(plan: ReviewPlan | None) -> list[PlanProgress]:
    return progress_of(plan) if plan else []


def _stages(project: Project) -> list[Stage]:
    return list(Stage.objects.filter(project=project, kind=StageKind.LABEL).order_by("position"))


def _stage(project: Project, uid: str) -> Stage:
    stages = _stages(project)
    if not stages:
        raise NotFound
    return next((each for each in stages if str(each.uid) == uid), stages[0])


def _tier(name: str) -> ReviewTier:
    return ReviewTier(name) if name in ReviewTier.values else ReviewTier.CLIENT


def _words(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e9 else None
