"""The list of pages that are complete in every language: whatever a contributor comes to by links is in it."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from assay.people.models import User
from tools.catalogues import PAGES, SOURCES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]
LINK = re.compile(r'(?:href|action)="(/[^"#?]*)')
SAYS = re.compile(r"{% (?:translate|blocktranslate)|_\(")
# One page looks different from another of its kind, and a third one seldom from both.
OF_A_KIND = 3
# The jobs that somebody has begun: contributors begin none, and no link of theirs leads there.
NOT_THEIRS = {"web/templates/web/jobs/list.html"}
# Of files, of the API, and what ends the visit.
ASIDE = re.compile(r"^/(?:static|api|demo|accounts|i18n)/")


def kind_of(address: str) -> str | None:
    """The pattern of a page; None: it is none of them."""
    try:
        return None if ASIDE.match(address) else resolve(address).route
    except Resolver404:
        return None


def addresses() -> list[str]:
    """Those that name nothing: the pages that somebody could open from memory."""
    found = [each for each in get_resolver().url_patterns if isinstance(each, URLPattern)]
    todo = [each for each in get_resolver().url_patterns if not isinstance(each, URLPattern)]
    while todo:
        inside = todo.pop().url_patterns
        found += [each for each in inside if isinstance(each, URLPattern)]
        todo += [each for each in inside if not isinstance(each, URLPattern)]
    return [f"/{each.pattern}" for each in found if "<" not in str(each.pattern)]


def templates_on_the_way_of(name: str) -> set[str]:
    client, seen, kinds, found = Client(), set[str](), Counter[str](), set[str]()
    client.force_login(User.objects.get(name=name))
    todo = ["/", *addresses()]
    while todo:
        address = todo.pop(0)
        kind = kind_of(address)
        if kind is None or address in seen or kinds[kind] >= OF_A_KIND:
            continue
        seen.add(address)
        response = client.get(address)
        kinds[kind] += response.status_code == 200
        if response.status_code == 200 and not response.streaming:
            found |= {str(each.name) for each in response.templates}
            todo += LINK.findall(response.content.decode(errors="replace"))
    return found


@pytest.mark.parametrize("name", ["Ana", "Ade"])
def test_every_page_on_the_way_of_a_contributor_is_in_the_list(name: str) -> None:
    listed = {str(path.relative_to(SOURCES)) for pattern in PAGES for path in SOURCES.glob(pattern)}
    met = {f"web/templates/{each}" for each in templates_on_the_way_of(name)}

    speaking = {
        each for each in met if (SOURCES / each).is_file() and SAYS.search((SOURCES / each).read_text())
    }
    assert len(speaking) >= 30
    assert speaking - listed == NOT_THEIRS
