"""Articles as people find and read them, and how much they have helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.support.models import Article, ArticleMark, ArticleText
from assay.support.queries.macros import keeps_support
from assay.support.rules.articles import any_of, dictionary_of
from assay.support.rules.macros import best_language

MOST_FOUND = 50
TEXTS = Prefetch("texts", ArticleText.objects.defer("words").order_by("language"))


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """In the language of the reader, else English, else any."""

    article: Article
    title: str
    markdown: str
    language: str


@dataclass(frozen=True, slots=True)
class Helped:
    n: int
    n_helped: int


def articles() -> QuerySet[Article]:
    """In force; for everybody who is signed in."""
    return Article.objects.filter(retired_at=None).prefetch_related(TEXTS)


def article_for(uid: UUID) -> Article:
    found = articles().filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def find_articles(
    typed: str, *, language: str, category: str = "", most: int = MOST_FOUND
) -> list[ReadArticle]:
    """Those that say any of the words in the reader's language or in English, the best first; else the newest."""
    found = articles()
    if category:
        found = found.filter(category=category)
    query = any_of(typed)
    if not query:
        return [in_language(each, language) for each in found.order_by("-pk")[:most]]
    ranks = _ranks(query, language)
    there = {each.pk: each for each in found.filter(pk__in=ranks)}
    best = sorted(there, key=lambda pk: (-ranks[pk], -pk))[:most]
    return [in_language(there[pk], language) for pk in best]


def in_language(article: Article, language: str) -> ReadArticle:
    texts = {each.language: each for each in article.texts.all()}
    found = texts[best_language(language, texts) or next(iter(texts))]
    return ReadArticle(article, found.title, found.markdown, found.language)


def helped(article: Article) -> Helped:
    seen = ArticleMark.objects.filter(article=article).aggregate(
        n=Count("pk"), yes=Count("pk", filter=Q(has_helped=True))
    )
    return Helped(seen["n"], seen["yes"])


def mark_of(user: User, article: Article) -> bool | None:
    """What the person said of it; None: nothing yet."""
    return ArticleMark.objects.filter(user=user, article=article).values_list("has_helped", flat=True).first()


def stale_articles(user: User, *, today: date) -> Sequence[Article]:
    """What has to be looked at again, for who keeps them."""
    return (
        list(articles().filter(stale_on__lte=today).order_by("stale_on", "pk")) if keeps_support(user) else []
    )


def _ranks(query: str, language: str) -> dict[int, float]:
    """Article to how well it fits. Each language is asked with its own dictionary."""
    found: dict[int, float] = {}
    for base in dict.fromkeys((language.partition("-")[0].lower(), "en")):
        words = SearchQuery(query, config=dictionary_of(base), search_type="raw")
        of_language = Q(language=base) | Q(language__startswith=f"{base}-")
        texts = ArticleText.objects.filter(of_language, words=words, article__retired_at=None)
        rows = (
            texts.values("article")
            .annotate(rank=Max(SearchRank(F("words"), words)))
            .order_by("-rank", "article")
        )
        for pk, rank in rows.values_list("article", "rank")[:MOST_FOUND]:
            found[pk] = max(rank, found.get(pk, 0.0))
    return found
