"""The knowledge base: found, read, said to have helped; and kept."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.projects.rules.markdown import to_html
from assay.stats.sampling import wilson
from assay.support.actions.articles import (
    ArticleDraft,
    look_again_on,
    make_article,
    retire_article,
    say_helped,
    write_article,
)
from assay.support.enums import TicketCategory
from assay.support.queries.articles import (
    article_for,
    find_articles,
    helped,
    in_language,
    mark_of,
    stale_articles,
)
from assay.support.queries.macros import keeps_support, require_keeping
from assay.support.rules.articles import MOST_IN_ARTICLE, MOST_IN_TITLE
from assay.web.people.reading import day_of
from assay.web.requests import done, signed_in, user_of

SUGGESTED = 4


@signed_in
@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """Searched by words and category, in one's own language and in English."""
    person, query = user_of(request), request.GET
    category = query.get("category", "")
    typed = query.get("q", "").replace("\0", "")[:200]
    rows = find_articles(
        typed, language=_language(), category=category if category in TicketCategory.values else ""
    )
    context = {
        "rows": [(each, _(str(TicketCategory(each.article.category).label))) for each in rows],
        "typed": typed,
        "category": category,
        "categories": [(each.value, _(str(each.label))) for each in TicketCategory],
        "may_keep": keeps_support(person),
        "stale": [in_language(each, _language()) for each in stale_articles(person, today=_today(person))],
    }
    return render(request, "web/support/own_articles.html", context)


@signed_in
@require_GET
def suggested(request: HttpRequest) -> HttpResponse:
    """What may answer a question that is still being written: a part of the page that asks for help."""
    typed = request.GET.get("q", "").replace("\0", "")[:200]
    rows = find_articles(typed, language=_language(), most=SUGGESTED) if typed.strip() else []
    return render(request, "web/support/own_suggested.html", {"suggested": rows})


@signed_in
@require_GET
def article(request: HttpRequest, article: UUID) -> HttpResponse:
    person = user_of(request)
    found = article_for(article)
    read = in_language(found, request.GET.get("language", "")[:20] or _language())
    tally = helped(found)
    context = {
        "read": read,
        "html": to_html(read.markdown),
        "languages": [each.language for each in found.texts.all()],
        "mark": mark_of(person, found),
        "helped": wilson(tally.n_helped, tally.n),
        "may_keep": keeps_support(person),
        "most": {"title": MOST_IN_TITLE, "text": MOST_IN_ARTICLE},
    }
    return render(request, "web/support/own_article.html", context)


@signed_in
@require_POST
def mark(request: HttpRequest, article: UUID) -> HttpResponse:
    """Whether it has helped; whom it has not goes on to ask."""
    person = user_of(request)
    found, has_helped = article_for(article), request.POST.get("helped") == "yes"
    say_helped(person, article=found, has_helped=has_helped, now=the_time())
    return redirect(reverse("article", args=[article]))


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person, posted = user_of(request), request.POST
    require_keeping(person)
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            made = make_article(
                person,
                category=posted.get("category", ""),
                draft=_draft(request),
                stale_on=_day(request, person),
                now=the_time(),
            )
        except Refused as why:
            refused = why.reasons
        else:
            return redirect("article", article=made.uid)
    context = {
        "given": posted,
        "categories": [(each.value, _(str(each.label))) for each in TicketCategory],
        "most": {"title": MOST_IN_TITLE, "text": MOST_IN_ARTICLE},
        "reasons": refused,
    }
    return render(request, "web/support/article_new.html", context, status=422 if refused else 200)


@signed_in
@require_POST
def change(request: HttpRequest, article: UUID) -> HttpResponse:
    """Write it in a language, say when to look at it again, or retire it."""
    person, now = user_of(request), the_time()
    found, what = article_for(article), request.POST.get("do", "")
    if what == "retire":
        return done(
            request,
            lambda: retire_article(person, article=found, now=now),
            _("It is found no more."),
            reverse("articles"),
        )

    def act() -> None:
        if what == "look":
            look_again_on(person, article=found, day=_day(request, person), now=now)
        else:
            write_article(person, article=found, draft=_draft(request), now=now)

    return done(request, act, _("Saved."), reverse("article", args=[article]))


def _draft(request: HttpRequest) -> ArticleDraft:
    posted = request.POST
    return ArticleDraft(posted.get("language", ""), posted.get("title", ""), posted.get("markdown", ""))


def _day(request: HttpRequest, person: User) -> date | None:
    found = day_of(request.POST.get("stale_on", ""), person.time_zone, field="stale_on")
    return found.date() if found else None


def _today(person: User) -> date:
    return working_day(the_time(), person.time_zone)


def _language() -> str:
    return get_language() or "en"
