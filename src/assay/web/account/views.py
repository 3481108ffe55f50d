"""The own account: how one is called and spoken to, the password, and tokens for the API."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Reason, Refused
from assay.people.actions import account as actions
from assay.people.actions.users import revoke_token
from assay.people.queries.account import own_token, tokens_of
from assay.web.account import shown
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return page(request)
    given = {key: request.POST.get(key, "") for key in ("name", "locale", "time_zone")}
    return done(request, lambda: actions.edit_account(user_of(request), **given), _("Saved."), "account")


@signed_in
@require_POST
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Throttled per person, so that nobody guesses the current one from an open browser."""
    if limited := ratelimit.consume_or_429(request, action="change_password", user=user_of(request)):
        refusal: HttpResponse = limited
        return refusal

    def change() -> None:
        given = {key: request.POST.get(key, "") for key in ("current", "new", "repeated")}
        update_session_auth_hash(request, actions.change_password(user_of(request), **given, now=now()))

    return done(request, change, _("The password is changed. Other devices are signed out."), "account")


@signed_in
@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """The answer to the form shows the secret; it is kept nowhere, so it is not a redirect."""
    days = request.POST.get("days", "")
    try:
        token, secret = actions.issue_own_token(
            user_of(request),
            name=request.POST.get("name", ""),
            scopes=request.POST.getlist("scopes"),
            days=int(days) if days.isdecimal() else 0,
            now=now(),
        )
    except Refused as refused:
        return page(request, reasons=refused.reasons, status=refused.status)
    return page(request, secret=secret, made=token.name)


@signed_in
@require_POST
def revoke(request: HttpRequest, token: UUID) -> HttpResponse:
    found = own_token(user_of(request), token)
    return done(
        request,
        lambda: revoke_token(user_of(request), token=found, now=now()),
        _("The token no longer works."),
        "account",
    )


def page(
    request: HttpRequest,
    *,
    secret: str = "",
    made: str = "",
    reasons: tuple[Reason, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """What was typed into the form for a token stays there when it is refused."""
    tokens = page_of(request, tokens_of(user_of(request)))
    context = {
        "person": user_of(request),
        "languages": shown.languages(),
        "zones": shown.zones(),
        "scopes": shown.scopes(),
        "days": shown.DAYS,
        "page": tokens,
        "tokens": shown.shown_tokens(tokens, now()),
        "typed": request.POST if reasons else {"days": "90"},
        "ticked": request.POST.getlist("scopes") if reasons else ["read"],
        "secret": secret,
        "made": made,
        "reasons": reasons,
    }
    return render(request, "web/account.html", context, status=status)
