"""By which weights and targets scorecards are reckoned."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.scorecards import publish_terms
from assay.partners.enums import ScoreMeasure
from assay.partners.queries.scorecards import earlier_terms, sees_all, terms_in_force
from assay.partners.rules.scorecard import Term
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.partners.words import MEASURES
from assay.web.requests import signed_in, user_of

# Of a measure that came to be after the version in force.
UNWEIGHED = Term(0.0, 1.0)


@signed_in
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """For who sees all scorecards; whoever sets standards publishes the next version."""
    person = user_of(request)
    if not sees_all(person):
        raise NotFound
    if request.method == "POST":
        try:
            publish_terms(
                person, measures=_asked(request.POST), reason=request.POST.get("reason", ""), now=now()
            )
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason.said)
        else:
            messages.success(request, _("Published. They hold for what is reckoned from now on."))
            return redirect("scorecard-terms")
    found = terms_in_force()
    context = {
        "terms": found,
        "rows": [_row(measure, found.measures.get(measure, UNWEIGHED), request.POST) for measure in MEASURES],
        "earlier": earlier_terms()[:20],
        "may_set": may(person, Permission.SET_STANDARDS),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "web/partners/scorecard_terms.html", context)


def _row(measure: ScoreMeasure, term: Term, posted: QueryDict) -> dict[str, object]:
    name, how = MEASURES[measure]
    return {
        "key": measure.value,
        "name": _(name),
        "how": _(how),
        "term": term,
        "weight": posted.get(f"weight_{measure.value}", f"{term.weight * 100:g}"),
        "target": posted.get(f"target_{measure.value}", f"{term.target * 100:g}"),
    }


def _asked(posted: QueryDict) -> dict[ScoreMeasure, Term]:
    """What is no number is none that the rule allows."""
    standing = terms_in_force().measures
    return {
        measure: replace(
            standing.get(measure, UNWEIGHED),
            weight=_share(posted.get(f"weight_{measure.value}", "")),
            target=_share(posted.get(f"target_{measure.value}", "")),
        )
        for measure in ScoreMeasure
    }


def _share(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".")[:20]) / 100
    except ValueError:
        return float("nan")
