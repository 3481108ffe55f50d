"""A contributor's own errors: read, disputed, and a dispute taken back; who leads them does the same for them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.quality.actions import disputing as actions
from assay.quality.queries.disputes import charged_to, dispute_for, review_for
from assay.web.disputes.shown import shown_review
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What reviewers charged to the person, with a place to dispute it."""
    person, now = user_of(request), the_time()
    if not Contributor.objects.filter(user=person).exists():
        raise NotFound
    page = page_of(request, charged_to(person).filter(contributor__user=person), 20)
    context = {"page": page, "rows": [shown_review(person, each, now) for each in page]}
    return render(request, "web/disputes/own.html", context)


@signed_in
@require_POST
def raise_one(request: HttpRequest, review: UUID) -> HttpResponse:
    """Dispute one error, or the verdict as a whole."""
    person = user_of(request)
    found = review_for(person, review)
    uid = parse_uid(request.POST.get("error", ""))
    error = found.errors.filter(uid=uid).first() if uid else None
    if uid is not None and error is None:
        raise NotFound
    is_own = found.contributor is not None and found.contributor.user_id == person.pk
    where = reverse("own-disputes") if is_own else reverse("site-disputes", args=[found.project.uid])
    return done(
        request,
        lambda: actions.raise_dispute(
            person, review=found, error=error, reason=request.POST.get("reason", ""), now=the_time()
        ),
        _("Your dispute was sent. Somebody other than the reviewer decides it."),
        where,
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, dispute: UUID) -> HttpResponse:
    person = user_of(request)
    found = dispute_for(person, dispute)
    is_own = found.contributor.user_id == person.pk
    return done(
        request,
        lambda: actions.withdraw_dispute(person, dispute=found, now=the_time()),
        _("The dispute is withdrawn."),
        reverse("own-disputes") if is_own else reverse("site-disputes", args=[found.project.uid]),
    )
