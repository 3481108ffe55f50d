"""The knowledge base over the API."""

from datetime import date
from typing import Any  # Fields of a schema, by their names.
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.support.actions.articles import (
    ArticleDraft,
    look_again_on,
    make_article,
    retire_article,
    say_helped,
    write_article,
)
from assay.support.enums import TicketCategory
from assay.support.models import Article
from assay.support.queries.articles import ReadArticle, article_for, find_articles, helped, in_language
from assay.support.queries.macros import keeps_support
from assay.support.rules.articles import MOST_IN_ARTICLE, MOST_IN_TITLE

router = Router(tags=["support"])


class ArticleTextIn(Strict):
    title: str = Field(max_length=MOST_IN_TITLE, examples=["When am I paid?"])
    markdown: str = Field(max_length=MOST_IN_ARTICLE, examples=["On the fifth day of the next month."])


class ArticleIn(ArticleTextIn):
    category: TicketCategory = Field(examples=["pay"])
    language: str = Field(examples=["en"])
    stale_on: date | None = Field(None, description="When somebody looks at it again.")


class ArticleDayIn(Strict):
    stale_on: date | None = None


class ArticleMarkIn(Strict):
    has_helped: bool


class ArticlesAsked(Schema):
    q: str = ""
    category: str = ""


class ArticleOut(Schema):
    uid: UUID
    category: TicketCategory
    language: str = Field(examples=["en"])
    title: str = Field(examples=["When am I paid?"])
    markdown: str = Field(examples=["On the fifth day of the next month."])


class ArticleKeptOut(ArticleOut):
    stale_on: date | None
    n_marks: int | None = Field(description="For who keeps it: so many said whether it helped.")
    n_helped: int | None = Field(description="For who keeps it.")


class ArticlesOut(Schema):
    items: list[ArticleOut]


@router.get("/articles", response=ArticlesOut, operation_id="articles")
def find(request: HttpRequest, asked: Query[ArticlesAsked]) -> ArticlesOut:
    """Those that say any of the words, in your language or in English, the best first; at most fifty."""
    user = person_of(request)
    category = asked.category if asked.category in TicketCategory.values else ""
    rows = find_articles(asked.q[:200], language=user.locale or "en", category=category)
    return ArticlesOut(items=[ArticleOut(**_fields(each)) for each in rows])


@router.post("/articles", response={201: ArticleKeptOut}, operation_id="articles_make")
@creates
def make(request: HttpRequest, asked: ArticleIn) -> ArticleKeptOut:
    """With its text in one language."""
    user = person_of(request)
    _keeper(user)
    draft = ArticleDraft(asked.language, asked.title, asked.markdown)
    made = make_article(user, category=asked.category.value, draft=draft, stale_on=asked.stale_on, now=now())
    return _shown(user, article_for(made.uid))


@router.get("/articles/{uuid:article}", response=ArticleKeptOut, operation_id="articles_get")
def one(request: HttpRequest, article: UUID, language: str = "") -> ArticleKeptOut:
    """In the language asked for, else yours."""
    return _shown(person_of(request), article_for(article), language[:20])


@router.put(
    "/articles/{uuid:article}/texts/{language}", response=ArticleKeptOut, operation_id="articles_text"
)
def write(request: HttpRequest, article: UUID, language: str, asked: ArticleTextIn) -> ArticleKeptOut:
    """In another language, or anew."""
    user = person_of(request)
    _keeper(user)
    draft = ArticleDraft(language, asked.title, asked.markdown)
    write_article(user, article=article_for(article), draft=draft, now=now())
    return _shown(user, article_for(article), language)


@router.put("/articles/{uuid:article}/stale-on", response=ArticleKeptOut, operation_id="articles_look_again")
def look_again(request: HttpRequest, article: UUID, asked: ArticleDayIn) -> ArticleKeptOut:
    """It was looked at; the next time is that day."""
    user = person_of(request)
    _keeper(user)
    look_again_on(user, article=article_for(article), day=asked.stale_on, now=now())
    return _shown(user, article_for(article))


@router.put("/articles/{uuid:article}/mark", response={204: None}, operation_id="articles_mark")
def mark(request: HttpRequest, article: UUID, asked: ArticleMarkIn) -> HttpResponse:
    """Whether it has helped you."""
    user = person_of(request)
    say_helped(user, article=article_for(article), has_helped=asked.has_helped, now=now())
    return HttpResponse(status=204)


@router.delete("/articles/{uuid:article}", response={204: None}, operation_id="articles_retire")
def retire(request: HttpRequest, article: UUID) -> HttpResponse:
    """Found no more."""
    user = person_of(request)
    _keeper(user)
    retire_article(user, article=article_for(article), now=now())
    return HttpResponse(status=204)


def _keeper(user: User) -> None:
    if not keeps_support(user):
        raise NotFound


def _shown(user: User, article: Article, language: str = "") -> ArticleKeptOut:
    tally = helped(article) if keeps_support(user) else None
    return ArticleKeptOut(
        **_fields(in_language(article, language or user.locale or "en")),
        stale_on=article.stale_on,
        n_marks=tally.n if tally else None,
        n_helped=tally.n_helped if tally else None,
    )


def _fields(read: ReadArticle) -> dict[str, Any]:
    return {
        "uid": read.article.uid,
        "category": read.article.category,
        "language": read.language,
        "title": read.title,
        "markdown": read.markdown,
    }
