"""Why a label is what it is: its judgments, their authors' measured accuracy, and the content beside."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.delivery.queries.releases import releases_with
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.partners.queries.coaching import answers_to_coach
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in
from assay.quality.queries.why import label_for, labels_beside, why_label
from assay.quality.queries.why_checked import checked
from assay.quality.queries.why_enough import why_enough
from assay.web.content import shown_content
from assay.web.quality.checks import shown_checked, shown_lot_behind
from assay.web.quality.labels import shown_label
from assay.web.quality.reasons import shown_why
from assay.web.requests import signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_GET
def why(request: HttpRequest, task: UUID) -> HttpResponse:
    """One label; without a question in the address, the task's first one of the newest run."""
    asked = request.GET
    person = user_of(request)
    label = label_for(
        person,
        task,
        question=asked.get("question"),
        subject=asked.get("subject", ""),
        run=_uid(asked.get("run")),
    )
    wording = wording_of(label.run.params["schema_version_id"])
    explained = why_label(label)
    found = checked(label)
    context = {
        "project": label.run.project,
        "why": shown_why(explained, wording),
        "to_coach": answers_to_coach(person, label.task.uid, now=now()),
        "reused": explained.reused,
        "beside": [shown_label(each, wording, label.task) for each in labels_beside(label)],
        "content": shown_content(wording, label.task),
        "releases": releases_with(label),
        "enough": why_enough(label),
        "reviews": [shown_checked(each) for each in found.reviews],
        "may_arbitrate": Permission.ARBITRATE in permissions_in(person, label.run.project),
        "lot": shown_lot_behind(found.lot) if found.lot else None,
    }
    return render(request, "web/quality/why.html", context)


def _uid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound from error
