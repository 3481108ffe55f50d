"""What a hole shows: only what is known of its document, with the ids of content."""

from io import BytesIO
from uuid import UUID

import pytest

from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels
from assay.insight.rules.run_files import BadLines
from assay.insight.rules.topping_up import Asked, Shown, asked_of, common_fields, read_contents, tasks_of
from assay.stats.ranking import Hole

KEY = UUID(int=7)
ASKED = [Asked("red shoes", "d9", "DE-de"), Asked("boots", "d9", ""), Asked("boots", "d8", "")]
KNOWN = {("", "d9"): {"title": "Red boots"}, ("boots", "d9"): {"title": "Boots, red"}}


def tasks(query: str, document: str) -> list[Shown]:
    settings = Qrels("relevance", query, document, {})
    of_queries = {("", "boots"): {"hint": "For walking", "results": [{"id": "old"}]}}
    return tasks_of(ASKED, settings, of_queries=of_queries, of_documents=KNOWN, key=KEY, results="results")


def test_holes_have_the_ids_of_content() -> None:
    holes = [Hole("DE-de\tred%20shoes", "d%209", 3, None, 0.1, 0.6), Hole("\tboots", "d8", 1, 2, 0.1, 0.4)]

    assert asked_of(holes, 1) == [Asked("red shoes", "d 9", "DE-de")]
    assert asked_of(holes, 9)[1] == Asked("boots", "d8", "")


def test_each_is_a_task_or_part_of_a_list() -> None:
    lists, (first, second), by_id = tasks("query", ""), tasks("query", "doc"), tasks("query", EXTERNAL_ID)

    assert lists == [
        Shown(
            "top-up-000000000007-1",
            {"query": "red shoes", "results": [{"title": "Red boots", "id": "d9"}]},
            "DE-de",
            1,
        ),
        Shown(
            "top-up-000000000007-2",
            {"hint": "For walking", "query": "boots", "results": [{"title": "Boots, red", "id": "d9"}]},
            "",
            1,
        ),
    ]
    assert first.content == {"query": "red shoes", "doc": "d9", "title": "Red boots"}
    assert second.content["title"] == "Boots, red"
    assert [each.external_id for each in by_id] == ["d9", "d9"]


def test_only_what_tasks_show_alike_is_known() -> None:
    one = {"query": "shoes", "doc": "d9", "title": "Boots", "hint": "a"}
    other = {"query": "boots", "doc": "d9", "title": "Boots", "hint": "b"}

    assert common_fields([one, other], apart="query") == {"doc": "d9", "title": "Boots"}
    assert common_fields([one, dict(one)], apart="query") is None


def test_a_file_of_documents_says_which_line_is_wrong() -> None:
    good = b'{"document": "d9", "title": "A"}\n\n{"document": "d9", "query": "boots", "title": "B"}\n'
    bad = b'{"document": "d9"}\n{"title": "A"}\n[]\n{"document": "d9"}\n'

    found = read_contents(BytesIO(good), is_csv=False)

    assert found == {("", "d9"): {"title": "A"}, ("boots", "d9"): {"title": "B"}}
    assert read_contents(BytesIO(b"document,title\nd9,A\n"), is_csv=True) == {("", "d9"): {"title": "A"}}
    with pytest.raises(BadLines) as refused:
        read_contents(BytesIO(bad), is_csv=False)
    said = [each.text for each in refused.value.reasons]
    assert said[0] == "Line 2: it names no document."
    assert said[1].startswith("Line 3: it is not a JSON object")
    assert said[2] == "Line 4: it is there already."
