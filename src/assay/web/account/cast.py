"""One-click sign-in of the demo's cast; everywhere else these addresses do not exist."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.reasons import NotFound
from assay.people.queries.cast import CastMember, cast, in_cast

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class OneClick:
    """A button of the sign-in page."""

    key: str
    name: str
    role: str


@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the address that `assay demo` prints: one button, and Enter presses it."""
    if not settings.ASSAY_DEMO:
        raise NotFound
    user = in_cast(key)
    if request.method == "POST":
        login(request, user, backend=BACKEND)
        return redirect("home")
    return render(request, "account/one_click.html", {"person": user, "key": key})


def one_clicks() -> list[OneClick]:
    """The cast, where this is the demo."""
    return [OneClick(each.key, each.name, _role(each)) for each in cast()] if settings.ASSAY_DEMO else []


def _role(member: CastMember) -> str:
    roles = ([_("Contributor")] if member.is_contributor else []) + [_(role) for role in member.roles]
    return ", ".join(roles) or _("No role: sees nothing")
