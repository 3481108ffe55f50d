"""Keeping articles, and saying whether one has helped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.words import refuse_language
from assay.support.enums import TicketCategory
from assay.support.models import Article, ArticleMark, ArticleText
from assay.support.queries.macros import require_keeping
from assay.support.rules import reasons
from assay.support.rules.articles import MOST_IN_ARTICLE, MOST_IN_TITLE, dictionary_of
from assay.support.rules.words import clean, refuse_text


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    language: str
    title: str
    markdown: str


def make_article(
    by: User | None, *, category: str, draft: ArticleDraft, stale_on: date | None = None, now: datetime
) -> Article:
    """With its first text."""
    require_keeping(by)
    if category not in TicketCategory.values:
        raise Refused(reasons.NO_CATEGORY(field="category"))
    with transaction.atomic():
        act_as(by)
        made = Article.objects.create(category=category, stale_on=stale_on, created_at=now, created_by=by)
        write_article(by, article=made, draft=draft, now=now)
        return made


def write_article(by: User | None, *, article: Article, draft: ArticleDraft, now: datetime) -> ArticleText:
    """In one language; what stood there is replaced."""
    require_keeping(by)
    title, markdown, language = clean(draft.title), clean(draft.markdown), draft.language.strip()
    found = [
        refuse_language(language),
        refuse_text(title, field="title", most=MOST_IN_TITLE),
        refuse_text(markdown, field="markdown", most=MOST_IN_ARTICLE),
    ]
    if why := [each for each in found if each]:
        raise Refused(*why)
    dictionary = dictionary_of(language)
    words = SearchVector(Value(title), weight="A", config=dictionary) + SearchVector(
        Value(markdown), weight="B", config=dictionary
    )
    with transaction.atomic():
        act_as(by)
        kept, _made = ArticleText.objects.update_or_create(
            article=article,
            language=language,
            defaults={
                "title": title,
                "markdown": markdown,
                "words": words,
                "changed_at": now,
                "changed_by": by,
            },
        )
        return kept


def look_again_on(by: User | None, *, article: Article, day: date | None, now: datetime) -> None:
    """It was looked at; the next time is this day (None: never)."""
    require_keeping(by)
    if day is not None and day <= now.date():
        raise Refused(reasons.DAY_IS_PAST(field="stale_on"))
    with transaction.atomic():
        act_as(by)
        Article.objects.filter(pk=article.pk).update(stale_on=day)


def retire_article(by: User | None, *, article: Article, now: datetime) -> None:
    require_keeping(by)
    with transaction.atomic():
        act_as(by)
        Article.objects.filter(pk=article.pk, retired_at=None).update(retired_at=now)


def say_helped(by: User, *, article: Article, has_helped: bool, now: datetime) -> None:
    """A second time replaces the first."""
    ArticleMark.objects.update_or_create(
        article=article, user=by, defaults={"has_helped": has_helped, "at": now}
    )
