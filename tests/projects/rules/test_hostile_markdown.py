"""Whatever stands in a guideline or a task: nothing of it runs, and nothing of it leads to a script."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.projects.rules.content import is_picture
from assay.projects.rules.markdown import to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{background:url(//evil)}</style>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x](https://example.org/a.png "onload=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](https://example.org/" onmouseover="alert(1))',
    "<!--><img src=x onerror=alert(1)>-->",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "`<script>alert(1)</script>`",
    "[![x](https://example.org/a.png)](javascript:alert(1))",
    "<form action=//evil><input name=a></form>",
]
TAGS = {
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
ATTRIBUTES = {"href", "title", "src", "alt", "start", "rel"}


class Judge(HTMLParser):
    """Notes everything that is not known to be harmless."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src"} and not is_harmless(value or ""):
                self.found.append(f"{tag} {name}={value}")


def is_harmless(address: str) -> bool:
    return address.startswith(("http://", "https://", "mailto:")) or ":" not in address


def harm_in(markdown: str) -> list[str]:
    judge = Judge()
    judge.feed(to_html(markdown, allow_images=True))
    judge.close()
    return judge.found


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_as_text(attack: str) -> None:
    assert harm_in(attack) == []


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "*", "`", "[", "](", ")", "<", ">", "\n\n", "> ", "|", "&#"]), max_size=8
    )
)
def test_attacks_put_together_come_out_as_text(parts: list[str]) -> None:
    assert harm_in("".join(parts)) == []


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a.png", True),
        ("HTTPS://example.org/a.png", True),
        ("http://example.org/a.png", False),
        ("sha256:" + "a" * 64, True),
        ("javascript:alert(1)", False),
        ("data:image/png;base64,AAAA", False),
        ("file:///etc/passwd", False),
        ("/etc/passwd", False),
        ("//example.org/a.png", False),
        ('https://example.org/"><script>', False),
        ("sha256:../../etc/passwd", False),
    ],
)
def test_a_picture_is_an_address_or_a_stored_file(address: str, is_one: bool) -> None:
    assert is_picture(address) is is_one
