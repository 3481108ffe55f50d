"""The page of one's own application: found by the secret of its letters alone."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Reason, Refused
from assay.recruiting.actions.own import choose_password, confirm, withdraw
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Application
from assay.recruiting.models.application import OPEN
from assay.recruiting.queries.applications import application_at
from assay.recruiting.queries.links import text_in
from assay.web.account.cast import BACKEND

# What each state means for whoever applied.
SAID = {
    ApplicationState.APPLIED: gettext_noop("One step is left: confirm your address."),
    ApplicationState.VERIFIED: gettext_noop(
        "Your address is confirmed. We look at your application and write to you."
    ),
    ApplicationState.ACCEPTED: gettext_noop("You were accepted. Welcome!"),
    ApplicationState.REFUSED: gettext_noop("You were not accepted this time."),
    ApplicationState.WITHDRAWN: gettext_noop("You have withdrawn your application. What you sent is erased."),
    ApplicationState.LAPSED: gettext_noop("The address was not confirmed in time. What you sent is erased."),
}
STEPS: dict[str, Callable[..., Application]] = {"confirm": confirm, "withdraw": withdraw}


# The address is a secret, which the policy of all pages keeps from other sites (same-origin). None at all would be too
# much: forms would be sent from nowhere, and refused.
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, token: str) -> HttpResponse:
    """How far it is, in the language in which it was written; posting takes the step of a button."""
    found = application_at(token)
    with override(found.locale):
        request.LANGUAGE_CODE = get_language()
        if request.method == "GET":
            return _page(request, found, token)
        try:
            if request.POST.get("step") == "password":
                return _begin(request, found)
            _step(request, found, now())
        except Refused as why:
            return _page(request, application_at(token), token, reasons=why.reasons, status=why.status)
        return redirect("application", token=token)


def _begin(request: HttpRequest, found: Application) -> HttpResponse:
    """The first password, and the first page behind it."""
    typed = {name: request.POST.get(name, "") for name in ("password", "repeated")}
    login(request, choose_password(found, **typed, now=now()), backend=BACKEND)
    return redirect("home")


def _step(request: HttpRequest, found: Application, at: datetime) -> None:
    step = STEPS.get(request.POST.get("step", ""))
    if step is not None:
        step(found, now=at)


def _page(
    request: HttpRequest,
    found: Application,
    token: str,
    *,
    reasons: tuple[Reason, ...] = (),
    status: int = 200,
) -> HttpResponse:
    # What is decided and not true yet is nobody's to read.
    is_due = found.due_at is not None
    state = ApplicationState.VERIFIED if is_due else ApplicationState(found.state)
    person = found.contributor.user if found.contributor else None
    context = {
        "application": found,
        "why": "" if is_due else found.why,
        "can_choose": person is not None and person.is_active and not person.has_usable_password(),
        "can_sign_in": person is not None and person.has_usable_password(),
        "token": token,
        "text": text_in(found.campaign, found.locale),
        "said": _(SAID[state]),
        "waits": found.state == ApplicationState.APPLIED,
        "can_withdraw": state in OPEN,
        "can_erase": state == ApplicationState.REFUSED and found.erased_at is None,
        "reasons": reasons,
    }
    response = render(request, "web/joining/own.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
