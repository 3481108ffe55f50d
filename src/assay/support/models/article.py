"""The knowledge base: what people ask again and again, answered for everybody."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.support.enums import TicketCategory


class Article(Identified):
    """One answer in several languages."""

    category = models.CharField(max_length=12, choices=TicketCategory)
    stale_on = models.DateField(null=True, help_text="From this day on somebody has to look at it again.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)


class ArticleText(models.Model):
    """`words` is what search looks through, reckoned with the dictionary of the language."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts", db_index=False)
    language = models.CharField(max_length=20, help_text="BCP 47.")
    title = models.CharField(max_length=160)
    markdown = models.TextField()
    words = SearchVectorField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language"], name="support_article_text_once"),
        ]
        indexes: ClassVar = [GinIndex(fields=["words"], name="support_article_words")]


class ArticleMark(models.Model):
    """Whether an article has helped somebody; shown as counts."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="marks", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    has_helped = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "user"], name="support_article_mark_once")
        ]
