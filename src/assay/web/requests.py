"""What every page does with a request: who is it, do it, say how it went."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.web.paging import Page, Rows, page_at

M = TypeVar("M")
PAGE = 50
# Only for people who are signed in; others are asked to.
signed_in = login_required


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def done(request: HttpRequest, action: Callable[[], object], success: str, then: str) -> HttpResponse:
    """Do it and go on to `then`; a refusal is shown there, and what was typed is not lost in a crash."""
    try:
        action()
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    else:
        messages.success(request, success)
    return redirect(then)


def page_of(request: HttpRequest, rows: Rows[M], size: int = PAGE) -> Page[M]:
    """One page of a list; never the whole, and without counting it."""
    return page_at(rows, request.GET.get("page", ""), size)
