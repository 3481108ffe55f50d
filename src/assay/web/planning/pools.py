"""The pool of a project: who it is for, who is in it, and who was chosen by hand."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.people.queries.scope import others_visible
from assay.people.rules.roles import Permission
from assay.planning.actions import pools as actions
from assay.planning.enums import Placing
from assay.planning.queries import pools as queries
from assay.planning.rules.pools import UNKNOWN
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.projects.queries.staffing import memberships_in_force
from assay.web.planning.pool_form import FIELDS, form_of, priority_from, rule_from
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of

CHOICE = ("pseudonym", "kind", "hours", "week_on", "reason")
MOST_CHOICES = 100


@signed_in
@require_http_methods(["GET", "POST"])
def pool(request: HttpRequest, project: UUID) -> HttpResponse:
    """The rule as a form, who fits it, and what was chosen by hand."""
    person = user_of(request)
    found = project_for(person, project, Permission.ALLOCATE_WORK)
    filled, rule, priority = Filled({}), None, None
    if request.method == "POST":
        rule, priority = rule_from(request.POST), priority_from(request.POST)
        try:
            actions.set_pool(person, project=found, rule=rule, priority=priority, now=now())
        except Refused as why:
            filled = refused({}, why, FIELDS)
        else:
            messages.success(request, _("Saved. Members who do not fit get no tasks from now on."))
            return redirect("project-pool", project=project)
    standing = queries.pool_now(found, now())
    context = {
        "project": found,
        "tab": "pool",
        "filled": filled,
        "standing": standing,
        "form": form_of(rule or standing.rule, standing.priority if priority is None else priority),
        "page": page_of(request, _people(person, found)),
        "choices": queries.choices_seen_by(person, found)[:MOST_CHOICES],
        "kinds": kinds(),
    }
    return render(request, "web/planning/pool.html", context, status=filled.status)


@signed_in
@require_POST
def fill(request: HttpRequest, project: UUID) -> HttpResponse:
    """Make members of those who fit."""
    person = user_of(request)
    found = project_for(person, project, Permission.ALLOCATE_WORK)
    try:
        n_new = actions.fill_pool(person, project=found, now=now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        said = ngettext("%(n)s person was added.", "%(n)s people were added.", n_new)
        messages.success(request, said % {"n": n_new})
    return redirect("project-pool", project=project)


@signed_in
@require_POST
def choose(request: HttpRequest, project: UUID) -> HttpResponse:
    """Somebody in, out or pinned."""
    person = user_of(request)
    found = project_for(person, project)
    texts = texts_of(request.POST, CHOICE)
    if texts["kind"] not in Placing.values:
        raise NotFound
    return done(
        request,
        lambda: _chosen(person, found, texts),
        _("Noted. It holds in every proposal until it is ended."),
        reverse("project-pool", args=[project]) + "#choices",
    )


@signed_in
@require_POST
def end(request: HttpRequest, choice: UUID) -> HttpResponse:
    """Back to the rule."""
    person = user_of(request)
    found = queries.choice_for(person, choice)
    return done(
        request,
        lambda: actions.end_choice(person, choice=found, now=now()),
        _("Ended: the rule decides again."),
        reverse("project-pool", args=[found.project.uid]) + "#choices",
    )


def _chosen(person: User, project: Project, texts: Mapping[str, str]) -> None:
    actions.choose(
        person,
        project=project,
        contributor=named(person, texts["pseudonym"]),
        kind=Placing(texts["kind"]),
        hours=hours_of(texts["hours"]),
        week_on=week_of(texts["week_on"]),
        reason=texts["reason"],
        now=now(),
    )


def named(person: User, pseudonym: str) -> Contributor:
    """Somebody in sight by pseudonym; else a refusal, the same whether they exist elsewhere or nowhere."""
    found = others_visible(person).filter(pseudonym=pseudonym[:60]).first()
    if found is None:
        raise Refused(UNKNOWN(field="pseudonym", what=_("person"), name=pseudonym[:60] or "–"))
    return found


def hours_of(text: str) -> float | None:
    """Empty is none; what is no number is one that the rule refuses."""
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return -1.0


def week_of(text: str) -> date | None:
    """Empty is every week; what is no day is a Tuesday long ago, which the rule refuses."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return date(1, 1, 2)


def _people(person: User, project: Project) -> QuerySet[Contributor]:
    member = memberships_in_force([project.pk]).filter(contributor=OuterRef("pk"))
    seen = others_visible(person).filter(pk__in=queries.people_in(project, now()).order_by().values("pk"))
    return seen.annotate(is_member=Exists(member)).order_by("pseudonym")


def kinds() -> list[tuple[str, str]]:
    words = {Placing.IN: _("In"), Placing.OUT: _("Out"), Placing.PINNED: _("Pinned with hours")}
    return [(each.value, word) for each, word in words.items()]
