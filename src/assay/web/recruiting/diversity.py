"""Who the pool is, in large groups, against what projects need; and what a project needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.recruiting.actions.diversity import set_need
from assay.recruiting.enums import NeedState, SelfQuestion
from assay.recruiting.queries.diversity import MarketDiversity, Shown, need_of, pool_diversity, varieties_of
from assay.recruiting.rules.diversity import LEAST, Compared, Groups, Shares, known_answers
from assay.stats.sampling import Share, wilson
from assay.web.projects.forms import Filled, refused
from assay.web.recruiting.about_me import worded
from assay.web.recruiting.talent_form import PERCENT, number_typed
from assay.web.requests import signed_in, user_of

TONES = {NeedState.MET: "good", NeedState.SHORT: "warn", NeedState.OPEN: "", NeedState.UNKNOWN: ""}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    label: str
    counted_on: date | None
    n_pool: int
    rows: Sequence[ShownGroup]


@dataclass(frozen=True, slots=True)
class ShownNeed:
    project: Project
    question: str
    label: str
    row: Compared
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownMarket:
    code: str
    name: str
    questions: Sequence[ShownQuestion]
    needs: Sequence[ShownNeed]


@dataclass(frozen=True, slots=True)
class Wish:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class WishedQuestion:
    key: str
    label: str
    problem: str
    wishes: Sequence[Wish]


@signed_in
@require_GET
def diversity(request: HttpRequest) -> HttpResponse:
    """For who recruits, of their markets: groups of ten at least."""
    found = [_market(each) for each in pool_diversity(user_of(request))]
    return render(request, "web/recruiting/diversity.html", {"markets": found, "least": LEAST})


@signed_in
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, project: UUID) -> HttpResponse:
    """The shares that a project wishes for; an empty field wishes nothing."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    shares, filled = need_of(found), Filled({})
    if request.method == "POST":
        shares = _shares_from(request.POST, found)
        try:
            set_need(person, project=found, shares=shares, now=now())
        except Refused as why:
            filled = refused({}, why, SelfQuestion.values)
        else:
            messages.success(request, _("Saved."))
            return redirect("project-diversity", project=project)
    context = {"project": found, "tab": "diversity", "filled": filled, "least": LEAST}
    context["questions"] = [_wished(each, found, shares, filled) for each in SelfQuestion]
    return render(request, "web/recruiting/need.html", context, status=filled.status)


def _market(found: MarketDiversity) -> ShownMarket:
    return ShownMarket(
        found.market.code,
        found.market.name,
        [_question(each, each.groups) for each in found.shown if each.groups],
        [_need(each.project, row) for each in found.wished for row in each.rows],
    )


def _question(shown: Shown, groups: Groups) -> ShownQuestion:
    order = [each for each in known_answers(shown.question, groups.answers) if each in groups.answers]
    rows = [ShownGroup(worded(each), wilson(groups.answers[each], groups.n)) for each in order]
    if groups.n_others:
        rows.append(ShownGroup(_("Other answers together"), wilson(groups.n_others, groups.n)))
    return ShownQuestion(_(SelfQuestion(shown.question).label), shown.counted_on, groups.n_pool, rows)


def _need(project: Project, row: Compared) -> ShownNeed:
    state = NeedState(row.state)
    return ShownNeed(
        project,
        _(SelfQuestion(row.question).label),
        worded(row.answer),
        row,
        _(state.label),
        TONES[state],
    )


def _wished(question: SelfQuestion, project: Project, shares: Shares, filled: Filled) -> WishedQuestion:
    wanted = shares.get(question.value, {})
    wishes = [
        Wish(_name(question, answer), worded(answer), _percent(wanted.get(answer)))
        for answer in _answers(question, project, shares)
    ]
    return WishedQuestion(question.value, _(question.label), filled.problems.get(question.value, ""), wishes)


def _answers(question: SelfQuestion, project: Project, shares: Shares) -> list[str]:
    """Of languages those of the project's markets, and what is wished already."""
    tags = {*varieties_of(project), *shares.get(SelfQuestion.VARIETY.value, {})}
    return known_answers(question.value, tags)


def _shares_from(posted: QueryDict, project: Project) -> dict[str, dict[str, float]]:
    """What is no number is one that the rules refuse."""
    found: dict[str, dict[str, float]] = {}
    for question in SelfQuestion:
        for answer in _answers(question, project, need_of(project)):
            typed = number_typed(posted.get(_name(question, answer), ""))
            if typed is not None:
                found.setdefault(question.value, {})[answer] = typed / PERCENT
    return found


def _name(question: SelfQuestion, answer: str) -> str:
    return f"{question.value}_{answer}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * PERCENT:.3f}".rstrip("0").rstrip(".")
