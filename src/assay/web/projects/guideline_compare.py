"""Two versions of a guideline side by side: what was added, removed, moved, and said in other words."""

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.reasons import NotFound
from assay.projects.models import GuidelineVersion, Project
from assay.projects.queries.permission import project_for
from assay.projects.rules.guideline_diff import Fate, diff_guidelines
from assay.web.guideline_marked import marked_parts
from assay.web.projects.guideline_words import shown_changes
from assay.web.requests import signed_in, user_of

MOST_VERSIONS = 200


@signed_in
@require_GET
def compare(request: HttpRequest, project: UUID) -> HttpResponse:
    """From the version before to the one in force, or between any two."""
    found = project_for(user_of(request), project)
    in_force = found.guideline_version
    if in_force is None:
        raise NotFound
    after = _version(found, request.GET.get("to", ""), in_force.number)
    before = _version(found, request.GET.get("from", ""), max(1, after.number - 1))
    changes = diff_guidelines(before.sections, after.sections)
    counts = Counter(each.fate for each in changes)
    context = {
        "project": found,
        "tab": "guideline",
        "part": "compare",
        "before": before,
        "after": after,
        "changes": marked_parts(changes),
        "is_side_by_side": request.GET.get("view") == "sides",
        "rule_changes": shown_changes(before.policies, after.policies),
        "n": {fate.value: counts[fate] for fate in Fate},
        "numbers": found.guideline_versions.order_by("-number").values_list("number", flat=True)[
            :MOST_VERSIONS
        ],
    }
    return render(request, "web/projects/guideline_compare.html", context)


def _version(project: Project, text: str, otherwise: int) -> GuidelineVersion:
    """By its number; NotFound where there is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    version = project.guideline_versions.filter(number=number).first()
    if version is None:
        raise NotFound
    return version
