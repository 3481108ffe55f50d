"""What the shell of every page shows: the person, their navigation, their inbox."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from assay.intake.queries.scope import TAKING_PART
from assay.people.models import Contributor, User
from assay.people.queries.inbox import n_unread
from assay.people.queries.permissions import reaches_by_permission
from assay.people.rules.roles import Permission
from assay.people.rules.scope import Reach
from assay.planning.queries.portfolio import OPENING

Entry = dict[str, object]
_KEPT = "_shell_places"


def shell(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if not isinstance(user, User) and not getattr(user, "is_authenticated", False):
        return {"nav": [], "n_unread": 0, "may_search": False, "given": ()}
    nav = SimpleLazyObject(lambda: entries(request))
    return {
        "nav": nav,
        "may_search": SimpleLazyObject(lambda: any(each["href"] == reverse("projects") for each in nav)),
        "given": SimpleLazyObject(lambda: [each.value for each in reaches_by_permission(_user(request))]),
        "n_unread": SimpleLazyObject(lambda: n_unread(_user(request))),
    }


def entries(request: HttpRequest) -> list[Entry]:
    """Where this person can go; pages out of their role are not offered. Asked once per request."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, places_of(_user(request)))
    return [
        {"label": label, "href": href, "is_current": _is_here(request.path, href)}
        for label, href in getattr(request, _KEPT)
    ]


def places_of(user: User) -> list[tuple[str, str]]:
    """The pages at the top by name and address: own work first, then what the person's roles open."""
    given = reaches_by_permission(user)
    is_contributor = Contributor.objects.filter(user=user).exists()
    sees_projects = Permission.VIEW_PROJECT in given
    administers = _everywhere(given, Permission.ADMINISTER)
    offered = [
        (is_contributor, _("My work"), "home"),
        (is_contributor, _("Workbench"), "workbench"),
        (_takes_part(given), _("Requests"), "requests"),
        (sees_projects, _("Projects"), "projects"),
        (_runs_projects(given), _("Portfolio"), "portfolio"),
        (_allocates(given), _("Allocation"), "allocation"),
        (Permission.ACCEPT_DELIVERIES in given, _("Deliveries"), "deliveries"),
        (Permission.VIEW_PEOPLE in given, _("People"), "people"),
        (Permission.ANSWER_TICKETS in given, _("Tickets"), "support"),
        (_sees_recruiting(given), _("Recruiting"), "recruiting"),
        (_everywhere(given, Permission.VIEW_RATES), _("Rates"), "rates"),
        (_everywhere(given, Permission.VIEW_BUDGETS), _("Budgets"), "budgets"),
        (_everywhere(given, Permission.VIEW_LEDGER), _("Ledger"), "ledger"),
        (sees_projects, _("Jobs"), "jobs"),
        (Permission.SET_STANDARDS in given, _("Standards"), "standard-defaults"),
        (administers, _("Users"), "users"),
        (administers, _("Audit"), "audit"),
    ]
    return [(label, reverse(page)) for is_open, label, page in offered if is_open]


def _everywhere(given: Mapping[Permission, Iterable[Reach]], permission: Permission) -> bool:
    """Whether the person has it in the whole organisation."""
    return any(reach.is_everywhere for reach in given.get(permission, ()))


def _takes_part(given: Mapping[Permission, Iterable[Reach]]) -> bool:
    """Whether requests are open to the person: a grant over people of a vendor or site opens none."""
    return any(not reach.names_people for each in TAKING_PART for reach in given.get(each, ()))


def _sees_recruiting(given: Mapping[Permission, Iterable[Reach]]) -> bool:
    """Whether campaigns are open: a grant over one project's, vendor's or site's people opens none."""
    reaches = given.get(Permission.VIEW_RECRUITING, ())
    return any(not reach.names_people and reach.project is None for reach in reaches)


def _runs_projects(given: Mapping[Permission, Iterable[Reach]]) -> bool:
    """Whether the portfolio is open: whoever only asks, reviews or leads a site has pages of their own."""
    return any(not reach.names_people for each in OPENING for reach in given.get(each, ()))


def _allocates(given: Mapping[Permission, Iterable[Reach]]) -> bool:
    """Whoever keeps the time of some people; whoever has the portfolio comes to the allocation from there."""
    return Permission.KEEP_TIME in given and not _runs_projects(given)


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
