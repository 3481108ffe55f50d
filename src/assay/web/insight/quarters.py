"""Reviews of quarters: one project's, all in sight, and what was decided."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.insight.actions.quarter_reviews import decide as decide_action
from assay.insight.actions.quarter_reviews import sign_review
from assay.insight.queries import quarter_reviews as queries
from assay.insight.rules.quarters import Quarter, quarter_from, quarter_of
from assay.kit.clock import now
from assay.kit.papers import PDF, XLSX, pdf_of, xlsx_of
from assay.kit.reasons import NotFound, Refused
from assay.kit.typesetting import can_typeset
from assay.planning.queries.decisions import KEEPS, owners_for
from assay.planning.rules.decisions import NewDecision
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.web.insight.quarter_paper import paper_of
from assay.web.insight.quarter_shown import shown_review, shown_row
from assay.web.planning.decisions import FIELDS, day_from, owner_from
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All projects in sight in one quarter, the dearest first."""
    quarter = _asked(request.GET.get("quarter", ""))
    found = queries.overview_of(user_of(request), quarter, now())
    page = page_of(request, found)
    context = {
        "rows": [shown_row(each) for each in page],
        "n_signed": sum(each.is_signed for each in found),
        "n_all": len(found),
        "page": page,
        "kept": f"quarter={quarter}",
        **_around(quarter),
    }
    return render(request, "web/insight/quarters.html", context)


@signed_in
@require_GET
def review(request: HttpRequest, project: UUID) -> HttpResponse:
    """One project's review: as it was signed, else as it stands."""
    found = queries.project_for_review(user_of(request), project)
    quarter, wanted = _asked(request.GET.get("quarter", "")), request.GET.get("as", "")
    if wanted == "xlsx" or (wanted == "pdf" and can_typeset()):
        return _file(request, found, quarter, wanted)
    return _review(request, found, quarter, Filled(dict.fromkeys(FIELDS, "")))


@signed_in
@require_POST
def decide(request: HttpRequest, project: UUID, quarter: str) -> HttpResponse:
    """Write down what was decided."""
    person, moment = user_of(request), now()
    found = queries.project_for_keeping(person, project)
    of, texts = _named(quarter), texts_of(request.POST, FIELDS)
    try:
        decide_action(
            person,
            project=found,
            quarter=of,
            owner=owner_from(owners_for(found), texts["owner"]),
            given=NewDecision(texts["what"], texts["why"], day_from(texts["due_on"])),
            now=moment,
        )
    except Refused as why:
        return _review(request, found, of, refused(texts, why, FIELDS))
    return done(request, lambda: None, _("Written down."), _address(project, of))


@signed_in
@require_POST
def sign(request: HttpRequest, project: UUID, quarter: str) -> HttpResponse:
    """Keep it as it is."""
    person = user_of(request)
    found, of = queries.project_for_keeping(person, project), _named(quarter)
    (summary,) = texts_of(request.POST, ("summary",)).values()
    return done(
        request,
        lambda: sign_review(person, project=found, quarter=of, summary=summary, now=now()),
        _("Signed. It stays as it is."),
        _address(project, of),
    )


def _file(request: HttpRequest, project: Project, quarter: Quarter, wanted: str) -> HttpResponse:
    """Not kept: it is made again from what is shown."""
    moment = now()
    paper = paper_of(queries.review_for(user_of(request), project, quarter, moment), moment.date())
    content = pdf_of(paper) if wanted == "pdf" else xlsx_of(paper)
    response = HttpResponse(content, content_type=PDF if wanted == "pdf" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="review-{quarter}.{wanted}"'
    return response


def _review(request: HttpRequest, project: Project, quarter: Quarter, form: Filled) -> HttpResponse:
    person, moment = user_of(request), now()
    found = queries.review_for(person, project, quarter, moment)
    may_keep = KEEPS in permissions_in(person, project) and found.signed is None
    context = {
        "project": project,
        "tab": "quarters",
        "review": found,
        "shown": shown_review(found, moment.date()),
        "may_decide": may_keep,
        "may_sign": may_keep and queries.is_over(project, quarter, moment),
        "owners": owners_for(project) if may_keep else [],
        "owner": form.values["owner"] or str(person.uid),
        "form": form,
        "can_typeset": can_typeset(),
        **_around(quarter),
    }
    return render(request, "web/insight/quarter.html", context, status=form.status)


def _around(quarter: Quarter) -> dict[str, object]:
    """The quarter with the ones beside it; none after the one that goes on."""
    running = quarter_of(now().date())
    return {
        "quarter": quarter,
        "earlier": quarter.before,
        "later": quarter.next if quarter < running else None,
        "is_running": quarter == running,
    }


def _asked(text: str) -> Quarter:
    """The running one where none was asked for."""
    today = now().date()
    return quarter_from(text, today) or quarter_of(today)


def _named(text: str) -> Quarter:
    found = quarter_from(text, now().date())
    if found is None:
        raise NotFound
    return found


def _address(project: UUID, quarter: Quarter) -> str:
    return f"{reverse('quarter-reviews', args=[project])}?quarter={quarter}"
