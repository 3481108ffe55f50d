"""What is hard to look at begins covered, wherever a page shows the content of a task."""

from typing import Any  # Django's context maps names to anything.

from django import template

from assay.web import covering
from assay.web.content import ShownContent

register = template.Library()


@register.simple_tag(takes_context=True)
def cover(context: "dict[str, Any]", content: object) -> covering.Cover | None:
    """How it begins for who looks; None where it is shown as it is."""
    request = context.get("request")
    return covering.cover_of(request, content) if request and isinstance(content, ShownContent) else None
