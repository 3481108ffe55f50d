"""The pages of a project's quality, in one place: only those that this person may open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed
from assay.web.templatetags.project_tabs import Tab, given_in

register = template.Library()
P = Permission
# A topic adds its line here: name, address, label, and the permissions of which any one opens it.
Pages = Sequence[tuple[str, str, str, frozenset[Permission]]]
GROUPS: tuple[tuple[str, Pages], ...] = (
    (
        gettext_noop("Review"),
        (
            (
                "review",
                "reviews",
                gettext_noop("Reviews"),
                frozenset({P.REVIEW, P.MANAGE_QUALITY, P.VIEW_ANSWERS}),
            ),
            ("reviewers", "reviewers", gettext_noop("Reviewers"), frozenset({P.MANAGE_QUALITY, P.AUDIT})),
            (
                "capacity",
                "review-capacity",
                gettext_noop("Capacity"),
                frozenset({P.MANAGE_QUALITY, P.VIEW_ANSWERS}),
            ),
            ("plan", "review-plan", gettext_noop("Review plan"), frozenset({P.MANAGE_QUALITY})),
            (
                "taxonomy",
                "error-taxonomy",
                gettext_noop("Error types"),
                frozenset({P.MANAGE_QUALITY, P.REVIEW}),
            ),
        ),
    ),
    (
        gettext_noop("Agreement"),
        (
            ("board", "board", gettext_noop("Agreement"), frozenset({P.VIEW_ANSWERS})),
            (
                "calibration",
                "calibration",
                gettext_noop("Calibration"),
                frozenset({P.MANAGE_QUALITY, P.VIEW_ANSWERS, P.VIEW_PEOPLE}),
            ),
            ("gold", "gold", gettext_noop("Gold"), frozenset({P.MANAGE_GOLD})),
            ("gold-proposals", "gold-proposals", gettext_noop("Gold proposals"), frozenset({P.REVIEW})),
        ),
    ),
    (
        gettext_noop("Training"),
        (
            ("courses", "courses", gettext_noop("Courses"), frozenset({P.MANAGE_GOLD, P.VIEW_PEOPLE})),
            ("exams", "exams", gettext_noop("Exams"), frozenset({P.MANAGE_GOLD})),
            (
                "exam-results",
                "exam-results",
                gettext_noop("Exam results"),
                frozenset({P.MANAGE_GOLD, P.VIEW_PEOPLE}),
            ),
            (
                "live",
                "live-sessions",
                gettext_noop("Live sessions"),
                frozenset({P.MANAGE_GOLD, P.VIEW_PEOPLE}),
            ),
            ("ramp", "ramp", gettext_noop("Ramp-up"), frozenset({P.MANAGE_QUALITY, P.VIEW_PEOPLE})),
        ),
    ),
    (
        gettext_noop("Guideline"),
        (
            (
                "questions",
                "questions",
                gettext_noop("Questions"),
                frozenset({P.MANAGE_QUALITY, P.MANAGE_TASKS}),
            ),
            ("proposals", "proposals", gettext_noop("Proposals"), frozenset({P.VIEW_ANSWERS})),
        ),
    ),
    (
        gettext_noop("People"),
        (
            ("disputes", "disputes", gettext_noop("Disputes"), frozenset({P.ARBITRATE, P.DISPUTE})),
            ("appeals", "appeals", gettext_noop("Appeals"), frozenset({P.ARBITRATE})),
            ("standing", "standing", gettext_noop("Standing"), frozenset({P.MANAGE_QUALITY, P.VIEW_PEOPLE})),
            (
                "integrity",
                "integrity",
                gettext_noop("Integrity"),
                frozenset({P.MANAGE_QUALITY, P.MANAGE_PEOPLE}),
            ),
            (
                "site",
                "site-quality",
                gettext_noop("Site"),
                frozenset({P.DISPUTE, P.MANAGE_QUALITY, P.VIEW_ANSWERS}),
            ),
        ),
    ),
    (
        gettext_noop("Labels"),
        (
            ("consensus", "consensus-runs", gettext_noop("Consensus"), frozenset({P.VIEW_ANSWERS})),
            ("adaptive", "adaptive", gettext_noop("Adaptive"), frozenset({P.VIEW_ANSWERS})),
            ("labelers", "labelers", gettext_noop("Machines"), frozenset({P.VIEW_ANSWERS})),
            ("adjudication", "adjudications", gettext_noop("Adjudication"), frozenset({P.ADJUDICATE})),
        ),
    ),
    (
        gettext_noop("Acceptance"),
        (("lots", "lots", gettext_noop("Lots"), frozenset({P.MANAGE_QUALITY, P.VIEW_ANSWERS})),),
    ),
)
QUALITY_PAGES: Pages = tuple(page for _label, pages in GROUPS for page in pages)
OPENING = frozenset[Permission]().union(*(opening for _name, _page, _label, opening in QUALITY_PAGES))


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    pages: list[Tab]


@register.simple_tag(takes_context=True)
def quality_pages(context: Context, project: Project, current: str) -> list[Group]:
    """Every page with its address, in groups; a group of which nothing is open to the person is left out."""
    given = given_in(context, project)
    user = context["request"].user
    # A site's own reviewers review only the own people's work: gold is for those of the whole project.
    is_open = P.MANAGE_GOLD in given or P.REVIEW not in given or is_allowed(user, project, P.REVIEW)
    hidden = () if is_open else ("gold-proposals",)
    found = [
        Group(
            _(label),
            list(_open_to([page for page in pages if page[0] not in hidden], given, project, current)),
        )
        for label, pages in GROUPS
    ]
    return [group for group in found if group.pages]


def pages_open_to(given: frozenset[Permission], project: Project, current: str = "") -> Iterator[Tab]:
    yield from _open_to(QUALITY_PAGES, given, project, current)


def _open_to(pages: Pages, given: frozenset[Permission], project: Project, current: str) -> Iterator[Tab]:
    for name, page, label, opening in pages:
        if given & opening:
            try:
                address = reverse(page, args=[project.uid])
            except NoReverseMatch:
                continue
            yield Tab(address, _(label), name == current)
