"""The pages of a project's guideline: only those that this person may open."""

from collections.abc import Iterator

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.web.templatetags.project_tabs import Tab, given_in

register = template.Library()
P = Permission
# Name, address, label, the permissions of which any one opens it, and whether it needs a version in force.
PAGES: tuple[tuple[str, str, str, frozenset[Permission], bool], ...] = (
    ("guideline", "project-guideline", gettext_noop("In force"), frozenset({P.VIEW_PROJECT}), False),
    (
        "draft",
        "project-guideline-draft",
        gettext_noop("Next version"),
        frozenset({P.MANAGE_QUALITY}),
        False,
    ),
    ("compare", "project-guideline-compare", gettext_noop("Compare"), frozenset({P.VIEW_PROJECT}), True),
    (
        "translations",
        "project-guideline-translations",
        gettext_noop("Translations"),
        frozenset({P.VIEW_PROJECT}),
        True,
    ),
    (
        "policies",
        "project-guideline-policies",
        gettext_noop("Market policies"),
        frozenset({P.VIEW_PROJECT}),
        False,
    ),
    (
        "readers",
        "project-guideline-readers",
        gettext_noop("Who is current"),
        frozenset({P.VIEW_PEOPLE}),
        True,
    ),
    ("schema", "project-schema", gettext_noop("Label schema"), frozenset({P.VIEW_PROJECT}), False),
)


@register.simple_tag(takes_context=True)
def guideline_pages(context: Context, project: Project, current: str) -> list[Tab]:
    """Every page with its address."""
    return list(_pages(given_in(context, project), project, current))


def _pages(given: frozenset[Permission], project: Project, current: str) -> Iterator[Tab]:
    for name, page, label, opening, needs_version in PAGES:
        if given & opening and (not needs_version or project.guideline_version_id):
            yield Tab(reverse(page, args=[project.uid]), _(label), name == current)
