"""A change is marked inside the text as people read it: nothing is lost, nothing becomes more than it was."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.projects.rules.guideline_parts import Example, Part
from assay.projects.rules.markdown import to_html
from assay.projects.rules.rendered_diff import Marked, Spoken, diff_html, html_of

SILENT = Spoken("+", "-", ".")
PARTS = st.sampled_from(
    [
        *("word ", "other ", "**bold** ", "*so* ", "`code` ", "\n\n", "\n", "- ", "1. ", "> ", "## ", "  - "),
        *(
            "[link](https://example.org) ",
            "![cat](https://example.org/c.png) ",
            "---\n\n",
            "```\n",
            "é😀 ",
            "<b>",
            "&amp;",
        ),
        "\n\n| a | b |\n|---|---|\n| c | d |\n\n",
    ]
)
MARKDOWN = st.lists(PARTS, max_size=14).map("".join)
VOID = {"br", "hr", "img"}


def marked(before: str, after: str) -> Marked:
    return diff_html(to_html(before, allow_images=True), to_html(after, allow_images=True), SILENT)


def plain(html: str) -> str:
    """Without what only who hears it is told, and without line ends between blocks."""
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html).replace("\n", "")


class Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def words(html: str) -> str:
    """The words of balanced HTML."""
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return "".join("".join(parser.text).split())


def without(html: str, tag: str) -> str:
    return re.sub(f"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)


def test_a_word_is_marked_inside_its_rendered_sentence() -> None:
    found = marked("A **red** shoe.", "A **blue** shoe.")

    assert plain(found.inline) == (
        "<p>A <del><strong>red</strong></del><ins><strong>blue</strong></ins> shoe.</p>"
    )
    assert plain(found.before) == "<p>A <del><strong>red</strong></del> shoe.</p>"
    assert plain(found.after) == "<p>A <ins><strong>blue</strong></ins> shoe.</p>"


def test_who_hears_it_is_told_where_a_change_begins_and_ends() -> None:
    found = diff_html("<p>one</p>", "<p>two</p>", Spoken("[added]", "[taken out]", "[end]"))

    assert "[taken out] " in found.before
    assert (
        '<ins><span class="visually-hidden">[added] </span>two<span class="visually-hidden"> [end]</span></ins>'
        in (found.after)
    )


def test_an_entry_that_is_new_stands_in_the_list_it_was_added_to() -> None:
    found = marked("- one\n- three\n", "- one\n- two\n- three\n")

    assert plain(found.inline) == "<ul><li>one</li><li><ins>two</ins></li><li>three</li></ul>"


def test_an_entry_that_is_gone_stands_where_it_was() -> None:
    found = marked("1. one\n2. two\n3. three\n", "1. one\n2. three\n")

    assert plain(found.inline) == "<ol><li>one</li><li><del>two</del></li><li>three</li></ol>"


def test_a_cell_of_a_table_is_compared_with_what_it_was() -> None:
    table = "| a | b |\n|---|---|\n| one | {} |\n"

    found = marked(table.format("two thirds of it"), table.format("one third of it"))

    assert plain(found.inline).count("<tr>") == 2
    assert "<td><del>two</del><ins>one</ins> <del>thirds</del><ins>third</ins> of it</td>" in plain(
        found.inline
    )


def test_style_alone_is_a_change_and_equal_texts_have_none() -> None:
    assert plain(marked("so", "*so*").inline) == "<p><del>so</del><ins><em>so</em></ins></p>"
    assert "<ins>" not in marked("# A\n\n- b\n", "# A\n\n- b\n").inline


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](data:text/html;base64,PHN2Zz4=)",
        '[x](https://example.org "\\"onmouseover=alert(1) x=\\"")',
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "</p></div><iframe src=//example.org></iframe>",
        "<ins><script>alert(1)</script></ins>",
        '<span class="visually-hidden" style="x" onclick="y">z</span>',
        "`</code><script>`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>*{display:none}</style><svg onload=alert(1)>",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in {"p", "a", "img", "code", "ins", "del", "span", "ul", "li", "em", "strong"}
            assert {name for name, _value in attrs} <= {"href", "title", "src", "alt", "rel", "class"}
            for name, value in attrs:
                assert name not in {"href", "src"} or (value or "").startswith(("https:", "http:", "mailto:"))

    example = Example("example", hostile, hostile, hostile)
    part = Part("a", "a", "", "A", hostile, (example,))
    for before, after in ((None, part), (part, None), (part, part)):
        found = diff_html(html_of(before), html_of(after), SILENT)
        for html in (found.inline, found.before, found.after):
            Tags().feed(html)


@settings(max_examples=200, deadline=None)
@given(MARKDOWN, MARKDOWN)
def test_each_side_says_what_its_text_says(before: str, after: str) -> None:
    found = marked(before, after)

    assert words(plain(found.before)) == words(to_html(before, allow_images=True).replace("\n", ""))
    assert words(plain(found.after)) == words(to_html(after, allow_images=True).replace("\n", ""))
    together = plain(found.inline)
    assert words(without(together, "del")) == words(plain(found.after))
    assert sorted(words(without(together, "ins"))) == sorted(words(plain(found.before)))
