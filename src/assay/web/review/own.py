"""A contributor's own quality: accuracy with its trend, what was charged, and examples with what is right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.quality.enums import ErrorSeverity
from assay.quality.models import Review
from assay.quality.queries.own_quality import (
    WEEKS,
    own_accuracy,
    own_errors,
    own_reviews,
    own_reworks,
    own_trend,
)
from assay.web.requests import page_of, signed_in, user_of
from assay.web.review.shown import shown_done
from assay.web.review.words import SEVERITIES
from assay.web.wording import wording_of


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Of the last weeks; who works for nobody finds nothing here."""
    contributor, at = _contributor(user_of(request)), now()
    page = page_of(request, own_reviews(contributor), 20)
    errors = own_errors(contributor, now=at)
    context = {
        "projects": own_accuracy(contributor, now=at),
        "weeks": own_trend(contributor, now=at),
        "n_weeks": WEEKS,
        "errors": [(each.name, *_severity(each.severity), each.n) for each in errors],
        "reworks": own_reworks(contributor)[:50],
        "page": page,
        "examples": [_example(each) for each in page],
        "at": at,
    }
    return render(request, "web/review/own.html", context)


def _example(review: Review) -> dict[str, object]:
    """The judgment as it was given, what was said of it, and the right answers where the reviewer gave them."""
    wording = wording_of(review.judgment.schema_version_id)
    right = review.answers if review.answers != review.judgment.answers else None
    return {
        "uid": review.uid,
        "external_id": review.judgment.task.external_id,
        "project": review.project.name,
        "given": wording.all_of(review.judgment.answers),
        "right": wording.all_of(right) if right else (),
        "done": shown_done(review),
        "is_overturned": hasattr(review, "adjustment"),
    }


def _severity(name: str) -> tuple[str, str]:
    text, tone = SEVERITIES[ErrorSeverity(name)]
    return _(text), tone


def _contributor(person: User) -> Contributor:
    found = Contributor.objects.filter(user=person).first()
    if found is None:
        raise NotFound
    return found
