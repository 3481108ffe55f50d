"""Answers that are given often: read by who answers, kept by who runs support."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.support.actions.macros import make_macro, retire_macro, set_macro_text
from assay.support.enums import TicketCategory
from assay.support.models import Macro
from assay.support.queries.macros import keeps_support, macro_for, macros_for
from assay.support.rules.macros import PLACEHOLDERS
from assay.support.rules.words import MOST_IN_TEXT
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.support.words import categories


@dataclass(frozen=True, slots=True)
class ShownMacro:
    macro: Macro
    category: str


@signed_in
@require_http_methods(["GET", "POST"])
def macros(request: HttpRequest) -> HttpResponse:
    """By name, with their texts; posting adds one."""
    person, posted = user_of(request), request.POST
    found = macros_for(person)
    if request.method == "POST":
        return done(
            request,
            lambda: make_macro(
                person,
                name=posted.get("name", ""),
                category=posted.get("category", ""),
                language=posted.get("language", ""),
                text=posted.get("text", ""),
                now=the_time(),
            ),
            _("Saved."),
            reverse("support-macros"),
        )
    page = page_of(request, found, 20)
    context = {
        "page": page,
        "rows": [_shown(each) for each in page],
        "may_keep": keeps_support(person),
        "categories": categories(),
        "placeholders": [f"{{{each}}}" for each in PLACEHOLDERS],
        "most": MOST_IN_TEXT,
    }
    return render(request, "web/support/macros.html", context)


@signed_in
@require_POST
def text(request: HttpRequest, macro: UUID) -> HttpResponse:
    """In one language."""
    person, posted = user_of(request), request.POST
    found = macro_for(person, macro)
    return done(
        request,
        lambda: set_macro_text(
            person,
            macro=found,
            language=posted.get("language", ""),
            text=posted.get("text", ""),
            now=the_time(),
        ),
        _("Saved."),
        reverse("support-macros"),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, macro: UUID) -> HttpResponse:
    person = user_of(request)
    found = macro_for(person, macro)
    return done(
        request,
        lambda: retire_macro(person, macro=found, now=the_time()),
        _("It is offered no more."),
        reverse("support-macros"),
    )


def _shown(macro: Macro) -> ShownMacro:
    category = _(str(TicketCategory(macro.category).label)) if macro.category else _("Every category")
    return ShownMacro(macro, category)
