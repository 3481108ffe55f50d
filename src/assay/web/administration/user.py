"""One user: roles given and taken, signing in, tokens."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions import access, users
from assay.people.models import ApiToken, User
from assay.people.queries.erasure import open_requests
from assay.people.queries.users import grants_in_force, grants_retired
from assay.web.administration.entrance import administrator, project_names
from assay.web.administration.granting import grant_choices, grant_of
from assay.web.administration.shown import grant_shown, user_shown
from assay.web.requests import done, page_of, signed_in

Act = Callable[[User, User, str], object]


@signed_in
@require_GET
def user(request: HttpRequest, account: UUID) -> HttpResponse:
    administrator(request)
    found = _found(account)
    retired = page_of(request, grants_retired(found), 10)
    names = project_names([*found.grants.all(), *retired])
    context = {
        "account": found,
        "row": user_shown(found, names),
        "retired": [grant_shown(each, names) for each in retired],
        "page": retired,
        "tokens": ApiToken.objects.filter(user=found, revoked_at=None, expires_at__gt=now()).order_by("-pk")[
            :50
        ],
        "asked": open_requests().filter(user=found).first(),
        "is_erased": found.person_key is None,
    }
    return render(request, "web/administration/user.html", context | grant_choices(request.GET))


@signed_in
@require_POST
def give(request: HttpRequest, account: UUID) -> HttpResponse:
    person, found, asked = administrator(request), _found(account), grant_of(request.POST)
    return done(
        request,
        lambda: users.grant_role(person, user=found, now=now(), **asked.where()),
        _("The role was given."),
        _address(found),
    )


@signed_in
@require_POST
def take(request: HttpRequest, account: UUID, grant: UUID) -> HttpResponse:
    person, found = administrator(request), _found(account)
    held = grants_in_force().select_related("user").filter(user=found, uid=grant).first()
    if held is None:
        raise NotFound
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: users.retire_grant(person, grant=held, reason=reason, now=now()),
        _("The role was taken away."),
        _address(found),
    )


@signed_in
@require_POST
def deactivate(request: HttpRequest, account: UUID) -> HttpResponse:
    """Sessions end and tokens are revoked at once."""
    return _with_reason(
        request,
        account,
        lambda by, found, why: access.deactivate_user(by, user=found, reason=why, now=now()),
        _("Deactivated: sessions have ended and tokens are revoked."),
    )


@signed_in
@require_POST
def reactivate(request: HttpRequest, account: UUID) -> HttpResponse:
    return _with_reason(
        request,
        account,
        lambda by, found, why: access.reactivate_user(by, user=found, reason=why, now=now()),
        _("Active again. Tokens and sessions of before stay ended."),
    )


@signed_in
@require_POST
def erase(request: HttpRequest, account: UUID) -> HttpResponse:
    return _with_reason(
        request,
        account,
        lambda by, found, why: access.erase_person(by, user=found, reason=why, now=now()),
        _("Everything personal was erased. The work stays under the pseudonym."),
    )


@signed_in
@require_POST
def password(request: HttpRequest, account: UUID) -> HttpResponse:
    person, found = administrator(request), _found(account)
    typed = request.POST.get("password", "")
    return done(
        request,
        lambda: users.set_password(person, user=found, password=typed),
        _("The password was set, and their sessions have ended."),
        _address(found),
    )


@signed_in
@require_POST
def revoke(request: HttpRequest, account: UUID, token: UUID) -> HttpResponse:
    person, found = administrator(request), _found(account)
    held = ApiToken.objects.filter(user=found, uid=token).first()
    if held is None:
        raise NotFound
    return done(
        request,
        lambda: users.revoke_token(person, token=held, now=now()),
        _("The token was revoked."),
        _address(found),
    )


def _with_reason(request: HttpRequest, account: UUID, act: Act, success: str) -> HttpResponse:
    person, found = administrator(request), _found(account)
    reason = request.POST.get("reason", "")
    return done(request, lambda: act(person, found, reason), success, _address(found))


def _found(account: UUID) -> User:
    in_force = Prefetch("grants", grants_in_force())
    found = User.objects.select_related("contributor").prefetch_related(in_force).filter(uid=account).first()
    if found is None:
        raise NotFound
    return found


def _address(user: User) -> str:
    return reverse("user", args=[user.uid])
