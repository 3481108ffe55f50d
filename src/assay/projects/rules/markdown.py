"""Markdown of guidelines and tasks as safe HTML: no script, no style, nothing loaded that was not asked for."""

import nh3
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
    ),
    *("strong", "s", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


def clean_marked(html: str) -> str:
    """The same limits for a text in which changes are marked."""
    return nh3.clean(
        html,
        tags=_TAGS | {"ins", "del", "span"},
        attributes=_ATTRIBUTES,
        allowed_classes={"span": {"visually-hidden"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def to_html(text: str, *, allow_images: bool = False) -> str:
    """Safe HTML of a markdown text; pictures become their description unless they are allowed."""
    tags = _TAGS if allow_images else _TAGS - {"img"}
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
