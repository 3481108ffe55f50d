"""What the shell of every page shows: the person, their navigation, their inbox."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from assay.people.models import Contributor, User
from assay.people.queries.inbox import n_unread
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission

Entry = dict[str, object]


def shell(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if not isinstance(user, User) and not getattr(user, "is_authenticated", False):
        return {"nav": [], "n_unread": 0}
    return {
        "nav": SimpleLazyObject(lambda: entries(request)),
        "n_unread": SimpleLazyObject(lambda: n_unread(_user(request))),
    }


def entries(request: HttpRequest) -> list[Entry]:
    """Where this person can go; pages out of their role are not offered."""
    user = _user(request)
    places = []
    if Contributor.objects.filter(user=user).exists():
        places += [(_("My work"), "/"), (_("Workbench"), "/work/")]
    if not scope_of(user, Permission.VIEW_PROJECT).is_empty:
        places.append((_("Projects"), "/projects/"))
    if not scope_of(user, Permission.VIEW_PEOPLE).is_empty:
        places.append((_("People"), "/people/"))
    if scope_of(user, Permission.ADMINISTER).is_everywhere:
        places.append((_("Audit"), "/audit/"))
    return [
        {"label": label, "href": href, "is_current": _is_here(request.path, href)} for label, href in places
    ]


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
